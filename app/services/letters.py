"""The apology for a late result (form 04): drafted before the deadline passes, issued once its signature is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.dossier_clock import Answer, may_extend
from app.domain.dossiers import Dossier
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.lifecycle import Act, next_status
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services import life_forms
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.dossier_times import TIMED_KINDS, Terms, Times, computed, events_from, terms_once, times_of
from app.services.issuing import About, Issued, draft, issue, issue_draft
from app.services.moves import Moved, Seen, load
from app.services.paging import PAGE
from app.services.reference import rules
from app.services.security import Session

APOLOGY: Final = "apology"
_LONGEST_LEAD: Final = 5
"""Working days: no letter is due longer before its deadline."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A dossier whose apology is due; due: when its result is."""

    dossier_id: UUID
    due: datetime


@dataclass(frozen=True, slots=True)
class Drafted:
    """The letters that were drafted, each with the print that it is signed on."""

    issued: tuple[Issued, ...]

    @property
    def letters(self) -> tuple[IssuedForm, ...]:
        """The letters."""
        return tuple(one.form for one in self.issued)

    @property
    def prints(self) -> tuple[UUID, ...]:
        """The prints that are owed now."""
        return tuple(one.print_id for one in self.issued if one.print_id is not None)

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        found = frozenset(letter.dossier_id for letter in self.letters if letter.dossier_id is not None)
        return Changes(frozenset({Subject.DOSSIERS, Subject.PRINTS}), found) if found else Changes()


def draft_letters(desk: Desk, session: Session, until: datetime | None = None) -> Drafted:
    """Draft the apology of every dossier whose letter is due, that has none, and that may still be put off.

    Args:
        desk: the open desk.
        session: who drafts.
        until: letters that become due until then are drafted as well; None: until now.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.EXTEND)
    with desk.store.work() as work:
        owing = owing_letters(desk, work, until)
        letters = tuple(
            _draft(desk, work, session, dossier)
            for one in owing
            if (dossier := work.dossiers.get(one.dossier_id)) is not None
        )
        work.commit()
    return Drafted(letters)


def due_letters(desk: Desk, session: Session) -> tuple[UUID, ...]:
    """Return the dossiers for which ``draft_letters`` would draft one now.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.EXTEND)
    with desk.store.read() as work:
        return tuple(one.dossier_id for one in owing_letters(desk, work))


def draft_letter(desk: Desk, session: Session, seen: Seen) -> Drafted:
    """Draft the apology of one dossier ahead, whether its letter is due already or not.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``, ``life.not_now``,
            ``life.letter_there``, ``life.extended_already``.
    """
    require(session.account, Permission.EXTEND)
    with desk.store.work() as work:
        dossier = load(work, seen)
        check_letter(desk, work, dossier)
        letter = _draft(desk, work, session, dossier)
        work.commit()
    return Drafted((letter,))


def check_letter(desk: Desk, work: Work, dossier: Dossier) -> None:
    """Do nothing where a letter may be drafted; problems as ``draft_letter``."""
    next_status(Act.EXTEND, dossier.status)
    if waiting_letter(work, dossier.id) is not None:
        raise PersonProblem("life.letter_there", number=dossier.number)
    if not _may_be_put_off(times_of(desk, work, dossier)):
        raise PersonProblem("life.extended_already", number=dossier.number)


def waiting_letter(work: Work, dossier_id: UUID) -> IssuedForm | None:
    """Return the dossier's letter that waits for its signature."""
    return next(
        (one for one in work.forms.of_dossier(dossier_id) if one.form == APOLOGY and one.state is FormState.DRAFT), None
    )


def issue_letter(desk: Desk, work: Work, session: Session, moved: Moved, reason: str, appointment: datetime) -> Issued:
    """Issue the letter of an extension within its transaction: the one that was drafted, or a new one."""
    data = life_forms.apology(desk, reason, appointment, signed=True)(work, moved.dossier, moved.life.moved_at)
    known = waiting_letter(work, moved.dossier.id)
    if known is not None:
        return issue_draft(desk, work, session, known.id, data, moved.event_id)
    return issue(desk, work, session, data, About(moved.dossier.id, event_id=moved.event_id))


def drop_letter(work: Work, dossier: Dossier) -> None:
    """Void the letter that waits for its signature: it is not needed any more."""
    letter = waiting_letter(work, dossier.id)
    if letter is not None:
        work.forms.void(letter.id, "không còn cần")


def owing_letters(desk: Desk, work: Work, until: datetime | None = None) -> tuple[Owing, ...]:
    """Return the dossiers whose letter is due until then (None: now), that have none, and that may be put off."""
    now = desk.now()
    by, calendar = max(now, until or now), rules(desk, work).calendar
    horizon = calendar.end_of_day(calendar.add_working_days(by.astimezone(VIETNAM).date(), _LONGEST_LEAD))
    rows = work.reports.due_until(horizon, without_draft_of=APOLOGY)
    known: dict[tuple[object, ...], Terms] = {}
    found = []
    for at in range(0, len(rows), PAGE):
        some = rows[at : at + PAGE]
        acts = work.reports.acts([row.id for row in some], TIMED_KINDS)
        for row in some:
            times = computed(
                events_from(row, row.appointment, acts.get(row.id, ())), terms_once(desk, work, row, known), now
            )
            due = times.letter_due
            if due is not None and due <= by and _may_be_put_off(times):
                found.append(Owing(row.id, row.due))
    return tuple(found)


def _may_be_put_off(times: Times) -> bool:
    return may_extend(times.events, times.terms.rules).answer is Answer.ALLOWED


def _draft(desk: Desk, work: Work, session: Session, dossier: Dossier) -> Issued:
    data = life_forms.apology(desk)(work, dossier, desk.now())
    return draft(desk, work, session, data, About(dossier.id), owes_print=True)
