"""The side file: the highest serial of each series and day or year, beside the database and outliving its restores."""

import contextlib
import json
import logging
from datetime import date, timedelta
from typing import Annotated, TypeAlias

from pydantic import Field, StrictInt, TypeAdapter

from app.core.paths import write_durably
from app.services.desk import Desk

_LOG = logging.getLogger(__name__)
_DAYS_KEPT = 40
_YEAR = 4
"""Letters of a year."""
Period: TypeAlias = date | int
"""A day, or a year."""
# As strict as it is written: what else stands there is damage, and no number may rest on a guess.
_FORMAT = TypeAdapter(dict[Annotated[str, Field(pattern=r"^[A-Z0-9._]+\|\d+\|\d{4}(-\d{2}-\d{2})?$")], StrictInt])


def known(desk: Desk, series: str, period: Period) -> int | None:
    """Return the highest serial of this counter that the side file knows; None where it does not speak of that time.

    Args:
        desk: the open desk.
        series: what is numbered: an organisation's code for its dossiers, ``"BG"`` for handovers.
        period: the day or the year that stands in the number.
    """
    return _read(desk).get(_key(desk, series, period))


def keep(desk: Desk, series: str, period: Period, serial: int) -> None:
    """Raise what the side file knows; durable when it returns.

    A side file that cannot be written is logged and removed: one that lacks a number would be believed after a restore.
    """
    today = desk.now().date()
    entries = {key: value for key, value in _read(desk).items() if _recent(key, today)}
    key = _key(desk, series, period)
    entries[key] = max(serial, entries.get(key, 0))
    try:
        write_durably(desk.folder.witness, json.dumps(entries, sort_keys=True).encode())
    except OSError:
        _LOG.warning("the number witness could not be written", exc_info=True)
        with contextlib.suppress(OSError):
            desk.folder.witness.unlink()


def _key(desk: Desk, series: str, period: Period) -> str:
    return f"{series}|{desk.counter.ordinal}|{period}"


def _recent(key: str, today: date) -> bool:
    period = key.rpartition("|")[2]
    oldest = today - timedelta(days=_DAYS_KEPT)
    return period >= (f"{oldest.year}" if len(period) == _YEAR else oldest.isoformat())


def _read(desk: Desk) -> dict[str, int]:
    try:
        return _FORMAT.validate_json(desk.folder.witness.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        # Damaged: one witness of several is silent; the others still speak.
        _LOG.warning("the number witness is unreadable")
        return {}
