"""What is done to a dossier after its reception: the act, its form and the print owed, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.domain.dossier_clock import Override
from app.domain.dossiers import Dossier, PaperState
from app.domain.lifecycle import Act, ClockEffect, next_status, transition
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.printing.forms.sets import form_set
from app.services import life_forms
from app.services.cash import AMOUNT
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.form_kinds import kind_of
from app.services.issuing import About, Issued, issue
from app.services.issuing import preview as drawn
from app.services.letters import drop_letter, issue_letter
from app.services.life_forms import FormMaker
from app.services.moves import Move, Moved, Seen, load, perform
from app.services.results import ResultText, keep_file, record
from app.services.security import Session
from app.services.undone import CAME

DEMANDS, RECEIPT = "demands", "receipt"
"""Names in an event's detail."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act made: the dossier as it is now, and the forms whose prints are owed."""

    moved: Moved
    issued: tuple[Issued, ...] = ()

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        return Changes(
            frozenset({Subject.DOSSIERS, Subject.OUTBOX, Subject.PRINTS}), frozenset({self.moved.dossier.id})
        )

    @property
    def prints(self) -> tuple[UUID, ...]:
        """The prints that are owed now."""
        return tuple(one.print_id for one in self.issued if one.print_id is not None)


def begin(desk: Desk, session: Session, seen: Seen) -> Done:
    """Record that the work on a dossier has begun. Problems as ``moves.perform``."""
    return _act(desk, session, seen, Move(Act.BEGIN))


def transfer(desk: Desk, session: Session, seen: Seen, holder: str) -> Done:
    """Record that a folder went to holder without a handover list. Problems as ``moves.perform``."""
    return _act(desk, session, seen, Move(Act.TRANSFER, holder=holder))


def ask_supplement(
    desk: Desk,
    session: Session,
    seen: Seen,
    demands: Sequence[str],
    reason: str,
    override: Override | None = None,
) -> Done:
    """Ask the citizen for what is missing; the time limit stands still. Issues form 02.

    Raises:
        PersonProblem: as ``moves.perform``; ``life.demands_missing``.
    """
    require(session.account, Permission.ASK_SUPPLEMENT)
    wanted = tuple(line.strip() for line in demands if line.strip())
    if not wanted:
        raise PersonProblem("life.demands_missing")
    move = Move(Act.ASK_SUPPLEMENT, reason, {DEMANDS: "\n".join(wanted)}, override=override)
    return _act(desk, session, seen, move, life_forms.supplement(desk, session.account, wanted, reason))


