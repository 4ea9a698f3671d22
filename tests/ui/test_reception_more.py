"""The rest of the reception desk: details, counts, files by drop and paste, organisations, postal staff, preview."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QSpinBox, QWidget

from app.core.problems import OutsideProblem
from app.domain.dossiers import Dossier, PaperState, PaymentWay
from app.domain.offices import Role
from app.domain.people import Gender, PartyKind
from app.domain.units import Unit, UnitKind
from app.domain.vietqr import purpose_of, vietqr
from app.models.rows import PrintState as Recorded
from app.models.rows import Queue
from app.printing.codes import qr
from app.printing.queue import PrintState
from app.scanning.images import encode_png
from app.scanning.sample import sample_page
from app.services import dossiers
from app.services.practice import made_up_people
from app.services.reference import current_procedures
from app.services.slips import unprinted
from app.services.units import save_unit
from app.ui.input_router import InputRouter
from app.ui.reception.sheet import LOOK_MS
from app.ui.screens.stage import Stage
from app.ui.theme.tokens import Tone
from tests.ui.reception_desk import ReceptionDesk, wait_until

Press = Callable[[QWidget, str], None]
TAX = "0100109106"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "to khai.png"
    path.write_bytes(encode_png(sample_page(("TỜ KHAI",), dpi=60)))
    return path


@pytest.fixture
def clipboard(application: QApplication) -> Iterator[QMimeData]:
    """What the next paste finds; nothing is left for the next test."""
    data = QMimeData()
    yield data
    QGuiApplication.clipboard().clear()


def received(desk: ReceptionDesk) -> Dossier:
    desk.stage.wait()
    row = dossiers.search(desk.stage.desk, desk.stage.session, "", queue=Queue.TODAY)[0]
    return dossiers.view(desk.stage.desk, desk.stage.session, row.id).dossier


def ready(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure("khai sinh")


def thumbnails(desk: ReceptionDesk) -> int:
    desk.stage.wait()
    return desk.view.papers.strip.model().rowCount()


def drop(desk: ReceptionDesk, data: QMimeData) -> bool:
    """Drag data over the card and let go; return whether the card takes such a thing."""
    card, copy = desk.view.papers, Qt.DropAction.CopyAction
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, nothing)
    enter.setAccepted(False)
    card.dragEnterEvent(enter)
    if enter.isAccepted():
        card.dropEvent(QDropEvent(QPointF(20, 20), copy, data, left, nothing))
    desk.stage.wait()
    return enter.isAccepted()


def test_content_sets_and_note_go_where_they_belong(desk: ReceptionDesk) -> None:
    ready(desk)
    card, name = desk.view.procedure, desk.presenter.sheet.seen
    assert name is not None
    assert name.version is not None
    assert card.content.text == name.version.name
    desk.press("Alt+D")
    assert desk.focus == "content_edit"
    desk.type("Khai sinh cho con thứ hai")
    desk.press("Tab")
    assert desk.focus == "sets_field"
    spin = QApplication.focusWidget()
    assert isinstance(spin, QSpinBox)
    spin.selectAll()
    desk.press("2", "Tab")
    desk.type("Gọi lại buổi chiều")
    desk.press("Ctrl+Return")
    desk.settle()
    dossier = received(desk)
    assert (dossier.content, dossier.sets, dossier.note) == ("Khai sinh cho con thứ hai", 2, "Gọi lại buổi chiều")


def test_another_office_may_resolve_and_another_may_return(desk: ReceptionDesk) -> None:
    stage, other = desk.stage, "UBND phường Thử Nghiệm"
    save_unit(stage.desk, stage.session, Unit(stage.desk.ids.new(), other, UnitKind.OFFICE))
    ready(desk)
    desk.view.procedure.resolver.setFocus()
    desk.press("U")
    assert desk.view.procedure.resolver.currentText() == other
    desk.view.place.findChild(QRadioButton, "return_other_office_radio").click()  # type: ignore[union-attr]
    assert desk.focus == "return_office_edit"
    # Nothing may be missing: the key that receives leads back to the field.
    desk.press("Ctrl+Return")
    desk.settle()
    assert desk.focus == "return_office_edit"
    desk.type("thu nghiem")
    desk.press("Return", "Ctrl+Return")
    desk.settle()
    dossier = received(desk)
    assert (dossier.resolving_unit, dossier.return_detail) == (other, other)


def test_an_emptied_content_is_the_procedures_name_again(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("Alt+D")
    desk.press("Backspace")
    desk.settle()
    assert desk.view.procedure.content.text == ""
    desk.press("Tab")
    desk.settle()
    seen = desk.presenter.sheet.seen
    assert seen is not None
    assert seen.version is not None
    assert desk.view.procedure.content.text == seen.version.name
    assert desk.presenter.sheet.draft.content == ""


def test_counts_are_typed_and_esc_thinks_better_of_it(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("N")
    assert desk.focus == "count_1_field"
    desk.press("1", "2", "Tab", "3", "Tab", "4", "Return")
    first = desk.presenter.sheet.draft.papers[0]
    assert (first.originals, first.certified_copies, first.photocopies) == (12, 3, 4)
    assert first.state is PaperState.HANDED_IN
    assert desk.focus == "papers_table"
    desk.press("N", "7", "Escape")
    assert desk.presenter.sheet.draft.papers[0] == first
    assert desk.focus == "papers_table"
    desk.press("N", "0", "Tab", "0", "Tab", "0", "Return")
    assert desk.presenter.sheet.draft.papers[0].state is PaperState.MISSING


def test_an_own_paper_goes_and_comes_back_with_its_pages(desk: ReceptionDesk, page: Path) -> None:
    ready(desk)
    count = len(desk.presenter.sheet.draft.papers)
    desk.press("Ctrl+Del")
    assert len(desk.presenter.sheet.draft.papers) == count
    for name in ("Đơn viết tay", "Giấy khác"):
        desk.press("Ctrl+M")
        desk.type(name)
        desk.press("Return")
    desk.view.papers.table.select_key(count + 1)
    desk.presenter.pages.bring(count + 1, [page])
    desk.stage.wait()
    desk.press("Ctrl+Del")
    assert [paper.name for paper in desk.presenter.sheet.draft.papers[count:]] == ["Giấy khác"]
    assert thumbnails(desk) == 0
    # A new paper never gets the number of the removed one, nor its pages.
    desk.press("Ctrl+M")
    desk.type("Giấy mới")
    desk.press("Return")
    assert [paper.ordinal for paper in desk.presenter.sheet.draft.papers[count:]] == [count + 2, count + 3]
    desk.press("Ctrl+Z")
    papers = desk.presenter.sheet.draft.papers[count:]
    assert [paper.name for paper in papers] == ["Đơn viết tay", "Giấy khác", "Giấy mới"]
    assert thumbnails(desk) == 1
    desk.press("Ctrl+Return")
    desk.settle()
    assert [paper.pages for paper in received(desk).papers[count:]] == [1, 0, 0]


def test_files_are_dropped_into_the_chosen_paper(desk: ReceptionDesk, page: Path) -> None:
    ready(desk)
    desk.press("Down")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page)), QUrl("https://vi-du.vn/to-khai.png")])
    assert drop(desk, data)
    assert [ref.ordinal for ref in desk.presenter.pages.papers.pages()] == [2]
    assert desk.presenter.sheet.draft.papers[1].state is PaperState.HANDED_IN
    words = QMimeData()
    words.setText("không phải tệp")
    assert not drop(desk, words)
    assert len(desk.presenter.pages.papers.pages()) == 1


def test_a_picture_and_a_file_are_pasted(desk: ReceptionDesk, page: Path, clipboard: QMimeData) -> None:
    ready(desk)
    clipboard.setImageData(QImage(str(page)))
    QGuiApplication.clipboard().setMimeData(clipboard)
    desk.press("Ctrl+V")
    assert [ref.ordinal for ref in desk.presenter.pages.papers.pages()] == [1]
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(page))])
    QGuiApplication.clipboard().setMimeData(files)
    desk.press("Down", "Ctrl+V")
    assert [ref.ordinal for ref in desk.presenter.pages.papers.pages()] == [1, 2]


def test_a_file_that_is_no_paper_is_told_and_brings_nothing(desk: ReceptionDesk, tmp_path: Path) -> None:
    ready(desk)
    path = tmp_path / "chuong-trinh.pdf"
    path.write_bytes(b"MZ no paper")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert drop(desk, data)
    assert desk.view.papers.trouble.isVisible()
    assert desk.presenter.pages.papers.pages() == ()


def test_pages_are_put_in_order_by_keys(desk: ReceptionDesk, page: Path) -> None:
    ready(desk)
    desk.presenter.pages.bring(1, [page, page, page])
    desk.stage.wait()

    def order() -> list[str]:
        return [ref.page.page for ref in desk.presenter.pages.papers.pages()]

    one, two, three = order()
    strip = desk.view.papers.strip
    strip.setFocus()
    desk.press("Home")
    assert strip.current_key == (1, one)
    desk.press("Ctrl+Right")
    assert order() == [two, one, three]
    desk.press("Ctrl+Left")
    assert order() == [one, two, three]
    desk.press("Ctrl+Z")
    assert order() == [two, one, three]
    desk.press("Ctrl+Y")
    assert order() == [one, two, three]


def test_an_organisation_owns_the_dossier_and_its_tax_code_is_checked(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("Alt+C")
    form = desk.view.person.owner
    form.kind.setCurrentIndex(form.kind.findData(PartyKind.ENTERPRISE.value))
    form.edit("tax_code").setFocus()
    desk.type(TAX[:-1] + "7")
    desk.press("Tab")
    desk.settle()
    assert form.message("tax_code")
    form.edit("full_name").setFocus()
    desk.type("Công ty TNHH Ví Dụ")
    desk.press("Ctrl+Return")
    desk.settle()
    assert desk.received() == []
    assert desk.focus == "owner_tax_code_edit"
    form.edit("tax_code").selectAll()
    desk.type(TAX)
    form.edit("representative").setFocus()
    desk.type("Trần Thị Giám Đốc")
    desk.press("Ctrl+Return")
    desk.settle()
    owner = received(desk).parties.owner
    assert owner is not None
    assert (owner.kind, owner.tax_code, owner.representative) == (PartyKind.ENTERPRISE, TAX, "Trần Thị Giám Đốc")


def test_postal_staff_receive_for_somebody(stage: Stage, desk: ReceptionDesk) -> None:
    account = replace(stage.session.account, roles=frozenset({Role.POSTAL}), acts_for="Bưu cục Luyện Tập")
    stage.session = replace(stage.session, account=account)
    ready(desk)
    # What needs a decision is not theirs: no other appointment is offered.
    assert not desk.stage.room.registry.trigger("reception.own_appointment")
    desk.press("Ctrl+Return")
    desk.settle()
    dossier = received(desk)
    assert dossier.received_for == "Bưu cục Luyện Tập"
    (event,) = dossiers.view(stage.desk, stage.session, dossier.id).history
    assert event.acts_for == "Bưu cục Luyện Tập"
    assert desk.printer.jobs == [dossier.number]


def test_the_slip_is_seen_large_and_esc_goes_back(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("Ctrl+P")
    assert desk.view.pages.isHidden()
    desk.press("Ctrl+Return")
    desk.settle()
    desk.press("Ctrl+P")
    desk.settle()
    assert desk.view.pages.isVisible()
    picture = desk.view.pages.findChild(QWidget, "page_view_picture")
    assert picture is not None
    assert not picture.property("pixmap").isNull()
    desk.press("Escape")
    assert desk.view.pages.isHidden()


def test_the_payment_code_is_the_one_of_this_dossier(desk: ReceptionDesk) -> None:
    desk.scan_card()
    desk.choose_procedure("chung thuc ban sao")
    desk.press("Ctrl+D", "Alt+2", "Ctrl+Return")
    desk.settle()
    dossier, office = received(desk), desk.stage.desk.office
    assert dossier.payment is PaymentWay.VIETQR
    text = vietqr(office.bank_bin, office.bank_account, amount=dossier.total, purpose=purpose_of(dossier.number))
    assert desk.view.payment.code.rows == qr(text)


def test_a_stuck_slip_is_withdrawn_before_it_is_printed_again(desk: ReceptionDesk) -> None:
    desk.printer.state = PrintState.JAM
    ready(desk)
    desk.press("Ctrl+Return")
    desk.settle()
    assert "kẹt giấy" in desk.view.finish.slip_text
    desk.press("Alt+I")
    desk.settle()
    assert desk.printer.withdrawn == ["1"]
    assert len(desk.printer.jobs) == 2
    desk.printer.state = PrintState.DONE
    assert desk.wait_until(lambda: "Đã in" in desk.view.finish.slip_text)
    desk.settle()
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_when_nobody_knows_whether_paper_came_the_person_is_asked(desk: ReceptionDesk) -> None:
    desk.printer.problem = OutsideProblem("printing.answer_lost", printer="ipp://may-in")
    ready(desk)
    desk.press("Ctrl+Return")
    desk.settle()
    assert "Chưa rõ" in desk.view.finish.slip_text
    # A restart does not forget it: the slip is asked about, and not sent before somebody says.
    desk.printer.problem = None
    desk.open()
    desk.settle()
    desk.view.unprinted.print_wanted.emit()
    desk.settle()
    assert desk.printer.jobs == []
    assert "Chưa rõ" in desk.view.finish.slip_text
    desk.press("Alt+I")
    desk.settle()
    assert len(desk.printer.jobs) == 1
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_paper_that_was_found_in_the_tray_is_noted(desk: ReceptionDesk) -> None:
    desk.printer.problem = OutsideProblem("printing.answer_lost", printer="ipp://may-in")
    ready(desk)
    desk.press("Ctrl+Return")
    desk.settle()
    desk.press("Alt+R")
    desk.settle()
    dossier = received(desk)
    (record,) = dossiers.view(desk.stage.desk, desk.stage.session, dossier.id).prints
    assert record.state is Recorded.PRINTED
    assert dossier.slip_copies > 0
    assert unprinted(desk.stage.desk, desk.stage.session) == ()


def test_a_number_is_typed_and_a_gender_chosen_though_digits_and_letters_are_keys_of_the_papers(
    desk: ReceptionDesk,
) -> None:
    router = InputRouter(desk.stage.application, desk.window.press_key)
    desk.scan_card()
    desk.choose_procedure("khai sinh")
    sets = desk.view.procedure.sets
    sets.setFocus()
    sets.selectAll()
    desk.press("2")
    assert wait_until(lambda: desk.presenter.sheet.draft.sets == 2)
    desk.view.person.submitter.gender.setFocus()
    assert desk.presenter.sheet.draft.submitter.gender is Gender.MALE
    for gender in (Gender.FEMALE, Gender.MALE):
        QTest.qWait(600)  # after a pause a list begins to search anew
        desk.press("N")
        assert wait_until(lambda gender=gender: desk.presenter.sheet.draft.submitter.gender is gender)  # type: ignore[misc]
    router.stop()
    assert not desk.view.papers.counts.isVisible()
    assert not desk.presenter.pages.busy
    assert desk.view.papers.trouble.isHidden()


@pytest.fixture
def busy(desk: ReceptionDesk) -> Iterator[threading.Event]:
    """The store is slow: nothing is answered before the event is set."""
    go = threading.Event()

    def hold() -> None:
        desk.stage.room.background.database.submit(lambda: go.wait(20), owner=desk.view)

    hold()
    yield go
    go.set()
    desk.settle()


def _listen(desk: ReceptionDesk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with everything that is said at the name of who stands at the counter."""
    said: list[str] = []
    form = desk.view.person.submitter
    for each in (form.rows["full_name"].message, form.rows["phone"].message):
        monkeypatch.setattr(each, "say", partial(_heard, said, each.say))
    return said


