"""One slip for several dossiers of one submitter (Giấy tiếp nhận nhiều hồ sơ)."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.people import Parties, Party
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import moment_in_words, short_moment, two_digits
from app.printing.forms.people import acts_for, people
from app.printing.forms.sheets import PaperSize
from app.printing.forms.slip import SlipFee, fees_in_words


@dataclass(frozen=True, slots=True)
class GroupSlipItem:
    """One of the dossiers.

    Attributes:
        number: ASCII; also a QR in its row, so that each dossier can be beeped.
        owner: whose dossier it is; resolving_office: who decides; empty: not said.
    """

    number: str
    content: str
    appointment: datetime
    owner: str = ""
    resolving_office: str = ""
    limit_text: str = ""
    sets: int = 1


@dataclass(frozen=True, slots=True)
class GroupSlipData:
    """Everything the slip says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        group_number: of all of them together; ASCII; printed as text, Code128 and QR; empty: none.
        submitter: who stands at the counter.
        received_at: printed in its own offset.
        clerk_name: who receives; acts_for: for postal staff: the office or person they act for.
    """

    head: Letterhead
    submitter: Party
    items: tuple[GroupSlipItem, ...]
    received_at: datetime
    return_place: str = ""
    group_number: str = ""
    fees: tuple[SlipFee, ...] = ()
    payment: str = ""
    clerk_name: str = ""
    acts_for: str = ""
    marks: Marks = NO_MARKS


def render_group_slip(data: GroupSlipData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the slip in two copies as PDF; problems as ``compose.render``."""
    values = {
        **people(Parties(data.submitter)),
        "total": two_digits(len(data.items)),
        "received": moment_in_words(data.received_at),
        "return_place": data.return_place,
        "fees": fees_in_words(data.fees, data.payment),
        "contact": f"Điện thoại liên hệ: {data.head.phone}." if data.head.phone else "",
        "clerk": data.clerk_name,
        "acts_for": acts_for(data.acts_for),
    }
    rows = {"items": [_item(item) for item in data.items]}
    return render("group-slip", Filling(data.head, values, rows, data.marks, data.group_number), layout_set, paper)


def _item(item: GroupSlipItem) -> Row:
    return {
        "item_number": item.number,
        "content": item.content,
        "item_owner": item.owner,
        "resolving_office": item.resolving_office,
        "limit": item.limit_text,
        "sets": two_digits(item.sets),
        "item_appointment": short_moment(item.appointment),
    }
