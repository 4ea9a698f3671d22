"""The one gate through which a dossier changes after its reception; every use case of its life goes through it.

Permission → state table → guards → rows, history, audit and outbox operation in the caller's transaction. Whatever
else an act needs (a result, money, a form) is written by its use case in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.act_record import SCHEMA, ActRecord, to_record
from app.domain.dossier_clock import Answer, Override, append, may_ask_supplement, may_extend, supplement_closes
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.handover import BatchState
from app.domain.life import Life
from app.domain.life_guards import Facts, objections
from app.domain.lifecycle import WITHOUT_RESULT, Act, ClockEffect, next_status, transition
from app.domain.operations import OperationKind
from app.domain.permissions import Permission, require
from app.models.rows import HistoryEvent
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.dossier_times import (
    APPOINTMENT,
    APPROVER,
    CLOSED,
    DEADLINE,
    GROUND,
    OVERRIDE_APPROVER,
    Times,
    computed,
    event_for,
    times_of,
)
from app.services.outbox import append_operation
from app.services.security import Session

Detail = Mapping[str, str | int | bool | None]
BATCH = "batch"
"""Name in an event's detail of the handover it was done in."""
MOVED = "dossier.moved"
"""The folder went from hand to hand; the dossier's state stayed."""
TOUCHED = frozenset({Subject.DOSSIERS, Subject.OUTBOX})


