"""An order as it is typed, and what it would cost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.certification import CopyLine, price_lines
from app.domain.dossiers import PaymentWay
from app.domain.drafts import PartyText
from app.domain.procedures import ProcedureVersion

_NOBODY, _NOTHING = PartyText(), CopyLine("")


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """An order as typed so far.

    Attributes:
        id: the order's: pressed twice it is the same.
        entry: the line that is still in the fields.
    """

    id: UUID
    person: PartyText = _NOBODY
    lines: tuple[CopyLine, ...] = ()
    entry: CopyLine = _NOTHING
    way: PaymentWay = PaymentWay.CASH


def fees_of(version: ProcedureVersion | None, lines: tuple[CopyLine, ...], on: date) -> tuple[Dong | None, ...]:
    """Return what each line costs; None where nobody knows it."""
    if version is None:
        return (None,) * len(lines)
    try:
        return tuple(fee.amount for fee in price_lines(version, lines, on))
    except PersonProblem:
        return (None,) * len(lines)
