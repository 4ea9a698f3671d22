"""The figures of a period: what the law lets be watched, counted from the records, with the list behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.clock import VIETNAM
from app.domain.dossier_clock import indication
from app.domain.indicators import Facts, Figure, Indicator, behind, figures
from app.domain.lifecycle import MOVING, Act
from app.domain.operations import Delivery
from app.domain.periods import Period
from app.domain.permissions import Permission, require
from app.models.report_rows import CountedRow
from app.models.reports import Chosen
from app.models.rows import DossierRow, HistoryEvent
from app.services.desk import Desk
from app.services.dossier_times import TIMED_KINDS, Terms, events_from, terms_once
from app.services.paging import PAGE, Report, all_pages, on_and_on, rows_of
from app.services.queue_times import queue_times
from app.services.security import Session
from app.services.sync_desk import Lane, here
from app.services.undone import standing_acts


@dataclass(frozen=True, slots=True)
class Measured:
    """A period's figures.

    Attributes:
        until: the moment they tell of: the end of the period, or now within it.
        facts: one for each dossier received in the period, first received first.
    """

    period: Period
    until: datetime
    facts: tuple[Facts, ...]
    figures: dict[Indicator, Figure]

    def behind(self, indicator: Indicator) -> tuple[tuple[UUID, int], ...]:
        """Return the dossiers that a figure is made of, with what each adds."""
        return behind(indicator, self.facts)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A row with its facts: the row says where the next page begins."""

    row: CountedRow
    facts: Facts


def measure(desk: Desk, session: Session, period: Period, lane: Lane = here, report: Report = on_and_on) -> Measured:
    """Return the figures of a period, read page by page: other work of the store goes on in between.

    Raises:
        PersonProblem: ``permissions.refused``; ``reports.stopped`` where report said so.
    """
    require(session.account, Permission.SEE_REPORTS)
    chosen, until = Chosen(period.begin, period.end), min(period.end, desk.now())
    known: dict[tuple[object, ...], Terms] = {}

    def begin() -> tuple[int, datetime]:
        with desk.store.read() as work:
            return work.reports.count(chosen), queue_times(desk, work).hanging_before

    total, hanging_before = lane(begin)

    def page(last: _Counted | None) -> Sequence[_Counted]:
        with desk.store.read() as work:
            rows = work.reports.counted(chosen, last.row.cursor if last else None, PAGE)
            acts = work.reports.acts([row.id for row in rows], TIMED_KINDS)
            return [
                _Counted(
                    row, _facts(row, acts.get(row.id, ()), terms_once(desk, work, row, known), until, hanging_before)
                )
                for row in rows
            ]

    facts = tuple(one.facts for one in all_pages(page, total, lane, report))
    return Measured(period, until, facts, figures(facts))


def rows_behind(
    desk: Desk, session: Session, dossier_ids: Sequence[UUID], lane: Lane = here, report: Report = on_and_on
) -> tuple[DossierRow, ...]:
    """Return these dossiers as a list shows them, in this order.

    Raises:
        PersonProblem: ``permissions.refused``; ``reports.stopped`` where report said so.
    """
    require(session.account, Permission.SEE_REPORTS)
    return rows_of(desk, dossier_ids, lane, report)


def _facts(
    row: CountedRow, acts: Sequence[HistoryEvent], terms: Terms, until: datetime, hanging_before: datetime
) -> Facts:
    counted = indication(
        events_from(row, row.appointment, acts),
        terms.limit,
        terms.cut_off,
        terms.calendar,
        until,
        compared=terms.rules.compared.value,
    )
    return Facts(
        id=row.id,
        channel=row.channel,
        status=row.status,
        counted=counted,
        day=row.received_at.astimezone(VIETNAM).date(),
        to_scan=row.to_scan,
        scanned=row.scanned,
        reused=row.reused,
        looked_up=row.looked_up,
        paid=row.paid > 0,
        by_transfer=row.paid > 0 and row.paid_cash == 0,
        electronic=row.electronic > 0,
        stored=row.delivery is Delivery.STORED,
        hanging=row.status in MOVING and row.ended_at is None and row.moved_at < hanging_before,
        supplements=row.supplements,
        at_counter=_at_counter(row, acts),
    )


def _at_counter(row: CountedRow, acts: Sequence[HistoryEvent]) -> timedelta | None:
    left = next((act.at for act in standing_acts(acts) if act.kind == Act.TRANSFER.value), None)
    return None if left is None else left - row.received_at
