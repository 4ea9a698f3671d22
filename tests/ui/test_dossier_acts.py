"""The life of a dossier at the counter, by real keys: asked, refused, put off, taken back; keys counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from app.core.money import Dong
from app.domain.dossiers import PaperState, PaymentWay, Status
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.models.rows import PrintState, Queue
from app.services import life
from app.services.cash import Money, take_payment, takings
from app.services.dossiers import DossierView, view
from app.services.letters import draft_letters
from app.services.moves import Seen
from app.services.reception import Received
from app.services.results import ResultText, record_result
from app.ui.dossiers.act_forms import FORMS
from app.ui.dossiers.act_parts import Part
from app.ui.dossiers.story import moment_words
from app.ui.screens.dossiers import DossiersScene
from app.ui.screens.returns import owing
from app.ui.screens.stage import Stage
from tests.signing.signed_files import plain_pdf, sign, signer

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]


@pytest.fixture
def received(stage: Stage) -> Received:
    return stage.receive(1, seed=12)[0]


@pytest.fixture
def scene(stage: Stage, received: Received) -> DossiersScene:
    shown = DossiersScene(stage)
    shown.view.table.setFocus()
    stage.wait()
    return shown


class Hands:
    """Presses keys and counts them; letters of words are not counted."""

    def __init__(self, scene: DossiersScene, press: Press, type_text: Type) -> None:
        self._scene, self._press, self._type, self.keys = scene, press, type_text, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._press(self._scene.window, key)
            self.keys += 1
        self._scene.stage.wait()

    def press_in(self, menu: QMenu, key: Qt.Key) -> None:
        """Press a key while a menu is open: the keyboard is the menu's, whoever has the focus."""
        QTest.keyClick(menu, key)
        self.keys += 1
        self._scene.stage.wait()

    def write(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert field is not None
        self._type(field, text)


@pytest.fixture
def hands(scene: DossiersScene, press: Press, type_text: Type) -> Hands:
    return Hands(scene, press, type_text)


def now(scene: DossiersScene) -> DossierView:
    found = scene.presenter.current
    assert found is not None
    return view(scene.stage.desk, scene.stage.session, found.dossier.id)


def asking(scene: DossiersScene) -> bool:
    return scene.presenter.acts.asking


def status_of(stage: Stage, dossier: UUID) -> Status:
    return view(stage.desk, stage.session, dossier).dossier.status


def test_a_supplement_after_three_days(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+B")
    assert asking(scene)
    papers = now(scene).dossier.papers
    hands.press("Down", "Space", "Return", "Return")
    hands.write("Bản chụp mờ")
    hands.press("Ctrl+Return")
    asked = now(scene)
    assert asked.dossier.status is Status.SUPPLEMENT_REQUESTED
    assert asked.history[-1].detail["demands"] == papers[1].name
    (form,) = asked.forms
    assert [record.state for record in asked.form_prints[form.id]] == [PrintState.SAVED]
    assert hands.keys == 6
    scene.presenter.show_queue(Queue.SUPPLEMENT)
    scene.stage.wait()
    assert [row.id for row in scene.view.table.rows_model.rows] == [asked.dossier.id]
    # While nothing runs no day is true; it says since when it waits.
    hands.press("Return")
    since = asked.times.state.standing.since
    assert since is not None
    assert scene.view.dossier.promise_text == f"Chờ bổ sung từ {since:%d/%m/%Y}"
    hands.press("Escape")
    scene.stage.clock.advance(timedelta(days=3))
    hands.keys = 0
    hands.press("Alt+N", "Ctrl+Return")
    came = now(scene)
    assert came.dossier.status is Status.IN_PROCESS
    assert came.dossier.papers[0].state is PaperState.HANDED_IN
    assert came.life.due is not None
    assert hands.keys == 2
    assert any("Nhận bổ sung" in line for line in scene.view.panel.history())
    # The day in large letters is the one that is true now.
    promise = came.times.state.promise
    assert promise.appointment is not None
    assert promise.appointment != promise.original
    hands.press("Return")
    assert scene.view.dossier.promise_text == moment_words(promise.appointment)


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+C", "Ctrl+Return")
    assert "Cần ghi lý do" in scene.view.panel.sheet.said
    assert now(scene).dossier.status is Status.RECEIVED
    hands.write("Không thuộc thẩm quyền")
    hands.press("Alt+G")
    assert scene.view.on_preview
    assert asking(scene)
    hands.press("Ctrl+Return")
    assert now(scene).dossier.status is Status.REFUSED
    assert not asking(scene)
    assert scene.view.on_list
    assert hands.keys == 4


def test_what_is_not_possible_says_what_is(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+N")
    assert "không thể nhận bổ sung" in scene.window.notices.text
    assert not asking(scene)


def test_only_what_is_possible_is_offered(scene: DossiersScene, hands: Hands) -> None:
    offered = scene.view.panel.act_words()
    assert set(offered) == {
        form.words for act, form in FORMS.items() if act not in {Act.COMPLETE_SUPPLEMENT, Act.CONFIRM_PAYMENT}
    }
    # The next step, then what is usual; the rest stands in the menu.
    assert offered[:3] == ["Xử lý", "Có kết quả", "Bổ sung"]
    hands.press("Alt+K", "Ctrl+Return")
    assert now(scene).results[0].title.startswith("Kết quả")
    assert scene.view.panel.act_words() == ["Trả ở F5", "Thêm kết quả"]
    assert hands.keys == 2


def test_the_apology_is_drafted_a_day_ahead_and_issued_with_its_date(scene: DossiersScene, hands: Hands) -> None:
    stage = scene.stage
    due = now(scene).times.letter_due
    assert due is not None
    stage.clock.advance(max(due - stage.clock.now(), timedelta()))
    (letter,) = draft_letters(stage.desk, stage.session).letters
    promised = now(scene).times.state.promise.appointment
    assert promised is not None
    hands.press("Alt+H")
    hands.write("Chờ xác minh nơi cư trú")
    hands.press("Return")
    hands.write(f"{promised + timedelta(days=7):%H:%M %d/%m/%Y}")
    hands.press("Return")
    hands.write("Trần Văn Bình")
    hands.press("Ctrl+Return")
    late = now(scene)
    (form,) = late.forms
    assert (form.id, form.state) == (letter.id, FormState.ISSUED)
    assert late.times.state.promise.appointment == promised + timedelta(days=7)
    assert any("Trần Văn Bình ký" in line for line in scene.view.panel.history())


def test_a_date_that_is_none_is_asked_for_again(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+H")
    hands.write("Chờ xác minh")
    hands.press("Return")
    hands.write("mai")
    hands.press("Ctrl+Return")
    assert "mai" in scene.view.panel.sheet.said
    assert asking(scene)
    assert now(scene).life.extensions == 0


def test_the_last_act_is_taken_back_with_one_key_or_a_reason(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+X")
    assert now(scene).dossier.status is Status.IN_PROCESS
    hands.press("Ctrl+Z")
    assert now(scene).dossier.status is Status.RECEIVED
    hands.press("Alt+C")
    hands.write("Nhầm")
    hands.press("Ctrl+Return")
    hands.press("Ctrl+Z")
    assert asking(scene)
    assert now(scene).dossier.status is Status.REFUSED
    hands.write("Nhầm hồ sơ")
    hands.press("Ctrl+Return")
    after = now(scene)
    assert after.dossier.status is Status.RECEIVED
    assert [form.state for form in after.forms] == [FormState.VOID]
    assert any("Hoàn tác" in line and "từ chối" in line for line in scene.view.panel.history())


def test_a_key_right_after_a_beep_is_not_about_the_dossier_before(stage: Stage) -> None:
    before, beeped = (one.dossier for one in stage.receive(2, seed=17))
    scene = DossiersScene(stage)
    scene.presenter.open_dossier(before.id)
    stage.wait()
    acts = scene.presenter.acts
    acts.start(Act.REFUSE)
    scene.dossiers.on_scanned(beeped.number)
    # The store has not answered yet.
    acts.start(Act.BEGIN)
    scene.view.panel.sheet.commit_wanted.emit()
    acts.take_back()
    stage.wait()
    assert scene.presenter.current is not None
    assert scene.presenter.current.dossier.id == beeped.id
    assert {status_of(stage, one.id) for one in (before, beeped)} == {Status.RECEIVED}
    acts.start(Act.BEGIN)
    stage.wait()
    assert status_of(stage, beeped.id) is Status.IN_PROCESS
    # A code that nobody knows leaves the chosen dossier, and what is being asked about it.
    acts.start(Act.STOP)
    scene.dossiers.on_scanned("Y00.99-991231-9999")
    stage.wait()
    assert acts.asking
    assert acts.chosen


def test_esc_leaves_everything_as_it_was(scene: DossiersScene, hands: Hands) -> None:
    before = now(scene)
    hands.press("Alt+D")
    hands.write("Xin dừng")
    hands.press("Esc")
    assert not asking(scene)
    assert now(scene) == before
    assert scene.view.table.hasFocus()


def test_a_sheet_opens_at_its_first_field_however_far_the_one_before_was_scrolled(
    scene: DossiersScene, hands: Hands
) -> None:
    scroll = scene.view.panel.sheet.findChild(QScrollArea, "act_area")
    assert scroll is not None
    scroll.setMaximumHeight(120)
    hands.press("Alt+K")
    bar = scroll.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    hands.press("Esc", "Alt+K")
    assert bar.value() == 0


def test_a_screen_that_is_out_of_date_shows_both_versions(scene: DossiersScene, hands: Hands) -> None:
    stage = scene.stage
    hands.press("Alt+C")
    hands.write("Không thuộc thẩm quyền")
    life.begin(stage.desk, stage.session, Seen(now(scene).dossier.id))
    hands.press("Ctrl+Return")
    said = scene.view.panel.sheet.said
    assert "Trạng thái: Đã tiếp nhận → Đang xử lý" in said
    assert "Bắt đầu xử lý" in said
    assert now(scene).dossier.status is Status.IN_PROCESS
    hands.press("Ctrl+Return")
    assert now(scene).dossier.status is Status.REFUSED


def test_an_auditor_is_offered_nothing_and_told_who_may(stage: Stage, received: Received, press: Press) -> None:
    stage.session = replace(stage.session, account=replace(stage.session.account, roles=frozenset({Role.AUDITOR})))
    scene = DossiersScene(stage)
    stage.wait()
    assert scene.view.panel.act_words() == []
    press(scene.window, "Alt+C")
    stage.wait()
    assert "không có quyền từ chối hồ sơ" in scene.window.notices.text
    assert not asking(scene)


def test_many_are_done_at_once_after_a_preview(stage: Stage, press: Press, type_text: Type) -> None:
    stage.receive(4, seed=21)
    scene = DossiersScene(stage)
    scene.view.table.setFocus()
    rows = scene.view.table.rows_model.rows
    life.refuse(stage.desk, stage.session, Seen(rows[1].id), "Không thuộc thẩm quyền")
    hands = Hands(scene, press, type_text)
    hands.press("Space", "Space", "Space", "Alt+K")
    lines = scene.view.panel.sheet.lines
    assert len(lines) == 3
    assert "không thể ghi nhận có kết quả" in lines[1]
    assert [status_of(stage, row.id) for row in rows[:3]] == [Status.RECEIVED, Status.REFUSED, Status.RECEIVED]
    hands.press("Ctrl+Return")
    assert [status_of(stage, row.id) for row in rows] == [
        Status.DONE,
        Status.REFUSED,
        Status.DONE,
        Status.RECEIVED,
    ]
    assert scene.presenter.bulk.marked == (rows[1].id,)
    assert "Đã ghi 2 hồ sơ" in scene.window.notices.text
    assert hands.keys == 5
    hands.press("Esc")
    assert not scene.presenter.bulk.marked


def test_no_letter_is_due(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+S")
    assert "Chưa có hồ sơ nào cần soạn phiếu xin lỗi" in scene.window.notices.text
    assert not asking(scene)


def test_forms_are_listed_looked_at_and_printed_again(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+C")
    hands.write("Không thuộc thẩm quyền")
    hands.press("Ctrl+Return")
    hands.press("Return")
    forms = scene.view.dossier.forms
    hands.press("Tab")
    assert forms.hasFocus()
    assert [form.form for form in forms.rows_model.rows] == ["refusal"]
    hands.press("Return")
    assert scene.view.on_preview
    assert scene.view.preview.pages == 1
    hands.press("Esc")
    forms.setFocus()
    hands.press("Ctrl+P", "Alt+2")
    (form,) = now(scene).forms
    records = now(scene).form_prints[form.id]
    assert [(record.reprint, record.state) for record in records] == [(0, PrintState.SAVED), (1, PrintState.SAVED)]
    assert len(now(scene).prints) == 1


def test_a_history_is_printed_with_one_key(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+Q")
    (form,) = now(scene).forms
    assert (form.form, [one.state for one in now(scene).form_prints[form.id]]) == ("history", [PrintState.SAVED])


def result_path(tmp_path: Path, data: bytes, name: str = "ket-qua.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_signed_file_becomes_the_result(scene: DossiersScene, hands: Hands, tmp_path: Path) -> None:
    path = result_path(tmp_path, sign(plain_pdf(), signer("Trần Văn Bình", "ec")))
    hands.press("Alt+K")
    scene.stage.interaction.answer([path])
    hands.press("Alt+F")
    said = scene.view.panel.sheet.said_at(Part.FILE)
    assert "nguyên vẹn, phủ cả tệp" in said
    assert "chứng thư ghi tên Trần Văn Bình, chưa kiểm tra" in said
    hands.press("Ctrl+Return")
    [result] = now(scene).results
    assert (result.electronic, result.signed_by) == (True, "Trần Văn Bình")
    assert any("nguyên vẹn" in line for line in scene.view.panel.history())
    assert hands.keys == 3


def test_a_file_that_does_not_fit_says_why_and_nothing_is_lost(
    scene: DossiersScene, hands: Hands, tmp_path: Path
) -> None:
    broken = sign(plain_pdf(), signer("Trần Văn Bình", "ec")).replace(b"842", b"843")
    path = result_path(tmp_path, broken)
    hands.press("Alt+K")
    scene.stage.interaction.answer([path])
    hands.press("Alt+F")
    assert "không khớp với chữ ký số" in scene.view.panel.sheet.said_at(Part.FILE)
    hands.press("Ctrl+Return")
    assert "không khớp với chữ ký số" in scene.view.panel.sheet.said
    assert now(scene).dossier.status is Status.RECEIVED
    scene.stage.interaction.answer([])
    hands.press("Alt+F")
    assert scene.view.panel.sheet.entered.text(Part.FILE) == str(path)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_everything_else_stands_behind_one_key(scene: DossiersScene, hands: Hands) -> None:
    hands.press("Alt+Y")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [entry.objectName() for entry in menu.actions() if not entry.isSeparator()]
    assert names[0] == "dossiers_act_ask_payment_entry"
    assert "dossiers_correct_entry" in names
    # What has a button of its own does not stand here again.
    assert not {"dossiers_act_begin_entry", "dossiers_act_finish_entry"} & set(names)
    assert all("\t" in entry.text() for entry in menu.actions() if not entry.isSeparator())
    hands.press_in(menu, Qt.Key.Key_Return)
    assert asking(scene)
    assert scene.view.panel.sheet.asks(Part.AMOUNT)


def test_money_is_taken_alone_and_taken_back(stage: Stage, press: Press, type_text: Type) -> None:
    dossier = owing(stage)
    life.ask_payment(stage.desk, stage.session, Seen(dossier.id), "Lệ phí trước bạ", Dong(500_000))
    scene = DossiersScene(stage)
    scene.view.table.setFocus()
    hands = Hands(scene, press, type_text)
    hands.press("Alt+U")
    assert scene.view.panel.sheet.entered.text(Part.AMOUNT) == "500.000 đ"
    assert scene.view.panel.sheet.entered.text(Part.PURPOSE) == "obligation"
    hands.press("Ctrl+Return")
    assert [(one.amount, one.purpose) for one in now(scene).payments] == [(500_000, "obligation")]
    assert takings(stage.desk, stage.session).cash == 500_000
    hands.press("Ctrl+Z")
    assert [one.amount for one in now(scene).payments] == [500_000, -500_000]
    assert takings(stage.desk, stage.session).cash == 0
    assert now(scene).dossier.status is Status.FINANCIAL_OBLIGATION
    assert any("Hoàn tác thu, chi tiền" in line for line in scene.view.panel.history())


def test_a_refund_after_a_withdrawal_and_the_papers_that_are_owed(stage: Stage, press: Press, type_text: Type) -> None:
    dossier = owing(stage)
    take_payment(stage.desk, stage.session, Seen(dossier.id), Money(PaymentWay.CASH))
    scene = DossiersScene(stage)
    scene.view.table.setFocus()
    hands = Hands(scene, press, type_text)
    papers = [paper.name for paper in dossier.papers if paper.originals]
    assert papers
    hands.press("Alt+R")
    assert scene.view.panel.sheet.owed == tuple(papers)
    hands.write("Không có nhu cầu")
    hands.press("Ctrl+Return")
    assert papers[0] in scene.window.notices.text or papers[0] in scene.view.panel.held
    assert all(name in scene.view.panel.held for name in papers)
    assert scene.view.panel.act_words()[0] == "Trả ở F5"
    hands.press("Alt+L")
    assert scene.view.panel.sheet.entered.text(Part.AMOUNT) == "10.000 đ"
    hands.press("Ctrl+Return")
    assert "lý do" in scene.view.panel.sheet.said
    hands.press("Return", "Return", "Return")
    hands.write("Rút hồ sơ trong ngày")
    hands.press("Ctrl+Return")
    assert [one.amount for one in now(scene).payments] == [10_000, -10_000]
    assert now(scene).owed == 0
    hands.press("Ctrl+F5")
    assert scene.handed_out == [dossier.id]


def test_the_file_of_a_result_is_looked_at_and_saved(scene: DossiersScene, hands: Hands, tmp_path: Path) -> None:
    data = sign(plain_pdf(), signer("Trần Văn Bình", "ec"))
    desk, session = scene.stage.desk, scene.stage.session
    record_result(desk, session, Seen(now(scene).dossier.id), ResultText("12/KS", file=result_path(tmp_path, data)))
    scene.presenter.open_dossier(now(scene).dossier.id)
    scene.stage.wait()
    table = scene.view.dossier.results
    table.setFocus()
    hands.press("Return")
    assert scene.view.on_preview
    assert scene.view.preview.pages == 1
    hands.press("Esc")
    table.setFocus()
    target = tmp_path / "usb.pdf"
    scene.stage.interaction.answer(target)
    hands.press("Ctrl+S")
    assert target.read_bytes() == data
    assert "usb.pdf" in scene.window.notices.text
    scene.stage.interaction.answer(tmp_path / "khong-co" / "usb.pdf")
    table.setFocus()
    hands.press("Ctrl+S")
    assert "Không lưu được tệp usb.pdf" in scene.window.notices.text
