"""One person brings several dossiers: received one after the other by keys, one slip and one code to pay for all."""

from PySide6.QtWidgets import QApplication

from app.core.money import Dong, show
from app.domain.drafts import PartyText
from app.services import dossiers
from app.services.drafts import load_drafts
from app.services.practice import made_up_people
from app.services.slips import unprinted
from tests.ui.reception_desk import ReceptionDesk

PHONE = "0905123456"


def begin(desk: ReceptionDesk, procedure: str = "khai s") -> None:
    desk.scan_card()
    desk.type(PHONE)
    desk.choose_procedure(procedure)
    desk.press("Ctrl+D")


def test_two_matters_of_one_person_end_in_one_slip(desk: ReceptionDesk) -> None:
    begin(desk)
    desk.press("Alt+Return")
    desk.settle()
    assert desk.printer.jobs == []
    assert "đã nhận 1 hồ sơ: 3001" in desk.view.group.text
    draft = desk.presenter.sheet.draft
    assert draft.submitter.full_name == made_up_people(20, 1)[0].full_name
    assert (draft.submitter.phone, draft.procedure_code) == (PHONE, "")
    focus = QApplication.focusWidget()
    assert focus is desk.view.procedure.search
    desk.choose_procedure("chung thuc ban sao")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    assert desk.received() == ["Y00.99-261120-3002", "Y00.99-261120-3001"]
    assert desk.view.group.text == ""
    assert desk.view.finish.number_text == "2 hồ sơ: 3001, 3002"
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    assert "Đã in giấy hẹn · 2 hồ sơ" in desk.view.finish.slip_text
    assert unprinted(desk.stage.desk, desk.stage.session) == ()
    assert load_drafts(desk.stage.desk, desk.stage.session) == ()


def test_the_same_for_other_people_asks_only_for_their_names(desk: ReceptionDesk) -> None:
    begin(desk)
    desk.press("Alt+Shift+Return")
    desk.settle()
    assert desk.focus == "owner_personal_id_edit"
    papers = desk.presenter.sheet.draft.papers
    assert papers
    assert all(paper.state.value != "missing" for paper in papers if paper.asked_form.value != "shown")
    desk.scan_card(5)
    assert desk.presenter.sheet.draft.owner is not None
    assert desk.presenter.sheet.draft.owner.full_name == made_up_people(20, 6)[5].full_name
    desk.press("Ctrl+Shift+Return")
    desk.settle()
    assert len(desk.received()) == 2
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    assert desk.presenter.sheet.draft.empty
    assert desk.presenter.sheet.draft.group is None


def test_no_further_dossier_after_all(desk: ReceptionDesk) -> None:
    begin(desk)
    desk.press("Alt+Return")
    desk.settle()
    desk.choose_procedure("chung thuc ban sao")
    desk.press("Ctrl+D", "Alt+Return")
    desk.settle()
    assert "đã nhận 2 hồ sơ: 3001, 3002" in desk.view.group.text
    desk.press("Ctrl+E")
    desk.settle()
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    assert desk.view.finish.number_text == "2 hồ sơ: 3001, 3002"
    assert load_drafts(desk.stage.desk, desk.stage.session) == ()
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_what_was_typed_of_a_dossier_that_does_not_come_is_kept_by_itself(desk: ReceptionDesk) -> None:
    begin(desk)
    desk.press("Alt+Return")
    desk.settle()
    desk.choose_procedure("chung thuc ban sao")
    desk.press("Ctrl+E")
    desk.settle()
    (kept,) = load_drafts(desk.stage.desk, desk.stage.session)
    assert kept.group is None
    assert kept.procedure_code
    assert len(desk.printer.jobs) == 1


def test_a_group_goes_on_after_the_window_is_opened_again(desk: ReceptionDesk) -> None:
    begin(desk)
    desk.press("Alt+Return")
    desk.settle()
    desk.choose_procedure("chung thuc ban sao")
    desk.presenter.sheet.save_now()
    desk.stage.wait()
    desk.stage.strike()
    desk.open()
    desk.settle()
    assert "đã nhận 1 hồ sơ: 3001" in desk.view.group.text
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    first = dossiers.search(desk.stage.desk, desk.stage.session, "3001")[0]
    assert len(dossiers.view(desk.stage.desk, desk.stage.session, first.id).group) == 1


def test_one_code_pays_for_all(desk: ReceptionDesk) -> None:
    begin(desk, "chung thuc ban sao")
    desk.press("Alt+2", "Alt+Shift+Return")
    desk.settle()
    assert desk.view.payment.isHidden()
    desk.presenter.sheet.change(owner=PartyText(full_name="Trần Văn Một", birth="02/09/1980"))
    desk.settle()
    desk.press("Ctrl+Return")
    desk.settle()
    assert not desk.view.payment.isHidden()
    rows = dossiers.search(desk.stage.desk, desk.stage.session, "")
    views = [dossiers.view(desk.stage.desk, desk.stage.session, row.id) for row in rows]
    assert show(Dong(sum(one.dossier.total for one in views))) in desk.view.payment.text
    assert "2 HS Y00.99-261120-3001" in desk.view.payment.text