def _heard(said: list[str], say: Callable[[str, Tone], None], text: str, tone: Tone) -> None:
    said.append(text)
    say(text, tone)


def test_a_judgement_of_what_stood_there_before_a_card_is_not_shown(
    desk: ReceptionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.type("049")
    said = _listen(desk, monkeypatch)
    desk.view.take_scan(made_up_people(20, 1)[0].card_2021())
    desk.settle()
    assert desk.presenter.sheet.draft.submitter.full_name
    assert set(said) == {""}


def test_a_late_judgement_of_an_older_draft_is_dropped(
    desk: ReceptionDesk, press: Press, busy: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = desk.view.person.submitter.edit("full_name")
    name.setText("Trần")
    name.setFocus()
    press(desk.window, "Tab")
    name.setText("")
    QTest.qWait(2 * LOOK_MS)  # the draft without a name is on its way to be judged
    name.setText("Trần Văn Ví Dụ")
    said = _listen(desk, monkeypatch)
    busy.set()
    desk.settle()
    assert said
    assert set(said) == {""}


def test_keys_that_are_quicker_than_the_store_do_their_work_in_turn(
    desk: ReceptionDesk, press: Press, busy: threading.Event
) -> None:
    desk.view.take_scan(made_up_people(20, 1)[0].card_2021())
    version = next(v for v in current_procedures(desk.stage.desk) if v.code == "1.001193")
    desk.view.procedure.search.chosen.emit(version)
    for key in ("Ctrl+D", "Alt+1", "Ctrl+Return"):
        press(desk.window, key)
    assert not any(paper.originals for paper in desk.presenter.sheet.draft.papers)
    busy.set()
    desk.settle()
    (row,) = dossiers.search(desk.stage.desk, desk.stage.session, "", queue=Queue.TODAY)
    dossier = dossiers.view(desk.stage.desk, desk.stage.session, row.id).dossier
    assert dossier.payment is PaymentWay.CASH
    assert any(paper.originals for paper in dossier.papers)


def test_a_card_read_while_the_dossier_before_is_being_stored_belongs_to_the_next(
    desk: ReceptionDesk, press: Press
) -> None:
    first, second = made_up_people(20, 2)
    desk.view.take_scan(first.card_2021())
    desk.settle()
    desk.choose_procedure("khai sinh")
    go = threading.Event()
    desk.stage.room.background.database.submit(lambda: go.wait(20), owner=desk.view)
    press(desk.window, "Ctrl+Shift+Return")
    desk.view.take_scan(second.card_2021())
    assert desk.presenter.sheet.draft.submitter.personal_id == first.personal_id
    go.set()
    assert wait_until(lambda: desk.presenter.sheet.draft.submitter.personal_id == second.personal_id)
    desk.settle()
    (row,) = dossiers.search(desk.stage.desk, desk.stage.session, "", queue=Queue.TODAY)
    dossier = dossiers.view(desk.stage.desk, desk.stage.session, row.id).dossier
    assert dossier.parties.submitter.personal_id == first.personal_id
