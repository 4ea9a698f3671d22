"""Writing tables as XLSX: every cell is text, so that no zero is lost and nothing is taken for a formula."""

import io
from collections.abc import Collection, Sequence
from typing import Any

from app.core.vietnamese import nfc

_HEAD, _MARKED = "DCE9EE", "FCE8E6"
_TEXT = "@"
_NARROWEST, _WIDEST = 12, 60
_LONGEST_TITLE = 31
_NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def xlsx(
    title: str,
    titles: Sequence[str],
    lines: Sequence[Sequence[str]],
    *,
    marked: Collection[tuple[int, int]] = (),
    spare: int = 0,
    beside: tuple[str, Sequence[Sequence[str]]] | None = None,
) -> bytes:
    """Return a workbook with one sheet.

    Args:
        title: of the sheet.
        titles: the first line.
        lines: what stands below.
        marked: (line, column) of cells that stand out, both from 0.
        spare: so many empty lines below are text already, for what somebody types.
        beside: title and lines of a second sheet that explains the first.
    """
    # Not at the top: the window's start would wait for it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    _widen(sheet, [titles, *lines])
    sheet.append([_cell(sheet, name, _HEAD) for name in titles])
    for at, line in enumerate(lines):
        sheet.append([_cell(sheet, text, _MARKED if (at, n) in marked else "") for n, text in enumerate(line)])
    for _line in range(spare):
        sheet.append([_cell(sheet, "") for _name in titles])
    if beside is not None:
        second = book.create_sheet(_title(beside[0]))
        _widen(second, beside[1])
        for line in beside[1]:
            second.append([_cell(second, text) for text in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(text: str) -> str:
    return text.translate(_NO_TITLE)[:_LONGEST_TITLE]


def _widen(sheet: Any, lines: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.utils import get_column_letter

    for place in range(max(map(len, lines))):
        letters = max(len(line[place]) for line in lines if place < len(line))
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(letters + 2, _NARROWEST), _WIDEST)


def _cell(sheet: object, text: str, ground: str = "") -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", nfc(text)))
    cell.data_type = "s"
    cell.number_format = _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    if ground == _HEAD:
        cell.font = Font(bold=True)
    return cell
