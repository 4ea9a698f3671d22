"""A second, slow reading of the clock that shares no code with the first.

It reads the calendar file itself, lays out every session of every day as minutes, and walks: through minutes, days or
half-days, one at a time, leaving out those of a wait. All moments are whole minutes since 1 January 2025, 00:00.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.clock import VIETNAM
from tests.domain.clock_rig import CALENDAR_TEXT

ZERO = datetime(2025, 1, 1, tzinfo=VIETNAM)
DAY = 24 * 60
OPEN, NOON, AFTER_NOON, CLOSE = 7 * 60, 11 * 60 + 30, 13 * 60 + 30, 17 * 60
_DATA = json.loads(CALENDAR_TEXT)
_OFF = {h["day"] for h in _DATA["holidays"] if h.get("in_force", True)}
_MADE_UP = {m["day"] for m in _DATA["make_up_days"]}


def _counts(number: int) -> bool:
    day = (ZERO + timedelta(days=number)).date()
    return str(day) in _MADE_UP or (day.isoweekday() < 6 and str(day) not in _OFF)


WORKED = frozenset(number for number in range(4 * 366) if _counts(number))


def minute(moment: datetime) -> int:
    return int((moment - ZERO).total_seconds() // 60)


def moment(at: int) -> datetime:
    return ZERO + timedelta(minutes=at)


def close(day: int) -> int:
    return day * DAY + CLOSE


def rolled(day: int) -> int:
    while day not in WORKED:
        day += 1
    return day


def at_work(at: int) -> bool:
    clock = at % DAY
    return at // DAY in WORKED and (OPEN <= clock <= NOON or AFTER_NOON <= clock <= CLOSE)


def _laid_out() -> bytes:
    minutes = bytearray(DAY * 4 * 366)
    for day in WORKED:
        for first, last in ((OPEN, NOON), (AFTER_NOON, CLOSE)):
            minutes[day * DAY + first : day * DAY + last] = bytes([1]) * (last - first)
    return bytes(minutes)


MINUTES = _laid_out()
"""One for every minute that is worked, by the moment it begins at."""
EVERY = bytes([1]) * len(MINUTES)


def worked(at: int) -> bool:
    return MINUTES[at] == 1


def to_work(at: int) -> int:
    while not at_work(at):
        at += 1
    return at


def taken(at: int, cut_off: str) -> int:
    """From when on something received then counts."""
    at = to_work(at)
    clock = at % DAY
    if cut_off == "last_hour":
        late = clock >= CLOSE - 60
    else:
        late = bool(cut_off) and f"{clock // 60:02}:{clock % 60:02}" > cut_off
    return rolled(at // DAY + 1) * DAY + OPEN if late else at


@dataclass
class Wait:
    asked: int
    answered: int
    model: str
    begins: int = 0
    ends: int = 0
    asked_after: int = 0
    """When it was asked for, or the wait before it ended."""


@dataclass
class Walk:
    value: float
    unit: str
    start: int
    waits: list[Wait]

    def in_wait(self, slot: int, slot_of: object) -> bool:
        assert callable(slot_of)
        return any(slot_of(w.begins) < slot <= slot_of(w.ends) for w in self.waits)

    # One walk a unit -------------------------------------------------------------------------------------------------

    def minutes(self, counted: object) -> int:
        assert callable(counted)
        at, left = self.start, round(self.value * 60)
        while left:
            inside = any(w.begins <= at < w.ends for w in self.waits)
            left -= counted(at) and not inside
            at += 1
        for wait in self.waits:
            # Over at the very moment of the request: what was waited comes on top.
            if wait.begins == at and any(counted(inside) for inside in range(wait.begins, wait.ends)):
                at = wait.ends
        return at

    def days(self) -> int:
        day, left = self.start // DAY, int(self.value)
        while left:
            day += 1
            left -= day in WORKED and not self.in_wait(day, lambda at: at // DAY)
        for wait in self.waits:
            if wait.begins // DAY == day and wait.begins <= close(day):
                day = wait.ends // DAY
        return close(day)

    def halves(self) -> int:
        slot, left = half(self.start), round(self.value * 2)
        while left:
            slot += 1
            left -= slot // 2 in WORKED and not self.in_wait(slot, half)
        for wait in self.waits:
            if half(wait.begins) == slot and wait.begins <= half_end(slot):
                slot = half(wait.ends)
        return half_end(slot)

    def calendar_days(self, left: int) -> int:
        day = self.start // DAY
        while left:
            day += 1
            left -= not self.in_wait(day, lambda at: at // DAY)
            if self.unit == "month" and any(day == wait.ends // DAY != wait.begins // DAY for wait in self.waits):
                left = min(left, month_length(day, int(self.value)))
        for wait in self.waits:
            if day <= wait.begins // DAY and wait.begins <= close(rolled(day)):
                day = wait.ends // DAY
        return close(rolled(day))

    def end(self) -> int:
        match self.unit:
            case "hour":
                return self.minutes(lambda _at: True)
            case "working_hour":
                return self.minutes(worked)
            case "working_day":
                return self.halves() if self.value % 1 else self.days()
            case "day":
                return self.calendar_days(int(self.value))
            case _:
                return self.calendar_days(month_length(self.start // DAY, int(self.value)))

    def used(self, at: int) -> float:
        match self.unit:
            case "hour" | "working_hour":
                table = EVERY if self.unit == "hour" else MINUTES
                # Waits never overlap: one begins where the one before it ended.
                waited = sum(sum(table[w.begins : min(w.ends, at)]) for w in self.waits)
                return (sum(table[self.start : at]) - waited) / 60
            case "working_day" if self.value % 1:
                slots = range(half(self.start) + 1, half(at) + 1)
                return sum(slot // 2 in WORKED and not self.in_wait(slot, half) for slot in slots) / 2
            case unit:
                days = range(self.start // DAY + 1, at // DAY + 1)
                return sum(
                    (unit != "working_day" or day in WORKED) and not self.in_wait(day, lambda one: one // DAY)
                    for day in days
                )


def half(at: int) -> int:
    """The half-day a moment is in; a day of rest belongs to the half before it."""
    day = at // DAY
    if day in WORKED:
        return 2 * day + (at % DAY > NOON)
    while day not in WORKED:
        day -= 1
    return 2 * day + 1


def half_end(slot: int) -> int:
    return slot // 2 * DAY + (CLOSE if slot % 2 else NOON)


def month_length(day: int, months: int) -> int:
    """How many days there are to the same day so many months later, or to the last day of that month."""
    first = ZERO + timedelta(days=day)
    length, passed, wanted = 0, 0, first.day
    one = first
    while passed < months or (one.day < wanted and (one + timedelta(days=1)).month == one.month):
        one += timedelta(days=1)
        length += 1
        passed += one.day == 1
    return length


def deadline(value: float, unit: str, cut_off: str, received: int, waits: list[Wait]) -> tuple[int, Walk]:
    """The deadline after waits that are all answered, and the walk that leads there, for what was used."""
    since, start = 0, taken(received, cut_off)
    last = 0
    for number, wait in enumerate(waits):
        if wait.model == "restart":
            since, start = number + 1, taken(wait.answered, cut_off)
            last = start
        else:
            wait.asked_after = max(wait.asked, last)
            wait.begins = max(wait.asked_after, start)
            last = max(taken(wait.answered, cut_off), wait.asked_after)
            wait.ends = max(last, wait.begins)
    counted = waits[since:]
    walk = Walk(value, unit, start, counted)
    if not any(wait.model == "shift" for wait in counted):
        return walk.end(), walk
    end = Walk(value, unit, start, []).end()
    for wait in counted:
        end = shifted(end, wait, hours="hour" in unit, halves=bool(value % 1))
    return end, walk


def shifted(end: int, wait: Wait, *, hours: bool, halves: bool) -> int:
    """Old due + (answer - request) - 1 day, then + 1 working day; hours are added and brought into a session."""
    if hours:
        return to_work(end + wait.ends - wait.asked_after) if wait.ends > wait.asked_after else end
    day = end // DAY + (wait.ends // DAY - wait.asked_after // DAY) - 1
    on_rest = day + 1 not in WORKED
    return rolled(day + 1) * DAY + (NOON if on_rest and halves else end % DAY)


def late(end: int, until: int, running: list[tuple[int, int]]) -> int:
    """Worked minutes after the deadline in which the clock ran."""
    return sum(sum(MINUTES[max(a, end) : min(b, until)]) for a, b in running)