def complete_supplement(
    desk: Desk, session: Session, seen: Seen, came: Iterable[int], appointment: datetime | None = None
) -> Done:
    """Record that the supplement came; the time limit goes on.

    Args:
        desk: the open desk.
        session: who receives it.
        seen: the dossier.
        came: the papers that came, by their place in the dossier.
        appointment: what the citizen was told; None: what the clock proposes.

    Raises:
        PersonProblem: as ``moves.perform``.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        ordinals = frozenset(came)
        before = load(work, seen)
        new = tuple(p.ordinal for p in before.papers if p.ordinal in ordinals and p.state is PaperState.MISSING)
        move = Move(
            Act.COMPLETE_SUPPLEMENT, detail={CAME: ",".join(map(str, new))} if new else None, appointment=appointment
        )
        moved = perform(desk, work, session, seen, move)
        if new:
            moved = replace(moved, dossier=_with_papers(work, moved.dossier, new))
        work.commit()
    return Done(moved)


def ask_payment(desk: Desk, session: Session, seen: Seen, reason: str, amount: Dong = ZERO) -> Done:
    """Record what the citizen has to pay elsewhere (tax, treasury) before the work goes on.

    Raises:
        PersonProblem: as ``moves.perform``.
    """
    return _act(desk, session, seen, Move(Act.ASK_PAYMENT, reason, {AMOUNT: amount} if amount else None))


def confirm_payment(
    desk: Desk, session: Session, seen: Seen, receipt: str = "", appointment: datetime | None = None
) -> Done:
    """Record the proof that what was owed elsewhere is paid; no money changes hands at this desk.

    Raises:
        PersonProblem: as ``moves.perform``.
    """
    return _act(desk, session, seen, Move(Act.CONFIRM_PAYMENT, detail={RECEIPT: receipt}, appointment=appointment))


def refuse(desk: Desk, session: Session, seen: Seen, reason: str) -> Done:
    """Refuse a dossier. Issues form 03. Problems as ``moves.perform``."""
    move = Move(Act.REFUSE, reason)
    return _act(desk, session, seen, move, life_forms.refusal(desk, session.account, reason))


def withdraw(desk: Desk, session: Session, seen: Seen, reason: str) -> Done:
    """End a dossier that the citizen takes back. Problems as ``moves.perform``."""
    return _act(desk, session, seen, Move(Act.WITHDRAW, reason))


def stop(desk: Desk, session: Session, seen: Seen, reason: str, fee: str = "") -> Done:
    """Stop a dossier at the citizen's wish. Issues form 05 where the office's set of forms has it.

    Args:
        desk: the open desk.
        session: who stops it.
        seen: the dossier.
        reason: the citizen's words.
        fee: what becomes of the fee, in words; stands on the form.

    Raises:
        PersonProblem: as ``moves.perform``.
    """
    return _act(desk, session, seen, Move(Act.STOP, reason), life_forms.stop(desk, "trực tiếp", fee))


def extend(
    desk: Desk,
    session: Session,
    seen: Seen,
    reason: str,
    appointment: datetime,
    approver: str,
    override: Override | None = None,
) -> Done:
    """Record the new appointment that the head of the office which decides has signed. Issues form 04.

    A letter that was drafted ahead is the one that is issued.

    Raises:
        PersonProblem: as ``moves.perform``.
    """
    move = Move(Act.EXTEND, reason, appointment=appointment, approver=approver, override=override)
    with desk.store.work() as work:
        moved = perform(desk, work, session, seen, move)
        issued = issue_letter(desk, work, session, moved, reason, appointment)
        work.commit()
    return Done(moved, (issued,))


def finish(desk: Desk, session: Session, seen: Seen, text: ResultText) -> Done:
    """Record that the result is there, ready to be returned; its folder stays where it is.

    Raises:
        PersonProblem: as ``moves.perform`` and ``results.record_result``; ``life.result_missing`` without a title.
        OutsideProblem: as ``results.record_result``.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    if not text.title.strip():
        raise PersonProblem("life.result_missing")
    file = keep_file(desk, text)
    with desk.store.work() as work:
        next_status(Act.FINISH, load(work, seen).status)
        moved = record(desk, work, session, seen, text, file, here=False)
        if moved is None:
            raise RuntimeError("a dossier in work is finished by its result")
        drop_letter(work, moved.dossier)
        work.commit()
    return Done(moved)


def preview(desk: Desk, session: Session, seen: Seen, make: FormMaker) -> bytes:
    """Return the form that an act would issue as PDF: nothing is written.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        data = make(work, load(work, seen), desk.now())
    return drawn(desk, data)


def _act(desk: Desk, session: Session, seen: Seen, move: Move, make: FormMaker | None = None) -> Done:
    with desk.store.work() as work:
        moved = perform(desk, work, session, seen, move)
        issued = _issue(desk, work, session, moved, make) if make is not None else ()
        if transition(move.act).clock in {ClockEffect.FINISH, ClockEffect.PAUSE}:
            drop_letter(work, moved.dossier)
        work.commit()
    return Done(moved, issued)


def _issue(desk: Desk, work: Work, session: Session, moved: Moved, make: FormMaker) -> tuple[Issued, ...]:
    data = make(work, moved.dossier, moved.life.moved_at)
    if kind_of(data).name not in form_set(desk.settings.slip_form).forms:
        return ()  # the older set has no stop notice
    return (issue(desk, work, session, data, About(moved.dossier.id, event_id=moved.event_id)),)


def _with_papers(work: Work, dossier: Dossier, came: Sequence[int]) -> Dossier:
    papers = tuple(
        replace(paper, state=PaperState.HANDED_IN) if paper.ordinal in came else paper for paper in dossier.papers
    )
    return work.dossiers.replace(replace(dossier, papers=papers))
