"""What this desk must know before its store is open: appearance, devices, the receiver's address. Kept as JSON.

Checked by hand: the window waits for this file, and a library that checks would be a quarter of its start
(docs/decisions/0096).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from app.core.paths import write_durably
from app.core.problems import OutsideProblem

_NAMED: Mapping[str, tuple[object, ...]] = {
    "language": ("vi", "en"),
    "appearance": ("light", "dark", "contrast"),
    "slip_paper": ("A4", "A5"),
    "scan_dpi": (200, 300),
}
BOUNDS: Mapping[str, range] = {
    "scale_percent": range(100, 201),
    "idle_lock_minutes": range(1, 241),
    "hanging_after_hours": range(1, 401),
    "uncollected_after_days": range(1, 101),
}
"""What numbers may be."""
_CHOICES: Mapping[str, tuple[object, ...] | range] = {**_NAMED, **BOUNDS}


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one desk. Law and office data (calendar, procedures, people) live in the store, not here."""

    language: Literal["vi", "en"] = "vi"
    appearance: Literal["light", "dark", "contrast"] = "light"
    scale_percent: int = 100
    """100 to 200."""
    idle_lock_minutes: int = 10
    """1 to 240."""
    printer: str = ""
    """URI of the print queue (``ipp://…`` or a Windows printer's name); empty: save as PDF only."""
    slip_paper: Literal["A4", "A5"] = "A4"
    slip_form: str = "tt03-2025"
    """Which versioned set of forms the office prints."""
    scanner: str = ""
    """Device name as the scanning room lists it; empty: none chosen."""
    scan_dpi: Literal[200, 300] = 300
    scan_colour: bool = True
    hanging_after_hours: int = 24
    """1 to 400: working hours without any movement after which a dossier that should be worked on hangs."""
    uncollected_after_days: int = 5
    """1 to 100: working days after which a result that nobody collected is asked about."""
    receiver_url: str = ""
    """Address of the receiver; empty: this desk does not send."""
    practice: bool = False
    """A practice office: made-up people, watermarked, talks to a practice receiver on this machine only."""

    def __post_init__(self) -> None:
        """Refuse a value that is none.

        Raises:
            ValueError: one has the wrong type or is out of its range; the message is its name.
        """
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not type(field.default) or value not in _CHOICES.get(field.name, (value,)):
                raise ValueError(field.name)

    def with_changes(self, **changed: Any) -> "Settings":  # noqa: ANN401 - each setting has its own type
        """Return these settings with some changed.

        Raises:
            ValueError: a value that is none, or a name that is none.
        """
        if unknown := changed.keys() - asdict(self).keys():
            raise ValueError(", ".join(sorted(unknown)))
        return Settings(**{**asdict(self), **changed})


def load_settings(path: Path) -> Settings:
    """Return the settings at path; the defaults where the file does not exist. Names it does not know are passed over.

    Raises:
        OutsideProblem: ``settings.unreadable`` when the file is there but cannot be understood; it is left as it is.
    """
    if not path.exists():
        return Settings()
    try:
        found = json.loads(path.read_bytes())
        known = {field.name for field in fields(Settings)}
        return Settings(**{name: value for name, value in found.items() if name in known})
    except (OSError, ValueError, AttributeError) as error:
        raise OutsideProblem("settings.unreadable", path=str(path)) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the settings at path, durably."""
    write_durably(path, json.dumps(asdict(settings), indent=2, ensure_ascii=False).encode())
