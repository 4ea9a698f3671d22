"""F7 with the keyboard alone: the day closed in two keys, what it left one key away, register, figures, Excel."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.problems import PersonProblem
from app.domain.indicators import Indicator
from app.domain.issued_forms import FormState
from app.domain.offices import Role
from app.domain.periods import Period, PeriodKind, between
from app.models.rows import PrintState
from app.services.day_end import Left, day_end, owed_papers
from app.services.desk import Desk
from app.services.paging import Report
from app.services.register import Register, RegisterQuery
from app.services.security import Session
from app.services.sync_desk import Lane
from app.ui.application.desk_window import Feature
from app.ui.application.workspaces import make_features
from app.ui.background import Progress
from app.ui.certified.workspace import KEY as CERTIFIED
from app.ui.dossiers.view import DossiersView
from app.ui.long_read import LongRead
from app.ui.reports import register_desk
from app.ui.reports.view import Part, ReportsView
from app.ui.reports.words import WAYS
from app.ui.reports.workspace import KEY, Reports
from app.ui.screens.reports import live
from app.ui.screens.stage import Stage
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom
from tests.rigs.workbooks import read
from tests.ui.reception_desk import wait_until

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
KEY_SECONDS, THINK_SECONDS = 0.28, 1.35
WORKSPACES = 8


class Evening:
    """The whole desk with fingers: every key is an event and is counted; a chord counts each of its keys."""

    def __init__(self, stage: Stage, press: Press, type_text: Type) -> None:
        self.stage, self._press, self._type = stage, press, type_text
        self.keys = 0
        self.parent = QObject()
        self.features: list[Feature] = []

        def first(room: Workroom) -> WorkspaceSpec:
            self.features.extend(make_features(room, self.parent))
            return self.features[0].spec()

        others = [lambda _room, n=n: self.features[n].spec() for n in range(1, WORKSPACES)]
        self.window: MainWindow = stage.window([first, *others], "dossiers")
        assert len(self.features) == WORKSPACES
        for feature in self.features:
            feature.connect_window(self.window)
        stage.wait()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self._press(self.window, key)
            self.stage.wait()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        self.keys += len(text)
        self._type(focus, text)

    @property
    def view(self) -> ReportsView:
        page = self.window.page(KEY)
        assert isinstance(page, ReportsView)
        return page

    def on_top(self) -> str:
        """Return what lies over the open part."""
        return "preview" if self.view.on_preview else "behind" if self.view.on_behind else ""

    @property
    def dossiers(self) -> DossiersView:
        page = self.window.page("dossiers")
        assert isinstance(page, DossiersView)
        return page

    @property
    def period(self) -> Period:
        reports = next(feature for feature in self.features if isinstance(feature, Reports))
        assert reports.presenter is not None
        return reports.presenter.period

    def counts(self) -> dict[Left, int]:
        return {line.kind: line.count for line in self.view.day.lines()}

    def close(self) -> None:
        self.stage.wait()
        for feature in self.features:
            feature.close()


@pytest.fixture
def evening(stage: Stage, press: Press, type_text: Type) -> Evening:
    """The end of an ordinary day: a fortnight behind it, some of it late, some of today left."""
    live(stage)
    return Evening(stage, press, type_text)


def test_the_day_is_closed_in_four_strokes_with_register_and_letters(evening: Evening) -> None:
    stage = evening.stage
    before = day_end(stage.desk, stage.session)
    assert before.letters == before.left[Left.LATE] + before.left[Left.LETTERS] > 5
    evening.press("F7", "Ctrl+Return")
    assert wait_until(lambda: owed_papers(stage.desk, stage.session) == ())
    after = day_end(stage.desk, stage.session)
    assert (after.letters, after.left[Left.LATE], after.left[Left.LETTERS]) == (0, 0, 0)
    assert after.waiting == before.letters
    assert after.register is not None
    assert after.register.current
    with stage.desk.store.read() as work:
        letters = work.forms.in_state(FormState.DRAFT, "apology")
        prints = [work.prints.get(print_id) for form in letters for print_id in work.forms.prints_of(form.id)]
        assert {record.state for record in prints if record} == {PrintState.SAVED}
        assert len(prints) == len(letters) == before.letters
    # One thought about what is left, one about closing; the budget of a day of 120 dossiers is three minutes.
    assert evening.keys == 3
    assert evening.keys * KEY_SECONDS + 2 * THINK_SECONDS <= 180
    stage.wait()
    assert "Đã chốt" in evening.view.day.said
    assert evening.counts()[Left.LATE] == 0
    evening.close()


def test_closing_twice_prints_once(evening: Evening) -> None:
    desk, session = evening.stage.desk, evening.stage.session
    evening.press("F7", "Ctrl+Return")
    assert wait_until(lambda: owed_papers(desk, session) == ())
    with desk.store.read() as work:
        first = work.forms.newest("register")
    evening.press("Ctrl+Return")
    with desk.store.read() as work:
        assert work.forms.newest("register") == first
    evening.close()


def test_each_line_leads_with_enter_to_where_it_is_put_right(evening: Evening) -> None:
    evening.press("F7")
    table = evening.view.day.table
    assert table.hasFocus()
    lines = [line for line in evening.view.day.lines() if line.count]
    assert [line.count > 0 for line in evening.view.day.lines()] == sorted(
        [line.count > 0 for line in evening.view.day.lines()], reverse=True
    )
    assert len(lines) >= 8
    # The letters are written right here, so they come last: every other line is as it was.
    for line in sorted(lines, key=lambda line: line.kind is Left.LETTERS):
        evening.press("F7")
        assert table.select_key(line.kind)
        table.setFocus()
        way = WAYS[line.kind]
        evening.press("Return")
        assert evening.window.open_key == (way.workspace or KEY)
        if way.queue is not None:
            assert evening.dossiers.queues.current is way.queue
            assert len(evening.dossiers.table.rows_model.rows) >= line.count
        if line.kind is Left.LETTERS:
            with evening.stage.desk.store.read() as work:
                assert len(work.forms.in_state(FormState.DRAFT, "apology")) >= line.count
        if line.kind is Left.CASH:
            focus: QWidget | None = QApplication.focusWidget()
            assert focus is not None
            assert focus.objectName() == "counted_edit"
    evening.close()


def test_nothing_happens_on_a_line_that_is_done(evening: Evening) -> None:
    evening.press("F7")
    assert evening.counts()[Left.REFUSED] == 0
    evening.view.day.table.select_key(Left.REFUSED)
    evening.press("Return")
    assert evening.window.open_key == KEY
    evening.close()


def test_the_register_narrowed_looked_at_printed_saved(evening: Evening, tmp_path: Path) -> None:
    stage = evening.stage
    evening.press("F7", "Alt+2")
    today = evening.view.register.rows()
    assert len(today) == 10
    assert "ngày 04/12/2026 · 10 hồ sơ" in evening.view.register.title
    evening.press("Alt+M")
    assert len(evening.view.register.rows()) > len(today)
    evening.press("Alt+L", "Down")
    field = evening.view.register.chosen_field
    assert field
    assert 0 < len(evening.view.register.rows()) < 19
    # The days before know nothing of this field's office: the choice is given up, never an empty page without a word.
    evening.press("Alt+G")
    assert evening.on_top() == "preview"
    evening.press("Alt+L")
    assert not evening.view.register.field.hasFocus()
    assert evening.view.preview.pages >= 1
    evening.press("Esc")
    assert evening.on_top() == ""
    evening.press("Ctrl+P")
    assert wait_until(lambda: owed_papers(stage.desk, stage.session) == ())
    with stage.desk.store.read() as work:
        form = work.forms.newest("register")
    assert form is not None
    assert field in form.data
    stage.interaction.answer(tmp_path / "so.pdf")
    evening.press("Ctrl+S")
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")
    stage.interaction.answer(tmp_path / "so")
    evening.press("Ctrl+E")
    sheet = read((tmp_path / "so.xlsx").read_bytes())
    assert sheet.texts(1) == ["SỔ THEO DÕI HỒ SƠ"]
    assert sheet.texts(7)[1] == evening.view.register.rows()[0].number
    evening.close()


def test_days_are_typed_stepped_and_refused(evening: Evening) -> None:
    evening.press("F7", "Alt+2", "Alt+D")
    evening.type("01122026")
    evening.press("Return")
    assert evening.period == between(date(2026, 12, 1), date(2026, 12, 4))
    evening.press("Alt+T", "Alt+Left")
    assert evening.period.kind is PeriodKind.WEEK
    assert evening.period.last == date(2026, 11, 29)
    evening.press("Alt+Right")
    assert evening.period.last == date(2026, 12, 6)
    evening.press("Alt+D")
    evening.type("32132026")
    evening.press("Return")
    assert "20/11/2026" in evening.view.period.said
    assert evening.period.last == date(2026, 12, 6)
    evening.press("Alt+N")
    assert evening.view.period.said == ""
    evening.close()


def test_today_is_another_day_after_midnight(evening: Evening) -> None:
    evening.press("F7", "Alt+2", "F3")
    evening.stage.clock.advance(timedelta(days=3))
    evening.press("F7")
    assert evening.period.first == date(2026, 12, 7)
    assert evening.view.register.rows() == ()
    assert evening.view.register.empty_text
    evening.press("Alt+Left", "Alt+Left", "Alt+Left")
    assert len(evening.view.register.rows()) == 10
    evening.close()


def test_esc_stops_what_is_being_read(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []
    stopped = threading.Event()

    def endless(_desk: Desk, _session: Session, _query: RegisterQuery, _lane: Lane, report: Report) -> Register:
        began.append(True)
        while report(1, 100):
            stopped.wait(0.005)
        raise PersonProblem("reports.stopped")

    evening.press("F7")
    monkeypatch.setattr(register_desk, "register", endless)
    evening._press(evening.window, "Alt+2")
    assert wait_until(lambda: bool(began))
    assert wait_until(evening.view.register.progress.isVisible)
    evening.press("Esc")
    assert evening.view.register.empty_text == "Đã dừng đọc sổ"
    assert not evening.view.register.progress.isVisible()
    evening.close()


def test_a_figure_opens_its_list_and_the_list_its_dossier(evening: Evening, tmp_path: Path) -> None:
    evening.press("F7", "Alt+3", "Alt+M", "Alt+Left")
    figures = {line.indicator: line for line in evening.view.figures.rows()}
    assert figures[Indicator.RECEIVED].total == 21
    assert figures[Indicator.OVERDUE].total > 0
    assert evening.view.figures.table.hasFocus()
    while evening.view.figures.table.current is not figures[Indicator.OVERDUE]:
        evening.press("Down")
    assert "Phần còn lại" in evening.view.figures.explanation
    evening.press("Return")
    assert evening.on_top() == "behind"
    rows = evening.view.behind.rows()
    assert len(rows) == figures[Indicator.OVERDUE].among
    late = figures[Indicator.OVERDUE].total
    assert f"{late} trong {len(rows)} hồ sơ" in evening.view.behind.title
    evening.stage.interaction.answer(tmp_path / "ds.xlsx")
    evening.press("Ctrl+E")
    assert read((tmp_path / "ds.xlsx").read_bytes()).texts(7)[1] == rows[0].number
    evening.press("Return")
    assert evening.window.open_key == "dossiers"
    assert not evening.dossiers.on_list
    evening.press("F7", "Esc")
    assert evening.on_top() == ""
    assert evening.view.part is Part.FIGURES
    evening.stage.interaction.answer(tmp_path / "chi-tieu.xlsx")
    evening.press("Ctrl+E")
    assert read((tmp_path / "chi-tieu.xlsx").read_bytes()).texts(7)[0] == "Hồ sơ tiếp nhận"
    assert sum(bar.count for bar in evening.view.figures.bars.bars()) == 21
    evening.close()


def test_f3_and_f9_take_their_lists_out(evening: Evening, tmp_path: Path) -> None:
    evening.stage.interaction.answer(tmp_path / "f3.xlsx")
    evening.press("Ctrl+E")
    sheet = read((tmp_path / "f3.xlsx").read_bytes())
    assert sheet.texts(1) == ["DANH SÁCH HỒ SƠ – Tất cả hồ sơ"]
    assert sheet.filtered == "A6:O46"
    evening.press("F9")
    assert evening.window.open_key == CERTIFIED
    evening.stage.interaction.answer(tmp_path / "f9.xlsx")
    evening.press("Ctrl+E")
    sheet = read((tmp_path / "f9.xlsx").read_bytes())
    assert sheet.texts(1) == ["SỔ CHỨNG THỰC BẢN SAO"]
    assert [cell.value for cell in sheet.row(7)][5] == "Căn cước công dân"
    evening.close()


def test_nobody_is_asked_for_a_file_who_may_not_take_lists_out(stage: Stage, press: Press, type_text: Type) -> None:
    stage.receive(2)
    with stage.signed_in_as(Role.AUDITOR):
        evening = Evening(stage, press, type_text)
        evening.press("Ctrl+E", "F7", "Alt+2", "Ctrl+E", "Ctrl+P")
        assert len(evening.view.register.rows()) == 2
        evening.press("Alt+1", "Ctrl+Return")
        assert "người kiểm tra không chốt ngày" in evening.view.day.said
        evening.close()
    with stage.desk.store.read() as work:
        assert work.forms.newest("register") is None
    assert stage.interaction.asked == []


def test_who_may_not_look_is_told_who_may(stage: Stage, press: Press, type_text: Type) -> None:
    signed_in = stage.session
    account = replace(signed_in.account, roles=frozenset({Role.POSTAL}), acts_for="UBND xã")
    stage.session = replace(signed_in, account=account)
    evening = Evening(stage, press, type_text)
    evening.press("F7", "Alt+2", "Ctrl+Return")
    assert evening.view.part is Part.DAY
    assert not evening.view.day.isVisible()
    evening.close()
    stage.session = signed_in


def test_a_newer_question_stops_the_older_and_a_stop_is_heard(stage: Stage, application: QApplication) -> None:
    window = QWidget()
    told: list[str] = []
    read_on: LongRead[str] = LongRead(stage.room, window)

    def count_on(name: str) -> Callable[[Report], str]:
        def work(report: Report) -> str:
            for done in range(100_000):
                if not report(done, 100_000):
                    raise PersonProblem("reports.stopped")
                if name == "short" and done > 3:
                    break
            return name

        return work

    read_on.ask(count_on("long"), told.append, lambda notice: told.append(notice.code))
    assert read_on.running
    read_on.ask(count_on("short"), told.append, lambda notice: told.append(notice.code))
    assert wait_until(lambda: not read_on.running)
    stage.wait()
    assert told == ["short"]
    progress: list[Progress] = []
    read_on.began.connect(progress.append)
    read_on.ask(count_on("long"), told.append, lambda notice: told.append(notice.code))
    progress[0].cancel()
    assert wait_until(lambda: not read_on.running)
    assert told == ["short", "reports.stopped"]
    window.deleteLater()
