"""What the post brings: received with its note, the time limit runs from the signature under the post's record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.domain.checks import Severity
from app.domain.drafts import Draft
from app.domain.handover import BatchKind
from app.domain.procedures import Channel
from app.services import dossiers
from app.services.correcting import begin, correct
from app.services.desk import Desk
from app.services.dossier_times import times_of
from app.services.handover_beeps import beep
from app.services.handover_folders import amend
from app.services.handover_views import BatchView
from app.services.happenings import happened
from app.services.reception import judge, receive
from app.services.reception_desk import look
from app.services.security import Session
from tests.services.handovers import GIVER, POST, Bags

Filled = Callable[..., Draft]
NOTE = "EB123456785VN"


@pytest.fixture
def bags(desk: Desk, session: Session, filled: Filled) -> Bags:
    return Bags(desk, session, filled)


def brought(bags: Bags, *notes: str, complete: bool = True) -> BatchView:
    """Sign a record of what the post brings."""
    bag = bags.open(BatchKind.POST_IN, POST)
    for note in notes:
        bag = beep(bags.desk, bags.session, bag.batch.id, note).view
    for folder in bag.folders:
        bag = amend(bags.desk, bags.session, bag.batch.id, replace(folder.item, complete=complete))
    return bags.sign(bag, giver="Phạm Văn Bưu", taker=GIVER)


def posted(filled: Filled, note: str = NOTE) -> Draft:
    return replace(filled(), channel=Channel.POST, consignment=note)


def found(desk: Desk, session: Session, draft: Draft, field: str = "consignment") -> list[str]:
    findings = judge(desk, session, draft).findings
    assert all(one.severity is Severity.WARNING for one in findings if one.field == "consignment")
    return [one.code for one in findings if one.field == field]


@pytest.mark.parametrize("typed", [NOTE, " eb 123456785 vn ", "BG"])
def test_the_limit_runs_from_the_signature_by_note_or_by_record(
    bags: Bags, filled: Filled, clock: FixedClock, typed: str
) -> None:
    desk, session = bags.desk, bags.session
    bag = brought(bags, NOTE)
    signed = clock.now()
    draft = posted(filled, bag.batch.number if typed == "BG" else typed)
    expected = judge(desk, session, draft).appointment
    clock.advance(timedelta(days=3))
    assert found(desk, session, draft) == []
    dossier = receive(desk, session, draft).dossier
    assert expected is not None
    assert (dossier.appointment.clock_start, dossier.appointment.appointment) == (
        expected.clock_start,
        expected.appointment,
    )
    assert dossier.submitted_at == dossier.appointment.clock_start < dossier.received_at == clock.now()
    assert bag.batch.number in dossier.appointment.explanation[0]
    with desk.store.read() as work:
        times = times_of(desk, work, dossier)
    assert times.events[0].moment == dossier.submitted_at
    assert times.state.standing.due == dossier.appointment.appointment
    assert signed == bag.batch.received_at


def test_the_record_knows_which_dossier_came_with_the_note(bags: Bags, filled: Filled) -> None:
    desk, session = bags.desk, bags.session
    bag = brought(bags, NOTE, "EB123456799VN")
    dossier = receive(desk, session, posted(filled)).dossier
    view = dossiers.view(desk, session, dossier.id)
    assert [step.batch.number for step in view.custody] == [bag.batch.number]
    assert NOTE in happened(view.history[0]).detail
    assert [folder.item.dossier_id for folder in bags.look(bag).folders] == [dossier.id, None]
    assert found(desk, session, posted(filled)) == ["reception.consignment_taken"]


def test_a_note_that_no_signed_record_knows_counts_from_now_and_is_said(
    bags: Bags, filled: Filled, clock: FixedClock
) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.open(BatchKind.POST_IN, POST)
    beep(desk, session, bag.batch.id, NOTE)
    for draft in (posted(filled), posted(filled, bag.batch.number), posted(filled, "BG-261120-3-99")):
        assert found(desk, session, draft) == ["reception.consignment_unknown"]
    dossier = receive(desk, session, posted(filled)).dossier
    assert dossier.submitted_at == dossier.received_at == clock.now()
    # The record is signed later: the folder in it is known to be received already.
    signed = bags.sign(bag, giver="Phạm Văn Bưu", taker=GIVER)
    assert [folder.item.dossier_id for folder in signed.folders] == [dossier.id]
    assert found(desk, session, posted(filled)) == ["reception.consignment_taken"]
    assert dossiers.view(desk, session, dossier.id).life.holder == ""


def test_papers_that_were_missing_start_it_with_the_record_that_completes_them(
    bags: Bags, filled: Filled, clock: FixedClock
) -> None:
    desk, session = bags.desk, bags.session
    brought(bags, NOTE, complete=False)
    assert found(desk, session, posted(filled)) == ["reception.consignment_incomplete"]
    clock.advance(timedelta(days=3))
    brought(bags, NOTE)
    completed = clock.now()
    clock.advance(timedelta(hours=1))
    assert found(desk, session, posted(filled)) == []
    dossier = receive(desk, session, posted(filled)).dossier
    assert dossier.submitted_at >= completed - timedelta(minutes=1)


def test_a_note_counts_only_for_what_the_post_brings(bags: Bags, filled: Filled, clock: FixedClock) -> None:
    desk, session = bags.desk, bags.session
    brought(bags, NOTE)
    clock.advance(timedelta(hours=3))
    draft = replace(posted(filled), channel=Channel.COUNTER)
    assert look(desk, session, draft).consigned is None
    dossier = receive(desk, session, draft).dossier
    assert dossier.submitted_at == dossier.received_at


def test_an_appointment_that_has_gone_by_is_said_and_blocks_nothing(
    bags: Bags, filled: Filled, clock: FixedClock
) -> None:
    desk, session = bags.desk, bags.session
    brought(bags, NOTE)
    clock.advance(timedelta(days=30))
    assert found(desk, session, posted(filled), "appointment") == ["reception.appointment_gone"]
    dossier = receive(desk, session, posted(filled)).dossier
    assert dossier.appointment.appointment < dossier.received_at


def test_a_correction_keeps_the_start_and_another_note_moves_it(bags: Bags, filled: Filled, clock: FixedClock) -> None:
    desk, session = bags.desk, bags.session
    brought(bags, NOTE)
    clock.advance(timedelta(days=3))
    brought(bags, "EB123456799VN")
    clock.advance(timedelta(hours=2))
    dossier = receive(desk, session, posted(filled)).dossier
    draft = begin(desk, session, dossier.id)
    assert (draft.consignment, look(desk, session, draft).examination.appointment) == (NOTE, dossier.appointment)
    kept = correct(desk, session, replace(draft, note="Gọi trước"), "ghi thêm").dossier
    assert kept.appointment == dossier.appointment
    draft = replace(begin(desk, session, dossier.id), consignment="EB123456799VN")
    moved = correct(desk, session, draft, "nhầm phiếu gửi")
    assert moved.dossier.submitted_at > dossier.submitted_at
    assert {"consignment", "appointment"} <= {one.field for one in moved.differences}
    assert begin(desk, session, dossier.id).consignment == "EB123456799VN"
    counter = replace(begin(desk, session, dossier.id), channel=Channel.COUNTER)
    at_counter = correct(desk, session, counter, "nộp tại quầy").dossier
    assert at_counter.submitted_at == at_counter.received_at
