from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossiers import PaperState, ReturnPlace
from app.domain.drafts import Draft, PartyText, all_handed_in, choose
from app.domain.operations import Delivery
from app.domain.units import Unit, UnitKind
from app.models.rows import PrintState, Queue
from app.services import dossiers, slips
from app.services.desk import Desk
from app.services.drafts import load_drafts, new_draft, save_draft
from app.services.reception import alike_today, judge, receive
from app.services.reception_desk import look
from app.services.reference import current_procedures
from app.services.security import Session
from app.services.units import save_unit

Filled = Callable[..., Draft]


@pytest.fixture
def filled(desk: Desk) -> Filled:
    """Make a draft that can be received: birth registration by Nguyễn Thị Phượng Hằng, all papers handed in."""
    procedures = {version.code: version for version in current_procedures(desk)}

    def make(code: str = "1.001193", name: str = "Nguyễn Thị Phượng Hằng", number: str = "049199012345") -> Draft:
        version = procedures[code]
        draft = replace(
            new_draft(desk),
            submitter=PartyText(full_name=name, personal_id=number, birth="15/03/1999", phone="0905123456"),
        )
        draft = choose(draft, version, version.cases[0])
        return all_handed_in(draft, version.cases[0])

    return make


def test_receiving_gives_a_number_of_this_counter_and_keeps_everything(
    desk: Desk, session: Session, filled: Filled
) -> None:
    received = receive(desk, session, filled())
    assert received.dossier.number == "H17.32-261120-3001"
    view = dossiers.view(desk, session, received.dossier.id)
    assert view.dossier == received.dossier
    assert [event.kind for event in view.history] == ["dossier.received"]
    assert [operation.delivery for operation in view.operations] == [Delivery.UNSENT]
    assert [record.state for record in view.prints] == [PrintState.QUEUED]
    with desk.store.read() as work:
        assert work.audit.verify() is None
    assert desk.folder.witness.exists()


def test_numbers_follow_each_other_and_start_anew_each_day(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    first = [receive(desk, session, filled()).dossier.number for _ in range(3)]
    assert [number[-4:] for number in first] == ["3001", "3002", "3003"]
    clock.advance(timedelta(days=3))
    assert receive(desk, session, filled()).dossier.number == "H17.32-261123-3001"


def test_receiving_the_same_draft_twice_gives_the_same_dossier(desk: Desk, session: Session, filled: Filled) -> None:
    draft = filled()
    first = receive(desk, session, draft)
    again = receive(desk, session, draft)
    assert again.dossier == first.dossier
    assert again.print_id == first.print_id
    assert not again.changes
    assert len(dossiers.search(desk, session, "", queue=Queue.TODAY)) == 1


def test_a_lost_database_row_does_not_reuse_a_number_the_side_file_remembers(
    desk: Desk, session: Session, filled: Filled
) -> None:
    receive(desk, session, filled())
    desk.folder.witness.write_text('{"H17.32|3|2026-11-20": 3044}')
    assert receive(desk, session, filled()).dossier.number.endswith("-3045")


@pytest.mark.logs
def test_a_damaged_side_file_is_only_one_silent_witness(desk: Desk, session: Session, filled: Filled) -> None:
    receive(desk, session, filled())
    desk.folder.witness.write_bytes(b"\x00garbage")
    assert receive(desk, session, filled()).dossier.number.endswith("-3002")


def test_an_incomplete_draft_is_refused_and_nothing_is_kept(desk: Desk, session: Session, filled: Filled) -> None:
    draft = replace(filled(), submitter=PartyText(full_name="", personal_id="123"))
    with pytest.raises(PersonProblem) as problem:
        receive(desk, session, draft)
    assert problem.value.code == "reception.incomplete"
    assert set(problem.value.params["fields"]) >= {"full_name", "personal_id"}  # type: ignore[call-overload]
    assert dossiers.search(desk, session, "") == ()
    assert receive(desk, session, filled()).dossier.number.endswith("3001")


def test_missing_papers_warn_and_never_block(desk: Desk, session: Session, filled: Filled) -> None:
    draft = filled()
    first = replace(draft.papers[0], state=PaperState.MISSING, originals=0)
    draft = replace(draft, papers=(first, *draft.papers[1:]))
    codes = {finding.code for finding in judge(desk, session, draft).findings}
    assert "reception.papers_missing" in codes
    assert receive(desk, session, draft).dossier.papers[0].state is PaperState.MISSING


def test_the_appointment_is_proposed_and_another_needs_a_reason(desk: Desk, session: Session, filled: Filled) -> None:
    draft = filled()
    proposed = judge(desk, session, draft).appointment
    assert proposed is not None
    assert f"{proposed.appointment:%d/%m/%Y}" == "20/11/2026"
    moved = replace(draft, appointment="16:00 24/11/2026")
    assert {f.code for f in judge(desk, session, moved).errors} == {"reception.appointment_reason_missing"}
    received = receive(desk, session, replace(moved, appointment_reason="Người dân xin nhận thứ Ba"))
    assert f"{received.dossier.appointment.appointment:%H:%M %d/%m}" == "16:00 24/11"
    assert received.dossier.appointment.legal_deadline == proposed.legal_deadline


def test_after_three_in_the_afternoon_a_birth_is_due_the_next_working_day(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=1))
    appointment = judge(desk, session, filled()).appointment
    assert appointment is not None
    assert f"{appointment.appointment:%d/%m/%Y}" == "23/11/2026"
    assert any("15" in line for line in appointment.explanation)


