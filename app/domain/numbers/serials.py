"""The next serial of a counter and day, from everything that remembers the last one."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from app.core.problems import PersonProblem
from app.domain.numbers.ranges import DeskRanges, NumberRange

Name = TypeVar("Name", bound=str)


class Witness(StrEnum):
    """What remembers the highest serial given by a counter on a day."""

    DATABASE = "database"
    SIDE_FILE = "side_file"
    """Written before every print job, outside the database."""
    OFFICE_HUB = "office_hub"
    RECEIVER = "receiver"
    LAST_SLIP = "last_slip"
    """The last slip printed, scanned back in by a person who says that it is the last."""


COMPLETE = frozenset({Witness.SIDE_FILE, Witness.LAST_SLIP})
"""Witnesses that know of every number on paper. Hub and receiver only know what was sent before the disaster."""


def next_serial(witnesses: Mapping[Name, int | None], number_range: NumberRange) -> int:
    """Return the serial after the highest that any witness knows; the range's first where none knows one.

    Args:
        witnesses: highest serial by witness; None where it knows of none in this range and day.
        number_range: the range serials are taken from.

    Raises:
        PersonProblem: ``numbers.range_used_up``; ``numbers.foreign_witness`` when a witness names a serial of another
            range, because then the counter, the day or the manifest is not what it is taken for.
    """
    known = [serial for serial in witnesses.values() if serial is not None]
    for witness, serial in witnesses.items():
        if serial is not None and serial not in number_range:
            raise PersonProblem("numbers.foreign_witness", witness=str(witness), serial=serial, lead=number_range.lead)
    return number_range.after(max(known)) if known else number_range.first


def range_after_restore(
    desk: DeskRanges, witnesses: Mapping[Name, int | None], restores_today: int | None
) -> NumberRange | None:
    """Return where a counter takes its numbers from after its store was restored, on the day it was lost.

    The own range as long as a complete witness speaks for this day. Else a recovery range, another for each restore of
    the day. None: nobody can say, so paper carries provisional codes until tomorrow.

    Args:
        desk: the counter's ranges.
        witnesses: as for ``next_serial``, for the own range.
        restores_today: how many restores of this counter the receiver counted today, this one included; None where it
            cannot be asked. The counter itself may have forgotten some, so only the receiver counts.
    """
    if any(serial is not None and name in COMPLETE for name, serial in witnesses.items()):
        return desk.own
    if restores_today is None or not 1 <= restores_today <= len(desk.recovery):
        return None
    return desk.recovery[restores_today - 1]


def gaps(recorded: Collection[int], highest: int | None, number_range: NumberRange) -> tuple[int, ...]:
    """Return the serials up to highest that nothing is recorded of: each needs an explanation.

    Args:
        recorded: serials of the counter and day with a record: used, bound or cancelled.
        highest: the highest serial any witness knows; None where none was given.
        number_range: the range they come from.
    """
    missing: list[int] = []
    if highest is None:
        return ()
    serial = number_range.first
    while serial <= highest:
        if serial not in recorded:
            missing.append(serial)
        if serial == number_range.last:
            break
        serial = number_range.after(serial)
    return tuple(missing)
