"""Every act in every state by every role, on a real store: what is allowed is written whole, the rest not at all."""

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.act_record import from_record
from app.domain.dossier_clock import Override
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.drafts import Draft
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.lifecycle import TABLE, Act, transition
from app.domain.offices import Role
from app.domain.operations import Delivery
from app.domain.permissions import TABLE as MAY
from app.domain.results import Payment
from app.models.rows import PrintState
from app.services.desk import Desk
from app.services.dossier_times import times_of
from app.services.dossiers import view
from app.services.moves import Move, Moved, Seen, perform
from app.services.reception import receive
from app.services.security import Session
from app.services.slips import record_print
from app.services.undoing import undo, undoable
from app.services.undone import UNDONE

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
REASON = "Thiếu giấy chứng sinh"


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    return receive(desk, session, filled()).dossier


# The acts by which a dossier that was just received comes into each state.
WAYS = {
    Status.RECEIVED: (),
    Status.TRANSFERRED: (Act.TRANSFER,),
    Status.IN_PROCESS: (Act.BEGIN,),
    Status.SUPPLEMENT_REQUESTED: (Act.ASK_SUPPLEMENT,),
    Status.FINANCIAL_OBLIGATION: (Act.ASK_PAYMENT,),
    Status.WITHDRAWN: (Act.WITHDRAW,),
    Status.STOPPED: (Act.STOP,),
    Status.REFUSED: (Act.REFUSE,),
    Status.DONE: (Act.FINISH,),
    Status.RETURNED: (Act.FINISH, Act.RETURN),
}
LATER = timedelta(days=10)


def put_into(desk: Desk, session: Session, dossier: Dossier, status: Status) -> Dossier:
    for act in WAYS[status]:
        dossier = do(desk, session, dossier, act).dossier
    return dossier


def do(desk: Desk, session: Session, dossier: Dossier, act: Act, **given: object) -> Moved:
    if act is Act.EXTEND:
        with desk.store.read() as work:
            told = times_of(desk, work, dossier).state.promise.appointment
        assert told is not None
        given = {"appointment": told + LATER, "approver": "Trần Văn Bình"} | given
    move = Move(act, reason=REASON, **given)  # type: ignore[arg-type] # the fields of a move
    with desk.store.work() as work:
        moved = perform(desk, work, session, Seen(dossier.id, dossier.revision), move)
        work.commit()
    return moved


def attempt(desk: Desk, session: Session, dossier: Dossier, act: Act) -> tuple[PersonProblem | None, Moved | None]:
    try:
        return None, do(desk, session, dossier, act)
    except PersonProblem as problem:
        return problem, None


def everything(desk: Desk, dossier: Dossier) -> object:
    with desk.store.read() as work:
        return (
            work.dossiers.get(dossier.id),
            work.lives.of(dossier.id),
            work.history.of(dossier.id),
            work.outbox.of_dossier(dossier.id),
        )


@pytest.mark.parametrize("status", list(Status))
def test_every_act_by_every_role(
    desk: Desk, session: Session, as_role: Roles, dossier: Dossier, status: Status
) -> None:
    before = put_into(desk, session, dossier, status)
    for line, role in itertools.product(TABLE, Role):
        kept = everything(desk, dossier)
        allowed, fits = line.permission in MAY[role], status in line.sources
        problem, moved = attempt(desk, as_role(role), before, line.act)
        if problem is None:
            assert moved is not None
            assert (allowed, fits) == (True, True), (line.act, role)
            assert moved.dossier.status is (line.target or status)
            assert moved.dossier.revision == before.revision + 1
            undo(desk, session, Seen(dossier.id))
            before = replace(moved.dossier, status=status, revision=moved.dossier.revision + 1)
            continue
        expected = "permissions.refused" if not allowed else "life.not_now"
        assert problem.code == expected, (line.act, role)
        assert everything(desk, dossier) == kept


def test_an_act_is_written_whole(desk: Desk, session: Session, dossier: Dossier, clock: FixedClock) -> None:
    clock.advance(timedelta(hours=2))
    moved = do(desk, session, dossier, Act.ASK_SUPPLEMENT, detail={"papers": "2"})
    with desk.store.read() as work:
        event = work.history.of(dossier.id)[-1]
        operation = work.outbox.get(work.outbox.of_dossier(dossier.id)[-1].op_id)
        life = work.lives.of(dossier.id)
    assert (event.id, event.kind, event.text) == (moved.event_id, "dossier.supplement_asked", REASON)
    assert (event.detail["before"], event.detail["after"]) == ("received", "supplement_requested")
    assert (event.detail["due"], event.detail["papers"]) == (None, "2")
    assert (life.due, life.supplements, life.moved_at) == (None, 1, clock.now())
    assert operation is not None
    told = from_record(json.loads(operation.body))
    assert (told.event_id, told.kind, told.before, told.after) == (
        moved.event_id,
        "dossier.supplement_asked",
        Status.RECEIVED,
        Status.SUPPLEMENT_REQUESTED,
    )
    assert json.loads(operation.body)["status_code"] == 5


