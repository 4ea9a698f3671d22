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
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.drafts import Draft
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.life_guards import Override
from app.domain.lifecycle import TABLE, Act, ClockEffect, transition
from app.domain.offices import Role
from app.domain.operations import Delivery
from app.domain.permissions import TABLE as MAY
from app.domain.results import Payment
from app.models.rows import PrintState
from app.services.desk import Desk
from app.services.moves import Move, Moved, Seen, perform
from app.services.reception import receive
from app.services.security import Session
from app.services.slips import record_print
from app.services.undoing import UNDONE, undo, undoable

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
REASON = "Thiếu giấy chứng sinh"


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    return receive(desk, session, filled()).dossier


def put_into(desk: Desk, dossier: Dossier, status: Status) -> Dossier:
    with desk.store.work() as work:
        changed = work.dossiers.set_status(dossier.id, status)
        work.commit()
    return changed


def do(desk: Desk, session: Session, dossier: Dossier, act: Act, **given: object) -> Moved:
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
def test_every_act_by_every_role(desk: Desk, as_role: Roles, dossier: Dossier, status: Status) -> None:
    for line, role in itertools.product(TABLE, Role):
        before = put_into(desk, dossier, status)
        kept = everything(desk, dossier)
        allowed, fits = line.permission in MAY[role], status in line.sources
        problem, moved = attempt(desk, as_role(role), before, line.act)
        if problem is None:
            assert moved is not None
            assert (allowed, fits) == (True, True), (line.act, role)
            assert moved.dossier.status is (line.target or status)
            assert moved.dossier.revision == before.revision + 1
            continue
        expected = "permissions.refused" if not allowed else "life.not_now" if not fits else "life.second_"
        assert problem.code.startswith(expected), (line.act, role)
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
    due = dossier.appointment.appointment
    first = do(desk, clerk, dossier, Act.ASK_SUPPLEMENT)
    again = do(desk, clerk, first.dossier, Act.COMPLETE_SUPPLEMENT, due=due).dossier
    with pytest.raises(PersonProblem, match=r"life\.second_supplement"):
        do(desk, supervisor, again, Act.ASK_SUPPLEMENT)
    with pytest.raises(PersonProblem, match=r"life\.second_supplement"):
        do(desk, supervisor, again, Act.ASK_SUPPLEMENT, override=Override("Điều 9", " "))
    override = Override("Khoản 2 Điều 9", "Chủ tịch UBND xã")
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        do(desk, clerk, again, Act.ASK_SUPPLEMENT, override=override)
    moved = do(desk, supervisor, again, Act.ASK_SUPPLEMENT, override=override)
    assert moved.life.supplements == 2
    with desk.store.read() as work:
        assert work.history.of(dossier.id)[-1].detail["approver"] == "Chủ tịch UBND xã"


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
    before = put_into(desk, dossier, source)
    with desk.store.read() as work:
        life = work.lives.of(dossier.id)
    due = dossier.appointment.appointment + timedelta(days=1)
    moving = transition(act).clock in {ClockEffect.RESUME, ClockEffect.EXTEND}
    moved = do(desk, session, before, act, holder="Công an xã", **({"due": due} if moving else {}))
    undo(desk, session, Seen(dossier.id, moved.dossier.revision))
    with desk.store.read() as work:
        after, events = work.dossiers.get(dossier.id), work.history.of(dossier.id)
        assert work.lives.of(dossier.id) == replace(life, moved_at=desk.now())
        assert undoable(work, dossier.id) is None
    assert after is not None
    assert (after.status, after.revision) == (source, before.revision + 2)
    assert (events[-1].kind, events[-1].detail["event"]) == (UNDONE, str(moved.event_id))
    with pytest.raises(PersonProblem, match=r"life\.nothing_to_undo"):
        undo(desk, session, Seen(dossier.id))


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
