"""A table that breaks over pages between its records, and inside a record only where no page can hold it.

reportlab's own table measures all rows again at each break and cannot divide a row that is part of a span. Here every
record is measured once and keeps its rows together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable

from app.printing.forms.blocks import Block
from app.printing.forms.layout import Cell, Rows, places

_ENDLESS = 1e6
_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Padding:
    """White around the content of a cell, points."""

    side: float
    top: float
    bottom: float

    @property
    def high(self) -> float:
        """What it adds to the height."""
        return self.top + self.bottom


@dataclass(frozen=True, slots=True)
class _Piece:
    """The content of a cell in its place; ``top`` from the upper edge of its band."""

    left: float
    top: float
    width: float
    height: float
    content: tuple[Block, ...]
    middle: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one record, measured."""

    pieces: tuple[_Piece, ...]
    height: float


def band(rows: Rows, widths: Sequence[float], padding: Padding, content: Callable[[Cell], list[Block]]) -> Band:
    """Return the rows as a measured band.

    Args:
        rows: the cells.
        widths: of the columns, points.
        padding: around each cell's content.
        content: makes the blocks of a cell.
    """
    placed = [(row, column, cell, tuple(content(cell))) for row, column, cell in places(rows, len(widths))]
    wide = [sum(widths[column : column + cell.across]) for _, column, cell, _ in placed]
    needed = [
        _stack(blocks, width - 2 * padding.side) + padding.high
        for (*_, blocks), width in zip(placed, wide, strict=True)
    ]
    heights = [0.0] * len(rows)
    # Cells of one row first: what a taller cell still lacks goes to its last row.
    for (row, _, cell, _), height in sorted(zip(placed, needed, strict=True), key=lambda one: one[0][2].down):
        lacking = height - sum(heights[row : row + cell.down])
        heights[row + cell.down - 1] += max(0.0, lacking)
    pieces = [
        _Piece(
            left=sum(widths[:column]),
            top=sum(heights[:row]),
            width=width,
            height=sum(heights[row : row + cell.down]),
            content=blocks,
            middle=not cell.lines and not cell.room,
        )
        for (row, column, cell, blocks), width in zip(placed, wide, strict=True)
    ]
    return Band(tuple(pieces), sum(heights))


def joined(bands: Sequence[Band]) -> Band:
    """Return bands as one, which is not divided where a page can hold it."""
    pieces: list[_Piece] = []
    height = 0.0
    for one in bands:
        pieces += [replace(piece, top=piece.top + height) for piece in one.pieces]
        height += one.height
    return Band(tuple(pieces), height)


def _stack(content: Sequence[Block], width: float) -> float:
    """Return the height of blocks one below the other."""
    total = 0.0
    for index, block in enumerate(content):
        total += float(block.wrap(width, _ENDLESS)[1]) + (float(block.getSpaceBefore()) if index else 0.0)
    return total


