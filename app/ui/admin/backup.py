"""Backups: one now, the daily ones, and the proof that they can be read."""

from pathlib import Path

from app.core.problems import PersonProblem
from app.core.words import _, mark
from app.domain.permissions import Permission
from app.models.backup import BackupReport
from app.services.admin import BackupFile, daily_backups, verify_backup
from app.services.safekeeping import back_up
from app.ui.admin.panel import Panel
from app.ui.background import Progress
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import EmptyState, Note
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_MIB = 1 << 20


class BackupPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "backup", _("Sao lưu"), Permission.BACKUP, hidden=True)
        self.table: DataTable[BackupFile] = DataTable(
            "backups",
            _("Bản sao lưu hằng ngày"),
            (
                Column(mark("Bản sao lưu hằng ngày"), lambda file: Cell(file.path.name, strong=True)),
                Column(mark("Cỡ (MB)"), lambda file: f"{file.size / _MIB:.1f}".replace(".", ","), 110, right=True),
            ),
            lambda file: file.path,
        )
        self.empty = EmptyState(
            "package-check",
            _("Chưa có bản sao lưu nào"),
            _("Chương trình tự sao lưu mỗi ngày một lần, ít phút sau khi mở."),
            "no_backups",
        )
        self.said = Note("", Tone.DONE, "backup_said_note")
        self.said.hide()
        self.progress = InlineProgress("backup")
        self._now = Button(_("Sao lưu ra tệp…"), "backup_now_button", key="Ctrl+Return", role="primary")
        self._check = Button(_("Kiểm tra bản đang chọn"), "verify_backup_button")
        self._now.clicked.connect(self.save)
        self._check.clicked.connect(self.verify)
        for widget in (self.said, self.progress, self.table, self.empty):
            self.card.body.addWidget(widget)
        self.card.body.setStretchFactor(self.table, 1)
        self.card.body.setStretchFactor(self.empty, 1)
        foot = self.card.add_foot(self._check)
        foot.addStretch(1)
        foot.addWidget(self._now)
        self.mirror(self.table, self._now, self._check)
        self._show(())

    def opened(self) -> None:
        """Look which backups there are."""
        if not self.refused:
            desk, session = self.desk, self.session
            self.aside(lambda: daily_backups(desk, session), self._show)

    def _show(self, found: tuple[BackupFile, ...]) -> None:
        self.table.set_rows(found, select_first=True)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._check.setEnabled(bool(found) and not self.refused)

    def save(self) -> None:
        """Write everything into a file of the person's choice."""
        if self.refused or self.progress.isVisible():
            return
        desk, session = self.desk, self.session
        suggested = Path(f"motcua-{desk.office.code}-{desk.now():%Y%m%d-%H%M}.zip")
        target = self.room.interaction.save_file(_("Sao lưu ra tệp"), suggested, _("Bản sao lưu (*.zip)"))
        if target is None:
            return
        progress, lane = Progress(self), self.room.background.database.run
        self._begin(progress, _("Đang sao lưu…"))

        def report(done: int, total: int) -> None:
            if progress.cancelled():
                raise PersonProblem("backup.cancelled")
            progress.report(done, total)

        self.aside(lambda: back_up(desk, session, target, report, lane), self._saved, self._failed)

    def verify(self) -> None:
        """Prove the chosen daily backup."""
        chosen, session = self.table.current, self.session
        if chosen is None or self.progress.isVisible():
            return
        self._begin(Progress(self), _("Đang kiểm tra…"))
        self.aside(lambda: verify_backup(session, chosen.path), self._proved, self._failed)

    def _begin(self, progress: Progress, text: str) -> None:
        self.said.hide()
        self.progress.follow(progress, text)
        self._now.setEnabled(False)
        self._check.setEnabled(False)

    def _end(self, text: str, tone: Tone) -> None:
        self.progress.finish()
        self.mirror(self._now, self._check)
        self.said.show_text(text, tone)
        self.said.show()

    def _saved(self, report: BackupReport) -> None:
        text = _("Đã sao lưu và kiểm tra {path} ({size} MB, {files} tệp đính kèm). Cất ở nơi khác máy này.")
        self._end(text.format(path=report.path, size=_mib(report.size), files=report.files), Tone.DONE)
        self.opened()

    def _proved(self, report: BackupReport) -> None:
        text = _("Bản {name} đọc được trọn vẹn, làm lúc {time:%H:%M %d/%m/%Y}.")
        self._end(text.format(name=report.path.name, time=report.made_at), Tone.DONE)

    def _failed(self, notice: Notice) -> None:
        tone = Tone.NEUTRAL if notice.code == "backup.cancelled" else Tone.LATE
        self._end(f"{notice.text} {notice.next_step}".strip(), tone)


def _mib(size: int) -> str:
    return f"{size / _MIB:.1f}".replace(".", ",")
