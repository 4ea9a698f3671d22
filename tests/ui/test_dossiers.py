"""F3: found, opened, seen, printed again – with the keyboard, on a real desk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.vietnamese import fold
from app.domain.offices import Role
from app.domain.people import Party
from app.models.bench_data import fill_with_made_up_dossiers
from app.models.rows import PrintRecord, PrintState, Queue
from app.services.practice import filled_draft
from app.services.reception import AttachedFile, Received, receive
from app.services.reference import current_procedures
from app.services.slips import slip_pdf
from app.ui.dossiers.presenter import PAGE
from app.ui.screens.dossiers import DossiersScene
from app.ui.screens.stage import Stage
from app.ui.shell.workspace import Workspace, WorkspaceSpec
from app.ui.theme.tokens import Tone

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
NAME = "Đặng Thị Dự"


@pytest.fixture
def received(stage: Stage) -> Received:
    """The dossier that is looked for: Đặng Thị Dự's, with a scanned paper, among others."""
    stage.receive(6, seed=11)
    version = next(version for version in current_procedures(stage.desk) if version.code == "1.001193")
    draft = filled_draft(stage.desk, version, Party(full_name=NAME, personal_id="049199012345", phone="0905123456"))
    _dossier, pdf = slip_pdf(stage.desk, stage.session, stage.receive(1, seed=12)[0].dossier.number)
    files = {1: AttachedFile(stage.desk.vault.put(pdf), 2)}
    return receive(stage.desk, stage.session, draft, files)


@pytest.fixture
def scene(stage: Stage, received: Received) -> DossiersScene:
    return DossiersScene(stage)


def on_list(scene: DossiersScene) -> bool:
    return scene.view.on_list


def asks_reason(scene: DossiersScene) -> bool:
    return scene.presenter.asks_reason


def names(scene: DossiersScene) -> list[str]:
    return [row.owner_name for row in scene.view.table.rows_model.rows]


@pytest.mark.parametrize("typed", ["dang thi du", "DANG THI DU", "đặng dự", "0905123456", "049199012345"])
def test_a_search_forgives_accents_and_marks_what_it_found(
    scene: DossiersScene, press: Press, type_text: Type, typed: str
) -> None:
    press(scene.window, "Ctrl+K")
    type_text(scene.window.top.search, typed)
    scene.window.top.search.searched.emit(typed)
    scene.stage.wait()
    assert names(scene)[0] == NAME
    model = scene.view.table.rows_model
    cell = model.columns[1].cell(model.rows[0])
    assert not isinstance(cell, str)
    marked = " ".join(cell.text[start : start + length] for start, length in cell.hits)
    assert set(fold(marked)) <= set(fold(f"{NAME} 0905123456 049199012345"))
    assert marked
    assert scene.window.top.found.text().endswith("ms")


def test_search_open_read_a_paper_and_go_back_without_a_pointer(
    scene: DossiersScene, press: Press, type_text: Type
) -> None:
    press(scene.window, "Ctrl+K")
    type_text(scene.window.top.search, "dang du")
    press(scene.window, "Return")
    scene.stage.wait()
    assert scene.view.table.hasFocus()
    press(scene.window, "Return")
    scene.stage.wait()
    assert not on_list(scene)
    assert scene.view.panel.name == NAME
    press(scene.window, "Return")
    scene.stage.wait()
    assert scene.view.on_preview
    assert scene.view.preview.pages == 2
    for _step in range(2):
        press(scene.window, "Esc")
    assert on_list(scene)
    press(scene.window, "Esc")
    scene.stage.wait()
    assert len(names(scene)) == 8
    assert scene.window.top.search.text() == ""


def test_letters_typed_into_the_list_begin_a_search(scene: DossiersScene, type_text: Type) -> None:
    scene.view.table.setFocus()
    type_text(scene.view.table, "d")
    assert scene.window.top.search.hasFocus()
    assert scene.window.top.search.text() == "d"


def test_a_search_without_hits_says_what_to_try(scene: DossiersScene) -> None:
    scene.type("không có ai tên này")
    assert "không có ai tên này" in scene.view.empty_text
    assert scene.view.panel.name == ""


def test_a_beeped_slip_opens_its_dossier_from_another_screen(stage: Stage, received: Received) -> None:
    other = WorkspaceSpec("other", "Khác", "info", "F11", lambda: Workspace("other"))
    scene = DossiersScene(stage, (lambda _room: other,))
    scene.window.open("other")
    assert scene.dossiers.on_scanned(f"https://tra-cuu.example.vn/?so={received.dossier.number}")
    stage.wait()
    assert scene.window.open_key == "dossiers"
    assert not on_list(scene)
    assert scene.view.panel.title.text() == received.dossier.number
    assert not scene.dossiers.on_scanned("049199012345|…|thẻ căn cước")
    assert scene.dossiers.on_scanned("Y00.99-261120-9999")
    stage.wait()
    assert "Y00.99-261120-9999" in scene.window.notices.text


