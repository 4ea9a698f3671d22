"""One line of the checklist: what it says, as columns."""

from dataclasses import dataclass

from app.core.words import _, _n, mark
from app.domain.dossiers import PaperState
from app.domain.drafts import PaperEntry
from app.domain.reuse import Offer
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell, Column


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the draft with what was scanned of it.

    Attributes:
        pages: how many pages are on disk.
        doubtful: how many of them look blank or blurred.
        scanning: pages are coming in.
        offer: what the office holds for it.
    """

    entry: PaperEntry
    pages: int = 0
    doubtful: int = 0
    scanning: bool = False
    offer: Offer | None = None


_STATES = {
    PaperState.MISSING: (mark("chưa nộp"), Tone.ATTENTION),
    PaperState.HANDED_IN: (mark("đã nộp"), Tone.DONE),
    PaperState.SHOWN: (mark("chỉ xuất trình"), Tone.NEUTRAL),
    PaperState.NOT_APPLICABLE: (mark("không áp dụng"), Tone.NEUTRAL),
    PaperState.REUSED: (mark("↻ dùng lại"), Tone.DONE),
    PaperState.LOOKED_UP: (mark("✓ đã tra cứu"), Tone.DONE),
}


def _name(row: PaperRow) -> Cell:
    condition = f" ({row.entry.condition})" if row.entry.condition else ""
    idle = row.entry.state is PaperState.NOT_APPLICABLE
    return Cell(row.entry.name + condition, quiet=idle, strong=row.scanning)


def _count(number: int) -> Cell:
    return Cell(str(number) if number else "–", quiet=not number)


def _state(row: PaperRow) -> Cell:
    if row.scanning:
        return Cell(_n("đang quét · {pages} trang", row.pages).format(pages=row.pages), Tone.INFO, pill=True)
    if row.doubtful:
        words = _n("{pages} trang · xem lại {doubtful}", row.pages)
        text = words.format(pages=row.pages, doubtful=row.doubtful)
        return Cell(text, Tone.ATTENTION, pill=True)
    if row.pages:
        return Cell(_n("✓ {pages} trang đã quét", row.pages).format(pages=row.pages), Tone.DONE, pill=True)
    return _said(row) or Cell(_(_STATES[row.entry.state][0]), _STATES[row.entry.state][1], pill=True)


def _said(row: PaperRow) -> Cell | None:
    """Return what is more than the state: one that is held, one that does not do, one that is not counted."""
    entry = row.entry
    waits = entry.state in {PaperState.MISSING, PaperState.NOT_APPLICABLE}
    if waits and row.offer is not None and not row.offer.expired:
        return Cell(_("có sẵn · bấm L"), Tone.INFO, pill=True)
    if entry.state is PaperState.MISSING and entry.note:
        return Cell(f"! {_(entry.note)}", Tone.ATTENTION, pill=True)
    if entry.state is PaperState.HANDED_IN and not _counted(entry):
        return Cell(_("! chưa ghi số bản"), Tone.ATTENTION, pill=True)
    return None


def _counted(entry: PaperEntry) -> int:
    return entry.originals + entry.certified_copies + entry.photocopies


def _copies(row: PaperRow) -> Cell:
    """Certified copies as a number, photocopies marked: "1", "2 p", "1 + 2 p"."""
    certified, photocopies = row.entry.certified_copies, row.entry.photocopies
    parts = [str(certified)] if certified else []
    parts += [_("{count} p").format(count=photocopies)] if photocopies else []
    return Cell(" + ".join(parts) or "–", quiet=not parts)


COLUMNS: tuple[Column[PaperRow], ...] = (
    Column(mark("#"), lambda row: Cell(str(row.entry.ordinal), quiet=True), 32),
    Column(mark("Giấy tờ"), _name, lines=2, least=150),
    Column(mark("Chính"), lambda row: _count(row.entry.originals), 48, right=True, drop=1),
    Column(mark("Sao"), _copies, 52, right=True, drop=2),
    Column(mark("Tình trạng"), _state, 150),
)
