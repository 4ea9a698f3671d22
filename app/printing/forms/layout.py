"""Layouts of forms as versioned data: which lines, in which order, in which type. Laws change, the code does not."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from app.printing.forms.sheets import Frozen

Align = Literal["left", "center", "right"]
Style = Literal[
    "line", "plain", "center", "heading", "subtitle", "remark", "note", "big", "big_item", "big_heading", "big_title"
]


class Line(Frozen):
    """One line of a form; ``{names}`` stand for values.

    Attributes:
        when: print it only if the value of this name is not empty; empty: always.
        each: print it once for each row of this name, ``{no}`` counting from 1.
        blanks: lines to write on by hand: for ``each`` as many where there is no row, else so many more below the line
            where its last value is empty.
        table: the table of this name stands here instead.
        codes: the number as bars and QR stands here instead.
        optional: values that leave nothing where they are empty, instead of dots.
    """

    text: str = ""
    when: str = ""
    style: Style = "line"
    each: str = ""
    blanks: int = Field(default=0, ge=0, le=12)
    table: str = ""
    codes: bool = False
    optional: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_thing(self) -> "Line":
        if [bool(self.text), bool(self.table), self.codes].count(True) != 1:
            raise ValueError("a line is either text, or a table, or the codes")
        return self


class Cell(Frozen):
    """One cell of a table.

    Attributes:
        text: its text; an empty value leaves it empty.
        lines: instead of text: lines; an empty value becomes dots to be written on by hand.
        across, down: how many columns and rows it takes.
        room: millimetres left free under the text, to sign in; below: what stands under them.
        qr: name of the value that is shown as QR instead of a text; empty: none.
    """

    text: str = ""
    lines: tuple[Line, ...] = ()
    across: int = Field(default=1, ge=1)
    down: int = Field(default=1, ge=1)
    align: Align = "left"
    room: float = 0
    below: str = ""
    qr: str = ""


Rows = tuple[tuple[Cell, ...], ...]


class TableLayout(Frozen):
    """A table whose record may take several rows.

    Attributes:
        widths: parts of the table's width, which the columns share.
        head: rows that stand on every page; with the form's values.
        record: rows of one record; with the record's values, ``{no}`` counting from 1.
        foot: rows after the last record; with the form's values.
        empty: what stands there where there is no record; empty: nothing.
        scale: type relative to that of cells.
        measure: width in millimetres, in the middle of the column; 0: the whole column.
        lines: draw the lines between cells.
    """

    widths: tuple[float, ...]
    head: Rows = ()
    record: Rows
    foot: Rows = ()
    empty: str = ""
    scale: float = 1
    measure: float = 0
    lines: bool = True

    @model_validator(mode="after")
    def _rows_are_full(self) -> "TableLayout":
        for rows in (self.head, self.record, self.foot):
            taken = sum(cell.across * cell.down for _, _, cell in places(rows, len(self.widths)))
            if taken != len(rows) * len(self.widths):
                raise ValueError("the cells do not fill the rows of a table")
        return self


def places(rows: Rows, columns: int) -> list[tuple[int, int, Cell]]:
    """Return row and column of each cell: each in the first free place of its row, as in HTML.

    Raises:
        ValueError: a cell reaches over the edge.
    """
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(rows):
        for cell in cells:
            column = next((at for at in range(columns) if (row, at) not in taken), columns)
            if column + cell.across > columns or row + cell.down > len(rows):
                raise ValueError("a cell reaches over the edge of a table")
            taken |= {(row + y, column + x) for y in range(cell.down) for x in range(cell.across)}
            placed.append((row, column, cell))
    return placed


class Signature(Frozen):
    """One column of the signatures; every text may hold ``{names}``.

    Attributes:
        codes: instead of a signature: the number as bars and QR; only the first column.
    """

    title: str = ""
    hint: str = ""
    name: str = ""
    below: str = ""
    codes: bool = False


class FormLayout(Frozen):
    """One form in one edition.

    Attributes:
        name: kind and edition, e.g. ``"slip-tt03-2025"``; also the file's name.
        legal_basis: the instrument the lines come from.
        unverified: what of it no source text confirmed; for people, never printed.
        valid_from, valid_until: the days the instrument is in force, both included; None: open or not known.
        house: name of the house style.
        air: space between lines, as a multiple of the sheet's; letters have more of it than slips.
        head: above the title stands the head of a state paper, the office alone, or nothing.
        title_style: how the title is set; ``none``: it is only the name of the PDF.
        number: the form's own number, where it has one; number_blank: where it is to be written by hand.
        subtitle: lines under the title.
        copies: labels of the copies, in the order they are printed; empty: one copy without a label.
        code_label: what stands before the number under the bars.
        codes_beside_title: the bars stand left of the title and the QR right of it, where they fit.
        keep: how many lines at the end of the body stay on the page of the signatures.
        sign_when: sign only if the value of this name is not empty; empty: always.
    """

    name: str
    legal_basis: str
    unverified: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    house: str = "nd30-2020"
    landscape: bool = False
    air: float = 1
    head: Literal["state", "office", "none"] = "state"
    title: str
    title_style: Literal["title", "big_title", "none"] = "title"
    number: str = ""
    number_blank: str = ""
    subtitle: tuple[Line, ...] = ()
    copies: tuple[str, ...] = ()
    code_label: str = ""
    codes_beside_title: bool = False
    body: tuple[Line, ...]
    tables: dict[str, TableLayout] = Field(default_factory=dict)
    keep: int = Field(default=1, ge=1)
    signatures: tuple[Signature, ...] = ()
    sign_when: str = ""
    notes: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _tables_are_there(self) -> "FormLayout":
        wanted = {line.table for line in self.body if line.table}
        if wanted != set(self.tables):
            raise ValueError("the tables of the body are not the tables of the form")
        return self
