"""Keeping what is being typed: saved as typed, found again after a crash, gone only when received or discarded."""

from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from app.core.problems import OutsideProblem
from app.domain.drafts import Draft
from app.domain.permissions import Permission, require
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
            work.drafts.save(draft.id, str(session.account.id), draft_json(draft), desk.now())
        work.commit()


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