@dataclass(frozen=True, slots=True)
class Seen:
    """The dossier as the person saw it who acts: a screen that is out of date must not decide.

    Attributes:
        revision: Dossier.revision on the screen; None where there was no screen (a beep, a batch).
    """

    dossier_id: UUID
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What is to be done to one dossier.

    Attributes:
        reason: the words of whoever decides; they stand in history and on the form.
        detail: values that the history's sentence and the province need besides.
        appointment: the new return time told with it (an apology; going on after a wait). None while going on: the one
            the clock proposes.
        approver: the head of the resolving office who signed the new appointment.
        deadline: the new legal deadline where the law lets the time itself be prolonged.
        holder: who has the folder afterwards; None: as before.
        shelf: where the folder stands afterwards, while it is here; None: as before.
        override: ground and approver where a limit of the law is passed.
    """

    act: Act
    reason: str = ""
    detail: Detail | None = None
    appointment: datetime | None = None
    approver: str = ""
    deadline: datetime | None = None
    holder: str | None = None
    shelf: str | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder is: who has it, and on which shelf it stands while that is this counter."""

    holder: str = ""
    shelf: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a dossier.

    Attributes:
        kind: Act value, or one of the kinds that stand outside the table.
        before: the dossier's state before it.
    """

    kind: str
    before: Status
    at: datetime
    reason: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class Moved:
    """What an act made of a dossier."""

    event_id: UUID
    dossier: Dossier
    life: Life

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        return Changes(TOUCHED, frozenset({self.dossier.id}))


def load(work: Work, seen: Seen) -> Dossier:
    """Return the dossier somebody acts on.

    Raises:
        PersonProblem: ``slips.no_dossier``; ``life.changed_meanwhile`` where the screen is older than the store.
    """
    dossier = work.dossiers.get(seen.dossier_id)
    if dossier is None:
        raise PersonProblem("slips.no_dossier")
    if seen.revision is not None and seen.revision != dossier.revision:
        raise PersonProblem("life.changed_meanwhile", number=dossier.number)
    return dossier


def owed(work: Work, dossier: Dossier) -> Dong:
    """Return what is still to be paid: the fees of the record less everything that was paid, refunds counted back.

    Of a dossier that ended without a result nothing is asked for any more.
    """
    if dossier.payment is PaymentWay.NONE or dossier.status in WITHOUT_RESULT:
        return Dong(0)
    paid = sum(payment.amount for payment in work.payments.of(dossier.id) if payment.purpose != "obligation")
    return Dong(max(0, dossier.total - paid))


def perform(desk: Desk, work: Work, session: Session, seen: Seen, move: Move) -> Moved:
    """Do one act within the transaction of work; the caller commits.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``, ``life.not_now``, what
            the guards say (``life.reason_missing``, ``life.decided_already``, ``life.money_owed``) and what the clock
            says (``clock.second_supplement``, ``clock.second_extension``, ``clock.ground_missing`` …).
    """
    require(session.account, transition(move.act).permission)
    dossier, life = load(work, seen), work.lives.of(seen.dossier_id)
    after = next_status(move.act, dossier.status)
    looked_at = Facts(move.reason, bool(work.results.of(dossier.id)), owed(work, dossier))
    for objection in objections(move.act, looked_at):
        raise objection
    # Within one dossier time does not go back, whatever the computer's clock says.
    at = max(desk.now(), life.moved_at)
    detail, due = _timed(desk, work, session, dossier, move, at)
    moved = replace(
        life,
        due=due,
        moved_at=at,
        ended_at=at if transition(move.act).clock is ClockEffect.FINISH else life.ended_at,
        holder=life.holder if move.holder is None else move.holder,
        shelf=life.shelf if move.shelf is None else move.shelf,
        supplements=life.supplements + (move.act is Act.ASK_SUPPLEMENT),
        extensions=life.extensions + (move.act is Act.EXTEND),
    )
    detail |= {
        "before": dossier.status.value,
        "after": after.value,
        "due_before": _iso(life.due),
        "due": _iso(due),
        **(move.detail or {}),
    }
    detail |= change_of_place(life, moved)
    _refuse_sealed(work, dossier, detail)
    work.lives.set(moved)
    changed = work.dossiers.set_status(dossier.id, after)
    happening = Happening(move.act.value, dossier.status, at, move.reason, detail)
    return Moved(tell(desk, work, session, changed, happening), changed, moved)


def _timed(
    desk: Desk, work: Work, session: Session, dossier: Dossier, move: Move, at: datetime
) -> tuple[dict[str, str | int | bool | None], datetime | None]:
    """Return what the act says of time, for the history, and when the result is due after it."""
    before = times_of(desk, work, dossier, at)
    told = move.appointment
    if told is None and transition(move.act).clock is ClockEffect.RESUME:
        told = before.state.promise.proposed
    detail: dict[str, str | int | bool | None] = {}
    if told is not None:
        detail |= {APPOINTMENT: told.isoformat(), "appointment_before": _iso(before.state.promise.appointment)}
    if move.approver.strip():
        detail[APPROVER] = move.approver.strip()
    if move.deadline is not None:
        detail[DEADLINE] = move.deadline.isoformat()
    if move.override is not None:
        detail |= {GROUND: move.override.legal_ground.strip(), OVERRIDE_APPROVER: move.override.approver.strip()}
    if move.act is Act.REFUSE and _never_came(before, at):
        detail[CLOSED] = True
    draft = HistoryEvent(dossier.id, dossier.id, at, move.act.value, "", text=move.reason.strip(), detail=detail)
    if move.act is Act.EXTEND and told is None:
        raise PersonProblem("life.appointment_missing")
    fact = event_for(move.act, draft)
    if fact is None:
        return detail, work.lives.of(dossier.id).due
    _ask_for_override(session, before, move)
    events = append(before.events, fact, before.terms.rules, at)
    return detail, computed(events, before.terms, at).due


def _never_came(times: Times, at: datetime) -> bool:
    """Return whether a supplement is waited for longer than the procedure gives for it."""
    closes = supplement_closes(times.events, times.terms.rules, times.terms.calendar)
    return closes is not None and at > closes


def _ask_for_override(session: Session, before: Times, move: Move) -> None:
    """Ask for the right to go beyond a limit, where the act does."""
    if move.override is None:
        return
    asks = {Act.ASK_SUPPLEMENT: may_ask_supplement, Act.EXTEND: may_extend}.get(move.act)
    if asks is not None and asks(before.events, before.terms.rules).answer is Answer.NEEDS_OVERRIDE:
        require(session.account, Permission.OVERRIDE_LIMIT)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def put(
    desk: Desk, work: Work, session: Session, dossier: Dossier, place: Place, detail: Detail, reason: str = ""
) -> UUID:
    """Write down that the folder of dossier is elsewhere now; its state stays. Returns the event's id.

    Raises:
        PersonProblem: ``handover.in_other_batch`` where it lies in a sealed bag that this is not about.
    """
    before = work.lives.of(dossier.id)
    at = max(desk.now(), before.moved_at)
    life = replace(before, holder=place.holder, shelf=place.shelf, moved_at=at)
    detail = {**change_of_place(before, life), **detail}
    _refuse_sealed(work, dossier, detail)
    work.lives.set(life)
    return tell(desk, work, session, dossier, Happening(MOVED, dossier.status, at, reason, detail))


def _refuse_sealed(work: Work, dossier: Dossier, detail: Detail) -> None:
    """Refuse to let a folder change hands otherwise than by the handover in whose sealed bag it lies."""
    bag = work.batches.bag_of(dossier.id) if "holder" in detail else None
    if bag is not None and bag.state is BatchState.SEALED and detail.get(BATCH) != bag.number:
        raise PersonProblem("handover.in_other_batch", number=dossier.number, batch=bag.number)


def change_of_place(before: Life, after: Life) -> dict[str, str | int | bool | None]:
    """Return what an event's detail says of a folder that changed hands or shelf."""
    changed: dict[str, str | int | bool | None] = {}
    if after.holder != before.holder:
        changed |= {"holder_before": before.holder, "holder": after.holder}
    if after.shelf != before.shelf:
        changed |= {"shelf_before": before.shelf, "shelf": after.shelf}
    return changed


def tell(desk: Desk, work: Work, session: Session, dossier: Dossier, happening: Happening) -> UUID:
    """Write what happened to dossier (as it is now) into history, audit and outbox; return the event's id."""
    event_id, account = desk.ids.new(), session.account
    kind, reason, at = happening.kind, happening.reason.strip(), happening.at
    detail = dict(happening.detail)
    work.history.add(HistoryEvent(event_id, dossier.id, at, kind, account.full_name, account.acts_for, reason, detail))
    desk.audit(work, account, kind, str(dossier.id), event=str(event_id))
    record = ActRecord(
        event_id=event_id,
        dossier_id=dossier.id,
        number=dossier.number,
        kind=kind,
        at=at,
        actor=account.full_name,
        acts_for=account.acts_for,
        reason=reason,
        before=happening.before,
        after=dossier.status,
        due=work.lives.of(dossier.id).due,
        detail=detail,
    )
    body = to_record(record, office_code=desk.office.code, counter_ordinal=desk.counter.ordinal, practice=desk.practice)
    append_operation(desk, work, OperationKind.DOSSIER_ACT, dossier.id, body, schema=SCHEMA)
    return event_id
