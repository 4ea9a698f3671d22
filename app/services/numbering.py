"""Giving the next number: from the office manifest's range of this counter, above everything that remembers one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.numbers import (
    DeskRanges,
    NumberRange,
    Witness,
    format_number,
    manifest_for,
    manifest_from_json,
    next_serial,
    parse_number,
    provisional_code,
    range_after_restore,
)
from app.models.store import Work
from app.services import number_witness
from app.services.desk import Desk

RESTORED_ON = "restored_on"
RESTORES_TODAY = "restores_today"
LAST_SLIP = "last_slip"
NUMBERS_STOPPED = "numbers.stopped"
"""Set while this desk's past exists twice (a clone, a fork): nobody can say which numbers are out."""
RECEIVER_HIGH_WATER = "receiver_high_water"
# Proving that all ranges are disjoint compares each with each: once a manifest, not once a number.
_manifest = lru_cache(maxsize=8)(manifest_from_json)


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number within a transaction that is not yet committed; serial 0 for a provisional code."""

    number: str
    provisional: bool
    at: datetime
    serial: int


def give_number(desk: Desk, work: Work, dossier_id: UUID, at: datetime) -> GivenNumber:
    """Take the next number inside the transaction of work; it is given only when that transaction commits.

    Where the province assigns the numbers, where nobody can say after a restore which ones are out, and where the
    day's range is used up, the paper carries a provisional code that is bound to the official one later.

    Args:
        desk: the open desk.
        work: the transaction of the reception.
        dossier_id: whose number it is.
        at: the moment of the reception; its day stands in the number.

    Raises:
        PersonProblem: ``numbers.no_manifest``, ``numbers.no_range``.
    """
    today = at.date()
    serial = _next(desk, work, today)
    if serial is None:
        return GivenNumber(provisional_code(dossier_id, today), provisional=True, at=at, serial=0)
    work.numbers.raise_to(desk.office.code, desk.counter.ordinal, today, serial)
    return GivenNumber(format_number(desk.office.code, today, serial), provisional=False, at=at, serial=serial)


def expected_number(desk: Desk, work: Work) -> str:
    """Return the number the next reception will probably get; shown, never promised."""
    today = desk.now().date()
    serial = _next(desk, work, today)
    return "" if serial is None else format_number(desk.office.code, today, serial)


def keep_witness(desk: Desk, given: GivenNumber) -> None:
    """Write the number into the side file: after the commit, before any paper.

    The dossier is received already, so a side file that cannot be written is logged and does not undo that.
    """
    if not given.provisional:
        number_witness.keep(desk, desk.office.code, given.at.date(), given.serial)


def catch_up_witness(desk: Desk) -> None:
    """Bring the side file up to what the database gave today: the program may have been killed between the two.

    Done at every start, before a slip that is still owed can be printed. On the day of a restore only where the side
    file speaks for this day already: the database itself has forgotten numbers then, and a side file begun from it
    would be believed; one that came through the restore must go on or it would be believed a number too low.
    """
    today = desk.now().date()
    known = number_witness.known(desk, desk.office.code, today)
    with desk.store.read() as work:
        if known is None and (work.offices.get(RESTORED_ON) or b"").decode() == today.isoformat():
            return
        serial = work.numbers.high_water(desk.office.code, desk.counter.ordinal, today)
    if serial > (known or 0):
        number_witness.keep(desk, desk.office.code, today, serial)


def mark_restored(work: Work, today: date) -> None:
    """Note that this store came back from a backup today; the caller commits.

    What the backup knew of this day's restores and of its last slip was true when it was made and is not any more.
    """
    work.offices.put(RESTORED_ON, today.isoformat().encode())
    for stale in (RESTORES_TODAY, LAST_SLIP):
        work.offices.remove(f"{stale}.{today.isoformat()}")


def _next(desk: Desk, work: Work, today: date) -> int | None:
    """Return the next serial; None where the paper has to carry a provisional code."""
    number_range = None if desk.office.provincial_numbers else _range(desk, work, today)
    if number_range is None:
        return None
    try:
        return next_serial(_witnesses(desk, work, today, number_range), number_range)
    except PersonProblem as problem:
        if problem.code != "numbers.range_used_up":
            raise
        # Nobody is sent home because a range was cut too short.
        return None


def _ranges(desk: Desk, work: Work, today: date) -> DeskRanges:
    manifests = [_manifest(text) for text in work.numbers.manifests()]
    return manifest_for(manifests, today).desk(desk.counter.ordinal)


def _range(desk: Desk, work: Work, today: date) -> NumberRange | None:
    if work.offices.get(NUMBERS_STOPPED) is not None:
        return None
    ranges = _ranges(desk, work, today)
    if (work.offices.get(RESTORED_ON) or b"").decode() != today.isoformat():
        return ranges.own
    counted = work.offices.get(f"{RESTORES_TODAY}.{today.isoformat()}")
    return range_after_restore(
        ranges, _witnesses(desk, work, today, ranges.own), int(counted) if counted is not None else None
    )


def _witnesses(desk: Desk, work: Work, today: date, number_range: NumberRange) -> dict[str, int | None]:
    found: dict[str, int | None] = {
        Witness.DATABASE: _highest_given(desk, work, today, number_range),
        Witness.SIDE_FILE: number_witness.known(desk, desk.office.code, today),
        Witness.RECEIVER: _stored_serial(work, f"{RECEIVER_HIGH_WATER}.{today.isoformat()}"),
        Witness.LAST_SLIP: _stored_serial(work, f"{LAST_SLIP}.{today.isoformat()}"),
    }
    # After a restore a counter has used two ranges on one day; each is continued by its own serials only.
    return {name: serial if serial is not None and serial in number_range else None for name, serial in found.items()}


def _highest_given(desk: Desk, work: Work, today: date, number_range: NumberRange) -> int | None:
    mark = work.numbers.high_water(desk.office.code, desk.counter.ordinal, today)
    if not mark or mark in number_range:
        return mark or None
    # The mark stands in the day's other range; what was given in this one is in the ledger.
    given = (parse_number(row.number) for row in work.numbers.starting_with(f"{desk.office.code}-{today:%y%m%d}-"))
    return max((int(number.serial) for number in given if int(number.serial) in number_range), default=None)


def _stored_serial(work: Work, key: str) -> int | None:
    stored = work.offices.get(key)
    return int(stored) if stored else None


def remember_last_slip(work: Work, number: str) -> None:
    """Take the number of the last slip on paper as a witness, after a restore; the caller commits.

    Raises:
        PersonProblem: ``numbers.malformed``.
    """
    parsed = parse_number(number)
    work.offices.put(f"{LAST_SLIP}.{parsed.day.isoformat()}", parsed.serial.encode())