def test_the_first_slip_needs_no_reason_and_a_reprint_carries_mark_and_reason(
    scene: DossiersScene, received: Received, press: Press
) -> None:
    scene.type(received.dossier.number)
    press(scene.window, "Ctrl+P")
    scene.stage.wait()
    assert not asks_reason(scene)
    press(scene.window, "Ctrl+P")
    assert asks_reason(scene)
    press(scene.window, "Alt+1")
    scene.stage.wait()
    found = scene.presenter.current
    assert found is not None
    assert [(one.reprint, one.state) for one in found.prints] == [(0, PrintState.SAVED), (1, PrintState.SAVED)]
    assert any("Công dân làm mất giấy hẹn" in line and "lần 1" in line for line in scene.view.panel.history())
    files = sorted(scene.stage.desk.folder.slips.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    assert len(files) == 2
    assert ["BẢN IN LẠI" in _text(path) for path in files] == [False, True]


def test_esc_thinks_better_of_a_reprint(scene: DossiersScene, received: Received, press: Press) -> None:
    scene.type(received.dossier.number)
    scene.view.panel.reprint.ask()
    press(scene.window, "Esc")
    assert not asks_reason(scene)
    found = scene.presenter.current
    assert found is not None
    assert [one.reprint for one in found.prints] == [0]


def test_an_auditor_sees_everything_and_cannot_print(stage: Stage, received: Received, press: Press) -> None:
    auditor = replace(stage.session.account, roles=frozenset({Role.AUDITOR}))
    stage.session = replace(stage.session, account=auditor)
    scene = DossiersScene(stage)
    scene.type(received.dossier.number)
    assert scene.view.panel.name == NAME
    press(scene.window, "Ctrl+P")
    stage.wait()
    assert not asks_reason(scene)
    assert [one.state for one in received_prints(scene)] == [PrintState.QUEUED]
    press(scene.window, "Alt+G")
    stage.wait()
    assert scene.view.preview.pages == 2


def received_prints(scene: DossiersScene) -> tuple[PrintRecord, ...]:
    found = scene.presenter.current
    return found.prints if found else ()


def test_an_administrator_is_told_why_there_is_nothing_to_see(stage: Stage, received: Received) -> None:
    account = replace(stage.session.account, roles=frozenset({Role.ADMINISTRATOR}))
    stage.session = replace(stage.session, account=account)
    scene = DossiersScene(stage)
    assert "xem hồ sơ" in scene.view.empty_text
    assert not scene.view.table.rows_model.rows


def test_queues_are_walked_with_keys_and_say_how_they_stand(
    scene: DossiersScene, received: Received, press: Press
) -> None:
    counts = {line.queue: line.count for line in scene.view.queues.lines()}
    assert counts[Queue.TODAY] == counts[Queue.UNPRINTED] == counts[Queue.UNSENT] == "8"
    for _step in range(4):
        press(scene.window, "Alt+Down")
    scene.stage.wait()
    assert scene.view.queues.current is Queue.OVERDUE
    assert scene.view.empty_text == "Không có hồ sơ quá hạn"


def test_a_change_elsewhere_appears_by_itself(scene: DossiersScene, stage: Stage) -> None:
    before = len(names(scene))
    new = stage.receive(1, seed=77)[0]
    stage.room.changes.publish(new.changes)
    stage.wait()
    assert len(names(scene)) == before + 1


def test_the_number_is_copied_and_why_is_explained(scene: DossiersScene, received: Received, press: Press) -> None:
    scene.type(received.dossier.number)
    scene.view.table.setFocus()
    press(scene.window, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == received.dossier.number
    press(scene.window, "Alt+V")
    assert scene.view.panel.why.startswith("1. ")


def test_the_slip_is_saved_where_the_person_says(
    scene: DossiersScene, received: Received, press: Press, tmp_path: Path
) -> None:
    scene.type(received.dossier.number)
    target = tmp_path / "giay-hen.pdf"
    scene.stage.interaction.answer([target])
    press(scene.window, "Ctrl+S")
    scene.stage.wait()
    assert received.dossier.number in _text(target)


def test_a_long_list_comes_page_by_page(stage: Stage, press: Press) -> None:
    fill_with_made_up_dossiers(stage.desk.store, 3 * PAGE)
    scene = DossiersScene(stage)
    assert len(names(scene)) == PAGE
    scene.view.table.setFocus()
    press(scene.window, "Ctrl+End")
    stage.wait()
    assert len(names(scene)) == 2 * PAGE
    press(scene.window, "Ctrl+End")
    stage.wait()
    assert len(names(scene)) == 3 * PAGE


def test_f1_lists_the_keys_of_this_screen(scene: DossiersScene, press: Press) -> None:
    press(scene.window, "F1")
    keys = scene.window.keys_page.shown_keys()
    assert {"Ctrl+P", "Ctrl+C", "Ctrl+S", "Alt+V", "Alt+G", "Alt+Down"} <= set(keys)


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_pill_of_late_dossiers_is_never_only_a_colour(scene: DossiersScene, stage: Stage) -> None:
    row = replace(scene.view.table.rows_model.rows[0], due=stage.clock.now().replace(year=2025))
    cell = scene.view.table.rows_model.columns[4].cell(row)
    assert not isinstance(cell, str)
    assert (cell.text, cell.tone) == ("Quá hạn", Tone.LATE)
