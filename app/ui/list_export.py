"""Any list to Excel: asks where to, collects and writes in the background, says where it lies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.words import _, _n
from app.domain.permissions import Permission, allowed
from app.services.exporting import Exported, export
from app.services.paging import Report
from app.services.sync_desk import Lane
from app.sheets.workbook import SheetData
from app.ui.long_read import LongRead
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

Collect = Callable[[Lane, Report], SheetData]
"""Makes the list, in the pool: what it needs of the store through the lane, telling how far it is."""


class ListExport(QObject):
    """One for a page that has lists.

    Attributes:
        reading: its progress can be shown; where nobody shows it, only the beginning and the end are told.
    """

    def __init__(self, room: Workroom, owner: QObject) -> None:
        super().__init__(owner)
        self._room = room
        self.reading: LongRead[Exported] = LongRead(room, self)

    def may(self) -> bool:
        """Return whether the person may take lists out, and none is being written."""
        return allowed(self._room.session().account, Permission.EXPORT) and not self.reading.running

    def ask(self, name: str, collect: Collect) -> None:
        """Ask for a file and write the list that collect makes into it; name: suggested, without ending."""
        room = self._room
        suggested = Path.home() / f"{name}-{room.desk.now():%Y%m%d}.xlsx"
        target = room.interaction.save_file(_("Xuất ra Excel"), suggested, _("Sổ Excel (*.xlsx)"))
        if target is None:
            return
        target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        desk, session, lane = room.desk, room.session(), room.background.database.run
        self.reading.ask(
            lambda report: export(desk, session, collect(lane, report), target, lane), self._done, room.tell
        )
        if self.reading.running:
            room.tell(Notice(_("Đang xuất ra {name}…").format(name=target.name)))

    def _done(self, done: Exported) -> None:
        said = _n("Đã xuất {rows} dòng ra {path}.", done.rows).format(rows=done.rows, path=done.path)
        self._room.tell(Notice(said, _("Tệp có thông tin của người dân: cất đúng chỗ, xóa khi xong việc."), Tone.DONE))
