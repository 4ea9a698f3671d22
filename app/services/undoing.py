"""Taking the last act on a dossier back: freely while it is in the house, with a reason once it has left it.

Nothing is deleted: the act stays in history, audit and outbox, and so does that it was taken back. Its forms become
void. Money that changed hands stays taken: giving it back is a payment of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.dossiers import Dossier, PaperState, Status
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.life import Life
from app.domain.lifecycle import NAMES, OPEN, Act, ClockEffect, transition
from app.domain.operations import Delivery
from app.domain.permissions import Permission, require
from app.models.rows import HistoryEvent, PrintState
from app.models.store import Work
from app.services.certified_undo import cancel_lines, counting
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.moves import BATCH, Happening, Move, Seen, change_of_place, load, perform, tell
from app.services.payment_undo import last_payment, take_back_payment
from app.services.security import Session
from app.services.undone import CAME, UNDONE, standing_acts

RESULT, RETURN = "result", "return"
"""Names in an event's detail of the rows that an act added and that go when it is taken back."""
_CHANGED = frozenset({Subject.DOSSIERS, Subject.OUTBOX, Subject.PRINTS})
_OF_AN_ORDER = frozenset({Act.FINISH, Act.RETURN})
_TAKEN_BACK = "hoàn tác"
"""Why a line of the book counts no more where nobody said; the book is Vietnamese in every language."""
_ON_PAPER = frozenset({PrintState.PRINTED, PrintState.SAVED, PrintState.UNCERTAIN, PrintState.PRINTING})


@dataclass(frozen=True, slots=True)
class Undoable:
    """The act that would be taken back.

    Attributes:
        left: it is known outside: the province has it, its paper is printed or sent. A reason is asked for then.
    """

    event: HistoryEvent
    act: Act
    left: bool


def undoable(work: Work, dossier_id: UUID) -> Undoable | None:
    """Return the dossier's last act that was not taken back; None where there is none."""
    acts = standing_acts(work.history.of(dossier_id))
    if not acts:
        return None
    return Undoable(acts[-1], Act(acts[-1].kind), _has_left(work, dossier_id, acts[-1]))


def undo(desk: Desk, session: Session, seen: Seen, reason: str = "") -> Changes:
    """Take the last act on a dossier back.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``,
            ``life.nothing_to_undo``, ``life.undo_in_batch`` where both sides of a handover count on it,
            ``life.undo_needs_reason`` where it has left the house and no reason is given.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    with desk.store.work() as work:
        dossier = load(work, seen)
        found = undoable(work, dossier.id)
        if found is None:
            raise PersonProblem("life.nothing_to_undo")
        _undo(desk, work, session, dossier, found, reason)
        work.commit()
    return Changes(_CHANGED, frozenset({dossier.id}))


def undo_last(desk: Desk, session: Session, seen: Seen, reason: str = "") -> Changes:
    """Take back what was done last to a dossier: an act, or money that was written down.

    Raises:
        PersonProblem: as undo; ``cash.undo_needs_reason``.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    with desk.store.work() as work:
        dossier = load(work, seen)
        act, payment = undoable(work, dossier.id), last_payment(work, dossier)
        order = [event.id for event in work.history.of(dossier.id)]
        if payment is not None and (act is None or order.index(act.event.id) < order.index(payment.event.id)):
            require(session.account, Permission.TAKE_MONEY)
            take_back_payment(desk, work, session, dossier, payment, reason)
        elif act is not None:
            _undo(desk, work, session, dossier, act, reason)
        else:
            raise PersonProblem("life.nothing_to_undo")
        work.commit()
    return Changes(_CHANGED, frozenset({dossier.id}))


def _undo(desk: Desk, work: Work, session: Session, dossier: Dossier, found: Undoable, reason: str) -> None:
    require(session.account, transition(found.act).permission)
    if found.act is Act.TRANSFER and found.event.detail.get(BATCH):
        raise PersonProblem("life.undo_in_batch", batch=str(found.event.detail[BATCH]))
    if found.left and not reason.strip():
        raise PersonProblem("life.undo_needs_reason", act=_(NAMES[found.act]))
    if found.act in _OF_AN_ORDER and counting(work, dossier):
        undo_order(desk, work, session, dossier, reason)
    else:
        take_back(desk, work, session, dossier, found, reason)


