"""Decides about a spreadsheet: which file, which lines, received or kept, how far, and stopped."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.clock import VIETNAM
from app.core.words import _, _n
from app.domain.importing.table import Sheet
from app.domain.procedures import ProcedureVersion
from app.services.importing import (
    Imported,
    ImportLine,
    Preview,
    carry_out,
    lines_to_mend,
    preview,
    read_file,
    save_workbook,
    template,
)
from app.services.reception_desk import DraftLook
from app.ui.background import Progress
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.reception.keys import Commands
from app.ui.reception.sheet import Sheet as DraftSheet
from app.ui.reception.view import ReceptionView
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_KINDS = "Excel, CSV (*.xlsx *.csv *.txt)"
_XLSX = "Excel (*.xlsx)"


class _Progress(Progress):
    """Progress whose stop button also reaches the store's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stop = threading.Event()

    def cancel(self) -> None:
        """Ask the import to stop before the next line; nothing of it is kept then."""
        super().cancel()
        self.stop.set()


class ImportDesk(QObject):
    """One for the desk; ``imported`` carries the Imported."""

    imported = Signal(object)

    def __init__(
        self, view: ReceptionView, sheet: DraftSheet, room: Workroom, commands: Commands, barred: Callable[[], bool]
    ) -> None:
        super().__init__(view)
        self._view, self._page, self._sheet, self._room, self._commands = view, view.imports, sheet, room, commands
        self._version: ProcedureVersion | None = None
        self._seen: Preview | None = None
        self._out: set[int] = set()
        self._progress: _Progress | None = None
        self._previews: Latest[Preview] = Latest(room.background.database, self)
        self._page.left_out = lambda line: line.place in self._out
        self._page.closed.connect(self.close)
        self._page.toggled.connect(self._toggle)
        view.stopped.connect(self._stop)
        commands.bind("import", self.open, lambda: not barred())

    def open(self) -> None:
        """Cover the desk with the lines of a file to come; the procedure is the one on the desk."""
        if not self._sheet.draft.procedure_code:
            text, hint = _("Chọn thủ tục trước."), _("Mỗi bảng tính là hồ sơ của một thủ tục.")
            self._room.tell(Notice(text, hint, Tone.ATTENTION))
            self._view.procedure.search.setFocus()
            return
        self._sheet.when_case_known(self._open)

    def _open(self, seen: DraftLook) -> None:
        self._version = seen.version
        if seen.version is None:
            return
        free = self._free
        self._commands.take_over(
            commit=(self.receive, lambda: free() and bool(self._ready())),
            import_drafts=(self.keep, lambda: free() and bool(self._keepable())),
            import_template=(self.save_template, free),
            import_mend=(self.save_lines, lambda: free() and any(line.wrong for line in self._lines())),
            bring_file=(self.choose_file, free),
        )
        self._page.open_for(self._title())
        self._room.registry.refreshed.emit()

    def close(self) -> None:
        """Uncover the desk; an import that is under way is stopped first."""
        if self._progress is not None:
            self._stop()
            return
        self._seen, self._out = None, set()
        self._commands.take_over()
        self._page.close_page()
        self._room.registry.refreshed.emit()

    # The file.

    def choose_file(self) -> None:
        """Ask for a file and look at it."""
        chosen = self._room.interaction.open_files(_("Chọn bảng tính"), _KINDS)
        if not chosen or self._version is None:
            return
        path, version = chosen[0], self._version
        self._room.background.pool.submit(
            lambda: read_file(path), lambda sheet: self._look(sheet, version), self._say, owner=self
        )

    def _look(self, sheet: Sheet, version: ProcedureVersion) -> None:
        desk, session = self._room.desk, self._room.session()
        self._previews.ask(lambda: preview(desk, session, sheet, version.code), self._show, self._say)

    def _say(self, notice: Notice) -> None:
        self._seen = None
        self._page.say(notice.text, notice.next_step)
        self._room.registry.refreshed.emit()

    def _show(self, seen: Preview) -> None:
        if not self._page.open:
            return
        self._seen = seen
        self._out = {line.place for line in seen.lines if line.doubtful}
        self._page.show_preview(seen, self._title(seen.sheet.name), _about(seen), self._counts())
        self._room.registry.refreshed.emit()

    def _toggle(self, line: ImportLine) -> None:
        self._out ^= {line.place}
        self._page.show_counts(self._counts())
        self._room.registry.refreshed.emit()

    # What becomes of it.

    def receive(self) -> None:
        """Receive every line that can be and is not left out."""
        self._carry_out(self._ready(), as_drafts=False)

    def keep(self) -> None:
        """Keep the lines as drafts, whatever is wrong with them."""
        self._carry_out(self._keepable(), as_drafts=True)

    def _carry_out(self, chosen: list[int], *, as_drafts: bool) -> None:
        seen, room = self._seen, self._room
        if seen is None or self._progress is not None:
            return
        progress = _Progress(self)
        self._progress = progress
        self._page.progress.follow(progress, _("Đang ghi…"))
        room.registry.refreshed.emit()
        desk, session = room.desk, room.session()
        room.background.database.submit(
            lambda: carry_out(
                desk, session, seen, chosen,
                as_drafts=as_drafts, progress=progress.report, stopped=progress.stop.is_set,
            ),
            self._done,
            self._failed,
            owner=self,
        )  # fmt: skip

    def _done(self, imported: Imported) -> None:
        self._ended()
        self.close()
        self._room.changes.publish(imported.changes)
        text = _n("Đã tiếp nhận {count} hồ sơ từ bảng tính.", imported.count)
        if imported.drafts:
            text = _n("Đã giữ {count} bản nháp từ bảng tính.", imported.count)
        hint = _("Ctrl+O để mở từng bản nháp.") if imported.drafts else ""
        self._room.tell(Notice(text.format(count=imported.count), hint, Tone.DONE))
        self.imported.emit(imported)

    def _failed(self, notice: Notice) -> None:
        self._ended()
        self._room.tell(Notice(notice.text, notice.next_step, Tone.ATTENTION, notice.code))
        self._room.registry.refreshed.emit()

    def _ended(self) -> None:
        self._page.progress.finish()
        if self._progress is not None:
            self._progress.deleteLater()
        self._progress = None

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    # Files that are written.

    def save_template(self) -> None:
        """Save an empty spreadsheet with the columns that are understood."""
        version = self._version
        if version is not None:
            self._save(_("Lưu tệp mẫu"), f"mau-{version.code}.xlsx", lambda: template(version))

    def save_lines(self) -> None:
        """Save the lines that are wrong, to be mended."""
        seen = self._seen
        if seen is not None:
            name = f"{Path(seen.sheet.name).stem}-can-sua.xlsx"
            self._save(_("Lưu các dòng lỗi"), name, lambda: lines_to_mend(seen))

    def _save(self, title: str, name: str, make: Callable[[], bytes]) -> None:
        target = self._room.interaction.save_file(title, Path.home() / name, _XLSX)
        if target is None:
            return

        def saved(_nothing: None) -> None:
            self._room.tell(Notice(_("Đã lưu {path}.").format(path=target), tone=Tone.DONE))

        self._room.background.pool.submit(lambda: save_workbook(make(), target), saved, owner=self)

    # Counting.

    def _free(self) -> bool:
        return self._progress is None

    def _lines(self) -> tuple[ImportLine, ...]:
        return self._seen.lines if self._seen else ()

    def _ready(self) -> list[int]:
        return [line.place for line in self._lines() if not line.wrong and line.place not in self._out]

    def _keepable(self) -> list[int]:
        return [line.place for line in self._lines() if line.place not in self._out]

    def _counts(self) -> str:
        lines, ready = self._lines(), len(self._ready())
        parts = [_n("{count} dòng được", ready).format(count=ready)]
        wrong = sum(line.wrong for line in lines)
        out = sum(line.place in self._out and not line.wrong for line in lines)
        parts += [_n("{count} dòng lỗi, không nhập", wrong).format(count=wrong)] if wrong else []
        parts += [_n("{count} dòng bỏ ra", out).format(count=out)] if out else []
        return " · ".join(parts)

    def _title(self, name: str = "") -> str:
        version = self._version
        procedure = f"{version.code} · {version.short_name or version.name}" if version else ""
        return " – ".join(part for part in (_("Nhập từ bảng tính"), procedure, name) if part)


def _about(seen: Preview) -> str:
    """Return what is to be known of a file as a whole."""
    told = []
    if seen.seen_at is not None:
        at = seen.seen_at.astimezone(VIETNAM)
        told.append(_("Tệp này đã nhập lúc {at:%H:%M %d/%m/%Y}.").format(at=at))
    if seen.columns.unused:
        told.append(_("Cột không dùng đến: {titles}.").format(titles=", ".join(seen.columns.unused)))
    return " ".join(told)
