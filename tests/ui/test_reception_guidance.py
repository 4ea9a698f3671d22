"""Not taken in yet: papers marked, form 02 printed from them, and the citizen who comes back. By keys alone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QRadioButton, QWidget

from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PartyText, choose
from app.domain.guidance import FAULTS, GuidanceKind
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.offices import Role
from app.models.rows import PrintState
from app.services import dossiers
from app.services.drafts import load_drafts, new_draft
from app.services.guiding import guide
from app.services.issuing import data_of
from app.services.reference import current_procedures
from app.services.slips import print_record
from app.ui.screens.stage import Stage
from app.ui.widgets.cards import Note
from tests.ui.reception_desk import ReceptionDesk

Press = Callable[[QWidget, str], None]
TypeText = Callable[[QWidget, str], None]


def ready(desk: ReceptionDesk, place: int = 0) -> None:
    desk.scan_card(place)
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D")


def present(desk: ReceptionDesk) -> Draft:
    return desk.presenter.sheet.draft


def forms(desk: ReceptionDesk, draft: Draft) -> tuple[IssuedForm, ...]:
    desk.stage.wait()
    with desk.stage.desk.store.read() as work:
        return work.forms.of_dossier(draft.id)


def lacking(desk: ReceptionDesk) -> Draft:
    """Mark the first paper as missing and the second as expired."""
    desk.press("T", "Down", "V", "1")
    assert [paper.state for paper in present(desk).papers[:2]] == [PaperState.MISSING] * 2
    return present(desk)


def test_two_papers_cost_at_most_three_keys_each_and_nothing_is_typed_on_form_02(desk: ReceptionDesk) -> None:
    ready(desk)
    before = desk.keys
    draft = lacking(desk)
    assert (desk.keys - before) / 2 <= 3
    assert (present(desk).papers[1].note, desk.focus) == (FAULTS[0], "papers_table")
    desk.press("Alt+B")
    card = desk.view.guidance
    assert card.isVisible()
    assert not desk.view.appointment.isVisible()
    assert desk.focus == "guidance_supplement_radio"
    assert draft.papers[0].name in card.listed
    assert FAULTS[0] in card.listed
    desk.press("Ctrl+Return")
    (form,) = forms(desk, draft)
    assert form.form == "supplement"
    assert draft.papers[0].name in str(data_of(form))
    assert present(desk).empty
    assert not card.isVisible()
    assert desk.received() == []
    assert load_drafts(desk.stage.desk, desk.stage.session) == ()


def test_whoever_is_back_is_found_by_card_and_one_key_goes_on(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B", "Ctrl+Return")
    desk.scan_card()
    said = [text for text in desk.view.notes.texts if "20/11/2026" in text and draft.papers[0].name in text]
    assert len(said) == 1
    desk.press("Alt+M")
    desk.settle()
    assert present(desk).id == draft.id
    assert present(desk).papers == draft.papers
    assert desk.focus == "papers_table"
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    assert len(desk.received()) == 1
    view = dossiers.view(desk.stage.desk, desk.stage.session, draft.id)
    assert [event.kind for event in view.history] == ["dossier.guided", "dossier.received"]


def test_an_opened_draft_is_put_away_again_by_ctrl_z(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B", "Ctrl+Return")
    desk.scan_card()
    person = present(desk)
    desk.press("Alt+M")
    desk.press("Ctrl+Z")
    desk.settle()
    assert present(desk).submitter == person.submitter
    assert present(desk).procedure_code == ""
    assert any(draft.papers[0].name in text for text in desk.view.notes.texts)


def test_a_paper_given_by_mistake_is_taken_back_by_ctrl_z(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B", "Ctrl+Return")
    desk.press("Ctrl+Z")
    desk.settle()
    assert present(desk).id == draft.id
    assert present(desk).papers == draft.papers
    assert [form.state for form in forms(desk, draft)] == [FormState.VOID]


def test_a_card_that_comes_while_the_paper_is_made_is_the_next_persons(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B")
    desk.quick("Ctrl+Return")
    desk.scan_card(1)
    (form,) = forms(desk, draft)
    assert draft.submitter.full_name in str(data_of(form))
    assert present(desk).id != draft.id
    assert present(desk).submitter.full_name not in ("", draft.submitter.full_name)


def test_the_big_page_and_the_refusal_are_one_key_further(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B", "Down", "Ctrl+Return")
    assert [form.form for form in forms(desk, draft)] == ["missing"]
    ready(desk, 1)
    second = present(desk)
    desk.press("Alt+B")
    desk.press("Down", "Down")
    checked = [one.objectName() for one in desk.view.guidance.findChildren(QRadioButton) if one.isChecked()]
    assert checked == ["guidance_refusal_radio"]
    desk.press("Ctrl+Return")
    assert desk.focus == "guidance_reason_edit"
    assert desk.view.guidance.reason.message.text
    desk.type("Không thuộc thẩm quyền của xã")
    desk.press("Ctrl+Return")
    (form,) = forms(desk, second)
    assert (form.form, "Không thuộc thẩm quyền của xã" in str(data_of(form))) == ("refusal", True)
    desk.scan_card(1)
    assert any("Không thuộc thẩm quyền của xã" in text for text in desk.view.notes.texts)


def test_esc_goes_back_to_receiving_and_keeps_what_was_typed(desk: ReceptionDesk) -> None:
    ready(desk)
    lacking(desk)
    desk.press("Alt+B", "Tab")
    desk.type("Giấy ra viện")
    desk.press("Escape")
    assert not desk.view.guidance.isVisible()
    assert desk.view.appointment.isVisible()
    assert present(desk).demands == "Giấy ra viện"
    desk.press("Alt+B")
    assert "Giấy ra viện" in desk.view.guidance.listed


def test_nothing_missing_and_no_procedure_are_said_and_nothing_is_printed(desk: ReceptionDesk) -> None:
    desk.press("Alt+B", "Ctrl+Return")
    assert desk.focus == "procedure_edit"
    desk.press("Escape")
    ready(desk)
    desk.press("Alt+B", "Ctrl+Return")
    assert desk.focus == "papers_table"
    assert forms(desk, present(desk)) == ()


def test_a_fault_is_typed_or_thought_better_of(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("V", "Escape")
    assert present(desk).papers[0].state is PaperState.HANDED_IN
    desk.press("V")
    desk.type("thiếu trang 2")
    desk.press("Return")
    assert (present(desk).papers[0].state, present(desk).papers[0].note) == (PaperState.MISSING, "thiếu trang 2")
    desk.press("C")
    assert (present(desk).papers[0].state, present(desk).papers[0].note) == (PaperState.HANDED_IN, "")


def test_the_paper_can_be_looked_at_before(desk: ReceptionDesk) -> None:
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B", "Ctrl+P")
    assert desk.wait_until(desk.view.pages.isVisible)
    assert forms(desk, draft) == ()


def test_postal_staff_are_told_why_they_do_not_refuse(stage: Stage, press: Press, type_text: TypeText) -> None:
    account = replace(stage.session.account, roles=frozenset({Role.POSTAL}), acts_for="Bưu cục Luyện Tập")
    stage.session = replace(stage.session, account=account)
    desk = ReceptionDesk(stage, press, type_text)
    ready(desk)
    draft = lacking(desk)
    desk.press("Alt+B")
    refusing = desk.view.guidance.findChild(QRadioButton, "guidance_refusal_radio")
    assert isinstance(refusing, QRadioButton)
    assert not refusing.isEnabled()
    why = desk.view.guidance.findChild(Note, "guidance_note")
    assert isinstance(why, Note)
    assert why.isVisible()
    desk.press("Ctrl+Return")
    (form,) = forms(desk, draft)
    assert (form.form, "Bưu cục Luyện Tập" in str(data_of(form))) == ("supplement", True)


def test_a_paper_that_never_came_out_is_asked_about_and_printed_under_its_own_name(
    stage: Stage, press: Press, type_text: TypeText
) -> None:
    stage.wait()
    birth = next(one for one in current_procedures(stage.desk) if one.code == "1.001193")
    draft = choose(replace(new_draft(stage.desk), submitter=PartyText(full_name="Đỗ Thị Ví Dụ")), birth, birth.cases[0])
    given = guide(stage.desk, stage.session, draft, GuidanceKind.SUPPLEMENT)
    assert given.print_id is not None
    desk = ReceptionDesk(stage, press, type_text)
    assert desk.wait_until(desk.view.unprinted.isVisible)
    desk.view.unprinted.print_wanted.emit()
    found = given.print_id

    def saved() -> bool:
        stage.wait()
        return print_record(stage.desk, found).state is PrintState.SAVED

    assert desk.wait_until(saved)
    assert desk.view.finish.slip_text == ""
