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
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.life import Life
from app.domain.life_guards import Facts, Override, objections, uses_override
from app.domain.lifecycle import Act, ClockEffect, next_status, transition
from app.domain.operations import OperationKind
from app.domain.permissions import Permission, require
from app.models.rows import HistoryEvent
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.outbox import append_operation
from app.services.security import Session

Detail = Mapping[str, str | int | bool | None]
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
        due: the new due moment of acts that set one (resuming, a new appointment).
        holder: who has the folder afterwards; None: as before.
        shelf: where the folder stands afterwards, while it is here; None: as before.
        override: ground and approver where a limit of the law is passed.
    """

    act: Act
    reason: str = ""
    detail: Detail | None = None
    due: datetime | None = None
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
    """Return what is still to be paid: the fees of the record less everything that was paid, refunds counted back."""
    paid = sum(payment.amount for payment in work.payments.of(dossier.id) if payment.purpose != "obligation")
    return Dong(max(0, dossier.total - paid)) if dossier.payment is not PaymentWay.NONE else Dong(0)


def facts(work: Work, dossier: Dossier, life: Life, move: Move) -> Facts:
    """Return what the guards look at."""
    return Facts(
        reason=move.reason,
        supplements=life.supplements,
        extensions=life.extensions,
        has_result=bool(work.results.of(dossier.id)),
        owed=owed(work, dossier),
        override=move.override,
    )


def perform(desk: Desk, work: Work, session: Session, seen: Seen, move: Move) -> Moved:
    """Do one act within the transaction of work; the caller commits.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``, ``life.not_now``, and
            what the guards say (``life.reason_missing``, ``life.second_supplement``, ``life.second_extension``,
            ``life.decided_already``, ``life.money_owed``).
    """
    require(session.account, transition(move.act).permission)
    dossier, life = load(work, seen), work.lives.of(seen.dossier_id)
    after = next_status(move.act, dossier.status)
    looked_at = facts(work, dossier, life, move)
    for objection in objections(move.act, looked_at):
        raise objection
    if uses_override(move.act, looked_at):
        require(session.account, Permission.OVERRIDE_LIMIT)
    at = desk.now()
    return write(desk, work, session, dossier, after, _moved(life, move, at), move, at)


def write(
    desk: Desk, work: Work, session: Session, dossier: Dossier, after: Status, life: Life, move: Move, at: datetime
) -> Moved:
    """Write an act that was judged: state, life, history, audit, operation."""
    before = work.lives.of(dossier.id)
    work.lives.set(life)
    changed = work.dossiers.set_status(dossier.id, after)
    detail: dict[str, str | int | bool | None] = {
        "before": dossier.status.value,
        "after": after.value,
        "due_before": before.due.isoformat() if before.due else None,
        "due": life.due.isoformat() if life.due else None,
        **(move.detail or {}),
    }
    detail |= change_of_place(before, life)
    if move.override is not None:
        detail |= {"override_ground": move.override.ground, "approver": move.override.approver}
    happening = Happening(move.act.value, dossier.status, at, move.reason, detail)
    event_id = tell(desk, work, session, changed, happening)
    return Moved(event_id, changed, life)


def put(
    desk: Desk, work: Work, session: Session, dossier: Dossier, place: Place, detail: Detail, reason: str = ""
) -> UUID:
    """Write down that the folder of dossier is elsewhere now; its state stays. Returns the event's id."""
    before, at = work.lives.of(dossier.id), desk.now()
    life = replace(before, holder=place.holder, shelf=place.shelf, moved_at=at)
    work.lives.set(life)
    detail = {**change_of_place(before, life), **detail}
    return tell(desk, work, session, dossier, Happening(MOVED, dossier.status, at, reason, detail))


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


def _moved(life: Life, move: Move, at: datetime) -> Life:
    life = replace(
        life,
        moved_at=at,
        holder=life.holder if move.holder is None else move.holder,
        shelf=life.shelf if move.shelf is None else move.shelf,
    )
    match transition(move.act).clock:
        case ClockEffect.NONE:
            return life
        case ClockEffect.PAUSE:
            asked = life.supplements + (move.act is Act.ASK_SUPPLEMENT)
            return replace(life, due=None, supplements=asked)
        case ClockEffect.RESUME:
            return replace(life, due=move.due)
        case ClockEffect.EXTEND:
            return replace(life, due=move.due, extensions=life.extensions + 1)
        case ClockEffect.FINISH:
            return replace(life, due=None, ended_at=at)
