"""Finding dossiers and reading one whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier
from app.domain.issued_forms import IssuedForm
from app.domain.life import Life, PaperOrigin
from app.domain.lifecycle import WITHOUT_RESULT, Act
from app.domain.offices import Account
from app.domain.operations import Delivery
from app.domain.people import Party
from app.domain.permissions import Permission, require
from app.domain.result_rules import Demand, Demanded
from app.domain.results import Payment, Result, ResultReturn
from app.domain.returning import may_go_back
from app.models.rows import (
    DossierRow,
    FileOut,
    HistoryEvent,
    KnownPerson,
    OutboxRow,
    PrintRecord,
    Queue,
    QueueCounts,
)
from app.models.store import Work
from app.services.cash import obligation
from app.services.desk import Desk
from app.services.dossier_times import Times, times_of
from app.services.groups import common_slip, siblings
from app.services.handover_views import Custody, custody_of
from app.services.life_forms import signing_of
from app.services.moves import owed
from app.services.paging import Report, on_and_on, rows_of
from app.services.queue_times import ages, queue_times
from app.services.results import demanded_of, lacking
from app.services.security import Session
from app.services.slips import is_slip
from app.services.sync_desk import Lane, here
from app.services.undone import standing_acts

_NOTHING = Demanded(Demand.NOT_NEEDED, "")
MOST_FOUND, MOST_TAKEN = 2_000, 200_000
"""Rows of a whole list: of a search, which nobody reads so far, and of a queue."""


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier with everything that belongs to it.

    Attributes:
        prints: of the reception slip; those of other forms are in form_prints, by form.
        numbers: every number it is known by, the present one first.
        custody: the handovers its folder was in, oldest first.
        signer: the head of the office that decides, as the directory knows him; empty: it does not.
        group: the other dossiers that were received together with it; their common slip is among the forms.
        demanded: whether its result has to exist as a signed file.
        obligation: what it waits for to be paid; 0 where nobody said how much.
        held: the citizen's originals of a dossier without a result that were not given back yet.
        late: what is due is overdue.
    """

    dossier: Dossier
    life: Life
    times: Times
    clerk: Account | None
    history: tuple[HistoryEvent, ...]
    prints: tuple[PrintRecord, ...]
    operations: tuple[OutboxRow, ...]
    files: tuple[FileOut, ...]
    numbers: tuple[str, ...]
    forms: tuple[IssuedForm, ...] = ()
    form_prints: Mapping[UUID, tuple[PrintRecord, ...]] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    returns: tuple[ResultReturn, ...] = ()
    payments: tuple[Payment, ...] = ()
    origins: tuple[PaperOrigin, ...] = ()
    owed: Dong = ZERO
    custody: tuple[Custody, ...] = ()
    signer: str = ""
    group: tuple[DossierRow, ...] = ()
    demanded: Demanded = _NOTHING
    obligation: Dong = ZERO
    held: tuple[str, ...] = ()
    late: bool = False

    @property
    def lacks(self) -> Demanded | None:
        """The demand for a signed file that no result meets; None where all is well or still in work."""
        return lacking(self.dossier, self.results)

    @property
    def stored_at(self) -> datetime | None:
        """When the province's last receipt came; None while it has not stored everything the desk made of it."""
        if not self.operations or any(one.delivery is not Delivery.STORED for one in self.operations):
            return None
        return max((one.tried_at for one in self.operations if one.tried_at), default=None)

    @property
    def stopped(self) -> OutboxRow | None:
        """The operation that a refusal or a conflict stopped; None where nothing needs a person."""
        return next((one for one in self.operations if one.delivery.stopped), None)

    @property
    def files_waiting(self) -> int:
        """How many of its files the province has not confirmed."""
        return sum(1 for one in self.files if one.confirmed_at is None)


@dataclass(frozen=True, slots=True)
class Standings:
    """How many dossiers stand in each queue, and for how many working days the one that waits longest has."""

    counts: QueueCounts
    oldest: Mapping[Queue, int]


def search(
    desk: Desk, session: Session, text: str, *, queue: Queue = Queue.ALL, limit: int = 200, offset: int = 0
) -> tuple[DossierRow, ...]:
    """Return what was typed means, in one queue or in all; the queue from offset on where nothing was typed."""
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        if not text.strip():
            return work.dossiers.queue(queue, queue_times(desk, work), limit, offset)
        return work.dossiers.search(text, limit, queue=queue, at=queue_times(desk, work))


