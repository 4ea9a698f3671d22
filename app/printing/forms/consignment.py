"""The postal consignment note (Phiếu gửi): a dossier on its way to the office, or a result to the citizen."""

from dataclasses import dataclass
from datetime import datetime

from app.core.money import Dong, show
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row, Value
from app.printing.forms.house import moment_in_words
from app.printing.forms.people import count
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class PostalParty:
    """Who sends or receives."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PostalPaper:
    """One paper on the way: how many originals and copies of it."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsignmentData:
    """Everything a consignment note says (TT 17/2017/TT-BTTTT, Điều 9.2). Empty texts become dotted lines.

    Attributes:
        head: of the postal enterprise, or of the office that sends a result.
        returning: a result goes to the citizen; else a dossier goes to the office.
        number: of the note; ASCII; printed as text, Code128 and QR. Without one the dossier's number takes its place.
        dossier_number: ASCII.
        papers: what is inside; result: which result, where one is sent.
        sent_at, sent_from, mode: when, where and how it is sent; None: written by hand.
        promise: within which time it arrives.
        price: of the service; payment: how it is paid, in words.
        fee: money for the office that travels with it; None: none.
        seal_number: of the envelope, sealed before the sender's eyes.
        sender_name, carrier_name, receiver_name: under the signatures; empty: written by hand.
    """

    head: Letterhead
    sender: PostalParty
    receiver: PostalParty
    content: str
    papers: tuple[PostalPaper, ...]
    returning: bool = False
    number: str = ""
    dossier_number: str = ""
    result: str = ""
    sent_at: datetime | None = None
    sent_from: str = ""
    mode: str = ""
    promise: str = ""
    price: Dong | None = None
    payment: str = ""
    fee: Dong | None = None
    seal_number: str = ""
    sender_name: str = ""
    carrier_name: str = ""
    receiver_name: str = ""
    marks: Marks = NO_MARKS


def render_consignment(data: ConsignmentData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the note as PDF, all copies; problems as ``compose.render``."""
    values = {
        **_party("sender", data.sender),
        **_party("receiver", data.receiver),
        "content": data.content,
        "dossier_number": data.dossier_number,
        "result": data.result,
        "sent": moment_in_words(data.sent_at),
        "sent_from": data.sent_from,
        "mode": data.mode,
        "promise": data.promise,
        "price": "" if data.price is None else show(data.price),
        "payment": data.payment,
        "fee": "" if data.fee is None else show(data.fee),
        "seal": data.seal_number,
        "originals_total": str(sum(one.originals for one in data.papers)),
        "copies_total": str(sum(one.copies for one in data.papers)),
        "sender_signs": data.sender_name,
        "carrier_signs": data.carrier_name,
        "receiver_signs": data.receiver_name,
    }
    papers: list[Row] = [
        {"name": one.name, "originals": count(one.originals), "copies": count(one.copies), "note": one.note}
        for one in data.papers
    ]
    kind = "consignment-return" if data.returning else "consignment"
    rows: dict[str, list[Row]] = {"papers": papers, "parties": [{}]}
    number = data.number or data.dossier_number
    return render(kind, Filling(data.head, values, rows, data.marks, number), layout_set, paper)


def _party(role: str, one: PostalParty) -> dict[str, Value]:
    return {
        role: one.name,
        f"{role}_address": one.address,
        f"{role}_phone": one.phone,
        f"{role}_email": one.email,
    }
