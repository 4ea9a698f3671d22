"""Several dossiers of one person: each its own number, one slip and one payment for all, back together – or copied."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaperState, PaymentWay, ReturnPlace
from app.domain.drafts import Draft, PartyText, added_paper
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act
from app.domain.vietqr import LONGEST_PURPOSE, purpose_of
from app.models.rows import PrintState
from app.services import groups
from app.services.correcting import begin
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.drafts import copy_dossier, next_of_same_person, next_of_same_procedure
from app.services.moves import Move, Seen, perform
from app.services.reception import Received, end_group, receive
from app.services.returning import find
from app.services.security import Session
from app.services.slips import prepare, record_print, save_print, unprinted

Filled = Callable[..., Draft]
FEE = "2.000884"


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def owner(name: str, number: str) -> PartyText:
    return PartyText(full_name=name, personal_id=number, birth="02/09/1980")


def brought(desk: Desk, session: Session, first: Draft, owners: list[PartyText], *, ended: bool = True) -> Received:
    """Receive first and the same for each of owners; the last one ends the group unless ended says otherwise."""
    draft = replace(first, group=first.id)
    received = receive(desk, session, draft, more=bool(owners) or not ended)
    for place, one in enumerate(owners, start=1):
        draft = replace(next_of_same_procedure(desk, draft), owner=one)
        received = receive(desk, session, draft, more=place < len(owners) or not ended)
    return received


VILLAGE = [owner("Trần Văn Một", "049080000011"), owner("Lê Thị Hai", "049180000012")]


def test_a_group_has_numbers_of_its_own_and_one_slip(desk: Desk, session: Session, filled: Filled) -> None:
    received = brought(desk, session, filled(), VILLAGE)
    numbers = [one.number for one in received.group]
    assert [number[-4:] for number in numbers] == ["3001", "3002", "3003"]
    assert [owed.record.id for owed in unprinted(desk, session)] == [received.print_id]
    paper = prepare(desk, session, received.print_id)
    text = words(paper.pdf)
    assert paper.number == numbers[0]
    assert "GIẤY TIẾP NHẬN NHIỀU HỒ SƠ" in text
    assert all(number in text for number in numbers)
    assert "Trần Văn Một" in text
    assert "Lê Thị Hai" in text
    assert "Số hồ sơ tiếp nhận: 03" in text


def test_on_paper_the_common_slip_is_the_slip_of_each(desk: Desk, session: Session, filled: Filled) -> None:
    received = brought(desk, session, filled(), VILLAGE)
    changes = record_print(desk, received.print_id, PrintState.PRINTED)
    assert changes.dossiers == {one.id for one in received.group}
    for one in received.group:
        shown = view(desk, session, one.id)
        assert shown.dossier.slip_copies == 2
        assert [record.state for record in shown.prints] == [PrintState.CANCELLED]
        assert {row.number for row in shown.group} == {d.number for d in received.group} - {one.number}
        assert [form.form for form in shown.forms] == ["group-slip"]


def test_nobody_goes_without_paper_where_the_last_one_never_comes(desk: Desk, session: Session, filled: Filled) -> None:
    received = brought(desk, session, filled(), VILLAGE[:1], ended=False)
    assert received.group == ()
    assert len(unprinted(desk, session)) == 2
    group = view(desk, session, received.dossier.id).life.group
    assert group is not None
    assert groups.look(desk, session, group).dossiers[-1] == received.dossier
    ended = end_group(desk, session, group)
    assert [owed.record.id for owed in unprinted(desk, session)] == [ended.print_id]
    assert end_group(desk, session, group).print_id == ended.print_id


def test_a_group_of_one_owes_its_own_slip(desk: Desk, session: Session, filled: Filled) -> None:
    received = brought(desk, session, filled(), [], ended=False)
    ended = end_group(desk, session, received.dossier.id)
    assert ended.print_id == received.print_id
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in words(prepare(desk, session, ended.print_id).pdf)
    with pytest.raises(PersonProblem, match=r"slips\.no_dossier"):
        end_group(desk, session, uuid4())


def test_one_more_makes_the_earlier_slip_void(desk: Desk, session: Session, filled: Filled) -> None:
    first = filled()
    received = brought(desk, session, first, VILLAGE[:1])
    later = replace(next_of_same_procedure(desk, replace(first, group=first.id)), owner=VILLAGE[1])
    again = receive(desk, session, later)
    assert len(again.group) == 3
    with desk.store.read() as work:
        states = {form.state: form for form in work.forms.of_dossier(received.group[0].id)}
    assert states[FormState.ISSUED].replaces == states[FormState.VOID].id
    assert "HỦY" in words(prepare(desk, session, received.print_id).pdf).upper()
    assert again.print_id != received.print_id


def test_a_draft_received_twice_gives_the_common_slip_again(desk: Desk, session: Session, filled: Filled) -> None:
    first = filled()
    receive(desk, session, replace(first, group=first.id), more=True)
    last = replace(next_of_same_procedure(desk, replace(first, group=first.id)), owner=VILLAGE[0])
    once, twice = receive(desk, session, last), receive(desk, session, last)
    assert (twice.dossier, twice.print_id) == (once.dossier, once.print_id)
    assert not twice.changes


def test_fees_are_added_up_and_paid_once(desk: Desk, session: Session, filled: Filled) -> None:
    first = replace(filled(FEE), payment=PaymentWay.VIETQR)
    received = brought(desk, session, first, VILLAGE)
    assert len({one.total for one in received.group}) == 1
    total = sum(one.total for one in received.group)
    assert sum(one.total for one in received.by_transfer) == total
    text = words(prepare(desk, session, received.print_id).pdf)
    assert "(× 3)" in text
    assert f"{total:,}".replace(",", ".") in text
    assert "VietQR" in text
    with desk.store.read() as work:
        assert [work.payments.of(one.id)[0].amount for one in received.group] == [one.total for one in received.group]


def test_what_goes_on_to_the_next_and_what_does_not(desk: Desk, filled: Filled) -> None:
    draft = replace(
        filled(FEE), owner=VILLAGE[0], authorisation="UQ 12", payment=PaymentWay.CASH, note="gấp",
        return_place=ReturnPlace.POST, return_detail="Thôn 3", exemption="poor",
    )  # fmt: skip
    person, matter = next_of_same_person(desk, draft), next_of_same_procedure(desk, draft)
    assert (person.submitter, person.owner, person.authorisation) == (draft.submitter, draft.owner, "UQ 12")
    assert (person.return_place, person.return_detail, person.payment) == (
        ReturnPlace.POST, "Thôn 3", PaymentWay.CASH,
    )  # fmt: skip
    assert (person.procedure_code, person.papers, person.note) == ("", (), "")
    assert (matter.procedure_code, matter.papers, matter.quantities) == (FEE, draft.papers, draft.quantities)
    assert (matter.owner, matter.authorisation, matter.exemption, matter.note) == (PartyText(), "", "", "")
    assert len({draft.id, person.id, matter.id}) == 3
    assert person.group == matter.group == draft.id


def finished(desk: Desk, session: Session, dossier: Dossier) -> None:
    with desk.store.work() as work:
        for act in (Act.BEGIN, Act.FINISH):
            perform(desk, work, session, Seen(dossier.id), Move(act, reason="xong"))
        work.commit()


def test_the_results_of_a_group_are_offered_together_whoever_owns_them(
    desk: Desk, session: Session, filled: Filled
) -> None:
    received = brought(desk, session, filled(), VILLAGE)
    for one in received.group[1:]:
        finished(desk, session, one)
    case = find(desk, session, received.group[0].number)
    assert case.grouped
    assert case.obstacle is not None
    assert {row.number for row in case.beside} == {one.number for one in received.group[1:]}


def test_saving_the_common_slip_counts_as_paper(
    desk: Desk, session: Session, filled: Filled, tmp_path_factory: pytest.TempPathFactory
) -> None:
    received = brought(desk, session, filled(), VILLAGE[:1])
    target = tmp_path_factory.mktemp("saved") / "nhom.pdf"
    save_print(desk, session, received.print_id, target)
    assert received.group[1].number in words(target.read_bytes())
    assert unprinted(desk, session) == ()


def test_a_copy_takes_people_procedure_and_papers_and_nothing_else(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = added_paper(replace(filled(), owner=VILLAGE[0], note="gấp", payment=PaymentWay.CASH), "Giấy cam đoan")
    dossier = receive(desk, session, draft).dossier
    copy = copy_dossier(desk, session, dossier.id)
    assert (copy.submitter.full_name, copy.submitter.personal_id) == (
        draft.submitter.full_name, draft.submitter.personal_id,
    )  # fmt: skip
    assert copy.owner is not None
    assert copy.owner.full_name == VILLAGE[0].full_name
    assert (copy.procedure_code, copy.case_code) == (draft.procedure_code, draft.case_code)
    assert [paper.name for paper in copy.papers] == [paper.name for paper in draft.papers]
    assert all(paper.state in {PaperState.MISSING, PaperState.NOT_APPLICABLE} for paper in copy.papers)
    assert (copy.note, copy.payment, copy.corrects, copy.group) == ("", PaymentWay.NONE, None, None)
    assert copy.id != dossier.id
    assert begin(desk, session, dossier.id).corrects == dossier.id
    with pytest.raises(PersonProblem, match=r"slips\.no_dossier"):
        copy_dossier(desk, session, uuid4())


def test_what_a_payment_for_several_says() -> None:
    assert purpose_of("H17.32-261120-3007", 3) == "3 HS H17.32-261120-3007"
    assert purpose_of("H17.32-261120-3007", 1) == "HS H17.32-261120-3007"
    assert purpose_of("000.00.06.H56-231027-0361", 12) == "12 HS 231027-0361"


@given(st.integers(1, 999), st.sampled_from(["H17.32-261120-3007", "G15.01.02-261120-150001", "A01.1.2.3-260101-0001"]))
def test_a_purpose_fits_what_banks_pass_on_and_names_the_serial(count: int, number: str) -> None:
    purpose = purpose_of(number, count)
    assert len(purpose) <= LONGEST_PURPOSE
    assert number.rpartition("-")[2] in purpose
    assert count == 1 or purpose.startswith(f"{count} HS ")
