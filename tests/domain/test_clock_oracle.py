"""Five hundred dossiers, made up by a seeded generator, against the naive reading in ``clock_oracle``."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from app.core.clock import VIETNAM
from app.domain.dossier_clock import (
    ClockEvent,
    ClockState,
    Paused,
    PauseModel,
    PauseReason,
    Resumed,
    ResumeReason,
    Started,
    StartReason,
    state_of,
)
from app.domain.procedures import TimeLimit, TimeUnit
from tests.domain import clock_oracle as oracle
from tests.domain.clock_rig import CALENDAR, cut_off

REASONS = list(PauseReason)
# A request follows another only for another reason, so each reason can have its model.
MIXES = [["subtract"], ["restart"], ["shift"], ["subtract", "restart"], ["shift", "restart"]]
CUT_OFFS = ["", "15:00", "10:30", "last_hour"]
EDGES = [(7, 0), (11, 30), (11, 31), (13, 29), (13, 30), (15, 0), (15, 1), (16, 0), (17, 0), (17, 1), (22, 0)]
NEAR = [
    datetime(2025, 4, 21, tzinfo=VIETNAM),  # made-up Saturday 26 April, 30 April to 2 May off
    datetime(2025, 12, 29, tzinfo=VIETNAM),  # New Year with a swapped Friday and a made-up Saturday
    datetime(2026, 1, 28, tzinfo=VIETNAM),  # a short month before Tết
    datetime(2026, 2, 9, tzinfo=VIETNAM),  # Tết 2026
    datetime(2026, 4, 22, tzinfo=VIETNAM),  # Hùng Vương in lieu, 30 April
    datetime(2026, 8, 17, tzinfo=VIETNAM),  # made-up Saturday 22 August, swapped Monday
    datetime(2026, 8, 27, tzinfo=VIETNAM),  # 2 September, month's end
    datetime(2026, 12, 28, tzinfo=VIETNAM),  # year's end
    datetime(2027, 1, 28, tzinfo=VIETNAM),  # Tết 2027
]


@dataclass
class Example:
    limit: TimeLimit
    cut_off: str
    received: datetime
    waits: list[tuple[datetime, datetime, int]]
    models: dict[PauseReason, PauseModel]
    now: datetime
    open: datetime | None = None
    events: list[ClockEvent] = field(default_factory=list)


def some_moment(dice: random.Random, day: datetime) -> datetime:
    hour, minute = dice.choice(EDGES) if dice.random() < 0.5 else (dice.randrange(24), dice.randrange(60))
    return day.replace(hour=hour, minute=minute, second=dice.randrange(60))


def some_limit(dice: random.Random, unit: TimeUnit) -> TimeLimit:
    values = {
        TimeUnit.WORKING_DAY: Decimal(dice.randint(0, 24)) / 2,
        TimeUnit.DAY: Decimal(dice.randint(0, 30)),
        TimeUnit.MONTH: Decimal(dice.randint(1, 3)),
        TimeUnit.HOUR: Decimal(dice.randint(1, 200)) / 4,
        TimeUnit.WORKING_HOUR: Decimal(dice.randint(1, 160)) / 4,
    }
    return TimeLimit(values[unit], unit)


def later(dice: random.Random, moment: datetime) -> datetime:
    days = dice.choice([0, 0, 1, 1, 2, 3, 5, 9])
    after = some_moment(dice, moment + timedelta(days=days))
    return after if after > moment else moment + timedelta(minutes=dice.randint(1, 90))


def example(dice: random.Random, number: int) -> Example:
    unit, mix = list(TimeUnit)[number % 5], MIXES[number // 5 % 5]
    day = dice.choice(NEAR) if dice.random() < 0.7 else NEAR[0] + timedelta(days=dice.randrange(600))
    received = some_moment(dice, day + timedelta(days=dice.randrange(8)))
    models = {reason: PauseModel(mix[place % len(mix)]) for place, reason in enumerate(REASONS)}
    made = Example(some_limit(dice, unit), dice.choice(CUT_OFFS), received, [], models, received)
    made.events.append(Started(received, StartReason.COUNTER))
    moment, places = received, dice.sample(range(4), dice.choice([0, 1, 1, 1, 2, 2, 3]))
    for place in places:
        asked = later(dice, moment)
        moment = later(dice, asked)
        made.waits.append((asked, moment, place))
        made.events += [Paused(asked, REASONS[place]), Resumed(moment, ResumeReason.SUPPLEMENTED)]
    if made.waits and dice.random() < 0.25:
        made.events.pop()
        made.open = made.waits[-1][0]
    made.now = later(dice, moment + timedelta(days=dice.choice([0, 0, 4, 15])))
    return made


def read(made: Example) -> dict[str, object]:
    """What the naive reading says."""
    value, unit = float(made.limit.value), made.limit.unit.value
    waits = [
        oracle.Wait(oracle.minute(asked), oracle.minute(answered), made.models[REASONS[place]].value)
        for asked, answered, place in made.waits
    ]
    received, at = oracle.minute(made.received), oracle.minute(made.now)
    found: dict[str, object] = {"if_resumed": None}
    if made.open is not None:
        waits[-1].answered = at
        found["if_resumed"] = oracle.moment(oracle.deadline(value, unit, made.cut_off, received, waits)[0])
        at = waits.pop().asked
    end, walk = oracle.deadline(value, unit, made.cut_off, received, waits)
    begins = [received, *(wait.answered for wait in waits)]
    running = list(zip(begins, [*(oracle.minute(asked) for asked, _answered, _place in made.waits), at], strict=False))
    found["legal"] = oracle.moment(end)
    found["used"] = round(walk.used(at), 6)
    found["overdue"] = at > end
    found["late"] = oracle.late(end, at, running)
    return found


def say(state: ClockState) -> dict[str, object]:
    used = state.standing.used
    assert used is not None
    return {
        "if_resumed": state.deadline.if_resumed,
        "legal": state.deadline.legal,
        "used": round(float(used.value), 6),
        "overdue": state.standing.overdue,
        "late": state.standing.overdue_by // timedelta(minutes=1),
    }


def test_five_hundred_dossiers_agree_with_the_naive_reading() -> None:
    dice = random.Random(20260216)
    examples = [example(dice, number) for number in range(500)]
    differences = []
    for made in examples:
        state = state_of(made.events, made.limit, cut_off(made.cut_off), CALENDAR, made.now, models=made.models)
        if (said := say(state)) != (wanted := read(made)):
            differences.append((made, {key: (said[key], wanted[key]) for key in said if said[key] != wanted[key]}))
    assert differences[:3] == []


def test_the_examples_reach_what_they_are_meant_for() -> None:
    dice = random.Random(20260216)
    examples = [example(dice, number) for number in range(500)]
    kinds = Counter((made.limit.unit, tuple(sorted({m.value for m in made.models.values()}))) for made in examples)
    assert len(kinds) == 25
    assert min(kinds.values()) == 20
    assert Counter(made.cut_off for made in examples).keys() == set(CUT_OFFS)
    assert sum(made.open is not None for made in examples) > 50
    assert sum(len(made.waits) > 1 for made in examples) > 100
    assert sum(made.limit.value % 1 != 0 and made.limit.unit is TimeUnit.WORKING_DAY for made in examples) > 30
    over = [
        (datetime(2026, 2, 16, tzinfo=VIETNAM), datetime(2026, 2, 20, tzinfo=VIETNAM)),
        (datetime(2027, 2, 5, tzinfo=VIETNAM), datetime(2027, 2, 11, tzinfo=VIETNAM)),
        (datetime(2026, 8, 22, tzinfo=VIETNAM), datetime(2026, 8, 22, tzinfo=VIETNAM)),
    ]
    for first, last in over:
        assert sum(made.received < first and made.now > last for made in examples) > 15
    assert sum(wait_moves(made) for made in examples) > 150


def wait_moves(made: Example) -> bool:
    state = state_of(made.events, made.limit, cut_off(made.cut_off), CALENDAR, made.now, models=made.models)
    return state.deadline.legal != state.deadline.original
