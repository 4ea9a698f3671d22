"""Every figure against a plain recount, and each definition by example."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.dossier_clock.indicator import Indication
from app.domain.dossiers import Status
from app.domain.indicators import DEFINITIONS, Better, Facts, Figure, Indicator, Unit, behind, by_day, figures
from app.domain.procedures import Channel

MONDAY = datetime(2026, 11, 16, 17, 0, tzinfo=VIETNAM)
HOURS = st.integers(-200, 200).map(lambda hours: timedelta(hours=hours))


@st.composite
def indications(draw: st.DrawFn) -> Indication:
    border = draw(st.one_of(st.none(), HOURS.map(lambda apart: MONDAY + apart)))
    end = MONDAY + draw(HOURS)
    deducted = draw(st.integers(0, 48).map(lambda hours: timedelta(hours=hours)))
    on_time = None if border is None else end - deducted <= border
    if draw(st.booleans()) and on_time:
        on_time = False  # a second supplement
    return Indication(on_time, finished=draw(st.booleans()), end=end, deducted=deducted, border=border, why=())


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    to_scan = draw(st.integers(0, 3))
    paid = draw(st.booleans())
    return Facts(
        id=draw(st.uuids()),
        channel=draw(st.sampled_from(Channel)),
        status=draw(st.sampled_from(Status)),
        counted=draw(indications()),
        day=MONDAY.date() - timedelta(days=draw(st.integers(0, 3))),
        to_scan=to_scan,
        scanned=draw(st.integers(0, to_scan)),
        reused=draw(st.integers(0, 2)),
        looked_up=draw(st.integers(0, 2)),
        paid=paid,
        by_transfer=paid and draw(st.booleans()),
        electronic=draw(st.booleans()),
        stored=draw(st.booleans()),
        hanging=draw(st.booleans()),
        supplements=draw(st.integers(0, 2)),
        at_counter=draw(st.one_of(st.none(), st.integers(0, 5000).map(lambda minutes: timedelta(minutes=minutes)))),
    )


def recount(all_of_them: list[Facts]) -> dict[Indicator, tuple[int, int]]:
    """Count everything again, each figure in its own loop, from the words of its definition."""
    judged = [one for one in all_of_them if one.counted.on_time is not None]
    ended = [one for one in judged if one.counted.finished and one.counted.end and one.counted.border]
    early = 0
    for one in ended:
        assert one.counted.end is not None
        assert one.counted.border is not None
        real_end = one.counted.end - one.counted.deducted
        early += bool(one.counted.on_time) and real_end.date() < one.counted.border.date()
    on_paper = [one for one in all_of_them if one.channel is not Channel.ONLINE and one.to_scan > 0]
    with_result = [one for one in all_of_them if one.status in {Status.DONE, Status.RETURNED}]
    paid = [one for one in all_of_them if one.paid]
    left = [round(one.at_counter.total_seconds() / 60) for one in all_of_them if one.at_counter is not None]
    late_open = [one for one in judged if not one.counted.on_time and not one.counted.finished]
    everybody = len(all_of_them)
    return {
        Indicator.RECEIVED: (everybody, everybody),
        Indicator.ON_TIME: (sum(1 for one in judged if one.counted.on_time), len(judged)),
        Indicator.EARLY: (early, len(ended)),
        Indicator.OVERDUE: (sum(1 for one in judged if not one.counted.on_time), len(judged)),
        Indicator.LATE_OPEN: (len(late_open), everybody),
        Indicator.HANGING: (sum(1 for one in all_of_them if one.hanging), everybody),
        Indicator.AT_COUNTER: (sum(left), len(left)),
        Indicator.SUPPLEMENTED: (sum(1 for one in all_of_them if one.supplements), everybody),
        Indicator.ONLINE: (sum(1 for one in all_of_them if one.channel is Channel.ONLINE), everybody),
        Indicator.POSTAL: (sum(1 for one in all_of_them if one.channel is Channel.POST), everybody),
        Indicator.CASHLESS: (sum(1 for one in paid if one.by_transfer), len(paid)),
        Indicator.SCANNED: (sum(1 for one in on_paper if one.scanned == one.to_scan), len(on_paper)),
        Indicator.REUSED: (sum(1 for one in all_of_them if one.reused), everybody),
        Indicator.LOOKED_UP: (sum(1 for one in all_of_them if one.looked_up), everybody),
        Indicator.ELECTRONIC: (sum(1 for one in with_result if one.electronic), len(with_result)),
        Indicator.STORED: (sum(1 for one in all_of_them if one.stored), everybody),
    }


@given(st.lists(facts(), max_size=30))
def test_every_figure_agrees_with_a_plain_recount(all_of_them: list[Facts]) -> None:
    counted = figures(all_of_them)
    assert {key: (figure.total, figure.among) for key, figure in counted.items()} == recount(all_of_them)


@given(st.lists(facts(), max_size=30, unique_by=lambda one: one.id), st.sampled_from(Indicator))
def test_the_list_behind_a_figure_makes_the_figure(all_of_them: list[Facts], indicator: Indicator) -> None:
    listed, figure = behind(indicator, all_of_them), figures(all_of_them)[indicator]
    assert sum(said for _id, said in listed) == figure.total
    if DEFINITIONS[indicator].unit is Unit.COUNT:
        assert len(listed) == figure.total
    else:
        assert len(listed) == figure.among
        said = [value for _id, value in listed]
        assert said == sorted(said, reverse=DEFINITIONS[indicator].better is Better.LESS)
    assert len({dossier for dossier, _said in listed}) == len(listed)


@given(st.lists(facts(), min_size=1, max_size=30))
def test_on_time_and_overdue_are_one_whole(all_of_them: list[Facts]) -> None:
    counted = figures(all_of_them)
    on_time, overdue = counted[Indicator.ON_TIME], counted[Indicator.OVERDUE]
    assert on_time.among == overdue.among == on_time.total + overdue.total
    assert counted[Indicator.EARLY].total <= on_time.total
    assert counted[Indicator.LATE_OPEN].total <= overdue.total


@given(st.lists(facts(), max_size=30))
def test_the_days_sum_to_the_period(all_of_them: list[Facts]) -> None:
    days, counted = by_day(all_of_them), figures(all_of_them)
    assert sum(count for count, _late in days.values()) == counted[Indicator.RECEIVED].total
    assert sum(late for _count, late in days.values()) == counted[Indicator.OVERDUE].total
    assert all(count >= 1 for count, _late in days.values())


def test_nothing_is_no_share() -> None:
    counted = figures([])
    assert counted[Indicator.ON_TIME].value(Unit.SHARE) is None
    assert counted[Indicator.AT_COUNTER].value(Unit.MINUTES) is None
    assert counted[Indicator.RECEIVED].value(Unit.COUNT) == 0
    assert Figure(3, 4).value(Unit.SHARE) == pytest.approx(0.75)


def example(**changed: object) -> Facts:
    usual = Indication(on_time=True, finished=True, end=MONDAY, deducted=timedelta(), border=MONDAY, why=())
    values: dict[str, object] = {
        "id": UUID(int=1),
        "channel": Channel.COUNTER,
        "status": Status.RETURNED,
        "counted": usual,
        "day": MONDAY.date(),
    }
    return Facts(**{**values, **changed})  # type: ignore[arg-type] # names of its fields


@pytest.mark.parametrize(
    ("indicator", "changed", "said"),
    [
        # A result on the day of the promise is on time and not early, whatever the hour.
        (Indicator.EARLY, {}, 0),
        (
            Indicator.EARLY,
            {"counted": Indication(True, True, MONDAY - timedelta(hours=18), timedelta(), MONDAY, ())},
            1,
        ),
        # What waited for a supplement ended earlier than the calendar says.
        (
            Indicator.EARLY,
            {"counted": Indication(True, True, MONDAY + timedelta(days=1), timedelta(days=3), MONDAY, ())},
            1,
        ),
        (Indicator.EARLY, {"counted": Indication(True, False, MONDAY, timedelta(), MONDAY, ())}, None),
        # A dossier from the portal has no paper to scan, one with papers only shown neither.
        (Indicator.SCANNED, {"channel": Channel.ONLINE, "to_scan": 2}, None),
        (Indicator.SCANNED, {"to_scan": 0}, None),
        (Indicator.SCANNED, {"to_scan": 2, "scanned": 1}, 0),
        (Indicator.SCANNED, {"to_scan": 2, "scanned": 2}, 1),
        (Indicator.ELECTRONIC, {"status": Status.REFUSED, "electronic": True}, None),
        (Indicator.CASHLESS, {"paid": False}, None),
        (Indicator.AT_COUNTER, {"at_counter": timedelta(minutes=89, seconds=40)}, 90),
    ],
)
def test_what_a_dossier_adds(indicator: Indicator, changed: dict[str, object], said: int | None) -> None:
    assert DEFINITIONS[indicator].rule(example(**changed)) == said


def test_every_figure_is_defined_in_words() -> None:
    assert set(DEFINITIONS) == set(Indicator)
    assert all(len(one.words) > 20 and one.words.endswith(".") for one in DEFINITIONS.values())
    assert len({one.name for one in DEFINITIONS.values()}) == len(DEFINITIONS)
