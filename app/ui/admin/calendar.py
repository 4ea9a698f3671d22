"""The working calendar: days off with their legal basis, office hours, and what a change would touch."""

import re
from dataclasses import dataclass

from app.core.words import _, mark
from app.domain.calendar_data import WEEKDAYS
from app.domain.permissions import Permission
from app.domain.working_calendar import Holiday, MakeUpDay, Session, WorkingCalendar
from app.services.admin import read_text
from app.services.calendar import CalendarChange, present, preview, replace_calendar, with_office_hours
from app.services.changes import Changes
from app.ui.admin.panel import Panel
from app.ui.notices import Notice
from app.ui.shell.status_bar import WEEKDAYS as WEEKDAY_NAMES
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.bars import ConfirmBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_HOURS = re.compile(r"^(\d{1,2})[:h](\d{2})?[-–](\d{1,2})[:h](\d{2})?$")
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the table: a day off, or a rest day that is worked."""

    day: Holiday | MakeUpDay

    @property
    def name(self) -> str:
        """What the day is."""
        if isinstance(self.day, MakeUpDay):
            return _("Làm bù cho {day:%d/%m/%Y}").format(day=self.day.instead_of)
        return self.day.name


def read_sessions(text: str) -> list[tuple[str, str]] | None:
    """Return the sessions of one day as people write them (``7:30-11:30, 13h30-17h``); None: not understood."""
    found = []
    for part in text.replace(" ", "").replace(";", ",").split(","):
        if not part:
            continue
        hours = _HOURS.match(part)
        if hours is None:
            return None
        found.append((f"{int(hours[1]):02}:{int(hours[2] or 0):02}", f"{int(hours[3]):02}:{int(hours[4] or 0):02}"))
    return found


def show_sessions(sessions: tuple[Session, ...]) -> str:
    """Return the sessions of one day as they are written."""
    return ", ".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in sessions)


class CalendarPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "calendar", _("Lịch làm việc"), Permission.CHANGE_CALENDAR)
        self.table: DataTable[Day] = DataTable(
            "days_off",
            _("Ngày nghỉ và ngày làm bù"),
            (
                Column(mark("Ngày"), lambda line: Cell(f"{line.day.day:%d/%m/%Y}", strong=True), 100),
                Column(mark("Là"), lambda line: line.name),
                Column(mark("Căn cứ"), lambda line: Cell(line.day.legal_basis, quiet=True), drop=1),
            ),
            lambda line: line.day,
        )
        self.hours = {
            name: FieldRow(_(words), f"hours_{name}") for name, words in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)
        }
        self.confirm = ConfirmBar("calendar")
        self._valid = ElidedLabel("", "muted")
        self._file = Button(_("Thay bằng tệp…"), "calendar_file_button")
        self._save = Button(_("Lưu giờ làm việc"), "save_hours_button", key="Ctrl+Return", role="primary")
        self._file.clicked.connect(self.choose_file)
        self._save.clicked.connect(self.save)
        self._build()
        self.mirror(*self.hours.values(), self._file, self._save)

    def _build(self) -> None:
        hours = Card(_("Giờ làm việc của đơn vị"), "hours_card")
        for line in self.hours.values():
            hours.body.addWidget(line)
        hours.body.addStretch(1)
        hours.add_foot().addWidget(self._save)
        days = Card(_("Ngày nghỉ, ngày làm bù"), "days_card", flush=True)
        days.body.addWidget(self.table)
        columns = Columns()
        columns.add(column(days, spacing=APART), 5)
        columns.add(column(hours, spacing=APART), 2)
        self.card.body.addWidget(self.confirm)
        self.card.body.addWidget(columns, 1)
        self.card.head.insertWidget(1, self._valid, 8)
        self.card.add_act(self._file)

    def opened(self) -> None:
        """Read the calendar in force."""
        desk, session = self.desk, self.session
        self.on_store(lambda: present(desk, session), self._show)

    def _show(self, found: tuple[WorkingCalendar, str]) -> None:
        calendar = found[0]
        title = _("{name} · {first:%d/%m/%Y} – {last:%d/%m/%Y}")
        self._valid.setText(title.format(name=calendar.name, first=calendar.valid_from, last=calendar.valid_to))
        days = [*map(Day, calendar.holidays), *map(Day, calendar.make_up_days)]
        self.table.set_rows(sorted(days, key=lambda line: line.day.day))
        for name, sessions in zip(WEEKDAYS, calendar.week, strict=True):
            self.hours[name].set_text(show_sessions(sessions))
            self.hours[name].say_nothing()

    def save(self) -> None:
        """Put the office's own hours in force, after saying what that touches."""
        if self.refused:
            return
        week: dict[str, list[tuple[str, str]]] = {}
        for name, line in self.hours.items():
            sessions = read_sessions(line.text)
            if sessions is None:
                line.say_error(_("Ghi như 07:30–11:30, 13:30–17:00; để trống là nghỉ."))
                line.field.setFocus()
                return
            line.say_nothing()
            if sessions:
                week[name] = sessions
        desk, session = self.desk, self.session

        def work() -> tuple[str, CalendarChange]:
            text = with_office_hours(desk, session, week)
            return text, preview(desk, session, text)

        self.on_store(work, lambda found: self._ask(*found))

    def choose_file(self) -> None:
        """Take a calendar from a file, after saying what that touches."""
        chosen = self.room.interaction.open_files(_("Chọn tệp lịch làm việc"), "JSON (*.json)")
        if not chosen:
            return
        desk, session, lane = self.desk, self.session, self.room.background.database

        def work() -> tuple[str, CalendarChange]:
            text = read_text(chosen[0])
            return text, lane.run(lambda: preview(desk, session, text))

        self.aside(work, lambda found: self._ask(*found))

    def _ask(self, text: str, change: CalendarChange) -> None:
        touched = ", ".join(row.number for row in change.touched[:_MOST_SHOWN])
        more = len(change.touched) - _MOST_SHOWN
        question = _("Thay đổi {days} ngày; {count} lịch hẹn đang mở rơi vào ngày nghỉ mới.").format(
            days=len(change.days), count=len(change.touched)
        )
        if touched:
            question += f" {touched}" + (f" +{more}" if more > 0 else "") + ". "
            question += _("Giấy hẹn đã giao cho dân vẫn giữ nguyên.")
        self.confirm.ask(question, _("Áp dụng"), lambda: self._apply(text))

    def _apply(self, text: str) -> None:
        desk, session = self.desk, self.session

        def work() -> Changes:
            return replace_calendar(desk, session, text)[1]

        self.change(work, _("Lịch mới có hiệu lực từ bây giờ."), self._failed)

    def _failed(self, notice: Notice) -> None:
        self.room.tell(Notice(notice.text, notice.next_step, Tone.LATE, notice.code))