def test_a_screen_that_is_out_of_date_does_not_decide(desk: Desk, session: Session, dossier: Dossier) -> None:
    do(desk, session, dossier, Act.BEGIN)
    with pytest.raises(PersonProblem, match=r"life\.changed_meanwhile"):
        do(desk, session, dossier, Act.STOP)


def test_a_second_supplement_needs_ground_approver_and_the_right(desk: Desk, as_role: Roles, dossier: Dossier) -> None:
    clerk, supervisor = as_role(Role.CLERK), as_role(Role.SUPERVISOR)
    first = do(desk, clerk, dossier, Act.ASK_SUPPLEMENT)
    again = do(desk, clerk, first.dossier, Act.COMPLETE_SUPPLEMENT).dossier
    with pytest.raises(PersonProblem, match=r"clock\.second_supplement"):
        do(desk, supervisor, again, Act.ASK_SUPPLEMENT)
    with pytest.raises(PersonProblem, match=r"clock\.override_incomplete"):
        do(desk, supervisor, again, Act.ASK_SUPPLEMENT, override=Override("Điều 9", " "))
    override = Override("Khoản 2 Điều 9", "Chủ tịch UBND xã")
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        do(desk, clerk, again, Act.ASK_SUPPLEMENT, override=override)
    moved = do(desk, supervisor, again, Act.ASK_SUPPLEMENT, override=override)
    assert moved.life.supplements == 2
    with desk.store.read() as work:
        assert work.history.of(dossier.id)[-1].detail["override_approver"] == "Chủ tịch UBND xã"


def test_what_is_still_owed_stops_the_return(desk: Desk, session: Session, filled: Filled) -> None:
    dossier = receive(desk, session, replace(filled("2.000884"), payment=PaymentWay.LATER)).dossier
    assert dossier.total == 10_000
    done = do(desk, session, dossier, Act.FINISH).dossier
    with pytest.raises(PersonProblem, match=r"life\.money_owed"):
        do(desk, session, done, Act.RETURN)
    with desk.store.work() as work:
        paid = Payment(desk.ids.new(), dossier.id, desk.now(), dossier.total, PaymentWay.CASH, "fee", "Lê Thị Hoa")
        work.payments.add(paid)
        work.commit()
    assert do(desk, session, done, Act.RETURN).dossier.status is Status.RETURNED


@pytest.mark.parametrize("act", list(Act))
def test_undo_gives_back_what_was(desk: Desk, session: Session, dossier: Dossier, act: Act) -> None:
    source = min(transition(act).sources, key=lambda status: list(Status).index(status))
    before = put_into(desk, session, dossier, source)
    with desk.store.read() as work:
        life = work.lives.of(dossier.id)
        earlier = undoable(work, dossier.id)
    moved = do(desk, session, before, act, holder="Công an xã")
    undo(desk, session, Seen(dossier.id, moved.dossier.revision))
    with desk.store.read() as work:
        after, events = work.dossiers.get(dossier.id), work.history.of(dossier.id)
        assert work.lives.of(dossier.id) == replace(life, moved_at=desk.now())
        assert undoable(work, dossier.id) == earlier
    assert after is not None
    assert (after.status, after.revision) == (source, before.revision + 2)
    assert (events[-1].kind, events[-1].detail["event"]) == (UNDONE, str(moved.event_id))


def test_there_is_nothing_to_undo_in_what_was_only_received(desk: Desk, session: Session, dossier: Dossier) -> None:
    with pytest.raises(PersonProblem, match=r"life\.nothing_to_undo"):
        undo(desk, session, Seen(dossier.id))


