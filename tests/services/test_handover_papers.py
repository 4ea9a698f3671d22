"""The papers of handovers say what was beeped, counted and signed; read back from the printed pages."""

from dataclasses import replace
from datetime import timedelta

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.clock import FixedClock
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.handover import BatchKind
from app.domain.issued_forms import FormState
from app.models.rows import PrintState
from app.printing.forms.control_sheet import Timeliness
from app.printing.forms.handover import HandoverData
from app.printing.forms.postal_record import PostalRecordData
from app.printing.forms.result_handover import ResultHandoverData
from app.services.desk import Desk
from app.services.dossier_sheets import print_control_sheet
from app.services.handover import Heading
from app.services.handover_beeps import beep, note_stranger
from app.services.handover_folders import amend, count_all
from app.services.handover_papers import control_steps, list_again
from app.services.handover_signing import reopen, seal, sign
from app.services.issuing import data_of
from app.services.security import Session
from app.services.slips import prepare, record_print, unprinted
from tests.services.handovers import GIVER, POLICE, POST, TAKER, Bags, Filled


@pytest.fixture
def bags(desk: Desk, session: Session, filled: Filled) -> Bags:
    return Bags(desk, session, filled)


def text_of(bags: Bags, print_id: object) -> str:
    assert print_id is not None
    paper = prepare(bags.desk, bags.session, print_id)  # type: ignore[arg-type] # None was asked for
    document = pdfium.PdfDocument(paper.pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_list_of_a_sealed_bag_names_every_folder_in_two_copies(bags: Bags) -> None:
    folders = bags.receive(3)
    bag = bags.fill(folders)
    signed = seal(bags.desk, bags.session, bag.batch.id, Heading(seal="00417", giver=GIVER))
    said = text_of(bags, signed.print_id)
    assert said.count("PHIẾU BÀN GIAO HỒ SƠ") == 2
    assert "Liên 1: Bên giao giữ" in said
    assert "Liên 2: Bên nhận giữ" in said
    for expected in (*(folder.number for folder in folders), bag.batch.number, "00417", GIVER, POLICE, "Quầy 3"):
        assert expected in said, expected
    assert [paper.number for paper in unprinted(bags.desk, bags.session) if paper.title] == [bag.batch.number]


def test_both_counting_alike_needs_no_second_paper_and_differences_do(bags: Bags) -> None:
    first, second, extra = bags.receive(3)
    desk, session = bags.desk, bags.session
    alike = bags.fill([first])
    seal(desk, session, alike.batch.id, Heading(giver=GIVER))
    count_all(desk, session, alike.batch.id)
    assert sign(desk, session, alike.batch.id, Heading(taker=TAKER)).print_id is None
    bag = bags.fill([second])
    seal(desk, session, bag.batch.id, Heading(giver=GIVER))
    beep(desk, session, bag.batch.id, extra.number)
    note_stranger(desk, session, bag.batch.id, "H47.12-261120-3001")
    said = text_of(bags, sign(desk, session, bag.batch.id, Heading(taker=TAKER)).print_id)
    for expected in (f"Thiếu: {second.number}", f"Thừa: {extra.number}", "Của nơi khác: H47.12-261120-3001", TAKER):
        assert expected in said, expected
    assert "bên nhận đếm: 2 hồ sơ" in said


def test_a_paper_is_printed_again_with_a_mark_and_says_what_both_counted(bags: Bags) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.fill(bags.receive(1))
    with pytest.raises(PersonProblem, match=r"handover\.no_paper"):
        list_again(desk, session, bag.batch.id)
    first = seal(desk, session, bag.batch.id, Heading(giver=GIVER)).print_id
    assert first is not None
    # It never came out: the same print is handed over again, without a mark.
    assert list_again(desk, session, bag.batch.id) == first
    record_print(desk, first, PrintState.PRINTED)
    again = list_again(desk, session, bag.batch.id)
    assert again != first
    assert "BẢN IN LẠI lần 1" in text_of(bags, again)
    count_all(desk, session, bag.batch.id)
    bags.sign(bag)
    both = text_of(bags, list_again(desk, session, bag.batch.id))
    assert "bên nhận đếm: 1 hồ sơ" in both
    assert "BẢN IN LẠI" not in both


def test_a_broken_seal_makes_its_paper_void(bags: Bags) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.seal(bags.fill(bags.receive(1)))
    reopen(desk, session, bag.batch.id, "Xe không đến")
    with desk.store.read() as work:
        (form,) = work.forms.of_batch(bag.batch.id)
    assert (form.state, form.void_reason) == (FormState.VOID, "Xe không đến")
    bags.seal(bag)
    with desk.store.read() as work:
        assert [one.state for one in work.forms.of_batch(bag.batch.id)] == [FormState.VOID, FormState.ISSUED]


def test_results_that_come_are_listed_with_their_numbers(bags: Bags) -> None:
    desk, session = bags.desk, bags.session
    folders = bags.receive(3)
    bag = bags.fill(folders[:2], BatchKind.RESULTS)
    amend(desk, session, bag.batch.id, replace(bag.folders[0].item, result_number="12/2026/KS"))
    amend(desk, session, bag.batch.id, replace(bag.folders[1].item, without_result=True, note="Thiếu chữ ký"))
    signed = sign(desk, session, bag.batch.id, Heading(giver=TAKER, taker=GIVER))
    said = text_of(bags, signed.print_id)
    for expected in ("PHIẾU BÀN GIAO KẾT QUẢ", "12/2026/KS", "Thiếu chữ ký", folders[0].number, POLICE, TAKER, GIVER):
        assert expected in said, expected
    with desk.store.read() as work:
        (form,) = work.forms.of_batch(bag.batch.id)
    assert isinstance(data_of(form), ResultHandoverData)


def test_the_record_of_the_post_says_when_it_was_signed(bags: Bags, clock: FixedClock) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.open(BatchKind.POST_IN, POST)
    item = beep(desk, session, bag.batch.id, "EB123456785VN").view.folders[0].item
    amend(desk, session, bag.batch.id, replace(item, originals=2, copies=1, money=Dong(8_000)))
    clock.advance(timedelta(minutes=10))
    signed = sign(desk, session, bag.batch.id, Heading(giver="Phạm Văn Bưu", taker=GIVER))
    said = text_of(bags, signed.print_id)
    for expected in ("BIÊN BẢN GIAO NHẬN HỒ SƠ", "EB123456785VN", "8.000", "Phạm Văn Bưu", POST, bag.batch.number):
        assert expected in said, expected
    with desk.store.read() as work:
        (form,) = work.forms.of_batch(bag.batch.id)
    data = data_of(form)
    assert isinstance(data, PostalRecordData)
    assert data.signed_at == clock.now()


@pytest.mark.parametrize(("days", "timeliness"), [(0, Timeliness.EARLY), (60, Timeliness.LATE)])
def test_the_control_sheet_has_a_line_a_handover(
    bags: Bags, clock: FixedClock, days: int, timeliness: Timeliness
) -> None:
    desk, session = bags.desk, bags.session
    folder, lost = bags.receive(2, "1.003197")
    out = bags.seal(bags.fill([folder, lost]))
    beep(desk, session, out.batch.id, folder.number)
    bags.sign(out)
    clock.advance(timedelta(days=days))
    back = bags.fill([folder], BatchKind.RESULTS)
    bags.sign(back, giver=TAKER, taker=GIVER)
    with desk.store.read() as work:
        steps, of_lost = control_steps(desk, work, folder.id), control_steps(desk, work, lost.id)
    assert [(step.receiver_unit, step.receiver, step.timeliness) for step in steps] == [
        (POLICE, TAKER, Timeliness.UNKNOWN),
        ("TTPVHCC xã Thạnh Mỹ – Quầy 3", GIVER, timeliness),
    ]
    (lost_step,) = of_lost
    assert lost_step.receiver == ""
    assert "không thấy" in lost_step.note
    said = text_of(bags, print_control_sheet(desk, session, folder.id).prints[0])
    bags_named = [f"Lô {each.batch.number.split('-', 2)[2]}" for each in (out, back)]
    for expected in ("PHIẾU KIỂM SOÁT", folder.number, *bags_named, "niêm phong 00417"):
        assert expected in said, expected


def test_sixty_folders_are_listed_whole(bags: Bags) -> None:
    folders = bags.receive(60)
    bag = bags.fill(folders)
    signed = seal(bags.desk, bags.session, bag.batch.id, Heading(giver=GIVER))
    said = text_of(bags, signed.print_id)
    assert all(said.count(folder.number) == 2 for folder in folders)
    with bags.desk.store.read() as work:
        (form,) = work.forms.of_batch(bag.batch.id)
    data = data_of(form)
    assert isinstance(data, HandoverData)
    assert len(data.items) == data.counted_giver == 60
