"""Printing a slip from the list: on the store's lane, then on the pool, told in passing."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _
from app.services.changes import Changes, Subject
from app.services.dossiers import view
from app.services.reprints import want_print
from app.ui.paper_printing import PaperPrinter
from app.ui.workroom import Workroom


class SlipPrinter(QObject):
    """Prints slips one after the other or side by side; nothing waits for it."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._printer = PaperPrinter(room, self)

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._printer.close()

    def print_slip(self, dossier_id: UUID, reason: str) -> None:
        """Print the slip of a dossier; with the mark of a reprint where it came out, or may have come out, before."""
        room, session = self._room, self._room.session()

        def ready() -> tuple[UUID, str]:
            print_id = want_print(room.desk, session, dossier_id, reason)
            return print_id, view(room.desk, session, dossier_id).dossier.number

        def send(wanted: tuple[UUID, str]) -> None:
            print_id, number = wanted
            room.changes.publish(Changes(frozenset({Subject.PRINTS}), frozenset({dossier_id})))
            self._printer.print_paper(print_id, _("Giấy hẹn {number}").format(number=number))

        room.background.database.submit(ready, send, owner=self)

    def print_form(self, print_id: UUID, number: str) -> None:
        """Print a form that owes this print; number: of its dossier, to speak of it."""
        self._printer.print_paper(print_id, _("Giấy của hồ sơ {number}").format(number=number))
