"""Pages of a form: margins, page breaks, page numbers, copies, what is stamped across, and one PDF at the end."""

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, KeepInFrame, Paragraph

from app.printing import fonts
from app.printing.forms.blocks import Block, Drawn
from app.printing.forms.grid import Grid
from app.printing.forms.sheets import Sheet
from app.printing.pen import Pen

# Base-85 text inside a PDF makes it a quarter larger and costs 6 ms a slip in pure Python.
rl_config.useA85 = 0

PRACTICE_MARK = "HỒ SƠ TẬP – KHÔNG CÓ GIÁ TRỊ"

# The fonts' subsets are global in reportlab: one form at a time for the process.
_ONE_AT_A_TIME = threading.Lock()
_ENDLESS = 1e6
_OUTLINE = 1
"""PDF text that is only drawn around, so that what is written over it stays readable."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a form, which never stands alone on a page.

    Attributes:
        keep: what is before the end; at least its last part, a record or two lines, goes with the end.
        end: totals, signatures, notes; on one page where one page can hold them.
    """

    keep: Block
    end: tuple[Block, ...]


class Pages:
    """Lays a form out once and shows its pages once for each copy."""

    def __init__(self, sheet: Sheet, *, title: str, author: str, practice: bool, void: str = "") -> None:
        """Begin a document.

        Args:
            sheet: margins and type.
            title: the PDF's own title; no personal data.
            author: the PDF's own author.
            practice: mark every page as made for practice.
            void: written across every page; empty: the paper is good.
        """
        fonts.load()
        self._sheet = sheet
        self._practice, self._void = practice, void
        self._size = (sheet.size[0] * mm, sheet.size[1] * mm)
        self._room = self._size[1] - (sheet.top + sheet.bottom) * mm
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(self._out, pagesize=self._size, invariant=1, lang="vi")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._forms: list[str] = []
        self._label_place = (0, 0.0, 0.0)
        self._down = 0.0

    @property
    def column(self) -> float:
        """Width between the margins, points."""
        return float(self._size[0] - (self._sheet.left + self._sheet.right) * mm)

    @property
    def room(self) -> float:
        """Height between the margins, points."""
        return float(self._room)

    def label(self) -> Block:
        """Return the block where each copy bears its own label; it may stand once in a form."""

        def draw(canvas: Pen, width: float) -> None:
            x, y = canvas.absolutePosition(width / 2, 0.25 * self._sheet.body_type)
            self._label_place = len(self._forms), x, y

        return Drawn(1.15 * self._sheet.body_type, draw)

    def pdf(self, blocks: Sequence[Block | Closing], copies: Sequence[str] = ("",), *, down: float = 0) -> bytes:
        """Return the finished document; the same blocks give the same bytes. May be called once.

        Args:
            blocks: the form.
            copies: the label of each copy; page numbers begin again with each.
            down: points left free at the head of the first page, as far as the form still fits below.
        """
        todo = list(blocks)
        if down:
            self._down = max(0.0, min(down, self._room - self._height(*_flat(todo))))
        with _ONE_AT_A_TIME:
            while todo:
                self._page(todo)
            for copy in copies:
                self._show(copy)
            self._canvas.save()
        return self._out.getvalue()

    def _page(self, todo: list[Block | Closing]) -> None:
        name = f"page{len(self._forms) + 1}"
        self._canvas.beginForm(name)
        if self._practice:
            self._mark()
        if self._void:
            self._cross_out()
        self._fill(todo)
        self._number(len(self._forms) + 1)
        self._canvas.endForm()
        self._forms.append(name)

    def _fill(self, todo: list[Block | Closing]) -> None:
        """Move blocks from todo to the page until the next one needs another page."""
        sheet = self._sheet
        left, empty = self._room - (0 if self._forms else self._down), True
        frame: Any = Frame(sheet.left * mm, sheet.bottom * mm, self.column, left, 0, 0, 0, 0)
        while todo:
            block = todo[0]
            if isinstance(block, Closing):
                laid = self._close(block, left, empty=empty)
                if not laid:
                    return
                todo[:1] = laid
                continue
            if not empty and self._announces(block, todo[1:2], left):
                return
            if frame.add(block, self._canvas):
                todo.pop(0)
            else:
                parts = frame.split(block, self._canvas)
                if len(parts) > 1 and frame.add(parts[0], self._canvas):
                    todo[:1] = parts[1:]
                elif not empty:
                    return
                elif isinstance(block, KeepInFrame):
                    raise ValueError(f"a block is larger than a page: {block!r:.80}")
                else:
                    # Not even a page of its own can hold it: made smaller rather than lost.
                    todo[0] = KeepInFrame(self.column, self._room - 1, [block], mode="shrink")
                    continue
            left, empty = frame._y - frame._y1p, False  # noqa: SLF001 - the frame does not tell its room otherwise

    def _close(self, closing: Closing, left: float, *, empty: bool) -> list[Block | Closing]:
        """Return what to lay in the place of closing; nothing where it belongs on the next page."""
        keep, end = closing.keep, closing.end
        after = self._height(*end)
        if after > self._room:
            # No page holds the end: then at least the signatures at its end are not left alone.
            return [keep, Closing(end[0], end[1:])] if len(end) > 1 else [keep, *end]
        whole = self._height(keep)
        if whole + after <= left:
            return [keep, *end]
        # Divided so that a last part is left for the page of the end.
        parts = keep.split(self.column, min(left, whole - _tail(keep)) - keep.getSpaceBefore())
        if len(parts) > 1:
            return [parts[0], Closing(parts[1], end)]
        return [keep, *end] if empty else []

    def _announces(self, block: Block, following: Sequence[Block | Closing], left: float) -> bool:
        """Say whether block is a line above a table of which nothing would fit under it."""
        table = following[0].keep if following and isinstance(following[0], Closing) else next(iter(following), None)
        if not isinstance(block, Paragraph) or not isinstance(table, Grid):
            return False
        room = left - self._height(block) - table.getSpaceBefore()
        return table.wrap(self.column, room)[1] > room and not table.split(self.column, room)

    def _height(self, *blocks: Block) -> float:
        total = 0.0
        for block in blocks:
            total += block.wrap(self.column, _ENDLESS)[1] + max(block.getSpaceBefore(), block.getSpaceAfter())
        return total

    def _show(self, label: str) -> None:
        page, x, y = self._label_place
        for index, form in enumerate(self._forms):
            self._canvas.doForm(form)
            if label and index == page:
                self._canvas.setFont(fonts.ITALIC, self._sheet.body_type)
                self._canvas.drawCentredString(x, y, label)
            self._canvas.showPage()

    def _mark(self) -> None:
        canvas, (width, height) = self._canvas, self._size
        size = 0.95 * min(width, height) / fonts.width(PRACTICE_MARK, fonts.BOLD, 1)
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.setFont(fonts.BOLD, size)
        for part in (0.2, 0.5, 0.8):
            canvas.saveState()
            canvas.translate(width / 2, height * part)
            canvas.rotate(25)
            canvas.drawCentredString(0, -size / 3, PRACTICE_MARK)
            canvas.restoreState()
        canvas.restoreState()

    def _cross_out(self) -> None:
        """Write across the page in outlines; the codes, on their white ground, stay readable."""
        canvas, (width, height) = self._canvas, self._size
        size = 0.75 * min(width, height) / fonts.width(self._void, fonts.BOLD, 1)
        canvas.saveState()
        canvas.setLineWidth(1.2)
        canvas.setFont(fonts.BOLD, size)
        canvas.translate(width / 2, height * 0.45)
        canvas.rotate(30)
        canvas.drawCentredString(0, -size / 3, self._void, mode=_OUTLINE)
        canvas.restoreState()

    def _number(self, number: int) -> None:
        # The decree: in the middle of the upper margin, not on the first page.
        if number == 1:
            return
        sheet = self._sheet
        self._canvas.setFont(fonts.REGULAR, sheet.page_type)
        baseline = self._size[1] - sheet.top / 2 * mm - sheet.page_type / 3
        self._canvas.drawCentredString(sheet.left * mm + self.column / 2, baseline, str(number))


def _flat(blocks: Sequence[Block | Closing]) -> list[Block]:
    pairs = [(one.keep, *one.end) if isinstance(one, Closing) else (one,) for one in blocks]
    return [block for pair in pairs for block in pair]


def _tail(block: Block) -> float:
    """Return how much of a block should stand on the page of what follows it at least."""
    if isinstance(block, Grid):
        return block.tail
    return 2 * float(block.style.leading) if isinstance(block, Paragraph) else 0.0
