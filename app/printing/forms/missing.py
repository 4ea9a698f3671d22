"""What is missing, in big letters, for the citizen to take home (Còn thiếu gì)."""

from dataclasses import dataclass

from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing to bring; hint: in which form, or where it is to be had."""

    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MissingData:
    """Everything the page says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        content: the procedure's name.
        number: of the dossier; ASCII; printed as text, Code128 and QR; empty: not received yet.
        where: where to bring it; hours: when that is open; phone: whom to call.
        until: the last day, in words; empty: no such day.
    """

    head: Letterhead
    content: str
    items: tuple[MissingItem, ...]
    applicant: str = ""
    number: str = ""
    where: str = ""
    hours: str = ""
    phone: str = ""
    until: str = ""
    marks: Marks = NO_MARKS


def render_missing(data: MissingData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the page as PDF; a long list goes on to further pages rather than into smaller letters."""
    values = {
        "content": data.content,
        "applicant": data.applicant,
        "total": str(len(data.items) or ""),
        "where": data.where,
        "hours": data.hours,
        "phone": data.phone,
        "until": data.until,
    }
    items = [{"name": item.name, "hint": f"({item.hint})" if item.hint else ""} for item in data.items]
    return render("missing", Filling(data.head, values, {"items": items}, data.marks, data.number), layout_set, paper)
