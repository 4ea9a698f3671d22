"""Many dossiers at once, for registers and reports: pages by reception, sums of a day. Reads only."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.core.money import Dong
from app.domain.dossiers import PaperState, PaymentWay, Status
from app.domain.handover import BatchState
from app.domain.issued_forms import FormState
from app.domain.results import ReturnOutcome
from app.models.dossier_lists import slowest_delivery
from app.models.mapping import Repository, from_row, names
from app.models.report_rows import CountedRow, Cursor, RegisterRow, TimedRow, WaySum
from app.models.rows import HistoryEvent, PartyPart
from app.models.tables import (
    batches,
    dossiers,
    drafts,
    history,
    issued_forms,
    lives,
    papers,
    parties,
    payments,
    result_returns,
    results,
)

R = TypeVar("R")
_OWNER = parties.alias("register_owner")
_SUBMITTER = parties.alias("register_submitter")
_LEFT = (ReturnOutcome.HANDED_OVER, ReturnOutcome.SENT)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which dossiers: received in begin ≤ moment < end.

    Attributes:
        procedures: only of these codes; None: of all.
        unit: only of this resolving office, as written in the record; None: of all.
    """

    begin: datetime
    end: datetime
    procedures: frozenset[str] | None = None
    unit: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on a dossier."""
        found: list[ColumnElement[bool]] = [dossiers.c.received_at >= self.begin, dossiers.c.received_at < self.end]
        if self.procedures is not None:
            found.append(dossiers.c.procedure_code.in_(sorted(self.procedures)))
        if self.unit is not None:
            found.append(dossiers.c.resolving_unit == self.unit)
        return found


class Reports(Repository):
    """Reads what registers and reports are made of."""

    def count(self, chosen: Chosen) -> int:
        """Return how many dossiers were received."""
        query = select(func.count()).select_from(dossiers).where(*chosen.conditions())
        return self._connection.scalar(query) or 0

    def procedures_of(self, chosen: Chosen) -> dict[str, int]:
        """Return how many dossiers of each procedure were received."""
        return self._grouped(dossiers.c.procedure_code, chosen)

    def units_of(self, chosen: Chosen) -> dict[str, int]:
        """Return how many dossiers of each resolving office were received, as its name stands in the records."""
        return self._grouped(dossiers.c.resolving_unit, chosen)

    def register(self, chosen: Chosen, after: Cursor | None, limit: int) -> tuple[RegisterRow, ...]:
        """Return the next rows of the register, in the order of reception."""
        return self._page(_REGISTER, RegisterRow, chosen, after, limit)

    def counted(self, chosen: Chosen, after: Cursor | None, limit: int) -> tuple[CountedRow, ...]:
        """Return the next dossiers with what is counted of them, in the order of reception."""
        return self._page(_COUNTED, CountedRow, chosen, after, limit)

    def due_until(self, last: datetime, *, without_draft_of: str) -> tuple[TimedRow, ...]:
        """Return the dossiers whose result is due until then, what is due first first.

        Those that have a draft of this form waiting are left out.
        """
        drafted = exists().where(
            issued_forms.c.dossier_id == dossiers.c.id,
            issued_forms.c.form == without_draft_of,
            issued_forms.c.state == FormState.DRAFT,
        )
        columns = (lives.c.due if name == "due" else dossiers.c[name] for name in names(TimedRow))
        query = (
            select(*columns)
            .join(lives, lives.c.dossier == dossiers.c.row)
            .where(lives.c.due <= last, ~drafted)
            .order_by(lives.c.due, dossiers.c.row)
        )
        return tuple(TimedRow(*row) for row in self._connection.execute(query))

    def acts(self, dossier_ids: Collection[UUID], kinds: Collection[str]) -> dict[UUID, tuple[HistoryEvent, ...]]:
        """Return the events of these kinds of each dossier, in the order they were added; none: left out."""
        query = (
            select(history)
            .where(history.c.dossier_id.in_(tuple(dossier_ids)), history.c.kind.in_(tuple(kinds)))
            .order_by(history.c.row)
        )
        found: dict[UUID, list[HistoryEvent]] = {}
        for row in self._connection.execute(query).mappings():
            found.setdefault(row["dossier_id"], []).append(from_row(HistoryEvent, row))
        return {dossier_id: tuple(events) for dossier_id, events in found.items()}

    def in_status(self, status: Status) -> int:
        """Return how many dossiers stand in a state, whenever they were received."""
        query = select(func.count()).select_from(dossiers).where(dossiers.c.status == status)
        return self._connection.scalar(query) or 0

    def bags_in(self, *states: BatchState) -> int:
        """Return how many handovers stand in one of these states."""
        query = select(func.count()).select_from(batches).where(batches.c.state.in_(states))
        return self._connection.scalar(query) or 0

    def holders(self) -> tuple[str, ...]:
        """Return who has the folder of each dossier that is not ended and does not lie here."""
        query = select(lives.c.holder).where(lives.c.ended_at.is_(None), lives.c.holder != "")
        return tuple(self._connection.scalars(query))

    def drafts(self) -> int:
        """Return how many receptions were begun and are not finished, of everybody."""
        return self._connection.scalar(select(func.count()).select_from(drafts)) or 0

    def late_without_letter(self, before: datetime) -> int:
        """Return how many dossiers were due before this moment and have no apology, neither drafted nor issued."""
        letter = exists().where(
            issued_forms.c.dossier_id == dossiers.c.id,
            issued_forms.c.form == "apology",
            issued_forms.c.state != FormState.VOID,
        )
        late = lives.join(dossiers, dossiers.c.row == lives.c.dossier)
        query = select(func.count()).select_from(late).where(lives.c.due < before, ~letter)
        return self._connection.scalar(query) or 0

    def money(self, begin: datetime, end: datetime) -> tuple[WaySum, ...]:
        """Return the money of begin ≤ moment < end, by way and purpose."""
        query = (
            select(payments.c.way, payments.c.purpose, func.count(), func.sum(payments.c.amount))
            .where(payments.c.at >= begin, payments.c.at < end)
            .group_by(payments.c.way, payments.c.purpose)
            .order_by(payments.c.way, payments.c.purpose)
        )
        return tuple(WaySum(way, purpose, count, Dong(amount)) for way, purpose, count, amount in self._rows(query))

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        return self._connection.execute(query).all()

    def _grouped(self, column: Any, chosen: Chosen) -> dict[str, int]:  # noqa: ANN401 - a text column of dossiers
        query = select(column, func.count()).where(*chosen.conditions()).group_by(column).order_by(column)
        return {name: count for name, count in self._rows(query)}  # noqa: C416 - rows are no pairs to mypy

    def _page(
        self, query: Select[Any], kind: Callable[..., R], chosen: Chosen, after: Cursor | None, limit: int
    ) -> tuple[R, ...]:
        conditions = chosen.conditions()
        if after is not None:
            later = dossiers.c.received_at > after.received_at
            same = and_(dossiers.c.received_at == after.received_at, dossiers.c.row > after.row)
            conditions.append(or_(later, same))
        page = query.where(*conditions).order_by(dossiers.c.received_at, dossiers.c.row).limit(limit)
        return tuple(kind(*row) for row in self._connection.execute(page))


def _register() -> Select[Any]:
    def whose(column: str) -> ColumnElement[Any]:
        return func.coalesce(_OWNER.c[column], _SUBMITTER.c[column])

    def last_return(column: str) -> ColumnElement[Any]:
        return (
            select(result_returns.c[column])
            .where(result_returns.c.dossier_id == dossiers.c.id, result_returns.c.outcome.in_(_LEFT))
            .order_by(result_returns.c.row.desc())
            .limit(1)
            .scalar_subquery()
        )

    computed: dict[str, ColumnElement[Any]] = {
        "applicant": whose("full_name"),
        "representative": whose("representative"),
        "identity": whose("identity"),
        "address": whose("address"),
        "card_address": whose("card_address"),
        "phone": whose("phone"),
        "due": lives.c.due,
        "returned_at": last_return("at"),
        "collector": func.coalesce(last_return("name"), ""),
    }
    return _joined(RegisterRow, computed)


def _counted() -> Select[Any]:
    def having(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
        mine = select(func.count()).select_from(papers).where(papers.c.dossier == dossiers.c.row, *conditions)
        return mine.scalar_subquery()

    def paid(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
        taken = select(func.count()).where(payments.c.dossier_id == dossiers.c.id, payments.c.amount > 0, *conditions)
        return taken.scalar_subquery()

    handed_in = papers.c.state == PaperState.HANDED_IN
    computed: dict[str, ColumnElement[Any]] = {
        "moved_at": lives.c.moved_at,
        "ended_at": lives.c.ended_at,
        "supplements": lives.c.supplements,
        "to_scan": having(handed_in),
        "scanned": having(handed_in, papers.c.file_digest != ""),
        "reused": having(papers.c.state == PaperState.REUSED),
        "looked_up": having(papers.c.state == PaperState.LOOKED_UP),
        "paid": paid(),
        "paid_cash": paid(payments.c.way == PaymentWay.CASH),
        "electronic": select(func.count())
        .where(results.c.dossier_id == dossiers.c.id, results.c.electronic.is_(True))
        .scalar_subquery(),
        "delivery": slowest_delivery(),
    }
    return _joined(CountedRow, computed)


def _joined(kind: type[Any], computed: dict[str, ColumnElement[Any]]) -> Select[Any]:
    columns = (computed[name].label(name) if name in computed else dossiers.c[name] for name in names(kind))
    return (
        select(*columns)
        .outerjoin(lives, lives.c.dossier == dossiers.c.row)
        .outerjoin(_SUBMITTER, (_SUBMITTER.c.dossier == dossiers.c.row) & (_SUBMITTER.c.part == PartyPart.SUBMITTER))
        .outerjoin(_OWNER, (_OWNER.c.dossier == dossiers.c.row) & (_OWNER.c.part == PartyPart.OWNER))
    )


# Built once: putting these statements together costs as much as running a page of them.
_REGISTER, _COUNTED = _register(), _counted()
