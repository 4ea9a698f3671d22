"""Correcting what was received wrongly: with a reason, the old beside the new, and a new slip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.corrections import Difference, differences, draft_of
from app.domain.dossiers import Dossier, DossierPaper
from app.domain.drafts import Draft
from app.domain.life import Life, PaperOrigin
from app.domain.lifecycle import OPEN
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.domain.reception import BY_HAND, examine, papers_of
from app.domain.reuse import origins_of
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.dossier_times import CORRECTED
from app.services.moves import Happening, Seen, load, tell
from app.services.postal import CONSIGNMENT, bind_postal, came_with, consigned, consignment_of, judged_at
from app.services.reception import AttachedFile, resolving_unit
from app.services.reference import rules
from app.services.reusing import check_taken, origin_words
from app.services.security import Session
from app.services.slips import owe_corrected_slip


@dataclass(frozen=True, slots=True)
class Corrected:
    """A dossier after its correction, what differs from before, and the slip that is owed for it."""

    dossier: Dossier
    differences: tuple[Difference, ...]
    changes: Changes
    print_id: UUID | None = None


def begin(desk: Desk, session: Session, dossier_id: UUID) -> Draft:
    """Return a dossier as a draft that ``correct`` takes back.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.closed`` for one that is over.
    """
    require(session.account, Permission.CORRECT)
    with desk.store.read() as work:
        dossier = load(work, Seen(dossier_id))
        note, origins = consignment_of(work.history.of(dossier_id)), work.lives.origins(dossier_id)
    if dossier.status not in OPEN:
        raise PersonProblem("life.closed", number=dossier.number)
    by_hand = next((str(line.amount) for line in dossier.fees if line.code == BY_HAND), "")
    return replace(draft_of(dossier, desk.ids.new(), fee_by_hand=by_hand, origins=origins), consignment=note)


def correct(
    desk: Desk, session: Session, draft: Draft, reason: str, files: Mapping[int, AttachedFile] | None = None
) -> Corrected:
    """Put a corrected draft in the place of what was received; number, time and clerk of the reception stay.

    The appointment stays too, unless procedure, case, channel or the appointment itself were corrected; then it is
    worked out from the moment of reception, as it should have been.

    Args:
        desk: the open desk.
        session: who corrects.
        draft: from ``begin``, changed.
        reason: why; stands in history and on the new slip.
        files: newly attached PDFs by paper ordinal; papers without one keep theirs.

    Raises:
        PersonProblem: ``permissions.refused``, ``life.reason_missing``, ``life.changed_meanwhile``, ``life.closed``,
            ``life.nothing_changed``, ``reception.incomplete``.
    """
    require(session.account, Permission.CORRECT)
    if draft.corrects is None:
        raise PersonProblem("slips.no_dossier")
    if not reason.strip():
        raise PersonProblem("life.reason_missing")
    with desk.store.work() as work:
        old = load(work, Seen(draft.corrects, draft.corrects_revision))
        if old.status not in OPEN:
            raise PersonProblem("life.closed", number=old.number)
        note = _note(work, old, draft)
        new = _corrected(desk, work, old, draft, files or {}, same_note=note is None)
        origins = _origins(work, session, draft, old)
        found = (*differences(old, new), *_origins_compared(work, old, origins), *((note,) if note else ()))
        if not found:
            raise PersonProblem("life.nothing_changed")
        check_taken(work, draft)
        kept = _keep(desk, work, session, old, new, found, reason)
        work.lives.set_origins(old.id, origins)
        bind_postal(work, came_with(draft), old.id)
        print_id = owe_corrected_slip(desk, work, old.id, reason.strip())
        work.drafts.delete(draft.id)
        work.commit()
    subjects = {Subject.DOSSIERS, Subject.OUTBOX, Subject.PEOPLE, Subject.DRAFTS, Subject.PRINTS}
    return Corrected(kept, found, Changes(frozenset(subjects), frozenset({old.id})), print_id)


def _corrected(
    desk: Desk, work: Work, old: Dossier, draft: Draft, files: Mapping[int, AttachedFile], *, same_note: bool
) -> Dossier:
    version = work.procedures.version(draft.procedure_code, draft.procedure_version)
    judged = examine(draft, version, judged_at(work, draft, old), rules(desk, work), consigned(work, draft))
    # The promise that stands was judged when it was made.
    stands = same_note and _same_promise(old, draft)
    errors = [one for one in judged.errors if not (stands and one.field.startswith("appointment"))]
    if errors or judged.parties is None or judged.case is None or judged.fees is None or version is None:
        raise PersonProblem(
            "reception.incomplete", count=len(errors) or 1, fields=tuple(one.field for one in errors) or ("procedure",)
        )
    known = {paper.ordinal: paper for paper in old.papers}
    return replace(
        old,
        channel=draft.channel,
        procedure_code=version.code,
        procedure_version=version.version,
        procedure_name=version.name,
        case_code=judged.case.code,
        case_name=judged.case.name,
        content=draft.content.strip() or version.name,
        parties=judged.parties,
        papers=tuple(_with_file(paper, files, known) for paper in papers_of(draft)),
        sets=draft.sets,
        fees=judged.fees,
        payment=draft.payment,
        appointment=old.appointment if stands or judged.appointment is None else judged.appointment,
        return_place=draft.return_place,
        return_detail=draft.return_detail.strip(),
        resolving_unit=_resolver(desk, work, old, draft, version),
        note=draft.note.strip(),
    )


def _resolver(desk: Desk, work: Work, old: Dossier, draft: Draft, version: ProcedureVersion) -> str:
    """Return who resolves it: nobody but a person changes that of a dossier that was sent there."""
    if draft.resolving_unit.strip() == old.resolving_unit:
        return old.resolving_unit
    return resolving_unit(desk, work, draft, version).name


def _origins(work: Work, session: Session, draft: Draft, old: Dossier) -> tuple[PaperOrigin, ...]:
    """Return where the papers come from now; who said until when one is good stays who said it."""
    clerk = work.accounts.get(old.received_by)
    by = clerk.full_name if clerk else session.account.full_name
    return origins_of(draft, old.id, old.received_at, by)


def _origins_compared(work: Work, old: Dossier, new: tuple[PaperOrigin, ...]) -> Iterator[Difference]:
    """Yield the papers that come from elsewhere now than before, as the slip says it."""
    before = {one.ordinal: origin_words(one) for one in work.lives.origins(old.id)}
    after = {one.ordinal: origin_words(one) for one in new}
    for ordinal in sorted(before.keys() | after.keys()):
        was, is_now = before.get(ordinal, ""), after.get(ordinal, "")
        if was != is_now:
            yield Difference(f"papers.{ordinal}.origin", was, is_now)


def _note(work: Work, old: Dossier, draft: Draft) -> Difference | None:
    """Return the other consignment note a dossier came with; None where it is the same, or still none."""
    before, after = consignment_of(work.history.of(old.id)), came_with(draft)
    return Difference(CONSIGNMENT, before, after) if before != after else None


def _same_promise(old: Dossier, draft: Draft) -> bool:
    before = (old.procedure_code, old.procedure_version, old.case_code, old.channel)
    after = (draft.procedure_code, draft.procedure_version, draft.case_code, draft.channel)
    return before == after and not draft.appointment.strip()


def _with_file(
    paper: DossierPaper, files: Mapping[int, AttachedFile], known: Mapping[int, DossierPaper]
) -> DossierPaper:
    new, old = files.get(paper.ordinal), known.get(paper.ordinal)
    if new is not None:
        return replace(paper, file_digest=new.ref.digest, file_size=new.ref.size, pages=new.pages)
    if old is None or paper.file_digest:
        return paper
    return replace(paper, file_digest=old.file_digest, file_size=old.file_size, pages=old.pages)


def _keep(
    desk: Desk,
    work: Work,
    session: Session,
    old: Dossier,
    new: Dossier,
    found: tuple[Difference, ...],
    reason: str,
) -> Dossier:
    at = desk.now()
    kept = work.dossiers.replace(new)
    work.lives.set(_life(work.lives.of(old.id), old, kept))
    for party in (kept.parties.submitter, kept.parties.owner):
        if party is not None:
            work.people.upsert(party, at)
    for paper in kept.papers:
        if paper.file_digest and paper.file_digest not in {one.file_digest for one in old.papers}:
            work.files_out.add(kept.id, paper.file_digest, paper.file_size)
    detail: dict[str, str | int | bool | None] = {"before": old.status.value, "after": kept.status.value}
    for one in found:
        if one.field == CONSIGNMENT:
            detail[CONSIGNMENT] = one.new
        detail |= {f"old.{one.field}": one.old, f"new.{one.field}": one.new}
    tell(desk, work, session, kept, Happening(CORRECTED, old.status, at, reason, detail))
    return kept


def _life(life: Life, old: Dossier, new: Dossier) -> Life:
    """Return the life with the new due moment: a promise that was moved by an extension since is not moved back."""
    if life.due is None or life.extensions or life.due != old.appointment.appointment:
        return life
    return replace(life, due=new.appointment.appointment)
