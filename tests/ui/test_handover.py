"""F6 on a real desk: scans through the keyboard's own way, keys, what is said, and what the store holds afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.dossiers import Dossier, Status
from app.domain.handover import BatchKind, BatchState
from app.domain.offices import Role
from app.domain.organisations import Organisation, OrganisationHistory
from app.domain.units import Unit, UnitKind
from app.services.dossiers import view as dossier_view
from app.services.organisations import replace_table
from app.services.units import save_unit
from app.ui.input_router import InputRouter
from app.ui.screens.dossiers import DossiersScene
from app.ui.screens.handover import HandoverScene
from app.ui.screens.stage import Stage
from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import Note
from tests.ui.reception_desk import wait_until

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
STRANGER = "H47.12-261120-3001"


class Counter:
    """A person at F6 with a scanner in the hand; keys are counted, scans are not."""

    def __init__(self, stage: Stage, press: Press, type_text: Type) -> None:
        self.stage, self._press, self._type = stage, press, type_text
        self.scene = HandoverScene(stage)
        self.keys, self._at, self.stopped = 0, 10_000, False
        self._router = InputRouter(stage.application, self.scene.window.press_key)
        self._router.scanned.connect(self.scene.handover.on_scanned)

    def scan(self, *texts: str) -> None:
        """Read codes as a scanner does that plays keyboard: 4 ms a letter, then Enter."""
        for text in texts:
            self._at += 2_000
            for letter in text:
                self._stroke(letter, QKeySequence(letter.upper())[0].key())  # type: ignore[index]  # the stubs forget it
            self._stroke("\r", Qt.Key.Key_Return)
        self.stage.wait()

    def _stroke(self, letter: str, key: Qt.Key) -> None:
        self._at += 4
        target = QApplication.focusWidget() or self.scene.window
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(self._at)
            event.setAccepted(kind != QEvent.Type.ShortcutOverride)
            QCoreApplication.sendEvent(target, event)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self._press(self.scene.window, key)
            self.stage.wait()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        self.keys += len(text)
        self._router.set_active(active=False)
        self._type(focus, text)
        self._router.set_active(active=True)
        self.stage.wait()

    def state(self) -> BatchState | None:
        return self.scene.presenter.state

    def asks_reason(self) -> bool:
        return self.scene.view.panel.asks_reason

    @property
    def said(self) -> str:
        return self.scene.view.counter.said

    @property
    def counter(self) -> str:
        return self.scene.view.counter.counter

    @property
    def tone(self) -> Tone:
        return self.scene.view.counter.tone

    @property
    def differences(self) -> tuple[str, ...]:
        return self.scene.view.strip.texts

    def stop(self) -> None:
        self.stopped = True
        self._router.stop()
        self._router.deleteLater()


@pytest.fixture
def counter(stage: Stage, press: Press, type_text: Type) -> Iterator[Counter]:
    made = Counter(stage, press, type_text)
    yield made
    if not made.stopped:
        made.stop()


def received(stage: Stage, count: int) -> list[Dossier]:
    return [one.dossier for one in stage.receive(count, seed=5)]


def holder(stage: Stage, dossier: Dossier) -> str:
    return dossier_view(stage.desk, stage.session, dossier.id).life.holder


def open_bag(counter: Counter) -> None:
    counter.press("Ctrl+N", "Ctrl+Return")


def waits_to_be_told(counter: Counter) -> bool:
    return counter.scene.view.panel.heading.pending


def asks_for_new(counter: Counter) -> bool:
    return counter.scene.view.panel.asks_for_new


def test_what_was_typed_just_before_signing_is_told_once(counter: Counter, stage: Stage) -> None:
    (folder,) = received(stage, 1)
    open_bag(counter)
    counter.scan(folder.number)
    counter.type("00417")
    assert waits_to_be_told(counter)
    counter.press("Ctrl+Return")
    assert not waits_to_be_told(counter)
    assert "Đã niêm phong 1 hồ sơ" in counter.said


def test_the_late_answer_to_a_signature_leaves_the_next_form_open(counter: Counter, stage: Stage) -> None:
    (folder,) = received(stage, 1)
    open_bag(counter)
    counter.scan(folder.number)
    presenter, steps = counter.scene.presenter, counter.scene.steps
    steps.next_step()
    presenter.begin_new()
    stage.wait()
    assert counter.state() is BatchState.SEALED
    assert asks_for_new(counter)
    counter.press("Esc")
    assert not asks_for_new(counter)
    assert counter.scene.view.panel.heading.fields["seal"].text == ""


def test_sixty_folders_with_three_seeded_differences(counter: Counter, stage: Stage) -> None:
    """Beep, seal, count, sign without a pointer; one is missing, one too many, one of another office."""
    folders = received(stage, 61)
    inside, extra = folders[:60], folders[60]
    open_bag(counter)
    counter.scan(*(folder.number for folder in inside))
    assert counter.counter == "60"
    assert len(counter.scene.view.table.rows_model.rows) == 60
    # Only the beeps: whoever has sixty folders in the hands presses nothing between them.
    assert counter.keys == 4
    counter.type("00417")
    counter.press("Ctrl+Return")
    assert counter.counter == "0 / 60"
    assert {holder(stage, folder) for folder in inside} == {"trên đường đến Công an xã Luyện Tập"}
    counter.scan(*(folder.number for folder in inside[:59]))
    counter.scan(extra.number)
    assert "Thừa" in counter.said
    counter.scan(STRANGER)
    assert "nơi khác" in counter.said
    counter.press("Alt+G")
    assert counter.differences == (
        f"Thiếu 1: {inside[59].number.removeprefix('Y00.99-')}",
        f"Thừa 1: {extra.number.removeprefix('Y00.99-')}",
        f"Lạ 1: {STRANGER}",
    )
    counter.type("Bình")
    counter.press("Ctrl+Return")
    assert "lần nữa" in counter.said
    assert counter.state() is BatchState.SEALED
    counter.press("Ctrl+Return")
    assert counter.state() is BatchState.RECEIVED
    assert {holder(stage, folder) for folder in (*inside[:59], extra)} == {"Công an xã Luyện Tập"}
    assert holder(stage, inside[59]).startswith("chưa tìm thấy")
    # Ctrl+N, Ctrl+Enter, the seal, Ctrl+Enter, Alt+G, a name, Ctrl+Enter twice.
    assert counter.keys <= 24


def test_what_is_printed_comes_with_the_seal_and_once_more_with_the_differences(counter: Counter, stage: Stage) -> None:
    one, two = received(stage, 2)
    open_bag(counter)
    counter.scan(one.number, two.number)
    counter.press("Ctrl+Return")
    assert len(list(stage.desk.folder.slips.glob("*.pdf"))) == 1
    assert "đã lưu thành tệp PDF" in counter.scene.window.notices.text
    counter.scan(one.number)
    counter.type("Bình")
    counter.press("Ctrl+Return", "Ctrl+Return")
    papers = sorted(stage.desk.folder.slips.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    assert len(papers) == 2
    text = "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(papers[1]))
    assert f"Thiếu: {two.number}" in text
    counter.press("Ctrl+P")
    assert len(list(stage.desk.folder.slips.glob("*.pdf"))) == 3
    counter.press("Alt+P")
    assert "Phiếu kiểm soát" in counter.scene.window.notices.text


def test_a_scan_never_ends_up_in_a_field_and_what_was_typed_stays(counter: Counter, stage: Stage) -> None:
    one, two = received(stage, 2)
    open_bag(counter)
    counter.type("004")
    counter.scan(one.number)
    seal = counter.scene.view.panel.heading.fields["seal"]
    assert seal.text == "004"
    assert seal.field.hasFocus()
    counter.scan(two.number)
    counter.type("17")
    counter.press("Ctrl+Return")
    assert counter.scene.presenter.current is not None
    assert counter.scene.presenter.current.batch.seal == "00417"


def test_the_same_folder_twice_a_stranger_and_a_folder_elsewhere_each_get_their_sentence(
    counter: Counter, stage: Stage
) -> None:
    one, two = received(stage, 2)
    open_bag(counter)
    counter.scan(one.number)
    assert (counter.tone, counter.scene.view.counter.number) == (Tone.DONE, f"…{one.number.removeprefix('Y00.99-')}")
    counter.scan(one.number)
    assert counter.said == "Đã có trong lô, dòng 1. Không ghi hai lần."
    assert (counter.tone, counter.counter) == (Tone.ATTENTION, "1")
    counter.scan(STRANGER)
    assert counter.said.startswith("Hồ sơ của nơi khác (H47.12).")
    assert (counter.tone, counter.counter) == (Tone.LATE, "1")
    counter.scan("Y00.99-261120-1007")
    assert "quầy 1" in counter.said
    open_bag(counter)
    counter.scan(one.number)
    assert "BG-261120-3-01" in counter.said
    assert counter.counter == "0"
    counter.scan(two.number)
    assert counter.counter == "1"


def test_without_an_open_bag_a_beep_says_where_the_folder_is(counter: Counter, stage: Stage) -> None:
    one, two = received(stage, 2)
    counter.scan(one.number)
    assert counter.said == "Tại quầy Chưa mở lô nào: bấm Ctrl+N để mở lô rồi quét lại."
    open_bag(counter)
    counter.scan(two.number)
    counter.type("00417")
    counter.press("Ctrl+Return", "Ctrl+D")
    assert counter.said == "Đã đếm đủ 1 / 1."
    counter.type("Bình")
    counter.press("Ctrl+Return")
    counter.scan(two.number)
    assert "Đang ở: Công an xã Luyện Tập · lô BG-261120-3-01 · niêm phong 00417" in counter.said


def test_beeping_into_the_form_of_a_new_bag_opens_it(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    counter.press("Ctrl+N", "Down")
    counter.scan(one.number)
    current = counter.scene.presenter.current
    assert current is not None
    assert (current.batch.unit_name, len(current.folders)) == ("Phòng Kinh tế", 1)
    counter.press("Ctrl+N")
    new = counter.scene.view.panel.new
    assert new.unit is not None
    assert new.unit.name == "Phòng Kinh tế"
    counter.press("Esc")
    assert not counter.scene.view.panel.asks_for_new


def test_steps_are_taken_back_one_by_one(counter: Counter, stage: Stage) -> None:
    folders = received(stage, 3)
    open_bag(counter)
    counter.scan(*(folder.number for folder in folders))
    counter.press("Ctrl+Z")
    assert counter.counter == "2"
    counter.press("Esc", "Up", "Del")
    assert counter.counter == "1"
    assert "Đã lấy" in counter.said
    counter.press("Ctrl+Z")
    assert counter.counter == "2"
    assert "Đã hoàn tác" in counter.said
    counter.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert counter.counter == "0"


def test_a_number_is_typed_where_no_code_can_be_read(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    counter.press("Alt+S")
    counter.type(one.number[-4:])
    counter.press("Return")
    assert counter.counter == "1"
    counter.type("khong phai so")
    counter.press("Return")
    assert "không phải số hồ sơ" in counter.said
    assert counter.scene.view.number.text() == ""


def test_results_come_back_with_numbers_to_a_shelf(counter: Counter, stage: Stage) -> None:
    one, two, three = received(stage, 3)
    counter.press("Ctrl+N", "Alt+2", "Ctrl+Return")
    counter.scan(one.number, two.number, three.number)
    counter.press("Alt+C")
    counter.type("12/2026")
    counter.press("Return")
    counter.press("Esc", "Up", "Alt+T")
    assert counter.counter == "2 / 3"
    heading = counter.scene.view.panel.heading
    heading.fields["giver"].field.setFocus()
    counter.type("Bình")
    heading.fields["shelf"].field.setFocus()
    counter.type("A3")
    counter.press("Ctrl+Return", "Ctrl+Return")
    assert counter.state() is BatchState.RECEIVED
    lives = [dossier_view(stage.desk, stage.session, each.id) for each in (one, two, three)]
    assert [found.dossier.status for found in lives] == [Status.DONE, Status.RECEIVED, Status.DONE]
    assert [found.life.shelf for found in lives] == ["A3", "", "A3"]
    assert lives[2].results[0].number == "12/2026"
    heading.fields["shelf"].field.setFocus()
    counter.type("B1")
    counter.scene.view.table.selectRow(0)
    counter.press("Alt+K")
    assert dossier_view(stage.desk, stage.session, one.id).life.shelf == "B1"


def test_the_post_brings_dossiers_by_their_notes(counter: Counter, stage: Stage) -> None:
    counter.press("Ctrl+N", "Alt+3", "Ctrl+Return")
    counter.scan("EB123456785VN", "EB123456799VN")
    assert counter.counter == "2"
    form = counter.scene.view.panel.folder
    counter.press("Alt+C")
    counter.press("Ctrl+A")
    counter.type("EB123456785VN")
    counter.press("Return")
    assert "đã có trong lô" in form.fields["consignment"].message.text
    form.complete.click()
    stage.wait()
    current = counter.scene.presenter.current
    assert current is not None
    assert [folder.item.number for folder in current.folders] == ["EB123456785VN", "EB123456799VN"]
    counter.scene.view.panel.heading.fields["giver"].field.setFocus()
    counter.type("Phạm Văn Bưu")
    counter.press("Ctrl+Return")
    assert counter.state() is BatchState.RECEIVED
    assert "Biên bản giao nhận" in counter.scene.window.notices.text


def test_a_broken_seal_asks_why_and_a_bag_given_up_comes_back(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    counter.scan(one.number)
    counter.press("Ctrl+Return", "Alt+M")
    assert counter.asks_reason()
    counter.press("Esc")
    assert not counter.asks_reason()
    counter.press("Alt+M", "Alt+1")
    assert counter.state() is BatchState.OPEN
    assert holder(stage, one) == ""
    counter.press("Alt+H")
    assert counter.state() is BatchState.CANCELLED
    counter.press("Alt+M")
    assert counter.state() is BatchState.OPEN
    assert counter.counter == "1"


def test_signatures_that_lack_are_asked_for_at_their_field(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    counter.press("Ctrl+Return")
    assert "chưa có hồ sơ nào" in counter.said
    counter.scan(one.number)
    counter.press("Ctrl+Return", "Ctrl+Return")
    assert "Chưa ghi tên người nhận" in counter.scene.view.panel.heading.fields["taker"].message.text
    counter.type("Bình")
    counter.press("Ctrl+Return")
    assert "chưa đếm" in counter.said


def test_a_key_pressed_twice_signs_once(counter: Counter, stage: Stage, press: Press) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    counter.scan(one.number)
    for _time in range(3):
        press(counter.scene.window, "Ctrl+Return")
    assert "Đang ghi" in counter.said
    stage.wait()
    assert counter.state() is BatchState.SEALED
    assert counter.said.startswith("Đã niêm phong 1 hồ sơ")


def test_what_is_typed_about_a_bag_survives(counter: Counter, stage: Stage) -> None:
    open_bag(counter)
    counter.type("00417")
    form = counter.scene.view.panel.heading
    assert wait_until(lambda: not form.pending)
    stage.wait()
    again = HandoverScene(stage)
    assert again.view.panel.heading.fields["seal"].text == "00417"


def test_the_taker_of_last_time_is_suggested(counter: Counter, stage: Stage) -> None:
    one, two = received(stage, 2)
    for folder, typed in ((one, "Trần Văn Bình"), (two, "")):
        open_bag(counter)
        counter.scan(folder.number)
        counter.press("Ctrl+Return", "Ctrl+D")
        if typed:
            counter.type(typed)
        assert counter.scene.view.panel.heading.fields["taker"].text == "Trần Văn Bình"
        counter.press("Ctrl+Return")
        assert counter.state() is BatchState.RECEIVED


def test_the_code_on_a_list_opens_its_bag_from_every_screen(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    open_bag(counter)
    counter.scene.window.open("admin")
    counter.scan("BG-261120-3-01")
    assert counter.scene.window.open_key == "handover"
    current = counter.scene.presenter.current
    assert current is not None
    assert current.batch.number == "BG-261120-3-01"
    counter.scene.window.open("admin")
    assert not counter.scene.handover.on_scanned(one.number)
    counter.scan("BG-261120-3-77")
    assert "BG-261120-3-77" in counter.scene.window.notices.text


def test_an_auditor_looks_and_an_administrator_is_told_why_not(stage: Stage, press: Press, type_text: Type) -> None:
    (one,) = received(stage, 1)
    first = HandoverScene(stage)
    first.open(BatchKind.DOSSIERS)
    first.beep(one.number)
    signed_in = stage.session
    stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({Role.AUDITOR})))
    counter = Counter(stage, press, type_text)
    assert counter.counter == "1"
    counter.press("Ctrl+Return", "Del", "Alt+H")
    assert counter.state() is BatchState.OPEN
    counter.scan(one.number)
    assert "Tại quầy · lô BG-261120-3-01" in counter.said
    counter.stop()
    stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({Role.ADMINISTRATOR})))
    scene = HandoverScene(stage)
    assert "không có quyền xem hồ sơ" in scene.view.empty_text


def test_the_list_of_dossiers_says_where_each_folder_is(counter: Counter, stage: Stage) -> None:
    one, two = received(stage, 2)
    open_bag(counter)
    counter.scan(one.number, two.number)
    counter.type("00417")
    counter.press("Ctrl+Return")
    counter.scan(one.number)
    counter.type("Bình")
    counter.press("Ctrl+Return", "Ctrl+Return")
    counter.stop()
    scene = DossiersScene(stage)
    scene.type(one.number)
    panel = scene.view.panel
    assert panel.place == "Đang ở: Công an xã Luyện Tập · lô BG-261120-3-01 · niêm phong 00417"
    assert any("Giao cho Công an xã Luyện Tập" in line and "niêm phong 00417" in line for line in panel.history())
    assert any("Công an xã Luyện Tập – Bình đã nhận" in line for line in panel.history())
    scene.type(two.number)
    assert panel.place.startswith("Chưa tìm thấy · lô BG-261120-3-01")
    assert any("Thiếu khi Công an xã Luyện Tập đếm" in line for line in panel.history())


def test_enter_on_a_folder_opens_its_dossier(stage: Stage) -> None:
    (one,) = received(stage, 1)
    scene = HandoverScene(stage)
    opened: list[object] = []
    scene.handover._show_dossier = opened.append
    scene.open(BatchKind.DOSSIERS)
    scene.beep(one.number)
    scene.view.table.opened.emit(scene.view.table.current)
    assert opened == [one.id]


def test_a_change_elsewhere_is_shown(counter: Counter, stage: Stage) -> None:
    (one,) = received(stage, 1)
    open_bag(counter)
    counter.scan(one.number)
    counter.scene.window.open("admin")
    stage.wait()
    counter.scene.window.open("handover")
    assert counter.counter == "1"
    assert [row.count for row in counter.scene.view.batches.rows] == [1]


def test_a_unit_whose_code_ended_says_who_took_over_before_a_bag_is_opened(stage: Stage, press: Press) -> None:
    today = stage.desk.now().date()
    old = Unit(stage.desk.ids.new(), "Công an huyện Ví Dụ", UnitKind.DEPARTMENT, "Y00.40")
    save_unit(stage.desk, stage.session, old)
    codes = (
        Organisation("Y00.40", old.name, valid_to=today - timedelta(days=30), successors=("Y00.51",)),
        Organisation("Y00.51", "Công an xã Luyện Tập"),
    )
    replace_table(stage.desk, stage.session, OrganisationHistory(codes))
    scene = HandoverScene(stage)
    scene.presenter.begin_new()
    stage.wait()
    new = scene.view.panel.new
    note = new.findChild(Note, "unit_ended_note")
    assert note is not None
    new.take_focus()
    told = {}
    for _place in range(new.units.count()):
        assert new.unit is not None
        told[new.unit.name] = "" if note.isHidden() else note.text.text()
        press(scene.window, "Down")
    assert told.pop(old.name).endswith("nay là Công an xã Luyện Tập.")
    assert told
    assert set(told.values()) == {""}