def everything(
    desk: Desk, session: Session, text: str, *, queue: Queue, lane: Lane = here, report: Report = on_and_on
) -> tuple[DossierRow, ...]:
    """Return the whole list that a page of is shown: all that was found, or all that stands in a queue at this moment.

    Which dossiers they are is read at once; the rows follow page by page, so that what moves meanwhile is not missed.

    Raises:
        PersonProblem: ``permissions.refused``; ``reports.stopped`` where report said so.
    """
    require(session.account, Permission.SEE_DOSSIERS)

    def which() -> tuple[UUID, ...]:
        with desk.store.read() as work:
            return work.dossiers.queue_ids(queue, queue_times(desk, work), MOST_TAKEN)

    if text.strip():
        return lane(lambda: search(desk, session, text, queue=queue, limit=MOST_FOUND))
    return rows_of(desk, lane(which), lane, report)


def standings(desk: Desk, session: Session) -> Standings:
    """Return how the queues stand now."""
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        at = queue_times(desk, work)
        return Standings(work.dossiers.counts(at), ages(desk, work, at))


def view(desk: Desk, session: Session, dossier_id: UUID) -> DossierView:
    """Return one dossier whole.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        dossier = work.dossiers.get(dossier_id)
        if dossier is None:
            raise PersonProblem("slips.no_dossier")
        forms = (*_common(work, dossier_id), *work.forms.of_dossier(dossier_id))
        return DossierView(
            dossier=dossier,
            life=work.lives.of(dossier_id),
            times=times_of(desk, work, dossier),
            clerk=work.accounts.get(dossier.received_by),
            history=work.history.of(dossier_id),
            prints=tuple(record for record in work.prints.of_dossier(dossier_id) if is_slip(record)),
            operations=work.outbox.of_dossier(dossier_id),
            files=work.files_out.of_dossier(dossier_id),
            numbers=work.dossiers.numbers_of(dossier_id),
            forms=forms,
            form_prints={form.id: _prints_of(work, form) for form in forms},
            results=work.results.of(dossier_id),
            returns=work.results.returns(dossier_id),
            payments=work.payments.of(dossier_id),
            origins=work.lives.origins(dossier_id),
            owed=owed(work, dossier),
            custody=custody_of(work, dossier_id),
            signer=signing_of(work, dossier).name,
            group=siblings(work, dossier_id),
            demanded=demanded_of(dossier),
            obligation=obligation(work, dossier),
            held=_held(work, dossier),
            late=_late(work, dossier, desk.now()),
        )


def _held(work: Work, dossier: Dossier) -> tuple[str, ...]:
    if dossier.status not in WITHOUT_RESULT:
        return ()
    given = any(act.kind == Act.GIVE_BACK for act in standing_acts(work.history.of(dossier.id)))
    return () if given else tuple(paper.name for paper in may_go_back(dossier))


def _late(work: Work, dossier: Dossier, now: datetime) -> bool:
    due = work.lives.of(dossier.id).due
    return due is not None and now > due


def _common(work: Work, dossier_id: UUID) -> tuple[IssuedForm, ...]:
    """Return the slip that stands in the record of the first dossier of the group and is for this one too."""
    form = common_slip(work, dossier_id)
    return (form,) if form is not None and form.dossier_id != dossier_id else ()


def _prints_of(work: Work, form: IssuedForm) -> tuple[PrintRecord, ...]:
    records = (work.prints.get(print_id) for print_id in work.forms.prints_of(form.id))
    return tuple(record for record in records if record is not None)


def by_number(desk: Desk, session: Session, number: str) -> UUID:
    """Return the dossier of a printed number, provisional ones included: what a beeped slip asks for.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_such_number``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        dossier = work.dossiers.by_number(number)
    if dossier is None:
        raise PersonProblem("slips.no_such_number", number=number)
    return dossier.id


def file_of(desk: Desk, session: Session, digest: str) -> bytes:
    """Return the PDF of a paper.

    Raises:
        OutsideProblem: ``files.missing``, ``files.damaged``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    return desk.vault.read(digest)


def known_people(desk: Desk, session: Session, text: str, *, limit: int = 6) -> tuple[KnownPerson, ...]:
    """Return people known by number, phone or name (accents and đ/d forgiven, exact first)."""
    require(session.account, Permission.RECEIVE)
    digits = "".join(text.split())
    with desk.store.read() as work:
        if digits.isdecimal() or digits.startswith("+"):
            known = work.people.by_identity(digits)
            return (known,) if known else work.people.by_phone(digits)[:limit]
        return work.people.by_name(text, limit) if len(digits) >= 2 else ()


def earlier(desk: Desk, session: Session, party: Party, *, limit: int = 5) -> tuple[DossierRow, ...]:
    """Return the earlier dossiers of a person, newest first: "this person was here on Tuesday"."""
    require(session.account, Permission.RECEIVE)
    with desk.store.read() as work:
        if party.identity:
            return work.dossiers.of_person(identity=party.identity, limit=limit)
        if party.phone:
            return work.dossiers.of_person(phone=party.phone, limit=limit)
        return ()