def test_results_by_post_need_an_address(desk: Desk, session: Session, filled: Filled) -> None:
    draft = replace(filled(), return_place=ReturnPlace.POST)
    assert {f.code for f in judge(desk, session, draft).errors} == {"reception.return_detail_missing"}


def test_who_resolves_is_the_procedures_unless_the_clerk_chooses_another(
    desk: Desk, session: Session, filled: Filled
) -> None:
    other = "UBND phường Thử Nghiệm"
    save_unit(desk, session, Unit(desk.ids.new(), other, UnitKind.OFFICE))
    save_unit(desk, session, Unit(desk.ids.new(), "Bưu cục Thử Nghiệm", UnitKind.POST))
    draft = filled()
    seen = look(desk, session, draft)
    assert other in seen.resolvers
    assert seen.offices == (other,)
    assert not any("Bưu cục" in name for name in seen.resolvers)
    assert receive(desk, session, draft).dossier.resolving_unit == seen.resolver
    chosen = replace(filled(), resolving_unit=other)
    assert look(desk, session, chosen).resolver == seen.resolver
    assert receive(desk, session, chosen).dossier.resolving_unit == other
    # The choice belongs to the procedure: another one is resolved by whom it names.
    versions = {version.code: version for version in current_procedures(desk)}
    elsewhere = versions["2.000815"]
    assert choose(chosen, elsewhere, elsewhere.cases[0]).resolving_unit == ""
    assert choose(chosen, versions["1.001193"], versions["1.001193"].cases[-1]).resolving_unit == other


def test_a_near_duplicate_of_today_is_pointed_out(desk: Desk, session: Session, filled: Filled) -> None:
    first = receive(desk, session, filled())
    assert [other.number for other in alike_today(desk, session, filled())] == [first.dossier.number]
    assert alike_today(desk, session, filled(name="Trần Văn Bình", number="049099012345")) == ()


def test_a_draft_comes_back_as_it_was_typed_and_goes_when_received(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = replace(filled(), focus="phone", cursor=4, note="Gọi trước khi trả")
    save_draft(desk, session, draft)
    assert load_drafts(desk, session) == (draft,)
    receive(desk, session, draft)
    assert load_drafts(desk, session) == ()


def test_an_untouched_draft_is_not_kept(desk: Desk, session: Session) -> None:
    save_draft(desk, session, new_draft(desk))
    assert load_drafts(desk, session) == ()


def test_the_slip_is_owed_until_it_is_on_paper(desk: Desk, session: Session, filled: Filled) -> None:
    received = receive(desk, session, filled())
    assert [owed.number for owed in slips.unprinted(desk, session)] == [received.dossier.number]
    assert slips.prepare(desk, session, received.print_id).pdf.startswith(b"%PDF")
    slips.record_print(desk, received.print_id, PrintState.PRINTED, job="17")
    assert slips.unprinted(desk, session) == ()
    again = slips.ask_for_reprint(desk, session, received.dossier.id, "Người dân làm mất")
    view = dossiers.view(desk, session, received.dossier.id)
    assert [(record.id == again, record.reprint) for record in view.prints] == [(False, 0), (True, 1)]
    assert view.dossier.slip_copies == slips.COPIES


def test_known_people_and_their_earlier_dossiers_are_found(desk: Desk, session: Session, filled: Filled) -> None:
    received = receive(desk, session, filled())
    for asked in ("049199012345", "0905 123 456", "nguyen thi phuong hang"):
        known = dossiers.known_people(desk, session, asked)
        assert [person.party.full_name for person in known] == ["Nguyễn Thị Phượng Hằng"], asked
    earlier = dossiers.earlier(desk, session, received.dossier.parties.submitter)
    assert [row.number for row in earlier] == [received.dossier.number]


def test_a_province_that_assigns_numbers_gets_a_provisional_code(desk: Desk, session: Session, filled: Filled) -> None:
    desk.office = replace(desk.office, provincial_numbers=True)
    dossier = receive(desk, session, filled()).dossier
    assert dossier.provisional
    assert dossier.number.startswith("TAM-261120-")
    assert dossiers.by_number(desk, session, dossier.number) == dossier.id
