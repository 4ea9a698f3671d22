"""The receipt of a result (Giấy biên nhận trả kết quả): who took what, and which originals went which way."""

from dataclasses import dataclass
from datetime import date, datetime

from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.house import moment_in_words, short_day, two_digits
from app.printing.forms.people import acts_for
from app.printing.forms.sheets import PaperSize
from app.printing.forms.slip import SlipFee, fees_in_words


@dataclass(frozen=True, slots=True)
class ReturnedResult:
    """One document that is handed over. summary: its abstract (trích yếu)."""

    kind: str
    number: str = ""
    signed_on: date | None = None
    summary: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class ResultReceiptData:
    """Everything the receipt says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        number: of the dossier; ASCII; printed as text, Code128 and QR.
        owner: whose dossier it is.
        receiver, receiver_identity, receiver_phone: who stands at the counter.
        authorisation: the paper by which the receiver acts for the owner; empty: the owner himself.
        originals_returned: what the office gives back, one a line.
        originals_taken: what the office takes in, such as the old certificate.
        originals_owed: what the citizen has still to hand in.
        fees: what was paid on collecting; payment: how, in words.
        returned_at: None: written by hand.
        clerk_name: who hands over; acts_for: for postal staff: the office or person they act for.
    """

    head: Letterhead
    number: str
    content: str
    owner: str
    receiver: str
    results: tuple[ReturnedResult, ...]
    receiver_identity: str = ""
    receiver_phone: str = ""
    authorisation: str = ""
    originals_returned: tuple[str, ...] = ()
    originals_taken: tuple[str, ...] = ()
    originals_owed: tuple[str, ...] = ()
    fees: tuple[SlipFee, ...] = ()
    payment: str = ""
    returned_at: datetime | None = None
    clerk_name: str = ""
    acts_for: str = ""
    marks: Marks = NO_MARKS


def render_result_receipt(data: ResultReceiptData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the receipt as PDF; problems as ``compose.render``."""
    originals = {
        "returned": data.originals_returned,
        "taken": data.originals_taken,
        "owed": data.originals_owed,
    }
    values = {
        "content": data.content,
        "owner": data.owner,
        "receiver": data.receiver,
        "receiver_identity": data.receiver_identity,
        "receiver_phone": data.receiver_phone,
        "authorisation": data.authorisation,
        "fees": fees_in_words(data.fees, data.payment),
        "returned_at": moment_in_words(data.returned_at),
        "clerk": data.clerk_name,
        "acts_for": acts_for(data.acts_for),
        **{f"any_{which}": "x" if papers else "" for which, papers in originals.items()},
    }
    results = [
        {
            "kind": one.kind,
            "result_number": one.number,
            "signed_on": short_day(one.signed_on),
            "summary": one.summary,
            "copies": two_digits(one.copies),
        }
        for one in data.results
    ]
    rows = {"results": results, **{which: [{"name": name} for name in papers] for which, papers in originals.items()}}
    return render("result-receipt", Filling(data.head, values, rows, data.marks, data.number), layout_set, paper)
