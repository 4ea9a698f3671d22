"""The deadline rules against a second, slow and naive reading of the law that shares no code with the first.

It reads the calendar file itself and walks minute by minute or day by day.
"""

import json
import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from app.core.clock import VIETNAM
from app.domain.calendar_data import calendar_from_json
from app.domain.deadlines import compute
from app.domain.procedures import CutOff, CutOffKind, TimeLimit, TimeUnit

TEXT = (Path(__file__).parents[2] / "resources" / "calendars" / "vietnam-2025-2027.json").read_text(encoding="utf-8")
CALENDAR = calendar_from_json(TEXT)
DATA = json.loads(TEXT)
OFF = {h["day"] for h in DATA["holidays"] if h.get("in_force", True)}
MADE_UP = {m["day"] for m in DATA["make_up_days"]}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@cache
def counts(day: date) -> bool:
    return str(day) in MADE_UP or (day.isoweekday() <= 5 and str(day) not in OFF)


def at_work(moment: datetime) -> bool:
    minutes = moment.hour * 60 + moment.minute
    return counts(moment.date()) and (7 * 60 <= minutes <= 11 * 60 + 30 or 13 * 60 + 30 <= minutes <= 17 * 60)


def walk_to_work(moment: datetime) -> datetime:
    while not at_work(moment):
        # From midnight of a day of rest nothing can be missed by taking the day at once.
        moment += MINUTE if counts(moment.date()) or moment.time() != time(0) else DAY
    return moment


def closing(day: date) -> datetime:
    while not counts(day):
        day += DAY
    return datetime(day.year, day.month, day.day, 17, 0, tzinfo=VIETNAM)


def begin(received: datetime, cut_off: CutOff) -> datetime:
    start = walk_to_work(received)
    clock = start.strftime("%H:%M")
    late_at = cut_off.kind is CutOffKind.AT and cut_off.at is not None and clock > cut_off.at.strftime("%H:%M")
    if late_at or (cut_off.kind is CutOffKind.LAST_HOUR and clock >= "16:00"):
        day = start.date() + DAY
        while not counts(day):
            day += DAY
        return datetime(day.year, day.month, day.day, 7, 0, tzinfo=VIETNAM)
    return start


def oracle(limit: TimeLimit, cut_off: CutOff, received: datetime) -> datetime:
    start = begin(received, cut_off)
    match limit.unit:
        case TimeUnit.HOUR:
            return start + MINUTE * int(limit.value * 60)
        case TimeUnit.WORKING_HOUR:
            return walk_minutes(start, int(limit.value * 60))
        case TimeUnit.WORKING_DAY:
            return walk_halves(start, int(limit.value * 2)) if limit.value % 1 else walk_days(start, int(limit.value))
        case TimeUnit.DAY:
            return closing(start.date() + DAY * int(limit.value))
        case TimeUnit.MONTH:
            return closing(walk_months(start.date(), int(limit.value)))


def walk_minutes(start: datetime, minutes: int) -> datetime:
    while minutes:
        following = start + MINUTE
        # A minute is worked when both its ends are, which the lunch break and the night are not.
        if at_work(start) and at_work(following):
            minutes -= 1
        start = following if at_work(following) or counts(following.date()) else walk_to_work(following)
    return start


def walk_days(start: datetime, count: int) -> datetime:
    day = start.date()
    while count:
        day += DAY
        count -= counts(day)
    return closing(day)


def walk_halves(start: datetime, halves: int) -> datetime:
    day, afternoon = start.date(), start.strftime("%H:%M") > "11:30"
    while halves:
        if afternoon:
            day += DAY
            while not counts(day):
                day += DAY
        afternoon = not afternoon
        halves -= 1
    end = time(17, 0) if afternoon else time(11, 30)
    return datetime.combine(day, end, VIETNAM)


def walk_months(day: date, months: int) -> date:
    wanted = day.day
    for _month in range(months):
        day = day.replace(day=1) + timedelta(days=31)
        day = day.replace(day=1)
    last = day.replace(day=28)
    while (last + DAY).month == day.month:
        last += DAY
    return min(last, day.replace(day=min(wanted, last.day)))


def test_a_thousand_dates_agree_with_the_naive_reading() -> None:
    dice = random.Random(20261120)
    cut_offs = [
        CutOff(),
        CutOff(CutOffKind.AT, time(15)),
        CutOff(CutOffKind.AT, time(10, 30)),
        CutOff(CutOffKind.LAST_HOUR),
    ]
    first = datetime(2025, 1, 2, tzinfo=VIETNAM)
    differences = []
    for _example in range(1000):
        unit = dice.choice(list(TimeUnit))
        value = {
            TimeUnit.WORKING_DAY: Decimal(dice.randint(0, 60)) / 2,
            TimeUnit.DAY: Decimal(dice.randint(0, 45)),
            TimeUnit.MONTH: Decimal(dice.randint(1, 6)),
        }.get(unit, Decimal(dice.randint(1, 60)) / 4)
        limit, cut_off = TimeLimit(value, unit), dice.choice(cut_offs)
        received = first + MINUTE * dice.randrange(60 * 24 * 900)
        if dice.random() < 0.5:  # the edges of the sessions, where mistakes live
            hour, minute = dice.choice(
                [(7, 0), (11, 30), (11, 31), (13, 29), (15, 0), (15, 1), (16, 0), (17, 0), (17, 1)]
            )
            received = received.replace(hour=hour, minute=minute)
        found = compute(limit, cut_off, received, CALENDAR).legal_deadline
        if found != oracle(limit, cut_off, received):
            differences.append((limit, cut_off, received, found))
    assert differences == []