def undo_order(desk: Desk, work: Work, session: Session, dossier: Dossier, reason: str) -> None:
    """Take an order of certified copies back as a whole, within a transaction.

    Its lines count no more, return and result are taken back, and the dossier ends as withdrawn: there is nothing left
    that anybody could resolve. Its last act was asked about by the caller.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.no_such_line``.
    """
    require(session.account, Permission.CERTIFY)
    why = reason.strip() or _TAKEN_BACK
    while (last := undoable(work, dossier.id)) is not None and last.act in _OF_AN_ORDER:
        take_back(desk, work, session, dossier, last, why)
        dossier = load(work, Seen(dossier.id))
    cancel_lines(desk, work, session, counting(work, dossier), why, desk.now())
    if dossier.status in OPEN:
        perform(desk, work, session, Seen(dossier.id), Move(Act.WITHDRAW, why))


def take_back(
    desk: Desk,
    work: Work,
    session: Session,
    dossier: Dossier,
    found: Undoable,
    reason: str,
    *,
    holder: str | None = None,
) -> None:
    """Take back an act within a transaction; the caller has asked whether it may.

    Args:
        desk: the open desk.
        work: the transaction; the caller commits.
        session: who takes it back.
        dossier: as it is now.
        found: its last act, from ``undoable``.
        reason: why.
        holder: who has the folder afterwards; None: whoever had it before, unless a handover was signed for it.
    """
    event, at = found.event, desk.now()
    before = work.lives.of(dossier.id)
    life = _life_before(before, found, at)
    work.lives.set(life if holder is None else replace(life, holder=holder))
    changed = work.dossiers.set_status(dossier.id, Status(str(event.detail["before"])))
    if event.detail.get(CAME):
        changed = _without_papers(work, changed, str(event.detail[CAME]))
    for form in _forms_of(work, dossier.id, event.id):
        work.forms.void(form.id, reason.strip() or _("đã hoàn tác"))
    for name, remove in _REMOVERS.items():
        if added := event.detail.get(name):
            remove(work, UUID(str(added)))
    detail: dict[str, str | int | bool | None] = {
        "event": str(event.id),
        "act": found.act.value,
        "before": dossier.status.value,
        "after": changed.status.value,
        **change_of_place(before, work.lives.of(dossier.id)),
    }
    if BATCH in event.detail:
        detail[BATCH] = event.detail[BATCH]
    tell(desk, work, session, changed, Happening(UNDONE, dossier.status, at, reason, detail))


_REMOVERS: Mapping[str, Callable[[Work, UUID], None]] = MappingProxyType(
    {
        RESULT: lambda work, row: work.results.remove(row),
        RETURN: lambda work, row: work.results.remove_return(row),
    }
)


def _without_papers(work: Work, dossier: Dossier, came: str) -> Dossier:
    gone = {int(ordinal) for ordinal in came.split(",")}
    papers = tuple(
        replace(paper, state=PaperState.MISSING) if paper.ordinal in gone else paper for paper in dossier.papers
    )
    return work.dossiers.replace(replace(dossier, papers=papers))


def _life_before(life: Life, found: Undoable, at: datetime) -> Life:
    detail, act = found.event.detail, found.act
    due = detail.get("due_before")
    ended = transition(act).clock is ClockEffect.FINISH
    # Where a folder of a handover is, both sides have signed: that does not change with the state.
    moved_back = "holder_before" in detail and BATCH not in detail
    return replace(
        life,
        due=datetime.fromisoformat(str(due)) if due else None,
        moved_at=at,
        ended_at=None if ended else life.ended_at,
        holder=str(detail["holder_before"]) if moved_back else life.holder,
        supplements=life.supplements - (act is Act.ASK_SUPPLEMENT),
        extensions=life.extensions - (act is Act.EXTEND),
    )


def _has_left(work: Work, dossier_id: UUID, event: HistoryEvent) -> bool:
    # The operation of an event carries the event's id in its body; that of a dossier's last act is its last one.
    operations = [row for row in work.outbox.of_dossier(dossier_id) if row.made_at >= event.at]
    if any(row.delivery is not Delivery.UNSENT or row.attempts for row in operations):
        return True
    return any(form.sent_at or _on_paper(work, form) for form in _forms_of(work, dossier_id, event.id))


def _forms_of(work: Work, dossier_id: UUID, event_id: UUID) -> list[IssuedForm]:
    forms = work.forms.of_dossier(dossier_id)
    return [form for form in forms if form.event_id == event_id and form.state is not FormState.VOID]


def _on_paper(work: Work, form: IssuedForm) -> bool:
    records = (work.prints.get(print_id) for print_id in work.forms.prints_of(form.id))
    return any(record is not None and record.state in _ON_PAPER for record in records)
