"""Tables of a form: the layout's cells with the values of each record."""

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from app.printing import codes
from app.printing.forms.blocks import Block, Drawn, space
from app.printing.forms.filling import Said
from app.printing.forms.grid import Band, Grid, Padding, band, joined
from app.printing.forms.kinds import cell_kind
from app.printing.forms.layout import Cell, Rows, TableLayout
from app.printing.forms.sheets import Sheet
from app.printing.forms.text import inner_kind, lines
from app.printing.pen import Pen

_SIDE, _ABOVE, _BELOW = 0.19, 0.1, 0.19
"""White around the content of a cell, as a multiple of the type of the body."""
_ROW_QR = 12
"""Least side of a QR, millimetres."""


def table(name: str, layout: TableLayout, told: Said, sheet: Sheet, *, column: float, room: float) -> Block:
    """Return a table with its records.

    Args:
        name: of the table's rows.
        layout: its columns and cells.
        told: all values and rows of the form.
        sheet: margins and type.
        column: width between the margins, points.
        room: height between the margins, points.
    """
    width = min(layout.measure * mm or column, column)
    widths = [part / sum(layout.widths) * width for part in layout.widths]
    white = sheet.body_type if layout.lines else 0.0
    padding = Padding(_SIDE * white, _ABOVE * white, _BELOW * white)

    def made(rows: Rows, values: Said) -> Band:
        return band(rows, widths, padding, lambda cell: _content(cell, layout, values, sheet))

    bands = [made(layout.record, told.within(row)) for row in told.rows[name]]
    if not bands and layout.empty:
        whole = Cell(text=layout.empty, across=len(widths), align="center")
        bands.append(made(((whole,),), told))
    if layout.foot:
        # The sums stay with the last record.
        bands[-1:] = [joined([*bands[-1:], made(layout.foot, told)])]
    left = (column - width) / 2
    grid = Grid(made(layout.head, told), bands, padding=padding, room=room, left=left, lines=layout.lines)
    grid.spaceBefore = grid.spaceAfter = max(sheet.gap * 1.5, sheet.body_type * 0.25)
    return grid


def _content(cell: Cell, layout: TableLayout, told: Said, sheet: Sheet) -> list[Block]:
    blocks: list[Block] = []
    if cell.qr:
        blocks.append(_qr(told.values[cell.qr]))
    elif cell.lines:
        blocks += lines(cell.lines, told, inner_kind(sheet, layout.scale))
    else:
        kind = cell_kind(sheet, layout.scale, cell.align)
        # An empty cell keeps the height of a line.
        blocks.append(Paragraph(cell.text.format_map(told.values) or "&nbsp;", kind))
    if cell.room:
        blocks.append(space(cell.room * mm))
    if cell.below:
        blocks.append(Paragraph(cell.below.format_map(told.values), cell_kind(sheet, layout.scale, cell.align)))
    return blocks


def _qr(text: str) -> Block:
    """Return text as a small QR; nothing where there is nothing to say."""
    size = _ROW_QR * mm
    margin = codes.QR_QUIET_MODULES * size / len(codes.qr(text)) if text else 0.0

    def draw(canvas: Pen, width: float) -> None:
        if text:
            codes.draw_qr(canvas, text, (width - size) / 2, margin, size)

    return Drawn(size + 2 * margin, draw)
