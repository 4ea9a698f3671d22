"""Keeping what is being typed: saved as typed, found again after a crash, gone only when received or discarded."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.corrections import draft_of
from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PaperEntry, PartyText, added_paper, choose
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.security import Session

_FORMAT = TypeAdapter(Draft)


def draft_json(draft: Draft) -> str:
    """Return a draft as it is kept."""
    return _FORMAT.dump_json(draft).decode()


def draft_from(json: str) -> Draft:
    """Return the draft that was kept as json.

    Raises:
        OutsideProblem: ``reception.draft_unreadable``.
    """
    try:
        return _FORMAT.validate_json(json)
    except ValidationError as error:
        raise OutsideProblem("reception.draft_unreadable") from error


def new_draft(desk: Desk) -> Draft:
    """Return an empty draft; nothing is stored before something is typed."""
    return Draft(id=desk.ids.new())


def save_draft(desk: Desk, session: Session, draft: Draft) -> None:
    """Keep the draft as typed; an empty one is forgotten instead, and so is one whose dossier is received already."""
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        # A save that was under way while the dossier was received must not bring its draft back.
        if draft.empty or work.dossiers.get(draft.id) is not None:
            work.drafts.delete(draft.id)
        else:
            keep_draft(work, session, draft, desk.now())
        work.commit()


def keep_draft(work: Work, session: Session, draft: Draft, at: datetime) -> None:
    """Keep a draft within the transaction of work; the caller has asked whether the person may, and commits."""
    work.drafts.save(draft.id, str(session.account.id), draft_json(draft), at)


def load_drafts(desk: Desk, session: Session) -> tuple[Draft, ...]:
    """Return the person's drafts, the one saved last first.

    Raises:
        OutsideProblem: ``reception.draft_unreadable``; the stored draft is left alone.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.read() as work:
        rows = work.drafts.all_of(str(session.account.id))
    drafts = [(row.saved_at, draft_from(row.json)) for row in rows]
    return tuple(draft for _, draft in sorted(drafts, key=lambda pair: pair[0], reverse=True))


def discard_draft(desk: Desk, session: Session, draft: Draft) -> Changes:
    """Forget a draft; the caller keeps it for undo and saves it again where the person wants it back."""
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        work.drafts.delete(draft.id)
        work.commit()
    return Changes(frozenset({Subject.DRAFTS}))


def copied_draft(desk: Desk, draft: Draft) -> Draft:
    """Return a new draft for the next person with the same procedure: nobody's name, nothing ticked as handed in."""
    return replace(
        Draft(id=desk.ids.new()),
        procedure_code=draft.procedure_code,
        procedure_version=draft.procedure_version,
        case_code=draft.case_code,
        channel=draft.channel,
        procedure_text=draft.procedure_text,
        return_place=draft.return_place,
    )


def next_of_same_person(desk: Desk, draft: Draft) -> Draft:
    """Return the next draft of a group: the same people, wishes and way to pay; another matter, so no procedure."""
    return replace(
        Draft(id=desk.ids.new()),
        submitter=draft.submitter,
        owner=draft.owner,
        authorisation=draft.authorisation,
        channel=draft.channel,
        payment=draft.payment,
        return_place=draft.return_place,
        return_detail=draft.return_detail,
        group=draft.group or draft.id,
    )


def next_of_same_procedure(desk: Desk, draft: Draft) -> Draft:
    """Return the next draft of a group: the same matter and papers, brought by the same person for somebody else."""
    return replace(
        draft,
        id=desk.ids.new(),
        owner=PartyText(),
        authorisation="",
        exemption="",
        note="",
        focus="",
        cursor=0,
        group=draft.group or draft.id,
    )


def copy_dossier(desk: Desk, session: Session, dossier_id: UUID) -> Draft:
    """Return a new draft like a received dossier: its people, its procedure as it is in force now, its list of papers.

    What belongs to the dossier alone stays there: number, files, ticks, money, a note. Where the procedure is not in
    force any more, or has no such case, the clerk chooses another.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.read() as work:
        dossier = work.dossiers.get(dossier_id)
        if dossier is None:
            raise PersonProblem("slips.no_dossier")
        version = work.procedures.current(dossier.procedure_code, desk.now().date())
    like = draft_of(dossier, desk.ids.new())
    people = replace(
        Draft(id=like.id),
        submitter=like.submitter,
        owner=like.owner,
        authorisation=like.authorisation,
        return_place=like.return_place,
        return_detail=like.return_detail,
    )
    case = next((one for one in version.cases if one.code == dossier.case_code), None) if version else None
    if version is None or case is None:
        return people
    chosen = choose(replace(people, channel=like.channel), version, case)
    chosen = replace(chosen, content=like.content, sets=like.sets, resolving_unit=like.resolving_unit)
    for paper in like.papers:
        if not paper.required_code:
            chosen = added_paper(chosen, paper.name)
    return replace(chosen, papers=tuple(_not_yet(paper) for paper in chosen.papers))


def _not_yet(paper: PaperEntry) -> PaperEntry:
    """Return a paper that somebody added by hand as one that was not handed in yet."""
    return paper if paper.required_code else replace(paper, state=PaperState.MISSING, originals=0)
