"""Pages of a form: margins, page breaks, page numbers, copies, the practice mark, and one PDF at the end."""

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame

from app.printing import fonts
from app.printing.forms.layout import Sheet
from app.printing.pen import Pen

# Base-85 text inside a PDF makes it a quarter larger and costs 6 ms a slip in pure Python.
rl_config.useA85 = 0

Block: TypeAlias = Any
"""A reportlab Flowable; the library has no types."""

PRACTICE_MARK = "HỒ SƠ TẬP – KHÔNG CÓ GIÁ TRỊ"

# The fonts' subsets are global in reportlab: one form at a time for the process.
_ONE_AT_A_TIME = threading.Lock()


class Drawn(Flowable):  # type: ignore[misc]  # the library has no types
    """A block that is as wide as the column and is drawn by a function of (canvas, width)."""

    def __init__(self, height: float, draw: Callable[[Pen, float], None]) -> None:
        super().__init__()
        self.width, self.height, self._draw = 0.0, height, draw

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = available
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._draw(self.canv, self.width)


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where one page can hold them."""

    blocks: tuple[Block, ...]


class Pages:
    """Lays a form out once and shows its pages once for each copy."""

    def __init__(self, sheet: Sheet, *, title: str, author: str, practice: bool) -> None:
        """Begin a document.

        Args:
            sheet: margins and type.
            title: the PDF's own title; no personal data.
            author: the PDF's own author.
            practice: mark every page as made for practice.
        """
        fonts.load()
        self._sheet = sheet
        self._practice = practice
        self._size = (sheet.size[0] * mm, sheet.size[1] * mm)
        self._room = self._size[1] - (sheet.top + sheet.bottom) * mm
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(self._out, pagesize=self._size, invariant=1, lang="vi")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._forms: list[str] = []
        self._label_place = (0, 0.0, 0.0)

    @property
    def column(self) -> float:
        """Width between the margins, points."""
        return float(self._size[0] - (self._sheet.left + self._sheet.right) * mm)

    def label(self) -> Block:
        """Return the block where each copy bears its own label; it may stand once in a form."""

        def draw(canvas: Pen, width: float) -> None:
            x, y = canvas.absolutePosition(width / 2, 0.25 * self._sheet.body_type)
            self._label_place = len(self._forms), x, y

        return Drawn(1.15 * self._sheet.body_type, draw)

    def pdf(self, blocks: Sequence[Block | Together], copies: Sequence[str] = ("",)) -> bytes:
        """Return the finished document; the same blocks give the same bytes. May be called once.

        Args:
            blocks: the form.
            copies: the label of each copy; page numbers begin again with each.
        """
        todo = list(blocks)
        with _ONE_AT_A_TIME:
            while todo:
                self._page(todo)
            for copy in copies:
                self._show(copy)
            self._canvas.save()
        return self._out.getvalue()

    def _page(self, todo: list[Block | Together]) -> None:
        name = f"page{len(self._forms) + 1}"
        self._canvas.beginForm(name)
        if self._practice:
            self._mark()
        self._fill(todo)
        self._number(len(self._forms) + 1)
        self._canvas.endForm()
        self._forms.append(name)

    def _fill(self, todo: list[Block | Together]) -> None:
        """Move blocks from todo to the page until the next one needs another page."""
        sheet = self._sheet
        frame: Any = Frame(sheet.left * mm, sheet.bottom * mm, self.column, self._room, 0, 0, 0, 0)
        left, empty = self._room, True
        while todo:
            block = todo[0]
            if isinstance(block, Together):
                if not empty and self._height(block) > left:
                    return
                todo[:1] = block.blocks
                continue
            if frame.add(block, self._canvas):
                todo.pop(0)
            else:
                parts = frame.split(block, self._canvas)
                if not parts or not frame.add(parts[0], self._canvas):
                    if empty:
                        raise ValueError(f"a block is larger than a page: {block!r:.80}")
                    return
                todo[:1] = parts[1:]
            left, empty = frame._y - frame._y1p, False  # noqa: SLF001 - the frame does not tell its room otherwise

    def _height(self, together: Together) -> float:
        total = 0.0
        for block in together.blocks:
            total += block.wrap(self.column, self._room)[1] + max(block.getSpaceBefore(), block.getSpaceAfter())
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
        size = 0.95 * width / fonts.width(PRACTICE_MARK, fonts.BOLD, 1)
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

    def _number(self, number: int) -> None:
        # The decree: in the middle of the upper margin, not on the first page.
        if number == 1:
            return
        sheet = self._sheet
        self._canvas.setFont(fonts.REGULAR, sheet.page_type)
        baseline = self._size[1] - sheet.top / 2 * mm - sheet.page_type / 3
        self._canvas.drawCentredString(sheet.left * mm + self.column / 2, baseline, str(number))
