"""From an empty machine to a founded office, by keyboard, on a real store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.settings import load_settings
from app.models.keys import KeyRing
from app.services.opening import is_founded
from app.services.safekeeping import back_up
from app.services.sentences import describe
from app.ui.application.front import FrontWindow
from app.ui.background import Background
from app.ui.first_start.choice import ChoicePage
from app.ui.first_start.flow import FirstStart, Founded
from app.ui.interaction import ScriptedInteraction
from app.ui.notices import Notice

Show = Callable[[QWidget], None]
Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
Lint = Callable[[QWidget], list[str]]


@pytest.fixture
def front(application: QApplication) -> FrontWindow:
    return FrontWindow(practice=False)


@pytest.fixture
def background(application: QApplication, told: list[Notice]) -> Iterator[Background]:
    lanes = Background(describe, told.append)
    yield lanes
    lanes.close()


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "office")


@pytest.fixture
def flow(
    front: FrontWindow,
    background: Background,
    clock: FixedClock,
    folder: StoreFolder,
    interaction: ScriptedInteraction,
    monkeypatch: pytest.MonkeyPatch,
) -> FirstStart:
    # The devices of the machine that runs the tests are none of the office's.
    return FirstStart(front, background, clock, folder, interaction)


def fill(flow: FirstStart, **typed: str) -> None:
    view = flow.begin()
    values = {
        "name": "TTPVHCC xã Thạnh Mỹ",
        "code": "H17.32",
        "counter_ordinal": "3",
        "admin_name": "Lê Thị Hoa",
        "admin_login": "hoa",
        "admin_password": "mat khau dai",
        "again": "mat khau dai",
        "last_group": flow.plan().phrase[-4:],
        **typed,
    }
    for name, text in values.items():
        view.fields[name].set_text(text)


def test_an_office_is_founded_by_keyboard(
    flow: FirstStart,
    front: FrontWindow,
    background: Background,
    folder: StoreFolder,
    shown: Show,
    press: Press,
    type_text: Type,
) -> None:
    founded: list[Founded] = []
    flow.founded.connect(founded.append)
    view = flow.begin()
    shown(front)
    view.setFocus()
    phrase = flow.plan().phrase
    typed = {
        "name": "TTPVHCC xã Thạnh Mỹ",
        "governing_body": "UBND xã Thạnh Mỹ",
        "place": "Thạnh Mỹ",
        "code": "h17.32",
        "admin_name": "Lê Thị Hoa",
        "admin_login": "hoa",
        "admin_password": "mat khau dai",
        "again": "mat khau dai",
        "last_group": phrase[-4:],
    }
    for _step in range(40):
        field = QApplication.focusWidget()
        assert field is not None
        name = field.objectName().removesuffix("_edit")
        if name in typed:
            type_text(field, typed.pop(name))
        if not typed:
            break
        press(front, "Tab" if field.objectName().endswith("_button") else "Return")
    assert typed == {}
    press(front, "Ctrl+Return")
    assert background.wait_idle(60)
    assert len(founded) == 1
    desk, session = founded[0].desk, founded[0].session
    try:
        assert (desk.office.code, desk.office.place, desk.counter.ordinal) == ("H17.32", "Thạnh Mỹ", 1)
        assert session is not None
        assert session.account.login == "hoa"
        assert KeyRing(folder).unlock_with_phrase(phrase)
        assert not load_settings(folder.settings).practice
    finally:
        desk.close()


def test_every_finding_stands_at_its_field(flow: FirstStart, background: Background, folder: StoreFolder) -> None:
    fill(
        flow, name="", code="17", counter_ordinal="12", counters="8", bank_account="123", bank_bin="9",
        admin_login="", admin_password="kurz", again="x", last_group="0",
    )  # fmt: skip
    view = flow._view
    view.committed.emit()
    assert background.wait_idle()
    said = {name for name, line in view.fields.items() if line.message.text}
    expected = {"name", "code", "counter_ordinal", "bank_bin", "admin_login", "admin_password", "last_group"}
    assert said == expected
    assert not is_founded(folder)


def test_different_passwords_are_told_at_the_second(flow: FirstStart, background: Background) -> None:
    fill(flow, again="mat khau khac")
    flow._view.committed.emit()
    assert background.wait_idle()
    assert "không giống nhau" in flow._view.fields["again"].message.text


def test_a_receiver_that_does_not_answer_stops_no_founding(flow: FirstStart, background: Background) -> None:
    founded: list[Founded] = []
    flow.founded.connect(founded.append)
    fill(flow, receiver_url="http://127.0.0.1:9", enrolment_code="AAAA-BBBB-CCCC")
    flow._view.committed.emit()
    assert background.wait_idle(60)
    founded[0].desk.close()
    notice = founded[0].notice
    assert notice is not None
    assert "Quản trị" in notice.next_step


def test_a_folder_that_cannot_be_written_is_told_and_loses_nothing(
    front: FrontWindow, background: Background, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    flow = FirstStart(front, background, clock, StoreFolder(tmp_path / "file" / "office"))
    fill(flow)
    flow._view.committed.emit()
    assert background.wait_idle(60)
    assert not flow._view.problem.isHidden()
    assert flow._view.values()["name"] == "TTPVHCC xã Thạnh Mỹ"


def test_the_sheet_is_saved_as_pdf(
    flow: FirstStart, background: Background, interaction: ScriptedInteraction, tmp_path: Path
) -> None:
    fill(flow)
    interaction.answer(tmp_path / "phieu.pdf")
    flow._view.save_button.click()
    assert background.wait_idle(30)
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
    assert "xóa" in flow._view.phrase_said.text()


def test_a_backup_comes_back_with_its_phrase(
    flow: FirstStart, front: FrontWindow, background: Background, clock: FixedClock, tmp_path: Path
) -> None:
    founded: list[Founded] = []
    flow.founded.connect(founded.append)
    fill(flow)
    phrase = flow.plan().phrase
    flow._view.committed.emit()
    assert background.wait_idle(60)
    session = founded[0].session
    assert session is not None
    back_up(founded[0].desk, session, tmp_path / "b.zip")
    founded[0].desk.close()

    other = FirstStart(front, background, clock, StoreFolder(tmp_path / "second"))
    other.founded.connect(founded.append)
    page = other.begin_restore()
    page.submitted.emit(str(tmp_path / "b.zip"), "1234")
    assert background.wait_idle(60)
    assert page.phrase.message.text
    page.submitted.emit(str(tmp_path / "missing.zip"), phrase)
    assert background.wait_idle(60)
    assert page.file.message.text
    page.submitted.emit(str(tmp_path / "b.zip"), phrase)
    assert background.wait_idle(60)
    assert founded[1].desk.office.name == "TTPVHCC xã Thạnh Mỹ"
    assert founded[1].session is None
    founded[1].desk.close()


@pytest.mark.parametrize("scale", [100])
def test_the_page_is_clean_and_fits(
    flow: FirstStart, front: FrontWindow, background: Background, shown: Show, lint_widgets: Lint, scale: int
) -> None:
    fill(flow, code="17", admin_password="kurz", last_group="1")
    front.resize(1366, 768)
    shown(front)
    flow._view.committed.emit()
    assert background.wait_idle()
    assert lint_widgets(front) == []
    assert front.size().height() == 768


def test_the_choice_is_made_by_keyboard(front: FrontWindow, shown: Show, press: Press, lint_widgets: Lint) -> None:
    page, chosen = ChoicePage(), []
    page.practice_wanted.connect(lambda: chosen.append("practice"))
    front.show_page(page)
    shown(front)
    page.setFocus()
    press(front, "Tab")
    press(front, "Return")
    assert chosen == ["practice"]
    assert lint_widgets(front) == []
