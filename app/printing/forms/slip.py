"""Form 01: the reception slip (Giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.money import Dong, in_words, show
from app.domain.people import Parties
from app.printing.forms.compose import render
from app.printing.forms.filling import Filling, Letterhead, Marks, Value
from app.printing.forms.house import moment_in_words, two_digits
from app.printing.forms.people import acts_for, count, people
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """One line of the list of papers; ``note`` stands behind the name (``"chỉ xuất trình"``)."""

    name: str
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipFee:
    """One fee; ``exemption`` names the reason why the amount is 0."""

    name: str
    amount: Dong
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class SlipData:
    """Everything a reception slip says. Any text may be empty except the number; empty ones become dotted lines.

    Attributes:
        governing_body, office_name: head of the form, left.
        place: place name of the date line; the date is that of reception.
        number: the dossier's number, ASCII; printed as text and as Code128.
        provisional: the number was given by the counter and will be replaced by the province's.
        received_at, appointment: printed in their own offset.
        return_place: where the result will be collected, in words.
        form_number: the form's own number and symbol (``"0017/TTPVHCC"``).
        acts_for: for postal staff: the office or person they act for.
        payment: how the fee was paid, in words.
        lookup_url: link by which the citizen looks the dossier up; ``{number}`` in it stands for the number. It becomes
            the QR where it holds the number; any other QR is the number itself.
        practice: mark every page as made for practice.
        reprint: how often it was printed before; 0: the first print.
        copies: which copies, 1-based; empty: all of the layout.
        submitted_at: when it counts as received where that is not received_at: the post's record was signed before.
        void: a later print has taken its place; void_reason says which, in words.
    """

    governing_body: str
    office_name: str
    place: str
    number: str
    parties: Parties
    content: str
    papers: tuple[SlipPaper, ...]
    limit_text: str
    received_at: datetime
    appointment: datetime
    return_place: str
    clerk_name: str
    sets: int = 1
    provisional: bool = False
    form_number: str = ""
    acts_for: str = ""
    office_phone: str = ""
    register_volume: str = ""
    register_serial: str = ""
    fees: tuple[SlipFee, ...] = ()
    payment: str = ""
    lookup_url: str = ""
    practice: bool = False
    reprint: int = 0
    copies: tuple[int, ...] = ()
    void: bool = False
    void_reason: str = ""
    submitted_at: datetime | None = None


def render_slip(data: SlipData, layout: str, paper: PaperSize) -> bytes:
    """Return the slip as PDF, all copies; the same data give the same bytes.

    Args:
        data: what it says.
        layout: name of the set of forms, one of ``sets.set_names()``.
        paper: A4 follows the decree; A5 is the same form reduced, which the decree does not know.

    Raises:
        PersonProblem: ``printing.letter_missing``, ``printing.number_too_long``, ``printing.not_encodable``,
            ``printing.layout_unknown``.
        OutsideProblem: ``printing.font_missing``, ``printing.layout_damaged``.
    """
    head = Letterhead(
        governing_body=data.governing_body,
        office_name=data.office_name,
        place=data.place,
        day=data.received_at.date(),
        form_number=data.form_number,
        phone=data.office_phone,
        lookup_url=data.lookup_url,
    )
    marks = Marks(
        practice=data.practice,
        reprint=data.reprint,
        provisional=data.provisional,
        void=data.void,
        void_reason=data.void_reason,
        copies=data.copies,
    )
    rows = {"papers": [_paper(paper) for paper in data.papers]}
    return render("slip", Filling(head, _values(data), rows, marks, data.number), layout, paper)


def _values(data: SlipData) -> dict[str, Value]:
    return {
        **people(data.parties),
        "content": data.content,
        "sets": two_digits(data.sets),
        "limit": data.limit_text,
        "fees": fees_in_words(data.fees, data.payment),
        "received": moment_in_words(data.submitted_at or data.received_at),
        "appointment": moment_in_words(data.appointment),
        "return_place": data.return_place,
        "register": data.register_volume + data.register_serial,
        "register_volume": data.register_volume,
        "register_serial": data.register_serial,
        "contact": f"Điện thoại liên hệ: {data.office_phone}." if data.office_phone else "",
        "clerk": data.clerk_name,
        "acts_for": acts_for(data.acts_for),
    }


def _paper(paper: SlipPaper) -> dict[str, Value]:
    return {
        "name": paper.name,
        "note": f"({paper.note})" if paper.note else "",
        "originals": count(paper.originals),
        "certified_copies": count(paper.certified_copies),
        "photocopies": count(paper.photocopies),
    }


def fees_in_words(fees: Sequence[SlipFee], payment: str) -> str:
    """Return the fees one after the other with their sum in words, and how they were paid; without fees nothing."""
    if not fees:
        return ""
    items = [
        ": ".join(part for part in (fee.name, show(fee.amount)) if part)
        + (f" (miễn, giảm: {fee.exemption})" if fee.exemption else "")
        for fee in fees
    ]
    total = Dong(sum(fee.amount for fee in fees))
    paid = f" – {payment}" if payment else ""
    sum_up = f". Tổng cộng: {show(total)}" if len(items) > 1 else ""
    return f"{'; '.join(items)}{sum_up} ({in_words(total)}){paid}."
