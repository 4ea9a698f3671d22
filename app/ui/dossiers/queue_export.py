"""The list of F3 to Excel: the whole queue or all that was found, not only the page that is shown."""

from app.models.rows import Queue
from app.services.dossiers import everything
from app.services.paging import Report
from app.services.sheets import dossiers_sheet
from app.services.sync_desk import Lane
from app.sheets.workbook import SheetData
from app.ui.dossiers.presenter import DossiersPresenter
from app.ui.dossiers.view import DossiersView
from app.ui.dossiers.words import QUEUE_NAMES
from app.ui.list_export import ListExport
from app.ui.workroom import Workroom


class QueueExport:
    """Takes out what the list is about."""

    def __init__(self, room: Workroom, view: DossiersView, presenter: DossiersPresenter) -> None:
        self._room, self._view, self._presenter = room, view, presenter
        self.exports = ListExport(room, view)

    def may(self) -> bool:
        """Return whether there is a list that the person may take out."""
        return self._view.on_list and bool(self._view.table.rows_model.rows) and self.exports.may()

    def start(self) -> None:
        """Ask for a file and write the list into it."""
        desk, session = self._room.desk, self._room.session()
        queue, typed = self._view.queues.current, self._presenter.typed

        def collect(lane: Lane, report: Report) -> SheetData:
            rows = everything(desk, session, typed, queue=queue, lane=lane, report=report)
            return dossiers_sheet(desk, _title(queue, typed), rows)

        self.exports.ask(f"ho-so-{queue.value.replace('_', '-')}", collect)


def _title(queue: Queue, typed: str) -> str:
    # What a list says is Vietnamese in every language of the screen.
    name = QUEUE_NAMES[queue]
    return f"DANH SÁCH HỒ SƠ – {name}" + (f", tìm “{typed}”" if typed else "")