class Grid(Flowable):  # type: ignore[misc]  # the library has no types
    """Bands under a head that is repeated on every page."""

    def __init__(
        self, head: Band, bands: Sequence[Band], *, padding: Padding, room: float, left: float, lines: bool
    ) -> None:
        """Take what to show.

        Args:
            head: stands above the bands, on each page again.
            bands: the records, measured.
            padding: the one the bands were measured with.
            room: height of an empty page, points.
            left: where the table begins, points from the left edge of the column.
            lines: draw the lines between the cells.
        """
        super().__init__()
        self._head, self._bands = head, tuple(bands)
        self._padding, self._room, self._left, self._lines = padding, room, left, lines
        self.canv: Any = None

    @property
    def tail(self) -> float:
        """The height of the last record: what should stand on the page of the signatures at least."""
        return self._bands[-1].height if self._bands else 0.0

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width, self.height = available, self._head.height + sum(one.height for one in self._bands)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list["Grid"]:
        """Return as many records as fit into height, and the others; nothing where no record fits."""
        left, fitting = height - self._head.height, 0
        while fitting < len(self._bands) and self._bands[fitting].height <= left:
            left -= self._bands[fitting].height
            fitting += 1
        if fitting == len(self._bands):
            return [self]
        before, after = self._bands[:fitting], self._bands[fitting:]
        if after[0].height > self._room - self._head.height and (parts := _divide(after[0], left, self._padding)):
            before, after = (*before, parts[0]), (parts[1], *after[1:])
        return [self._part(before), self._part(after)] if before else []

    def draw(self) -> None:
        """Draw from the upper edge down."""
        self.canv.setLineWidth(_LINE)
        upper = self.height
        for one in (self._head, *self._bands):
            for piece in one.pieces:
                self._draw(piece, upper - piece.top)
            upper -= one.height
        if self._lines:
            # The cells have drawn their right and lower edges.
            right = self._left + max(piece.left + piece.width for one in self._bands for piece in one.pieces)
            self.canv.line(self._left, 0, self._left, self.height)
            self.canv.line(self._left, self.height, right, self.height)

    def _part(self, bands: tuple[Band, ...]) -> "Grid":
        part = Grid(self._head, bands, padding=self._padding, room=self._room, left=self._left, lines=self._lines)
        part.spaceBefore, part.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return part

    def _draw(self, piece: _Piece, upper: float) -> None:
        left, inner = self._left + piece.left, piece.width - 2 * self._padding.side
        if self._lines:
            right, lower = left + piece.width, upper - piece.height
            self.canv.line(right, lower, right, upper)
            self.canv.line(left, lower, right, lower)
        high = _stack(piece.content, inner)
        spare = piece.height - self._padding.high - high
        y = upper - self._padding.top - (spare / 2 if piece.middle else 0)
        for index, block in enumerate(piece.content):
            y -= block.height + (block.getSpaceBefore() if index else 0)
            block.drawOn(self.canv, left + self._padding.side, y)


def _divide(whole: Band, height: float, padding: Padding) -> tuple[Band, Band] | None:
    """Return the upper part of a band, height high, and the rest; None where nothing would stand in the upper part."""
    upper, lower, moved = [], [], False
    for piece in whole.pieces:
        room = min(height, piece.top + piece.height) - piece.top
        if room <= 0:
            lower.append((piece, piece.top - height, piece.content))
            continue
        first, rest = _fitting(piece, room - padding.high, padding)
        moved = moved or bool(first)
        upper.append(_Piece(piece.left, piece.top, piece.width, room, first, middle=False))
        if piece.top + piece.height > height:
            lower.append((piece, 0.0, rest))
    if not moved or not lower:
        return None
    return Band(tuple(upper), height), _rest(lower, padding)


def _fitting(piece: _Piece, room: float, padding: Padding) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return what of a piece's content fits into room, and the rest."""
    if piece.height <= room + padding.high:
        return piece.content, ()
    width = piece.width - 2 * padding.side
    first: list[Block] = []
    for index, block in enumerate(piece.content):
        high = block.wrap(width, _ENDLESS)[1]
        if high <= room:
            first.append(block)
            room -= high
            continue
        parts = block.split(width, room)
        if len(parts) < 2:
            return tuple(first), piece.content[index:]
        return (*first, parts[0]), (*parts[1:], *piece.content[index + 1 :])
    return tuple(first), ()


def _rest(lower: Sequence[tuple[_Piece, float, tuple[Block, ...]]], padding: Padding) -> Band:
    """Return the lower part of a divided band, as high as its contents need."""
    ends = [
        top + max(_stack(content, piece.width - 2 * padding.side) + padding.high, piece.height if top else 0.0)
        for piece, top, content in lower
    ]
    height = max(ends)
    bottom = max(piece.top + piece.height for piece, _, _ in lower)
    pieces = [
        _Piece(
            piece.left,
            top,
            piece.width,
            (height if piece.top + piece.height >= bottom - _LINE else end) - top,
            content,
            middle=False,
        )
        for (piece, top, content), end in zip(lower, ends, strict=True)
    ]
    return Band(tuple(pieces), height)
