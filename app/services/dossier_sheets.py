"""Sheets about a dossier that no act owes: its history, what is still missing, the control sheet that travels along."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaperState
from app.domain.lifecycle import Act
from app.domain.paper_words import FORM_WORDS, hours_said
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.printing.forms.control_sheet import ControlSheetData
from app.printing.forms.history import HistoryData, HistoryEvent
from app.printing.forms.missing import MissingData, MissingItem
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.form_kinds import FormData
from app.services.handover_papers import control_steps
from app.services.happenings import happened
from app.services.issuing import About, Issued, facts_of, issue, letterhead
from app.services.life import DEMANDS
from app.services.moves import Seen, load
from app.services.reference import rules
from app.services.security import Session
from app.services.undone import standing_acts


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was issued; its print is owed."""

    issued: Issued

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        about = self.issued.form.dossier_id
        return Changes(frozenset({Subject.DOSSIERS, Subject.PRINTS}), frozenset({about} if about else ()))

    @property
    def prints(self) -> tuple[UUID, ...]:
        """The print that is owed."""
        return () if self.issued.print_id is None else (self.issued.print_id,)


def print_history(desk: Desk, session: Session, dossier_id: UUID) -> Sheet:
    """Issue the history of a dossier as it is now.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.PRINT_SLIP)

    def make(work: Work, dossier: Dossier) -> HistoryData:
        events = tuple(
            HistoryEvent(
                at=event.at.astimezone(VIETNAM),
                what=(told := happened(event, str)).what,
                who=event.actor,
                unit=desk.office.name,
                acts_for=event.acts_for,
                note=told.detail,
            )
            for event in work.history.of(dossier.id)
        )
        return HistoryData(letterhead(desk), facts_of(dossier), events, desk.now(), session.account.full_name)

    return _issued(desk, session, dossier_id, make)


def print_missing(desk: Desk, session: Session, dossier_id: UUID) -> Sheet:
    """Issue what is missing in big letters: what the last request asked for, else the papers not handed in yet.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.nothing_missing``.
    """
    require(session.account, Permission.GUIDE)

    def make(work: Work, dossier: Dossier) -> MissingData:
        items = _missing(work, dossier)
        if not items:
            raise PersonProblem("life.nothing_missing", number=dossier.number)
        return MissingData(
            head=letterhead(desk),
            content=dossier.content,
            items=items,
            applicant=dossier.parties.effective_owner.full_name,
            number=dossier.number,
            where=", ".join(part for part in (desk.office.name, desk.office.address) if part),
            hours=hours_said(rules(desk, work).calendar),
            phone=desk.office.phone,
        )

    return _issued(desk, session, dossier_id, make)


def print_control_sheet(desk: Desk, session: Session, dossier_id: UUID) -> Sheet:
    """Issue form 06 with the hand-overs so far; the next ones are written by hand.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.PRINT_SLIP)

    def make(work: Work, dossier: Dossier) -> ControlSheetData:
        steps = control_steps(desk, work, dossier.id)
        return ControlSheetData(letterhead(desk), facts_of(dossier), dossier.resolving_unit, steps=steps)

    return _issued(desk, session, dossier_id, make)


def _missing(work: Work, dossier: Dossier) -> tuple[MissingItem, ...]:
    acts = standing_acts(work.history.of(dossier.id))
    if acts and acts[-1].kind == Act.ASK_SUPPLEMENT:
        forms = {paper.name: FORM_WORDS[paper.form] for paper in dossier.papers}
        demands = str(acts[-1].detail.get(DEMANDS, "")).splitlines()
        return tuple(MissingItem(line, forms.get(line, "")) for line in demands)
    wanted = (paper for paper in dossier.papers if paper.state is PaperState.MISSING)
    return tuple(MissingItem(paper.name, FORM_WORDS[paper.form]) for paper in wanted)


def _issued(desk: Desk, session: Session, dossier_id: UUID, make: Callable[[Work, Dossier], FormData]) -> Sheet:
    with desk.store.work() as work:
        dossier = load(work, Seen(dossier_id))
        issued = issue(desk, work, session, make(work, dossier), About(dossier.id))
        work.commit()
    return Sheet(issued)
