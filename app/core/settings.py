"""What this desk must know before its store is open: appearance, devices, the receiver's address. Kept as JSON."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.paths import write_durably
from app.core.problems import OutsideProblem


class Settings(BaseModel):
    """Settings of one desk. Law and office data (calendar, procedures, people) live in the store, not here."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: Literal["vi", "en"] = "vi"
    appearance: Literal["light", "dark", "contrast"] = "light"
    scale_percent: int = Field(default=100, ge=100, le=200)
    idle_lock_minutes: int = Field(default=10, ge=1, le=240)
    printer: str = ""
    """URI of the print queue (``ipp://…`` or a Windows printer's name); empty: save as PDF only."""
    slip_paper: Literal["A4", "A5"] = "A4"
    slip_form: str = "tt03-2025"
    """Which versioned set of forms the office prints."""
    scanner: str = ""
    """Device name as the scanning room lists it; empty: none chosen."""
    scan_dpi: Literal[200, 300] = 300
    scan_colour: bool = True
    hanging_after_hours: int = Field(default=24, ge=1, le=400)
    """Working hours without any movement after which a dossier that should be worked on hangs."""
    uncollected_after_days: int = Field(default=5, ge=1, le=100)
    """Working days after which a result that nobody collected is asked about."""
    receiver_url: str = ""
    """Address of the receiver; empty: this desk does not send."""
    practice: bool = False
    """A practice office: made-up people, watermarked, talks to a practice receiver on this machine only."""


def load_settings(path: Path) -> Settings:
    """Return the settings at path; the defaults where the file does not exist.

    Raises:
        OutsideProblem: ``settings.unreadable`` when the file is there but cannot be understood; it is left as it is.
    """
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise OutsideProblem("settings.unreadable", path=str(path)) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the settings at path, durably."""
    write_durably(path, settings.model_dump_json(indent=2).encode())
