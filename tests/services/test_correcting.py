"""Corrections: old and new are kept, what was promised stays unless it was wrong, a stale screen decides nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossier_clock import Cause
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.drafts import Draft, choose
from app.domain.lifecycle import Act
from app.models.rows import PrintState
from app.services.correcting import begin, correct
from app.services.desk import Desk
from app.services.dossier_times import CORRECTED
from app.services.dossiers import search, view
from app.services.drafts import load_drafts, save_draft
from app.services.life import extend
from app.services.moves import Move, Seen, perform
from app.services.reception import alike_today, receive
from app.services.reference import current_procedures
from app.services.security import Session
from app.services.slips import record_print

Filled = Callable[..., Draft]


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    return receive(desk, session, replace(filled(), payment=PaymentWay.NONE)).dossier


def named(draft: Draft, name: str) -> Draft:
    return replace(draft, submitter=replace(draft.submitter, full_name=name))


def test_a_wrong_name_is_corrected_with_old_and_new(desk: Desk, session: Session, dossier: Dossier) -> None:
    draft = begin(desk, session, dossier.id)
    done = correct(desk, session, named(draft, "Nguyễn Thị Phương Hằng"), "Gõ nhầm dấu")
    assert [(one.field, one.old, one.new) for one in done.differences] == [
        ("submitter.full_name", "Nguyễn Thị Phượng Hằng", "Nguyễn Thị Phương Hằng")
    ]
    shown = view(desk, session, dossier.id)
    assert shown.dossier == done.dossier
    assert done.dossier == replace(
        dossier,
        parties=replace(
            dossier.parties, submitter=replace(dossier.parties.submitter, full_name="Nguyễn Thị Phương Hằng")
        ),
        revision=dossier.revision + 1,
    )
    event = shown.history[-1]
    assert (event.kind, event.text) == (CORRECTED, "Gõ nhầm dấu")
    assert event.detail["old.submitter.full_name"] == "Nguyễn Thị Phượng Hằng"
    assert event.detail["new.submitter.full_name"] == "Nguyễn Thị Phương Hằng"
    assert len(shown.operations) == 2
    assert [row.id for row in search(desk, session, "phương hằng")] == [dossier.id]


def test_whom_it_was_sent_to_is_corrected_too(desk: Desk, session: Session, dossier: Dossier) -> None:
    draft = begin(desk, session, dossier.id)
    assert draft.resolving_unit == dossier.resolving_unit
    done = correct(desk, session, replace(draft, resolving_unit="Phòng Kinh tế"), "Gửi nhầm nơi")
    assert [(one.field, one.old, one.new) for one in done.differences] == [
        ("resolving_unit", dossier.resolving_unit, "Phòng Kinh tế")
    ]
    assert done.dossier.resolving_unit == "Phòng Kinh tế"


def test_the_promise_stays_where_it_was_not_wrong(desk: Desk, session: Session, dossier: Dossier) -> None:
    done = correct(desk, session, replace(begin(desk, session, dossier.id), note="Gọi trước"), "Thêm ghi chú")
    assert done.dossier.appointment == dossier.appointment
    assert view(desk, session, dossier.id).life.due == dossier.appointment.appointment


def test_a_wrong_procedure_gets_the_promise_it_should_have_had(
    desk: Desk, session: Session, dossier: Dossier, filled: Filled
) -> None:
    right = next(version for version in current_procedures(desk) if version.code == "1.004222")
    draft = choose(begin(desk, session, dossier.id), right, right.cases[0])
    done = correct(desk, session, draft, "Nhầm thủ tục")
    as_it_should = receive(desk, session, filled("1.004222", "Trần Văn Bảy", "001099012345")).dossier
    assert done.dossier.procedure_code == "1.004222"
    assert done.dossier.number == dossier.number
    assert done.dossier.appointment.appointment == as_it_should.appointment.appointment
    assert view(desk, session, dossier.id).life.due == as_it_should.appointment.appointment
    assert {"procedure_code", "appointment"} <= {one.field for one in done.differences}


def test_the_draft_of_a_correction_is_kept_as_typed(desk: Desk, session: Session, dossier: Dossier) -> None:
    draft = replace(named(begin(desk, session, dossier.id), "Nguyễn"), correction_reason="Gõ")
    save_draft(desk, session, draft)
    assert load_drafts(desk, session) == (draft,)
    correct(desk, session, draft, "Gõ nhầm")
    assert load_drafts(desk, session) == ()


def test_nothing_is_corrected_without_reason_change_or_the_newest_screen(
    desk: Desk, session: Session, dossier: Dossier
) -> None:
    draft = begin(desk, session, dossier.id)
    with pytest.raises(PersonProblem, match=r"life\.reason_missing"):
        correct(desk, session, named(draft, "An"), " ")
    with pytest.raises(PersonProblem, match=r"life\.nothing_changed"):
        correct(desk, session, draft, "Xem lại")
    with pytest.raises(PersonProblem, match=r"reception\.incomplete"):
        correct(desk, session, named(draft, ""), "Xóa tên")
    correct(desk, session, named(draft, "An"), "Gõ nhầm")
    with pytest.raises(PersonProblem, match=r"life\.changed_meanwhile"):
        correct(desk, session, named(draft, "Ân"), "Gõ nhầm")


def test_what_is_over_is_not_corrected(desk: Desk, session: Session, dossier: Dossier) -> None:
    draft = begin(desk, session, dossier.id)
    with desk.store.work() as work:
        perform(desk, work, session, Seen(dossier.id), Move(Act.STOP, "Công dân yêu cầu"))
        work.commit()
    with pytest.raises(PersonProblem, match=r"life\.closed"):
        begin(desk, session, dossier.id)
    stopped = view(desk, session, dossier.id).dossier
    assert stopped.status is Status.STOPPED
    with pytest.raises(PersonProblem, match=r"life\.closed"):
        correct(desk, session, replace(named(draft, "An"), corrects_revision=stopped.revision), "Gõ nhầm")


def test_a_dossier_is_not_like_itself(desk: Desk, session: Session, dossier: Dossier) -> None:
    draft = begin(desk, session, dossier.id)
    assert alike_today(desk, session, replace(draft, corrects=None))
    assert alike_today(desk, session, draft) == ()


def test_the_slip_is_owed_again_with_its_mark(desk: Desk, session: Session, dossier: Dossier) -> None:
    first = correct(desk, session, named(begin(desk, session, dossier.id), "Nguyễn Thị Một"), "Gõ nhầm")
    (owed,) = view(desk, session, dossier.id).prints
    assert (first.print_id, owed.reprint) == (owed.id, 0)
    record_print(desk, owed.id, PrintState.PRINTED)
    second = correct(desk, session, named(begin(desk, session, dossier.id), "Nguyễn Thị Hai"), "Gõ nhầm nữa")
    again = view(desk, session, dossier.id).prints[-1]
    assert (second.print_id, again.reprint, again.reason) == (again.id, 1, "Gõ nhầm nữa")


def test_a_corrected_promise_is_a_fact_of_the_clock(
    desk: Desk, session: Session, dossier: Dossier, clock: FixedClock
) -> None:
    right = next(version for version in current_procedures(desk) if version.code == "1.004222")
    clock.advance(timedelta(hours=1))
    draft = choose(begin(desk, session, dossier.id), right, right.cases[0])
    new = correct(desk, session, draft, "Nhầm thủ tục").dossier.appointment.appointment
    shown = view(desk, session, dossier.id)
    promise = shown.times.state.promise
    assert (promise.original, promise.appointment) == (dossier.appointment.appointment, new)
    assert [(change.cause, change.ground, change.approver) for change in promise.changes[1:]] == [
        (Cause.CORRECTED, "Nhầm thủ tục", session.account.full_name)
    ]
    assert shown.times.due == shown.life.due == new
    # A later correction of something else changes no date.
    correct(desk, session, replace(begin(desk, session, dossier.id), note="Gọi trước"), "Thêm ghi chú")
    assert view(desk, session, dossier.id).times.state.promise == promise


def test_a_date_that_was_told_since_is_not_moved_back_by_a_correction(
    desk: Desk, session: Session, dossier: Dossier
) -> None:
    told = dossier.appointment.appointment + timedelta(days=30)
    extend(desk, session, Seen(dossier.id), "Chờ xác minh", told, "Trần Văn Bình")
    right = next(version for version in current_procedures(desk) if version.code == "1.004222")
    correct(desk, session, choose(begin(desk, session, dossier.id), right, right.cases[0]), "Nhầm thủ tục")
    shown = view(desk, session, dossier.id)
    assert shown.times.state.promise.appointment == shown.times.due == shown.life.due == told
