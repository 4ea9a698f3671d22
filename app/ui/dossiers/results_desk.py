"""The file of a result: looked at, and saved as it was signed."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.words import _
from app.domain.results import Result
from app.domain.signatures import FileKind
from app.services.dossiers import file_of
from app.services.result_files import save_result_file
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom


class ResultsDesk(QObject):
    """One for the page."""

    preview = Signal(str, object)
    """(title, work that returns the PDF)."""

    def __init__(self, room: Workroom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room

    def show(self, result: Result) -> None:
        """Show a result's pages; an XML, which has none, is offered to be saved."""
        if result.file_kind is FileKind.PDF:
            desk, session = self._room.desk, self._room.session()
            title = " ".join(part for part in (result.title, result.number) if part)
            self.preview.emit(title, lambda: file_of(desk, session, result.file_digest))
        elif result.file_kind is FileKind.XML:
            self.save(result)

    def save(self, result: Result) -> None:
        """Save a result's file where the person says."""
        if result.file_kind is None:
            self._room.tell(Notice(_("Kết quả này là giấy, không có tệp."), tone=Tone.ATTENTION))
            return
        ending = result.file_kind.value
        name = "".join(letter if letter.isalnum() else "-" for letter in result.number) or "ket-qua"
        target = self._room.interaction.save_file(
            _("Lưu tệp kết quả"), Path.home() / f"{name}.{ending}", f"{ending.upper()} (*.{ending})"
        )
        if target is None:
            return
        desk, session = self._room.desk, self._room.session()
        self._room.background.pool.submit(
            lambda: save_result_file(desk, session, result.file_digest, target),
            lambda _none: self._room.tell(Notice(_("Đã lưu {path}.").format(path=target), tone=Tone.DONE)),
            self._room.tell,
            owner=self,
        )
