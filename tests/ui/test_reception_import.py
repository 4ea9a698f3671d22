"""A spreadsheet at the reception desk, by keys: looked at, lines left out, received or kept, stopped, mended."""

from pathlib import Path
from threading import Event

import pytest

from app.domain.drafts import PartyText
from app.services import dossiers
from app.services.drafts import load_drafts
from app.services.importing import carry_out
from app.services.slips import unprinted
from app.sheets.reading import read_sheet
from app.ui.reception import import_desk
from app.ui.screens.reception import village_list
from tests.ui.reception_desk import ReceptionDesk, wait_until


def look_at(desk: ReceptionDesk, path: Path) -> None:
    desk.choose_procedure("khai s")
    desk.press("Ctrl+I")
    desk.stage.interaction.answer([path])
    desk.press("Ctrl+B")
    assert wait_until(lambda: desk.view.imports.table.rows_model.rowCount() > 0 or bool(desk.view.imports.about))
    desk.settle()


def states(desk: ReceptionDesk) -> list[str]:
    model = desk.view.imports.table.rows_model
    cells = [model.columns[4].cell(line) for line in model.rows]
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


def test_a_list_is_received_with_one_slip_but_for_its_mistakes(desk: ReceptionDesk) -> None:
    look_at(desk, village_list(desk.stage))
    page = desk.view.imports
    assert states(desk).count("được") == 13
    assert [states(desk)[place] for place in (2, 7, 11)] == ["có lỗi", "có lỗi", "bỏ ra"]
    assert page.counts == "13 dòng được · 2 dòng lỗi, không nhập · 1 dòng bỏ ra"
    assert desk.received() == []
    desk.press("Down", "Down")
    assert "Số CCCD" in page.said
    assert "Ngày sinh" in page.said
    desk.press("Ctrl+Return")
    desk.settle()
    assert not page.open
    assert len(desk.received()) == 13
    assert desk.printer.jobs == ["Y00.99-261120-3001"]
    assert unprinted(desk.stage.desk, desk.stage.session) == ()
    assert "13 hồ sơ: 3001 … 3013" in desk.view.finish.slip_text
    row = dossiers.search(desk.stage.desk, desk.stage.session, "3001")[0]
    assert row.submitter_name == "Lê Trưởng Thôn"
    # The desk behind it is as it was, and its keys are its own again.
    assert desk.presenter.sheet.draft.procedure_code == "1.001193"
    desk.press("Ctrl+D")
    assert all(paper.state.value != "missing" for paper in desk.presenter.sheet.draft.papers)


def test_space_leaves_a_line_out_and_takes_it_in_again(desk: ReceptionDesk) -> None:
    look_at(desk, village_list(desk.stage))
    desk.press("Space")
    assert states(desk)[0] == "bỏ ra"
    assert desk.view.imports.counts.startswith("12 dòng được")
    desk.press("Space")
    assert desk.view.imports.counts.startswith("13 dòng được")


def test_lines_are_kept_as_drafts_and_opened_one_by_one(desk: ReceptionDesk) -> None:
    look_at(desk, village_list(desk.stage))
    desk.press("Ctrl+J")
    desk.settle()
    kept = load_drafts(desk.stage.desk, desk.stage.session)
    assert len([draft for draft in kept if draft.owner is not None]) == 15
    assert desk.received() == []
    desk.press("Ctrl+O")
    desk.settle()
    assert desk.presenter.sheet.draft.submitter.full_name == "Lê Trưởng Thôn"


def test_wrong_lines_and_the_template_are_saved(desk: ReceptionDesk, tmp_path: Path) -> None:
    look_at(desk, village_list(desk.stage))
    mend, template = tmp_path / "sua.xlsx", tmp_path / "mau.xlsx"
    for key, target in (("Ctrl+Shift+S", mend), ("Ctrl+S", template)):
        desk.stage.interaction.answer(target)
        desk.press(key)
        desk.settle()
    assert len(read_sheet(mend).lines) == 3
    assert read_sheet(mend).lines[0].cells[-1].text == "Cần sửa"
    assert read_sheet(template).lines[0].cells[0].text == "Họ và tên người nộp"


def test_a_file_that_cannot_be_read_says_why_and_nothing_is_lost(desk: ReceptionDesk, tmp_path: Path) -> None:
    broken = tmp_path / "cu.xls"
    broken.write_bytes(b"\xd0\xcf\x11\xe0")
    desk.choose_procedure("khai s")
    desk.presenter.sheet.change(submitter=PartyText(full_name="Trần Văn Một"))
    desk.press("Ctrl+I")
    desk.stage.interaction.answer([broken])
    desk.press("Ctrl+B")
    desk.settle()
    assert "kiểu cũ" in desk.view.imports._empty.accessibleName()
    desk.press("Esc")
    assert not desk.view.imports.open
    assert desk.presenter.sheet.draft.submitter.full_name == "Trần Văn Một"


def test_without_a_procedure_it_is_asked_for(desk: ReceptionDesk) -> None:
    desk.press("Ctrl+I")
    assert not desk.view.imports.open
    assert desk.focus == desk.view.procedure.search.objectName()


def test_the_same_file_is_known_again(desk: ReceptionDesk) -> None:
    path = village_list(desk.stage)
    look_at(desk, path)
    desk.press("Ctrl+Return")
    desk.settle()
    desk.press("Ctrl+I")
    desk.stage.interaction.answer([path])
    desk.press("Ctrl+B")
    desk.settle()
    assert "Tệp này đã nhập lúc 15:20 20/11/2026." in desk.view.imports.about
    assert "được" not in states(desk)


def test_an_import_is_stopped_and_leaves_nothing(desk: ReceptionDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    began = Event()

    def slowly(*args: object, **named: object) -> object:
        began.set()
        stopped = named["stopped"]
        assert callable(stopped)
        while not stopped():
            Event().wait(0.005)
        return carry_out(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(import_desk, "carry_out", slowly)
    look_at(desk, village_list(desk.stage))
    # Not by the desk's press, which waits for the lanes.
    desk._press(desk.window, "Ctrl+Return")
    assert wait_until(began.is_set)
    assert not desk.view.imports.progress.isHidden()
    desk._press(desk.window, "Esc")
    desk.settle()
    assert desk.view.imports.open
    assert desk.view.imports.progress.isHidden()
    assert desk.received() == []
    desk.press("Esc")
    assert not desk.view.imports.open
