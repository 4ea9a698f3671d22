"""Pages of the papers: scanned by number, brought as files, turned, deleted, put in order. All off the main thread."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.core.words import _
from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PaperEntry
from app.scanning.spools import PaperSpools
from app.services.papers import DraftPapers, PageRef, open_spools
from app.services.security import Session
from app.ui.background import Progress
from app.ui.notices import Notice
from app.ui.pictures import decoded
from app.ui.reception.keys import PAPER_KEYS, Commands
from app.ui.reception.paper_rows import PaperRow
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.widgets.thumbnails import Thumbnail
from app.ui.workroom import Workroom

_THUMBNAIL = (128, 176)
_LARGE = (1100, 1560)
_FILES = "PDF, JPEG, PNG, TIFF, HEIC (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.bmp *.webp)"
_Key = tuple[int, str, int]
"""Paper, page, turn: a turned page is another picture."""


@dataclass(frozen=True, slots=True)
class _Look:
    image: QImage
    doubtful: bool


class _ScanProgress(Progress):
    """Progress whose stop button also reaches the scanner's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stop = threading.Event()

    def cancel(self) -> None:
        """Ask the scanner to stop after this page."""
        super().cancel()
        self.stop.set()


class PagesPresenter(QObject):
    """Keeps the strip and the page counts in step with what lies on disk."""

    counted = Signal()
    arrived = Signal(int)
    """Pages came into the paper with this ordinal."""
    _page = Signal(object)

    def __init__(self, view: ReceptionView, sheet: Sheet, room: Workroom, commands: Commands) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._spools: PaperSpools = open_spools(room.desk)
        self._papers = self._open(sheet.draft)
        self._refs: tuple[PageRef, ...] = ()
        self._looks: dict[_Key, _Look] = {}
        self._asked: set[_Key] = set()
        self._scanning: tuple[int, _ScanProgress] | None = None
        self._edits: deque[Callable[[], int]] = deque()
        self._editing = False
        self._touched: list[int] = []
        self._page.connect(self._on_page)
        self._connect()
        self._bind(commands)

    def _connect(self) -> None:
        card = self._view.papers
        card.table.opened.connect(lambda row: self.scan(row.entry.ordinal))
        card.strip.opened.connect(self._see_large)
        card.brought.connect(self._bring)
        self._view.undo_wanted.connect(lambda: self._step("undo"))
        self._view.stopped.connect(self._stop)
        self.destroyed.connect(self._stop)
        self.show_scanner()

    def _bind(self, commands: Commands) -> None:
        for number in PAPER_KEYS:
            commands.bind(f"scan_{number}", partial(self.scan, number), partial(self._can_scan, number))
        commands.bind("bring_file", self._ask_files, self._open_paper)
        commands.bind("paste", self._paste, self._open_paper)
        commands.bind("rotate", lambda: self._edit("rotate"), self._on_a_page)
        commands.bind("delete", lambda: self._edit("delete"), self._on_a_page)
        commands.bind("earlier_page", lambda: self._edit("earlier"), self._on_a_page)
        commands.bind("later_page", lambda: self._edit("later"), self._on_a_page)
        commands.bind("redo", lambda: self._step("redo"), lambda: not self._sheet.locked)

    def _open(self, draft: Draft) -> DraftPapers:
        return DraftPapers(self._room.desk, self._spools, draft.id)

    @property
    def papers(self) -> DraftPapers:
        """The pages of the present draft."""
        return self._papers

    @property
    def busy(self) -> bool:
        """Whether pages are still coming in or being put in order."""
        return self._scanning is not None or self._editing

    def scanned(self) -> frozenset[int]:
        """Return the numbers of the papers that have pages, of removed papers too."""
        return frozenset(ref.ordinal for ref in self._refs)

    def start_anew(self, draft: Draft) -> None:
        """Show the pages of another draft."""
        self._papers = self._open(draft)
        self._refs, self._touched = (), []
        self._looks.clear()
        self._asked.clear()
        self._edits.clear()
        self._view.papers.trouble.hide()
        self._show()
        self.refresh()

    def show_scanner(self) -> None:
        """Say which scanner serves."""
        settings = self._room.desk.settings
        colour = _("màu") if settings.scan_colour else _("xám")
        text = _("Máy quét: {name} · {dpi} dpi {colour}").format(
            name=settings.scanner.partition(":")[2], dpi=settings.scan_dpi, colour=colour
        )
        self._view.papers.show_scanner(text if settings.scanner else _("Chưa chọn máy quét – vẫn lấy được tệp"))

    def row(self, entry: PaperEntry) -> PaperRow:
        """Return a line of the checklist with its pages."""
        refs = [ref for ref in self._refs if ref.ordinal == entry.ordinal]
        doubtful = sum(1 for ref in refs if (look := self._looks.get(_key(ref))) is not None and look.doubtful)
        scanning = self._scanning is not None and self._scanning[0] == entry.ordinal
        return PaperRow(entry, len(refs), doubtful, scanning)

    # What can be done now.

    def _can_scan(self, number: int) -> bool:
        return self._entry(number) is not None and not self._sheet.locked

    def _entry(self, ordinal: int) -> PaperEntry | None:
        return next((entry for entry in self._sheet.draft.papers if entry.ordinal == ordinal), None)

    def _open_paper(self) -> bool:
        return self._view.papers.table.current is not None and not self._sheet.locked and not self._view.typing()

    def _on_a_page(self) -> bool:
        return self._view.papers.strip.current_key is not None and not self._sheet.locked and not self._view.typing()

    # Scanning.

    def scan(self, ordinal: int) -> None:
        """Scan into a paper; its pages appear as they come."""
        entry = self._entry(ordinal)
        if entry is None or self._sheet.locked:
            return
        self._view.papers.table.select_key(ordinal)
        if self._scanning is not None:
            self._trouble(Notice(_("Máy quét đang bận với giấy tờ số {number}.").format(number=self._scanning[0])))
            return
        if entry.state is PaperState.SHOWN:
            self._trouble(
                Notice(_("Giấy tờ số {number} chỉ xuất trình: không quét, không giữ bản sao.").format(number=ordinal))
            )
            return
        progress = _ScanProgress(self)
        self._scanning = ordinal, progress
        self._view.papers.trouble.hide()
        self._view.papers.progress.follow(progress, _("Đang quét giấy tờ số {number}…").format(number=ordinal))
        self.counted.emit()
        papers, session = self._papers, self._room.session()
        self._room.background.pool.submit(
            lambda: papers.scan(session, ordinal, progress.stop, self._page.emit),
            lambda _outcome: self._scan_ended(None),
            self._scan_ended,
            owner=self,
        )

    def _on_page(self, ref: PageRef) -> None:
        if self._scanning is not None:
            self._scanning[1].report(0, 0, _("Giấy tờ số {number}: trang {page}").format(
                number=ref.ordinal, page=1 + sum(1 for one in self._refs if one.ordinal == ref.ordinal)
            ))  # fmt: skip
        self._refs = tuple(sorted((*self._refs, ref), key=lambda one: one.ordinal))
        self._ask_look(ref)
        self.arrived.emit(ref.ordinal)
        self._show()

    def _scan_ended(self, notice: Notice | None) -> None:
        if self._scanning is None:
            return
        self._scanning[1].deleteLater()
        self._scanning = None
        self._view.papers.progress.finish()
        if notice is not None:
            self._trouble(notice)
        self.refresh()

    def _trouble(self, notice: Notice) -> None:
        self._view.papers.trouble.show_text(f"{notice.text} {notice.next_step}".strip(), notice.tone)
        self._view.papers.trouble.show()
        self.counted.emit()

    def _stop(self) -> None:
        if self._scanning is not None:
            self._scanning[1].stop.set()

    # Files.

    def _current(self) -> int:
        row = self._view.papers.table.current
        return row.entry.ordinal if row is not None else 0

    def _ask_files(self) -> None:
        self._bring(self._room.interaction.open_files(_("Lấy tệp vào giấy tờ"), _FILES))

    def _paste(self) -> None:
        data = QApplication.clipboard().mimeData()
        if data.hasUrls():
            self._bring([url for url in data.urls() if url.isLocalFile()])
        elif data.hasImage():
            self._bring(data.imageData())

    def _bring(self, content: object) -> None:
        ordinal = self._current()
        if not ordinal or self._sheet.locked:
            return
        if isinstance(content, QImage):
            self._bring_image(ordinal, content)
            return
        self.bring(ordinal, [Path(one.toLocalFile()) if isinstance(one, QUrl) else one for one in content])  # type: ignore[attr-defined]  # a list

    def bring(self, ordinal: int, paths: Sequence[Path]) -> None:
        """Put files into a paper, one after the other."""
        papers, session = self._papers, self._room.session()
        for path in paths:
            self._do(partial(_bring_file, papers, session, ordinal, path))

    def _bring_image(self, ordinal: int, image: QImage) -> None:
        buffer = QBuffer(self)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
        data = bytes(buffer.data().data())
        buffer.deleteLater()
        papers, session = self._papers, self._room.session()
        name = _("ảnh dán")
        self._do(lambda: ordinal if papers.bring_data(session, ordinal, data, name) else 0)

    # Putting pages in order.

    def _edit(self, act: str) -> None:
        key = self._view.papers.strip.current_key
        if not isinstance(key, tuple):
            return
        ordinal, page = int(key[0]), str(key[1])
        papers = self._papers
        of_paper = [ref.page.page for ref in self._refs if ref.ordinal == ordinal]
        if page not in of_paper:
            return
        place = of_paper.index(page)
        self._touched.append(ordinal)

        def edit() -> int:
            spool = papers.spool(ordinal)
            if act == "rotate":
                spool.rotate(page, 90)
            elif act == "delete":
                spool.delete(page)
            else:
                spool.move(page, max(0, place - 1) if act == "earlier" else place + 1)
            return 0

        self._do(edit)

    def _step(self, act: str) -> None:
        if self._sheet.locked:
            return
        papers = self._papers
        ordinal = self._touched[-1] if self._touched else self._current()
        if act == "undo" and len(self._touched) > 1:
            self._touched.pop()

        def step() -> int:
            if ordinal:
                spool = papers.spool(ordinal)
                spool.undo() if act == "undo" else spool.redo()
            return 0

        self._do(step)

    def _do(self, act: Callable[[], int]) -> None:
        """Do one edit after the other: their order is their meaning."""
        self._edits.append(act)
        if not self._editing:
            self._next_edit()

    def _next_edit(self) -> None:
        if not self._edits:
            self._editing = False
            self.refresh()
            return
        self._editing = True
        self._room.background.pool.submit(self._edits.popleft(), self._edited, self._edit_failed, owner=self)

    def _edited(self, came_into: int) -> None:
        if came_into:
            self.arrived.emit(came_into)
        self._next_edit()

    def _edit_failed(self, notice: Notice) -> None:
        self._trouble(notice)
        self._next_edit()

    # Pictures.

    def refresh(self) -> None:
        """Read anew what lies on disk."""
        papers = self._papers
        self._room.background.pool.submit(
            papers.pages, lambda refs: self._take_refs(papers, refs), self._trouble, owner=self
        )

    def _take_refs(self, papers: DraftPapers, refs: tuple[PageRef, ...]) -> None:
        if papers is not self._papers:
            return
        self._refs = refs
        for ref in refs:
            self._ask_look(ref)
        self._show()

    def _ask_look(self, ref: PageRef) -> None:
        key = _key(ref)
        if key in self._asked:
            return
        self._asked.add(key)
        papers = self._papers

        def look() -> _Look:
            image = decoded(papers.thumbnail(ref, _THUMBNAIL))
            if papers.spool(ref.ordinal).read(ref.page.page).startswith(b"%PDF"):
                return _Look(image, doubtful=False)
            quality = papers.quality(ref)
            return _Look(image, quality.blank or quality.blurred)

        def keep(seen: _Look) -> None:
            if papers is self._papers:
                self._looks[key] = seen
                self._show()

        self._room.background.pool.submit(look, keep, self._trouble, owner=self)

    def show_strip(self) -> None:
        """Show the pages of the papers that are in the draft; those of a removed one wait for it to come back."""
        self._show()

    def _shown_refs(self) -> tuple[PageRef, ...]:
        known = {entry.ordinal for entry in self._sheet.draft.papers}
        return tuple(ref for ref in self._refs if ref.ordinal in known)

    def _show(self) -> None:
        blank = QImage()
        pages, seen = [], dict[int, int]()
        for ref in self._shown_refs():
            seen[ref.ordinal] = seen.get(ref.ordinal, 0) + 1
            look = self._looks.get(_key(ref))
            pages.append(
                Thumbnail(
                    (ref.ordinal, ref.page.page),
                    look.image if look else blank,
                    f"{ref.ordinal}·{seen[ref.ordinal]}",
                    attention=look.doubtful if look else False,
                )
            )
        self._view.papers.strip.set_pages(pages)
        self.counted.emit()

    def _see_large(self, key: tuple[int, str]) -> None:
        refs, papers = self._shown_refs(), self._papers
        place = next((at for at, ref in enumerate(refs) if (ref.ordinal, ref.page.page) == tuple(key)), 0)
        near = refs[max(0, place - 2) : place + 3]

        def draw() -> list[tuple[str, QImage]]:
            return [
                (
                    _("Giấy tờ số {number}").format(number=ref.ordinal),
                    decoded(papers.thumbnail(ref, _LARGE)),
                )
                for ref in near
            ]

        at = place - max(0, place - 2)
        self._room.background.pool.submit(
            draw, lambda pages: self._view.pages.open_pages(pages, at), self._trouble, owner=self
        )


def _bring_file(papers: DraftPapers, session: Session, ordinal: int, path: Path) -> int:
    return ordinal if papers.bring_file(session, ordinal, path) else 0


def _key(ref: PageRef) -> _Key:
    return ref.ordinal, ref.page.page, ref.page.rotation