def test_the_clock_stands_while_a_supplement_is_waited_for(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    dossier = receive(desk, session, filled("1.004222")).dossier
    promised = dossier.appointment.appointment
    clock.advance(timedelta(days=3))
    waiting = do(desk, session, dossier, Act.ASK_SUPPLEMENT)
    assert waiting.life.due is None
    clock.advance(timedelta(days=5))
    moved = do(desk, session, waiting.dossier, Act.COMPLETE_SUPPLEMENT)
    with desk.store.read() as work:
        times = times_of(desk, work, moved.dossier)
    assert moved.life.due is not None
    assert moved.life.due == times.due == times.state.promise.appointment
    assert timedelta(days=4) < moved.life.due - promised < timedelta(days=8)
    assert moved.dossier.appointment.appointment == promised
    event = view(desk, session, dossier.id).history[-1]
    assert (event.detail["appointment_before"], event.detail["appointment"]) == (
        promised.isoformat(),
        moved.life.due.isoformat(),
    )


def test_an_apology_needs_a_later_day_and_whoever_signed(desk: Desk, session: Session, dossier: Dossier) -> None:
    promised = dossier.appointment.appointment
    with pytest.raises(PersonProblem, match=r"life\.appointment_missing"):
        do(desk, session, dossier, Act.EXTEND, appointment=None)
    with pytest.raises(PersonProblem, match=r"clock\.ground_missing"):
        do(desk, session, dossier, Act.EXTEND, approver=" ")
    with pytest.raises(PersonProblem, match=r"clock\.extension_not_later"):
        do(desk, session, dossier, Act.EXTEND, appointment=promised)
    moved = do(desk, session, dossier, Act.EXTEND)
    assert (moved.life.due, moved.life.extensions) == (promised + LATER, 1)
    with pytest.raises(PersonProblem, match=r"clock\.second_extension"):
        do(desk, session, moved.dossier, Act.EXTEND)


def test_a_clock_that_was_put_back_stops_nothing(
    desk: Desk, session: Session, dossier: Dossier, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=-1))
    waiting = do(desk, session, dossier, Act.ASK_SUPPLEMENT)
    clock.advance(timedelta(hours=-1))
    again = do(desk, session, waiting.dossier, Act.COMPLETE_SUPPLEMENT)
    assert again.life.moved_at == dossier.received_at
    assert again.life.due == dossier.appointment.appointment


def test_what_the_province_has_is_taken_back_with_a_reason_only(desk: Desk, session: Session, dossier: Dossier) -> None:
    do(desk, session, dossier, Act.STOP)
    with desk.store.work() as work:
        last = work.outbox.of_dossier(dossier.id)[-1]
        work.outbox.record(last.op_id, Delivery.STORED, b"receipt", "", desk.now())
        work.commit()
    with pytest.raises(PersonProblem, match=r"life\.undo_needs_reason"):
        undo(desk, session, Seen(dossier.id))
    undo(desk, session, Seen(dossier.id), "Công dân đổi ý")
    with desk.store.read() as work:
        assert work.history.of(dossier.id)[-1].text == "Công dân đổi ý"


def test_a_form_on_paper_has_left_and_becomes_void(desk: Desk, session: Session, dossier: Dossier) -> None:
    moved = do(desk, session, dossier, Act.STOP)
    form = IssuedForm(
        id=desk.ids.new(),
        form="05",
        layout="tt03-2025",
        number="",
        dossier_id=dossier.id,
        batch_id=None,
        event_id=moved.event_id,
        issued_at=desk.now(),
        issued_by="Lê Thị Hoa",
        state=FormState.ISSUED,
        data="{}",
    )
    with desk.store.work() as work:
        (print_record,) = work.prints.of_dossier(dossier.id)
        work.forms.put(form)
        work.forms.note_print(print_record.id, form.id)
        work.commit()
    record_print(desk, print_record.id, PrintState.PRINTED)
    with pytest.raises(PersonProblem, match=r"life\.undo_needs_reason"):
        undo(desk, session, Seen(dossier.id))
    undo(desk, session, Seen(dossier.id), "Nhầm hồ sơ")
    with desk.store.read() as work:
        (voided,) = work.forms.of_dossier(dossier.id)
    assert (voided.state, voided.void_reason) == (FormState.VOID, "Nhầm hồ sơ")


def test_acts_are_taken_back_from_the_last_to_the_first(desk: Desk, session: Session, dossier: Dossier) -> None:
    first = do(desk, session, dossier, Act.TRANSFER, holder="Công an xã").dossier
    second = do(desk, session, first, Act.BEGIN).dossier
    undo(desk, session, Seen(dossier.id, second.revision))
    undo(desk, session, Seen(dossier.id))
    with desk.store.read() as work:
        now, life = work.dossiers.get(dossier.id), work.lives.of(dossier.id)
    assert now is not None
    assert (now.status, life.holder) == (Status.RECEIVED, "")
