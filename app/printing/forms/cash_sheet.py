"""What a clerk collected in one shift (Bảng kê thu phí, lệ phí trong ca)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.core.money import Dong, in_words, show
from app.printing.forms.compose import render
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.house import moment_in_words
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class CashLine:
    """One payment.

    Attributes:
        fee: what was paid for.
        method: how, in words (``"Tiền mặt"``); the sums are by method.
        receipt: number of the fee receipt; empty: none yet.
    """

    number: str
    payer: str
    fee: str
    method: str
    amount: Dong
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class CashSheetData:
    """Everything the sheet says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        counter, clerk_name: where and by whom the money was taken.
        begin, end: of the shift; None: written by hand.
        counted: the cash that was counted; None: written by hand.
        taker_name: who takes the money over.
    """

    head: Letterhead
    counter: str
    clerk_name: str
    lines: tuple[CashLine, ...]
    begin: datetime | None = None
    end: datetime | None = None
    counted: Dong | None = None
    taker_name: str = ""
    marks: Marks = NO_MARKS


def render_cash_sheet(data: CashSheetData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the sheet as PDF; problems as ``compose.render``."""
    total = _sum(line.amount for line in data.lines)
    methods = sorted({line.method for line in data.lines})
    values = {
        "counter": data.counter,
        "clerk": data.clerk_name,
        "begin": moment_in_words(data.begin),
        "end": moment_in_words(data.end),
        "total": show(total),
        # More paid back than taken in is possible, and has no words.
        "total_in_words": f"{show(total)} ({in_words(total)})" if total >= 0 else show(total),
        "counted": "" if data.counted is None else show(data.counted),
        "taker": data.taker_name,
    }
    lines = [
        {
            "line_number": line.number,
            "payer": line.payer,
            "fee": line.fee,
            "method": line.method,
            "receipt": line.receipt,
            "amount": show(line.amount),
        }
        for line in data.lines
    ]
    sums = [
        {"method": method, "sum": show(_sum(line.amount for line in data.lines if line.method == method))}
        for method in methods
    ]
    filling = Filling(data.head, values, {"lines": lines, "sums": sums}, data.marks)
    return render("cash-sheet", filling, layout_set, paper)


def _sum(amounts: Iterable[Dong]) -> Dong:
    return Dong(sum(amounts))
