"""The record of dossiers handed over by the post (Biên bản giao nhận hồ sơ); its signing is the legal submission."""

from dataclasses import dataclass
from datetime import datetime

from app.core.money import ZERO, Dong, in_words, show
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import moment_in_words
from app.printing.forms.people import count
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class PostalRecordItem:
    """One dossier of the round.

    Attributes:
        consignment: number of its consignment note.
        number: of the dossier; empty: not yet given.
        complete: whether all papers of the note are there; None: written by hand.
        fee: money that came with it.
    """

    consignment: str
    procedure: str
    applicant: str
    number: str = ""
    originals: int = 0
    copies: int = 0
    complete: bool | None = None
    fee: Dong = ZERO
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostalRecordData:
    """Everything the record says (QĐ 45/2016/QĐ-TTg, Điều 7). Any text may be empty; empty ones become dotted lines.

    Attributes:
        batch_number: of the round; ASCII; printed as text, Code128 and QR; empty: none.
        met_at: when both sides met; where: at which counter.
        post_unit, giver, giver_title: the postal side; receiver, receiver_title: the office's side.
        signed_at: when it was signed: the dossiers' legal submission; None: written by hand.
    """

    head: Letterhead
    items: tuple[PostalRecordItem, ...]
    batch_number: str = ""
    met_at: datetime | None = None
    where: str = ""
    post_unit: str = ""
    giver: str = ""
    giver_title: str = ""
    receiver: str = ""
    receiver_title: str = ""
    signed_at: datetime | None = None
    marks: Marks = NO_MARKS


def render_postal_record(data: PostalRecordData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the record in two copies as PDF, in landscape; problems as ``compose.render``."""
    fees = Dong(sum(item.fee for item in data.items))
    values = {
        "met": moment_in_words(data.met_at),
        "where": data.where,
        "post_unit": data.post_unit,
        "giver": data.giver,
        "giver_title": data.giver_title,
        "receiver": data.receiver,
        "receiver_title": data.receiver_title,
        "signed": moment_in_words(data.signed_at),
        "total": str(len(data.items)),
        "originals_total": str(sum(item.originals for item in data.items)),
        "copies_total": str(sum(item.copies for item in data.items)),
        "fee_total": show(fees),
        "fee_words": in_words(fees),
    }
    rows = {"items": [_item(item) for item in data.items]}
    return render("postal-record", Filling(data.head, values, rows, data.marks, data.batch_number), layout_set, paper)


def _item(item: PostalRecordItem) -> Row:
    complete = {True: "Đủ", False: "Thiếu", None: ""}[item.complete]
    return {
        "consignment": item.consignment,
        "item_number": item.number,
        "procedure": item.procedure,
        "applicant": item.applicant,
        "originals": count(item.originals),
        "copies": count(item.copies),
        "complete": complete,
        "fee": show(item.fee) if item.fee else "–",
        "note": item.note,
    }
