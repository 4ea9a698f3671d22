"""The reception desk by its keys: no pointer is touched."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.problems import OutsideProblem
from app.domain.dossiers import PaperState, PaymentWay
from app.domain.drafts import Draft, PartyText, choose
from app.models.rows import PrintState as Recorded
from app.models.rows import Queue
from app.printing.queue import PrintState
from app.scanning.simulator import EsclSimulator, Mishaps, drawn
from app.services import dossiers
from app.services.drafts import load_drafts, new_draft, save_draft
from app.services.practice import made_up_people
from app.services.reference import current_procedures
from app.services.slips import unprinted
from app.ui.input_router import InputRouter
from tests.ui.reception_desk import ReceptionDesk, wait_until

Press = Callable[[QWidget, str], None]
TypeText = Callable[[QWidget, str], None]
Lint = Callable[[QWidget], list[str]]
BIRTH = "1.001193"
COPIES = "chung thuc ban sao"
_PAUSE_MS = 200


def test_a_card_and_a_known_procedure_take_at_most_thirty_keys(desk: ReceptionDesk) -> None:
    router = InputRouter(desk.stage.application, desk.window.press_key)
    router.scanned.connect(desk.view.take_scan)
    # The reader plays keyboard into the address field, with an input method's letters among the others.
    address = desk.view.person.submitter.edit("address")
    desk.read_card(made_up_people(20, 1)[0].card_2021(), address)
    router.stop()
    assert desk.focus == "submitter_phone_edit"
    desk.keys = 0
    desk.type("0905123456")
    desk.choose_procedure("khai s")
    assert desk.focus == "papers_table"
    desk.press("Ctrl+D", "Alt+1", "Ctrl+Return")
    desk.settle()
    assert desk.keys <= 30
    assert desk.received() == ["Y00.99-261120-3001"]
    assert desk.view.finish.number_text == "Y00.99-261120-3001"
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    assert "Đã in giấy hẹn" in desk.view.finish.slip_text
    assert unprinted(desk.stage.desk, desk.stage.session) == ()
    assert address.text() == made_up_people(20, 1)[0].address


def test_a_dossier_typed_in_vietnamese_keeps_every_letter(desk: ReceptionDesk) -> None:
    desk.type("049199012345")
    desk.press("Return")
    desk.type("15031999")
    desk.press("Return", "Return")
    desk.type("Nguyễn Thị Phượng Hằng")
    desk.press("Return", "Return")
    desk.type("Thôn Hoa, xã Thạnh Mỹ")
    desk.press("Return")
    desk.type("0905123456")
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    row = dossiers.search(desk.stage.desk, desk.stage.session, "Nguyễn Thị Phượng Hằng")[0]
    party = dossiers.view(desk.stage.desk, desk.stage.session, row.id).dossier.parties.submitter
    assert (party.full_name, party.address) == ("Nguyễn Thị Phượng Hằng", "Thôn Hoa, xã Thạnh Mỹ")
    assert f"{party.birth_date:%d/%m/%Y}" == "15/03/1999"


def test_three_people_one_after_the_other(desk: ReceptionDesk) -> None:
    for place in range(3):
        desk.scan_card(place)
        desk.choose_procedure("khai sinh")
        desk.press("Ctrl+D", "Ctrl+Shift+Return")
        desk.settle()
        assert desk.focus == "submitter_personal_id_edit"
        assert desk.presenter.sheet.draft.empty
    assert [number[-4:] for number in sorted(desk.received())] == ["3001", "3002", "3003"]
    assert len(desk.printer.jobs) == 3


def test_the_same_procedure_again_keeps_the_checklist_and_nobodys_name(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    desk.press("Ctrl+G")
    draft = desk.presenter.sheet.draft
    assert draft.procedure_code == BIRTH
    assert draft.submitter == PartyText()
    assert {paper.state for paper in draft.papers} <= {PaperState.MISSING, PaperState.NOT_APPLICABLE}
    assert desk.view.papers.table.current is not None


def test_a_killed_program_comes_back_to_the_same_field_and_cursor(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Alt+N", "Tab", "Tab", "Tab")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setCursorPosition(4)
    desk.type("x")
    assert wait_until(lambda: _kept(desk) == desk.presenter.sheet.draft)
    before = desk.presenter.sheet.draft
    desk.open()
    desk.settle()
    after = desk.presenter.sheet.draft
    assert replace(after, focus="", cursor=0) == replace(before, focus="", cursor=0)
    assert desk.focus == before.focus
    again = QApplication.focusWidget()
    assert isinstance(again, QLineEdit)
    assert again.cursorPosition() == 5
    assert desk.view.procedure.search.text() == after.procedure_text


def test_warnings_stand_at_the_field_and_do_not_block(desk: ReceptionDesk) -> None:
    desk.type("049299012345")
    desk.press("Tab")
    desk.type("15031999")
    desk.press("Tab", "Tab")
    desk.type("Trần Văn Ví Dụ")
    desk.press("Tab")
    desk.settle()
    assert desk.view.person.submitter.message("personal_id")
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+Return")
    desk.settle()
    assert len(desk.received()) == 1


def test_errors_stand_at_their_fields_and_the_keyboard_goes_to_the_first(desk: ReceptionDesk) -> None:
    assert desk.view.person.submitter.message("full_name") == ""
    desk.type("0491")
    desk.press("Ctrl+Return")
    desk.settle()
    assert desk.received() == []
    form = desk.view.person.submitter
    assert form.message("full_name")
    assert form.message("personal_id")
    assert desk.view.procedure.search_row.message.text
    assert desk.focus in {"submitter_full_name_edit", "submitter_personal_id_edit"}
    assert desk.view.papers.isEnabled()


def test_a_card_fills_the_owner_while_the_owner_is_being_typed(desk: ReceptionDesk) -> None:
    desk.scan_card(0)
    desk.press("Alt+C")
    assert desk.focus == "owner_personal_id_edit"
    desk.scan_card(1)
    draft = desk.presenter.sheet.draft
    people = made_up_people(20, 2)
    assert draft.submitter.full_name == people[0].full_name
    assert draft.owner is not None
    assert (draft.owner.full_name, draft.owner.from_card) == (people[1].full_name, True)


def test_another_card_replaces_the_person_and_can_be_taken_back(desk: ReceptionDesk) -> None:
    desk.scan_card(0)
    first = desk.presenter.sheet.draft.submitter
    desk.scan_card(1)
    assert desk.presenter.sheet.draft.submitter.personal_id != first.personal_id
    desk.view.undo()
    assert desk.presenter.sheet.draft.submitter == first


def test_somebody_met_before_is_offered_and_filled_by_one_key(desk: ReceptionDesk) -> None:
    desk.stage.receive(2, seed=20)
    person = made_up_people(20, 1)[0]
    assert not desk.view.notes.texts
    desk.view.person.submitter.edit("phone").setFocus()
    desk.type(person.phone)
    assert person.full_name in desk.view.notes.texts[0]
    desk.press("Alt+Q")
    desk.settle()
    assert desk.presenter.sheet.draft.submitter.full_name == person.full_name
    assert any("Y00.99-261120-3001" in text for text in desk.view.notes.texts)


def test_a_near_duplicate_is_pointed_out_and_can_be_received(desk: ReceptionDesk) -> None:
    for _round in range(2):
        desk.scan_card()
        desk.choose_procedure("khai sinh")
        desk.press("Ctrl+D", "Ctrl+Return")
        desk.settle()
    assert len([text for text in desk.view.notes.texts if "Hôm nay đã tiếp nhận" in text]) == 1
    assert len(desk.received()) == 2


def test_papers_are_ticked_by_single_keys(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("C", "C", "S", "P", "P", "Shift+P")
    first = desk.presenter.sheet.draft.papers[0]
    assert (first.originals, first.certified_copies, first.photocopies) == (2, 1, 1)
    desk.press("Down", "X")
    desk.press("Down", "K", "Down", "T")
    states = [paper.state for paper in desk.presenter.sheet.draft.papers[:4]]
    assert states == [PaperState.HANDED_IN, PaperState.SHOWN, PaperState.NOT_APPLICABLE, PaperState.MISSING]
    desk.press("Ctrl+M")
    desk.type("Đơn viết tay")
    desk.press("Return")
    assert desk.presenter.sheet.draft.papers[-1].name == "Đơn viết tay"


def test_an_unknown_limit_asks_for_the_appointment(desk: ReceptionDesk) -> None:
    unknown = next(
        v for v in current_procedures(desk.stage.desk) if any(limit is None for _c, limit in v.cases[0].time_limits)
    )
    draft = replace(new_draft(desk.stage.desk), submitter=PartyText(full_name="Trần Văn Ví Dụ"))
    desk.presenter.show(choose(draft, unknown, unknown.cases[0]))
    desk.settle()
    card = desk.view.appointment
    assert card.own_moment.isVisible()
    card.own_moment.field.setFocus()
    desk.type("16:00 30/11/2026")
    card.own_reason.field.setFocus()
    desk.type("Theo lịch của phòng")
    desk.press("Ctrl+Return")
    desk.settle()
    assert len(desk.received()) == 1
    assert "30/11/2026" in card.moment_text


def test_an_unknown_fee_asks_for_the_amount(desk: ReceptionDesk) -> None:
    found = [v for v in current_procedures(desk.stage.desk) if v.review and not v.cases[0].fees]
    assert found
    draft = replace(new_draft(desk.stage.desk), submitter=PartyText(full_name="Trần Văn Ví Dụ"))
    desk.presenter.show(choose(draft, found[0], found[0].cases[0]))
    desk.settle()
    assert desk.view.fee.by_hand.isVisible()
    assert desk.view.fee.total_text == "chưa rõ"
    desk.view.fee.by_hand.field.setFocus()
    desk.type("50000")
    assert desk.view.fee.total_text == "50.000 đ"


def test_the_payment_code_waits_for_the_number(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure(COPIES)
    desk.press("Ctrl+D", "Alt+2", "Ctrl+Shift+Return")
    desk.settle()
    assert desk.presenter.sheet.draft.payment is PaymentWay.VIETQR
    assert desk.view.payment.isVisible()
    assert len(desk.view.payment.code.rows) >= 21
    desk.press("Ctrl+N")
    assert not desk.view.payment.isVisible()


def test_esc_twice_clears_and_ctrl_z_brings_everything_back(desk: ReceptionDesk) -> None:
    desk.scan_card()
    before = desk.presenter.sheet.draft
    desk.press("Escape", "Escape")
    assert desk.presenter.sheet.draft.empty
    desk.press("Ctrl+Z")
    assert desk.presenter.sheet.draft.submitter == before.submitter


def test_a_new_dossier_keeps_the_old_draft_open(desk: ReceptionDesk) -> None:
    desk.scan_card(0)
    first = desk.presenter.sheet.draft.id
    desk.press("Ctrl+N")
    desk.scan_card(1)
    desk.press("Ctrl+O")
    assert desk.presenter.sheet.draft.id == first
    desk.settle()
    assert len(load_drafts(desk.stage.desk, desk.stage.session)) == 2


def test_without_paper_the_slip_waits_and_comes_out_later(desk: ReceptionDesk) -> None:
    desk.printer.state = PrintState.OUT_OF_PAPER
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    assert "hết giấy" in desk.view.finish.slip_text
    assert len(unprinted(desk.stage.desk, desk.stage.session)) == 1
    desk.printer.state = PrintState.DONE
    assert wait_until(lambda: "Đã in" in desk.view.finish.slip_text)
    desk.settle()
    assert "Đã in" in desk.view.finish.slip_text
    assert unprinted(desk.stage.desk, desk.stage.session) == ()
    assert len(desk.printer.jobs) == 1


def test_a_printer_that_is_not_there_leaves_three_ways_out(desk: ReceptionDesk, tmp_path: Path) -> None:
    desk.printer.problem = OutsideProblem("printing.unreachable", printer="ipp://may-in")
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    assert "Chưa in được" in desk.view.finish.slip_text
    desk.stage.interaction.answer(tmp_path / "giay-hen.pdf")
    desk.press("Alt+L")
    assert (tmp_path / "giay-hen.pdf").read_bytes().startswith(b"%PDF")
    row = dossiers.search(desk.stage.desk, desk.stage.session, "", queue=Queue.TODAY)[0]
    prints = dossiers.view(desk.stage.desk, desk.stage.session, row.id).prints
    assert [one.state for one in prints] == [Recorded.SAVED]


def test_giving_a_slip_up_needs_a_reason(desk: ReceptionDesk) -> None:
    desk.printer.problem = OutsideProblem("printing.unreachable", printer="ipp://may-in")
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    desk.stage.room.registry.trigger("reception.give_up")
    assert desk.focus == "give_up_reason_edit"
    desk.press("Return")
    assert desk.view.finish.reason.message.text
    desk.view.finish.reason.field.setFocus()
    desk.type("Dân không cần giấy")
    desk.press("Return")
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_slips_never_printed_are_asked_about_at_the_start(desk: ReceptionDesk) -> None:
    desk.stage.receive(2, seed=3)
    desk.open()
    desk.settle()
    assert "2 giấy hẹn chưa in" in desk.view.unprinted.text
    desk.view.unprinted.print_wanted.emit()
    desk.settle()
    assert desk.view.unprinted.text == ""
    assert len(desk.printer.jobs) == 2
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_a_number_scans_its_paper_and_pages_appear(desk: ReceptionDesk) -> None:
    with EsclSimulator(Mishaps()) as scanner:
        scanner.load([drawn(("GIẤY CHỨNG SINH",), seed) for seed in range(2)])
        _use_scanner(desk, scanner)
        desk.scan_card()
        desk.choose_procedure("khai sinh")
        desk.press("2")
        desk.settle()
        assert [row.pages for row in desk.view.papers.table.rows_model.rows[:3]] == [0, 2, 0]
        assert desk.presenter.sheet.draft.papers[1].state is PaperState.HANDED_IN
        desk.view.papers.strip.setFocus()
        desk.press("R")
        pages = desk.presenter.pages.papers.pages()
        assert sorted(ref.page.rotation for ref in pages) == [0, 90]
        desk.press("Del")
        assert len(desk.presenter.pages.papers.pages()) == 1
        desk.press("Ctrl+Z")
        assert len(desk.presenter.pages.papers.pages()) == 2
        desk.press("Ctrl+Return")
        desk.settle()
    row = dossiers.search(desk.stage.desk, desk.stage.session, "", queue=Queue.TODAY)[0]
    papers = dossiers.view(desk.stage.desk, desk.stage.session, row.id).dossier.papers
    assert papers[1].pages == 2
    assert papers[1].file_digest


def test_a_jam_is_told_and_the_pages_before_it_stay(desk: ReceptionDesk) -> None:
    with EsclSimulator(Mishaps(jam_at=1)) as scanner:
        scanner.load([drawn(("TỜ KHAI",), seed) for seed in range(3)])
        _use_scanner(desk, scanner)
        desk.scan_card()
        desk.choose_procedure("khai sinh")
        desk.press("Ctrl+1")
        desk.settle()
    assert desk.view.papers.trouble.isVisible()
    assert desk.view.papers.table.rows_model.rows[0].pages == 1


def test_a_draft_of_somebody_else_is_not_resumed(desk: ReceptionDesk) -> None:
    other = replace(desk.stage.session, account=replace(desk.stage.session.account, id=desk.stage.desk.ids.new()))
    draft = replace(new_draft(desk.stage.desk), submitter=PartyText(full_name="Người Khác"))
    save_draft(desk.stage.desk, other, draft)
    desk.open()
    desk.settle()
    assert desk.presenter.sheet.draft.empty


def test_everything_has_a_name_and_room(desk: ReceptionDesk, lint_widgets: Lint) -> None:
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D")
    assert lint_widgets(desk.window) == []
    desk.press("Ctrl+Return")
    desk.settle()
    assert lint_widgets(desk.window) == []


def _kept(desk: ReceptionDesk) -> Draft | None:
    desk.stage.wait()
    return next(iter(load_drafts(desk.stage.desk, desk.stage.session)), None)


def _use_scanner(desk: ReceptionDesk, scanner: EsclSimulator) -> None:
    settings = desk.stage.desk.settings
    desk.stage.desk.settings = settings.with_changes(scanner=f"escl:{scanner.url}", scan_dpi=200)
