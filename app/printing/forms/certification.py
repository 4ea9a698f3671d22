"""Certified copies: the certification text for the copy, and the book of certified copies (NĐ 23/2015/NĐ-CP)."""

from dataclasses import dataclass
from datetime import date

from app.core.money import Dong, show
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row, Value
from app.printing.forms.house import day_in_words, short_day
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class CertificationData:
    """The certification text of one document; the same for each of its copies.

    Attributes:
        number, book: number in the book, and which book (``"01/2026-SCT/BS"``).
        day: of the certification; None: written by hand.
        signer_titles: authority and office of who signs, one a line.
        pieces: how many are printed, a page or label each.
        down: millimetres from the upper margin, so that the text falls on a free place of the copy.
    """

    number: str
    book: str
    day: date | None = None
    signer_titles: tuple[str, ...] = ("NGƯỜI THỰC HIỆN CHỨNG THỰC",)
    signer_name: str = ""
    pieces: int = 1
    down: float = 0
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True)
class CertificationEntry:
    """One line of the book; signer: name and office of who signed."""

    number: str
    day: date
    requester: str
    original: str
    signer: str
    copies: int
    fee: Dong | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificationBookData:
    """The book of certified copies, or a part of it.

    Attributes:
        volume: its number.
        first, last: the days it reaches over; None: written by hand.
        closing: close the book: with the signature of who certifies.
    """

    head: Letterhead
    volume: str
    entries: tuple[CertificationEntry, ...]
    first: date | None = None
    last: date | None = None
    closing: bool = False
    signer_titles: tuple[str, ...] = ("NGƯỜI THỰC HIỆN CHỨNG THỰC",)
    signer_name: str = ""
    marks: Marks = NO_MARKS


def render_certification(data: CertificationData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the certification text as PDF, one page for each piece; problems as ``compose.render``."""
    words = day_in_words(data.day)
    values: dict[str, Value] = {
        "cert_number": data.number,
        "book": data.book,
        "day": words[0].upper() + words[1:],
        "signer_titles": data.signer_titles,
        "signer_name": data.signer_name,
    }
    head = Letterhead("", "")
    filling = Filling(head, values, {"block": [{}]}, data.marks, space_above=data.down, pieces=data.pieces)
    return render("certification", filling, layout_set, paper)


def render_certification_book(data: CertificationBookData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the book as PDF, in landscape; problems as ``compose.render``."""
    fees = Dong(sum(entry.fee or 0 for entry in data.entries))
    values = {
        "volume": data.volume,
        "first": short_day(data.first),
        "last": short_day(data.last),
        "total": str(len(data.entries)),
        "copies_total": str(sum(entry.copies for entry in data.entries)),
        "fee_total": show(fees),
        "closing": "x" if data.closing else "",
        "signer_titles": data.signer_titles,
        "signer_name": data.signer_name,
    }
    rows = {"entries": [_entry(entry) for entry in data.entries]}
    return render("certification-book", Filling(data.head, values, rows, data.marks), layout_set, paper)


def _entry(entry: CertificationEntry) -> Row:
    return {
        "cert_number": entry.number,
        "day": short_day(entry.day),
        "requester": entry.requester,
        "original": entry.original,
        "signer": entry.signer,
        "copies": str(entry.copies),
        "fee": "" if entry.fee is None else show(entry.fee),
        "note": entry.note,
    }
