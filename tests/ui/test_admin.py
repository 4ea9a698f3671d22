"""Admin on a real desk: what each section changes, and that nobody does what is not theirs."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app.core.settings import load_settings
from app.domain.importing.organisation_lines import organisations_of
from app.domain.offices import Role
from app.domain.procedures import CutOffKind
from app.models.backup import verify
from app.scanning.simulator import EsclSimulator, drawn
from app.services.calendar import present
from app.services.organisations import replace_table
from app.services.practice import LOGIN, PASSWORD
from app.services.queue_times import queue_times
from app.services.reference import current_procedures, shipped_calendar_text
from app.services.security import Session, accounts, sign_in
from app.services.units import units
from app.sheets.reading import read_sheet
from app.sheets.writing import xlsx
from app.ui.admin.backup import BackupPanel
from app.ui.admin.calendar import CalendarPanel, read_sessions
from app.ui.admin.devices import DevicesPanel
from app.ui.admin.look import LookPanel
from app.ui.admin.office import OfficePanel
from app.ui.admin.organisations import OrganisationsPanel
from app.ui.admin.own_password import OwnPasswordPanel
from app.ui.admin.panel import Panel
from app.ui.admin.people import PeoplePanel
from app.ui.admin.procedures import ProceduresPanel
from app.ui.admin.queues import QueuesPanel
from app.ui.admin.units import UnitsPanel
from app.ui.admin.view import AdminView
from app.ui.admin.workspace import SECTION_KEYS, Admin
from app.ui.dossiers.queue_watch import SUBJECTS
from app.ui.screens.stage import Stage
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
Lint = Callable[[QWidget], list[str]]


def spec(room: Workroom) -> WorkspaceSpec:
    return Admin(room).spec()


@pytest.fixture
def window(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    return stage.window((spec,), "admin")


def view_of(window: MainWindow) -> AdminView:
    view = window.page("admin")
    assert isinstance(view, AdminView)
    return view


def section(stage: Stage, window: MainWindow, key: str) -> Panel:
    panel = view_of(window).open_section(key)
    stage.wait()
    return panel


def as_role(stage: Stage, *roles: Role) -> None:
    stage.session = Session(replace(stage.session.account, roles=frozenset(roles)), stage.session.since)


def test_sections_are_chosen_and_saved_by_keyboard(
    stage: Stage, window: MainWindow, press: Press, type_text: Type
) -> None:
    press(window, "Alt+Right")
    stage.wait()
    field = QApplication.focusWidget()
    assert field is not None
    assert field.objectName() == "office_name_edit"
    press(window, "Ctrl+A")
    type_text(field, "TTPVHCC xã Mới")
    press(window, "Ctrl+Return")
    stage.wait()
    assert stage.desk.office.name == "TTPVHCC xã Mới"
    press(window, "Alt+Down")
    assert isinstance(view_of(window).panel, PeoplePanel)
    press(window, "Alt+Up")
    press(window, "Alt+Up")
    assert view_of(window).list.currentRow() == len(SECTION_KEYS) - 1


def test_an_office_without_a_name_is_refused_at_the_field(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "office")
    assert isinstance(panel, OfficePanel)
    panel.fields["name"].set_text(" ")
    panel.save()
    stage.wait()
    assert panel.fields["name"].message.text
    panel.opened()
    panel.counter.set_text("Quầy Hộ tịch")
    panel.save()
    stage.wait()
    assert stage.desk.counter.name == "Quầy Hộ tịch"


def test_a_postal_person_is_added_and_may_sign_in(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "people")
    assert isinstance(panel, PeoplePanel)
    panel.begin_new()
    panel.fields["full_name"].set_text("Trần Văn Bưu")
    panel.fields["login"].set_text("Bưu")
    panel.fields["password"].set_text("mat khau moi")
    panel.roles[Role.POSTAL].setChecked(True)
    panel.save()
    stage.wait()
    assert "làm thay" in panel.fields["acts_for"].message.text
    panel.fields["acts_for"].set_text("UBND xã Luyện Tập")
    panel.save()
    stage.wait()
    session = sign_in(stage.desk, "buu", "mat khau moi")
    assert session.account.acts_for == "UBND xã Luyện Tập"
    assert {row.login for row in panel.table.rows_model.rows} == {"tap", "buu"}


def test_the_last_administrator_stays(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "people")
    assert isinstance(panel, PeoplePanel)
    panel.active.setChecked(False)
    panel.save()
    stage.wait()
    assert "cuối cùng" in panel._roles_said.text()
    assert all(account.active for account in accounts(stage.desk, stage.session))


@pytest.mark.parametrize("key", ["office", "people", "backup", "audit", "calendar", "procedures"])
def test_what_is_not_allowed_is_held_and_says_why(stage: Stage, window: MainWindow, key: str) -> None:
    as_role(stage, Role.CLERK)
    window = stage.window((spec,), "admin")
    panel = section(stage, window, key)
    assert "không có quyền" in panel.refused
    said = " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert panel.refused in said
    pressed = [button for button in panel.findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    assert [button.objectName() for button in pressed] == []
    before = stage.desk.office
    panel.save()
    stage.wait()
    assert stage.desk.office == before


def test_a_doubt_is_settled_in_place(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "procedures")
    assert isinstance(panel, ProceduresPanel)
    panel.doubtful.setChecked(True)
    chosen = panel.table.current
    assert chosen is not None
    assert chosen.review
    card = panel.settle_card
    card.limit.set_text("không")
    card.limit_button.click()
    assert card.limit.message.text
    card.limit.set_text("2,5")
    card.limit_button.click()
    stage.wait()
    card.at.set_text("15h")
    card.cut_off.setCurrentIndex(card.cut_off.findData(CutOffKind.AT))
    card.cut_off_button.click()
    stage.wait()
    new = next(v for v in current_procedures(stage.desk) if v.code == chosen.code)
    limit = new.cases[0].time_limits[0][1]
    assert limit is not None
    assert str(limit.value) == "2.5"
    assert new.cut_off.at == time(15, 0)
    assert new.version == chosen.version + 2
    before = len(new.review)
    drop = card.findChild(QPushButton, "drop_doubt_1_button")
    assert drop is not None
    drop.click()
    stage.wait()
    settled = next(v for v in current_procedures(stage.desk) if v.code == chosen.code)
    assert len(settled.review) == before - 1


def test_a_fee_is_settled_and_zero_is_free(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "procedures")
    assert isinstance(panel, ProceduresPanel)
    chosen = panel.table.current
    assert chosen is not None
    for typed, price in (("20.000 đ", 20_000), ("0", 0)):
        panel.settle_card.fee.set_text(typed)
        panel.settle_card.fee_button.click()
        stage.wait()
        new = next(v for v in current_procedures(stage.desk) if v.code == chosen.code)
        assert new.cases[0].fees[0].tiers[0].price == price


def test_a_file_that_is_no_catalogue_is_told(stage: Stage, window: MainWindow, tmp_path: Path) -> None:
    panel = section(stage, window, "procedures")
    assert isinstance(panel, ProceduresPanel)
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    panel.preview(tmp_path / "bad.json")
    stage.wait()
    assert "Không đọc được" in window.notices.text


def test_office_hours_are_previewed_then_put_in_force(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "calendar")
    assert isinstance(panel, CalendarPanel)
    panel.hours["saturday"].set_text("sáng")
    panel.save()
    assert panel.hours["saturday"].message.text
    panel.hours["saturday"].set_text("7h30-11:30")
    panel.save()
    stage.wait()
    assert panel.confirm.isVisible()
    yes = panel.confirm.findChild(QPushButton, "calendar_yes_button")
    assert yes is not None
    yes.click()
    stage.wait()
    assert [str(one.start) for one in present(stage.desk, stage.session)[0].week[5]] == ["07:30:00"]


def test_a_calendar_file_names_the_appointments_it_touches(stage: Stage, window: MainWindow, tmp_path: Path) -> None:
    received = stage.receive(3)
    day = received[0].dossier.appointment.appointment
    panel = section(stage, window, "calendar")
    assert isinstance(panel, CalendarPanel)
    data = json.loads(shipped_calendar_text())
    data["holidays"].append({"day": f"{day:%Y-%m-%d}", "name": "Nghỉ thử"})
    (tmp_path / "lich.json").write_text(json.dumps(data), encoding="utf-8")
    stage.interaction.answer(tmp_path / "lich.json")
    panel.choose_file()
    stage.wait()
    assert received[0].dossier.number in panel.confirm.accessibleName()


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("", []),
        ("7:30-11:30, 13h30–17h", [("07:30", "11:30"), ("13:30", "17:00")]),
        ("07:00 - 11:00", [("07:00", "11:00")]),
        ("bảy giờ", None),
    ],
)
def test_hours_as_people_write_them(text: str, sessions: list[tuple[str, str]] | None) -> None:
    assert read_sessions(text) == sessions


def test_a_backup_is_made_proved_and_can_be_stopped(stage: Stage, window: MainWindow, tmp_path: Path) -> None:
    panel = section(stage, window, "backup")
    assert isinstance(panel, BackupPanel)
    stage.interaction.answer(tmp_path / "a.zip")
    panel.save()
    stage.wait()
    assert verify(tmp_path / "a.zip").size > 1000
    stage.interaction.answer(tmp_path / "b.zip")
    panel.save()
    stop = panel.findChild(QPushButton, "backup_stop_button")
    assert stop is not None
    stop.click()
    stage.wait()
    assert "Đã dừng" in panel.said.text.text()
    assert not (tmp_path / "b.zip").exists()


def test_the_look_holds_at_once_and_is_kept(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "look")
    assert isinstance(panel, LookPanel)
    box = panel.boxes["appearance"]
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    stage.wait()
    assert load_settings(stage.desk.folder.settings).appearance == "dark"
    as_role(stage, Role.CLERK)
    clerk = section(stage, stage.window((spec,), "admin"), "look")
    assert isinstance(clerk, LookPanel)
    assert not clerk.idle.isEnabled()
    assert clerk.idle_row.message.text


def test_printer_and_scanner_are_tried(stage: Stage, window: MainWindow) -> None:
    panel = section(stage, window, "devices")
    assert isinstance(panel, DevicesPanel)
    panel.try_printer()
    panel.try_scanner()
    stage.wait()
    assert "Đã lưu trang thử" in panel.printer_said.text()
    assert panel.scanner_said.text()
    with EsclSimulator(refill=[drawn(("TRANG THỬ",), 1)]) as simulator:
        panel._set("scanner", f"escl:{simulator.url}")
        stage.wait()
        panel.try_scanner()
        stage.wait()
    assert panel.scanner_said.text() == "Máy quét làm việc tốt."
    assert not panel.picture.pixmap().isNull()


def test_anybody_changes_the_own_password_by_keyboard(
    stage: Stage, window: MainWindow, press: Press, type_text: Type, lint_widgets: Lint
) -> None:
    as_role(stage, Role.CLERK)
    press(window, "Alt+M")
    panel = view_of(window).panel
    assert isinstance(panel, OwnPasswordPanel)
    fields = [panel.old.field, panel.new.field, panel.again.field]

    def fill(*texts: str) -> None:
        for field, text in zip(fields, texts, strict=True):
            assert field.hasFocus()
            assert isinstance(field, QLineEdit)
            field.clear()
            type_text(field, text)
            press(window, "Return")
        stage.wait()

    fill(PASSWORD, "mat khau moi", "mat khau khac")
    assert panel.again.message.text.startswith("Hai lần nhập mật khẩu không giống nhau")
    assert panel.again.field.hasFocus()
    panel.old.field.setFocus()
    fill("khong phai", "mat khau moi", "mat khau moi")
    assert panel.old.message.text.startswith("Mật khẩu đang dùng chưa đúng")
    fill(PASSWORD, "ngắn", "ngắn")
    assert panel.new.message.text.startswith("Mật khẩu cần ít nhất 8 ký tự")
    assert lint_widgets(window) == []
    panel.old.field.setFocus()
    fill(PASSWORD, "mat khau moi", "mat khau moi")
    assert window.notices.text == "Đã đổi mật khẩu."
    assert [panel.old.text, panel.new.text, panel.again.text] == ["", "", ""]
    assert sign_in(stage.desk, LOGIN, "mat khau moi").account.id == stage.session.account.id


def test_a_new_password_with_accents_is_warned_of(stage: Stage, window: MainWindow, type_text: Type) -> None:
    panel = section(stage, window, "own_password")
    assert isinstance(panel, OwnPasswordPanel)
    type_text(panel.new.field, "mật")
    assert "bộ gõ tiếng Việt" in panel.new.message.text
    panel.opened()
    assert panel.new.message.text == ""


def test_thresholds_hold_at_once_and_within_their_bounds(
    stage: Stage, window: MainWindow, press: Press, type_text: Type
) -> None:
    panel = section(stage, window, "queues")
    assert isinstance(panel, QueuesPanel)
    box = panel.boxes["uncollected_after_days"]
    assert (box.value(), box.minimum(), box.maximum()) == (5, 1, 100)
    counted: list[int] = []
    stage.room.changes.watch(panel, SUBJECTS, lambda _changes: counted.append(1))
    box.setFocus()
    press(window, "Ctrl+A")
    type_text(box, "500")
    press(window, "Ctrl+Return")
    stage.wait()
    # The third digit would be out of bounds and is not taken.
    assert stage.desk.settings.uncollected_after_days == 50
    assert load_settings(stage.desk.folder.settings).uncollected_after_days == 50
    assert counted == [1]
    with stage.desk.store.read() as work:
        before = queue_times(stage.desk, work).uncollected_before
    assert (stage.desk.now() - before).days > 60


def test_whoever_may_not_change_the_office_only_reads_thresholds(stage: Stage) -> None:
    as_role(stage, Role.CLERK)
    panel = section(stage, stage.window((spec,), "admin"), "queues")
    assert isinstance(panel, QueuesPanel)
    assert panel.refused
    panel.boxes["hanging_after_hours"].setValue(3)
    panel.save()
    stage.wait()
    assert stage.desk.settings.hanging_after_hours == 24


def codes_file(stage: Stage, *lines: list[str]) -> Path:
    path = stage.desk.folder.root / "ma.xlsx"
    path.write_bytes(xlsx("Mã", ["Mã", "Tên", "Từ ngày", "Đến ngày", "Mã kế thừa"], lines))
    return path


def test_codes_come_from_a_file_after_a_question_and_are_found(
    stage: Stage, window: MainWindow, press: Press, type_text: Type
) -> None:
    panel = section(stage, window, "organisations")
    assert isinstance(panel, OrganisationsPanel)
    stage.interaction.answer([
        codes_file(
            stage, ["Y00.40", "Công an huyện Mẫu", "", "30/06/2025", "Y00.51"],
            ["Y00.51", "Công an xã Mẫu", "01/07/2025", "", ""],
        )
    ])  # fmt: skip
    panel.choose_file()
    stage.wait()
    assert panel.table.rows_model.rowCount() == 0
    question = panel.confirm.accessibleName()
    assert "2 mã: thêm 2, đổi 0, bỏ 0" in question
    yes = panel.confirm.findChild(QPushButton, "organisations_yes_button")
    assert yes is not None
    yes.setFocus()
    press(window, "Return")
    stage.wait()
    assert [one.code for one in panel.table.rows_model.rows] == ["Y00.40", "Y00.51"]
    panel.search.field.setFocus()
    type_text(panel.search.field, "huyen")
    assert [one.code for one in panel.table.rows_model.rows] == ["Y00.40"]
    now = panel.table.rows_model.columns[4].cell(panel.table.rows_model.rows[0])
    assert not isinstance(now, str)
    assert now.text == "Y00.51 – Công an xã Mẫu"


def test_an_old_code_of_a_unit_gives_way_to_its_successor_with_a_sentence(
    stage: Stage, window: MainWindow, press: Press, type_text: Type
) -> None:
    history = organisations_of(
        read_sheet(
            codes_file(
                stage, ["Y00.40", "Công an huyện Mẫu", "", "30/06/2025", "Y00.51"],
                ["Y00.51", "Công an xã Mẫu", "01/07/2025", "", ""], ["Y00.42", "Ban Mẫu", "", "30/06/2025", ""],
            )
        ).lines
    )  # fmt: skip
    replace_table(stage.desk, stage.session, history)
    panel = section(stage, window, "units")
    assert isinstance(panel, UnitsPanel)
    panel.begin_new()
    type_text(panel.fields["name"].field, "Công an xã Mẫu")
    code = panel.fields["code"]
    code.field.setFocus()
    type_text(code.field, "y00.40")
    press(window, "Return")
    stage.wait()
    assert code.text == "Y00.51"
    assert "hết hiệu lực ngày 30/06/2025; nay là Y00.51 – Công an xã Mẫu" in code.message.text
    press(window, "Ctrl+Return")
    stage.wait()
    assert [unit.code for unit in units(stage.desk, stage.session) if unit.name == "Công an xã Mẫu"] == ["Y00.51"]
    panel.begin_new()
    type_text(panel.fields["name"].field, "Ban Mẫu")
    code.field.setFocus()
    type_text(code.field, "Y00.42")
    press(window, "Ctrl+Return")
    stage.wait()
    assert "không có nơi kế thừa" in code.message.text
    assert all(unit.name != "Ban Mẫu" for unit in units(stage.desk, stage.session))
