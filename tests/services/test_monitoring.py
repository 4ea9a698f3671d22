"""The figures of a real store against a recount of what each dossier's own page says."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.problems import PersonProblem
from app.domain.dossiers import PaperState, PaymentWay, Status
from app.domain.drafts import Draft
from app.domain.indicators import Indicator
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.periods import Period, PeriodKind, holding
from app.domain.procedures import Channel
from app.services.desk import Desk
from app.services.dossiers import DossierView, view
from app.services.monitoring import Measured, measure, rows_behind
from app.services.moves import Move, Seen, perform
from app.services.opening import open_desk
from app.services.reception import receive
from app.services.results import ResultText, record_result
from app.services.security import Session
from app.services.undoing import undo

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
SIGNATURE = "2.000884"
MORNING = datetime(2026, 11, 20, 7, 0, tzinfo=VIETNAM)


def month(desk: Desk) -> Period:
    return holding(PeriodKind.MONTH, desk.now().date())


def pair(measured: Measured, indicator: Indicator) -> tuple[int, int]:
    figure = measured.figures[indicator]
    return figure.total, figure.among


def act(desk: Desk, session: Session, dossier_id: UUID, *acts: Act, holder: str | None = None) -> None:
    for each in acts:
        with desk.store.work() as work:
            move = Move(each, reason="theo đơn", holder=holder if each is Act.TRANSFER else None)
            perform(desk, work, session, Seen(dossier_id), move)
            work.commit()


def test_a_morning(desk: Desk, session: Session, filled: Filled, clock: FixedClock) -> None:
    """Seven dossiers whose figures can be counted by hand."""
    one, two, three, four, five, six, seven = (
        receive(desk, session, draft).dossier
        for draft in (
            filled(),
            filled(),
            replace(filled(), channel=Channel.ONLINE),
            replace(filled(), channel=Channel.POST),
            replace(filled(SIGNATURE), payment=PaymentWay.CASH),
            replace(filled(SIGNATURE), payment=PaymentWay.VIETQR),
            filled(),
        )
    )
    clock.advance(timedelta(minutes=90))
    act(desk, session, one.id, Act.TRANSFER, holder="Phòng Tư pháp")
    clock.advance(timedelta(minutes=30))
    act(desk, session, two.id, Act.TRANSFER, holder="Phòng Tư pháp")
    undo(desk, session, Seen(two.id), "Chuyển nhầm")
    record_result(desk, session, Seen(one.id), ResultText("12/KQ"))
    with desk.store.work() as work:
        # A signed file has come for it; that signatures are examined is the matter of other tests.
        (result,) = work.results.of(one.id)
        work.results.add(replace(result, id=desk.ids.new(), electronic=True))
        work.commit()
    record_result(desk, session, Seen(five.id), ResultText("13/KQ"))
    act(desk, session, three.id, Act.ASK_SUPPLEMENT)
    act(desk, session, four.id, Act.REFUSE)
    found = measure(desk, session, month(desk))
    assert pair(found, Indicator.RECEIVED) == (7, 7)
    assert pair(found, Indicator.ONLINE) == (1, 7)
    assert pair(found, Indicator.POSTAL) == (1, 7)
    assert pair(found, Indicator.AT_COUNTER) == (90, 1)
    assert pair(found, Indicator.SUPPLEMENTED) == (1, 7)
    assert pair(found, Indicator.CASHLESS) == (1, 2)
    assert pair(found, Indicator.ELECTRONIC) == (1, 2)
    assert pair(found, Indicator.ON_TIME) == (7, 7)
    assert pair(found, Indicator.STORED) == (0, 7)
    # The births are promised for the same day; nothing was scanned.
    assert pair(found, Indicator.SCANNED)[0] == 0
    assert pair(found, Indicator.HANGING) == (0, 7)
    clock.advance(timedelta(days=9))
    later = measure(desk, session, month(desk))
    # Two and seven are late and open, three waits for its only supplement, six is late as well.
    assert pair(later, Indicator.OVERDUE) == (3, 7)
    assert pair(later, Indicator.LATE_OPEN) == (3, 7)
    assert {dossier for dossier, said in later.behind(Indicator.LATE_OPEN)} == {two.id, six.id, seven.id}
    assert pair(later, Indicator.HANGING) == (3, 7)
    rows = rows_behind(desk, session, [dossier for dossier, _said in later.behind(Indicator.OVERDUE)])
    assert {row.id for row in rows[:3]} == {two.id, six.id, seven.id}
    assert len(rows) == 7


def test_the_end_of_the_period_is_what_counts(desk: Desk, session: Session, filled: Filled, clock: FixedClock) -> None:
    dossier = receive(desk, session, filled()).dossier
    today = holding(PeriodKind.DAY, desk.now().date())
    clock.advance(timedelta(days=5))
    record_result(desk, session, Seen(dossier.id), ResultText("1/KQ"))
    # On the evening of its day it was already late: promised for the afternoon, and unfinished.
    assert pair(measure(desk, session, today), Indicator.LATE_OPEN) == (1, 1)
    assert pair(measure(desk, session, month(desk)), Indicator.LATE_OPEN) == (0, 1)
    assert pair(measure(desk, session, month(desk)), Indicator.OVERDUE) == (1, 1)
    assert measure(desk, session, today.before).facts == ()


def test_papers_scanned_reused_looked_up(desk: Desk, session: Session, filled: Filled) -> None:
    def with_papers(*states: tuple[PaperState, str]) -> None:
        dossier = receive(desk, session, filled()).dossier
        papers = tuple(
            replace(dossier.papers[0], ordinal=place, state=state, file_digest=digest)
            for place, (state, digest) in enumerate(states, 1)
        )
        with desk.store.work() as work:
            work.dossiers.replace(replace(dossier, papers=papers))
            work.commit()

    with_papers((PaperState.HANDED_IN, "ab"), (PaperState.HANDED_IN, "cd"), (PaperState.SHOWN, ""))
    with_papers((PaperState.HANDED_IN, "ab"), (PaperState.HANDED_IN, ""))
    with_papers((PaperState.REUSED, ""), (PaperState.LOOKED_UP, ""), (PaperState.SHOWN, ""))
    found = measure(desk, session, month(desk))
    assert pair(found, Indicator.SCANNED) == (1, 2)
    assert pair(found, Indicator.REUSED) == (1, 3)
    assert pair(found, Indicator.LOOKED_UP) == (1, 3)


def test_only_who_sees_reports(desk: Desk, as_role: Roles) -> None:
    assert measure(desk, as_role(Role.AUDITOR), month(desk)).facts == ()
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        measure(desk, as_role(Role.POSTAL), month(desk))


def test_it_can_be_stopped(desk: Desk, session: Session, filled: Filled) -> None:
    receive(desk, session, filled())
    with pytest.raises(PersonProblem, match=r"reports\.stopped"):
        measure(desk, session, month(desk), report=lambda _done, _total: False)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "online", "hours", "days", "undo", *Act]),
        st.integers(0, 5),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=ACTS)
def test_any_life_is_counted_as_each_dossier_says_of_itself(
    steps: list[tuple[str, int]],
    founded: Path,
    filled: Filled,
    session: Session,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = StoreFolder(tmp_path_factory.mktemp("any") / "store")
    shutil.copytree(founded, folder.root)
    clock = FixedClock(MORNING)
    desk = open_desk(folder, clock)
    try:
        ids = [receive(desk, session, replace(filled(), id=desk.ids.new())).dossier.id]
        for step, which in steps:
            _do(desk, session, filled, clock, ids, step, which)
        found = measure(desk, session, Period(PeriodKind.RANGE, MORNING.date(), desk.now().date()))
        _compare(found, [view(desk, session, one) for one in ids], desk)
    finally:
        desk.close()


def _do(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock, ids: list[UUID], step: str, which: int
) -> None:
    target = ids[which % len(ids)]
    match step:
        case "receive" | "online":
            channel = Channel.ONLINE if step == "online" else Channel.COUNTER
            draft = replace(filled(), id=desk.ids.new(), channel=channel)
            ids.append(receive(desk, session, draft).dossier.id)
        case "hours":
            clock.advance(timedelta(hours=which + 1))
        case "days":
            clock.advance(timedelta(days=which + 1))
        case _:
            try:
                if step == "undo":
                    undo(desk, session, Seen(target), "Nhầm")
                else:
                    act(desk, session, target, Act(step))
            except PersonProblem:
                pass  # not possible in this state: the life goes on


def _compare(found: Measured, views: list[DossierView], desk: Desk) -> None:
    ended = {Status.DONE, Status.RETURNED, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED}
    assert pair(found, Indicator.RECEIVED) == (len(views), len(views))
    asked = sum(1 for one in views if one.life.supplements)
    assert pair(found, Indicator.SUPPLEMENTED) == (asked, len(views))
    online = sum(1 for one in views if one.dossier.channel is Channel.ONLINE)
    assert pair(found, Indicator.ONLINE) == (online, len(views))
    # What runs and is past what its own page says is due is late; what ended cannot be late and open.
    late = {one.dossier.id for one in views if one.life.due is not None and one.life.due < desk.now()}
    listed = {dossier for dossier, _said in found.behind(Indicator.LATE_OPEN)}
    assert listed & {one.dossier.id for one in views if one.dossier.status in ended} == set()
    simple = {one.dossier.id for one in views if not one.life.supplements and not one.life.extensions}
    paused = {one.dossier.id for one in views if one.dossier.status is Status.FINANCIAL_OBLIGATION}
    never_paused = {
        one.dossier.id for one in views if not any(event.kind == Act.ASK_PAYMENT.value for event in one.history)
    }
    assert listed & simple & never_paused - paused == late & simple & never_paused
