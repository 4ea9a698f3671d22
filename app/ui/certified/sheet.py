"""What an order would cost as it is typed."""

from datetime import date

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.certification import CopyLine, price_lines
from app.domain.procedures import ProcedureVersion


def fees_of(version: ProcedureVersion | None, lines: tuple[CopyLine, ...], on: date) -> tuple[Dong | None, ...]:
    """Return what each line costs; None where nobody knows it."""
    if version is None:
        return (None,) * len(lines)
    try:
        return tuple(fee.amount for fee in price_lines(version, lines, on))
    except PersonProblem:
        return (None,) * len(lines)
