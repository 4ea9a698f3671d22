"""What a form is filled with: plain values by name, the head it stands under, and the marks of the copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from app.printing import fonts

Value: TypeAlias = str | tuple[str, ...]
"""Plain text; several are lines one below the other."""
Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is. Every text may be empty; empty ones become dotted lines.

    Attributes:
        governing_body, office_name: left of the country's name.
        place, day: the date line; None: the day is written by hand, as on a draft that waits for a signature.
        form_number: the form's own number and symbol (``"0017/PBS-TTPVHCC"``).
        phone: of the office.
        lookup_url: link by which the citizen looks a dossier up; ``{number}`` in it stands for the number. It becomes
            the QR where it holds the number; any other QR is the number itself.
    """

    governing_body: str
    office_name: str
    place: str = ""
    day: date | None = None
    form_number: str = ""
    phone: str = ""
    lookup_url: str = ""

    def link(self, number: str) -> str:
        """Return the link to the dossier of this number; without a number none."""
        return self.lookup_url.replace("{number}", number) if number else ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What this copy is.

    Attributes:
        practice: made for practice; on every page.
        reprint: how often it was printed before; 0: the first print.
        provisional: the number was given by the counter and will be replaced by the province's.
        void: a later print has taken its place; void_reason says which, in words.
        copies: which copies, 1-based; empty: all of the layout.
    """

    practice: bool = False
    reprint: int = 0
    provisional: bool = False
    void: bool = False
    void_reason: str = ""
    copies: tuple[int, ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Filling:
    """One form, filled.

    Attributes:
        values: by name; a form's lines may name only what is here or given by every form.
        rows: the rows of tables and lists, by name.
        number: shown as Code128 and QR; ASCII; empty: the form bears no codes.
        space_above: millimetres left free above the form, besides the margin, as far as it still fits below.
        pieces: how often it is printed where its copies have no labels.
    """

    head: Letterhead
    values: Row
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    marks: Marks = NO_MARKS
    number: str = ""
    space_above: float = 0
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A filling as markup.

    Attributes:
        values: by name.
        rows: by name; each row also has the form's values, and ``no``.
    """

    values: Mapping[str, str]
    rows: Mapping[str, Sequence[Mapping[str, str]]]

    def within(self, row: Mapping[str, str]) -> "Said":
        """Return the same with the values of a row."""
        return Said({**self.values, **row}, self.rows)


def said(filling: Filling) -> Said:
    """Return what a filling says, as markup, with the values every form has.

    Raises:
        PersonProblem: ``printing.letter_missing``.
    """
    head, marks = filling.head, filling.marks
    values: dict[str, Value] = {
        "governing_body": head.governing_body,
        "office": head.office_name,
        "office_phone": head.phone,
        "place": head.place,
        "form_number": head.form_number,
        "number": filling.number,
        "lookup": head.link(filling.number),
        "provisional": "x" if marks.provisional else "",
        **filling.values,
    }
    rows = {
        name: [{"no": str(no), **_markup(row)} for no, row in enumerate(rows, start=1)]
        for name, rows in filling.rows.items()
    }
    return Said(_markup(values), rows)


def _markup(values: Row) -> dict[str, str]:
    return {
        name: fonts.markup(value) if isinstance(value, str) else "<br/>".join(fonts.markup(line) for line in value)
        for name, value in values.items()
    }
