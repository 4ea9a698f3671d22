"""The handover of results: from the office that decides to the desk that returns them (Phiếu bàn giao kết quả)."""

from dataclasses import dataclass
from datetime import datetime

from app.core.money import Dong, show
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import moment_in_words
from app.printing.forms.people import tick
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class ResultHandoverItem:
    """One result.

    Attributes:
        content: what was asked for.
        result: kind and number of what is handed over.
        fee: what is still to be collected; None: nothing.
        by_post: the citizen wants it by post.
    """

    number: str
    content: str
    result: str
    owner: str
    address: str = ""
    fee: Dong | None = None
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class ResultHandoverData:
    """Everything the list says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        batch_number: of the round; ASCII; printed as text, Code128 and QR; empty: none.
        from_unit, to_unit: who gives, who takes.
        at: when; None: written by hand.
        giver, receiver: names under the signatures.
    """

    head: Letterhead
    from_unit: str
    to_unit: str
    items: tuple[ResultHandoverItem, ...]
    batch_number: str = ""
    at: datetime | None = None
    giver: str = ""
    receiver: str = ""
    marks: Marks = NO_MARKS


def render_result_handover(data: ResultHandoverData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the list in two copies as PDF, in landscape; problems as ``compose.render``."""
    values = {
        "from_unit": data.from_unit,
        "to_unit": data.to_unit,
        "at": moment_in_words(data.at),
        "total": str(len(data.items)),
        "giver": data.giver,
        "receiver": data.receiver,
    }
    rows = {"items": [_item(item) for item in data.items]}
    return render("result-handover", Filling(data.head, values, rows, data.marks, data.batch_number), layout_set, paper)


def _item(item: ResultHandoverItem) -> Row:
    return {
        "item_number": item.number,
        "content": item.content,
        "result": item.result,
        "owner": item.owner,
        "address": item.address,
        "fee_due": tick(ticked=item.fee is not None),
        "fee": "" if item.fee is None else show(item.fee),
        "by_post": tick(ticked=item.by_post),
    }
