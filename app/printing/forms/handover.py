"""The handover list: folders that go from one room, office or courier to another, counted by both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.house import moment_in_words
from app.printing.forms.people import acts_for
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """One folder. papers, pages: how many; None: not counted."""

    number: str
    name: str
    papers: int | None = None
    pages: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandoverData:
    """Everything a handover list says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        batch_number: of the round; ASCII; printed as text, Code128 and QR.
        from_unit, to_unit: who gives, who takes.
        at: when; None: written by hand.
        seal_number: of the bag.
        counted_giver, counted_receiver: what each side counted; None: written by hand.
        differences: what is missing, extra or foreign, one a line; empty with both sides counted: none.
        giver, receiver: names under the signatures; acts_for: for whom the receiver takes them.
    """

    head: Letterhead
    batch_number: str
    from_unit: str
    to_unit: str
    items: tuple[HandoverItem, ...]
    at: datetime | None = None
    seal_number: str = ""
    counted_giver: int | None = None
    counted_receiver: int | None = None
    differences: tuple[str, ...] = ()
    giver: str = ""
    receiver: str = ""
    acts_for: str = ""
    marks: Marks = NO_MARKS


def render_handover(data: HandoverData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the list in two copies as PDF; problems as ``compose.render``."""
    settled = not data.differences and data.counted_giver is not None and data.counted_giver == data.counted_receiver
    values = {
        "from_unit": data.from_unit,
        "to_unit": data.to_unit,
        "at": moment_in_words(data.at),
        "seal": data.seal_number,
        "total": str(len(data.items)),
        "papers_total": _sum(item.papers for item in data.items),
        "pages_total": _sum(item.pages for item in data.items),
        "counted_giver": _count(data.counted_giver),
        "counted_receiver": _count(data.counted_receiver),
        "settled": "x" if settled else "",
        "unsettled": "" if settled else "x",
        "giver": data.giver,
        "receiver": data.receiver,
        "acts_for": acts_for(data.acts_for),
    }
    items = [
        {
            "item_number": item.number,
            "name": item.name,
            "papers": _count(item.papers),
            "pages": _count(item.pages),
            "note": item.note,
        }
        for item in data.items
    ]
    rows = {"items": items, "differences": [{"what": what} for what in data.differences]}
    return render("handover", Filling(data.head, values, rows, data.marks, data.batch_number), layout_set, paper)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _sum(numbers: Iterable[int | None]) -> str:
    """Return the sum of what was counted; nothing where nothing was."""
    known = [number for number in numbers if number is not None]
    return str(sum(known)) if known else ""
