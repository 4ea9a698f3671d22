"""Receiving a dossier: the one transaction that gives the number and keeps everything, and what is asked around it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.alikeness import Alike, alike
from app.domain.dossier_record import SCHEMA, Beside, to_record
from app.domain.dossiers import PAID_NOW, Dossier, DossierPaper, FeeLine, PaymentWay
from app.domain.drafts import Draft
from app.domain.operations import OperationKind
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.domain.reception import Examination, examine, papers_of, parties_of
from app.domain.results import Payment
from app.domain.reuse import origins_of
from app.models.files import FileRef
from app.models.rows import HistoryEvent, NumberState
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.groups import common_print, owe_common_slip
from app.services.numbering import GivenNumber, give_number, keep_witness
from app.services.organisations import Named, known_codes, who_now
from app.services.outbox import append_operation
from app.services.postal import CONSIGNMENT, bind_postal, came_with, consigned
from app.services.reference import rules
from app.services.reusing import check_taken
from app.services.security import Session
from app.services.slips import ask_for_first_slip, is_slip


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The PDF of one paper: where it lies in the vault, and how many pages it has."""

    ref: FileRef
    pages: int


@dataclass(frozen=True, slots=True)
class Received:
    """A dossier that is durably received, the print that was asked for, and what changed.

    Attributes:
        group: all dossiers that the print is for, where they were brought together and no other follows.
    """

    dossier: Dossier
    print_id: UUID
    changes: Changes
    group: tuple[Dossier, ...] = ()

    @property
    def by_transfer(self) -> tuple[Dossier, ...]:
        """The dossiers whose fee is paid by VietQR, once for all of them."""
        return tuple(d for d in self.group or (self.dossier,) if d.payment is PaymentWay.VIETQR and d.total)


RECEIVING = frozenset({Subject.DOSSIERS, Subject.DRAFTS, Subject.PRINTS, Subject.OUTBOX})
"""What a reception changes."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A dossier received within a transaction that is not yet committed, and the number it takes."""

    dossier: Dossier
    given: GivenNumber


def judge(desk: Desk, session: Session, draft: Draft) -> Examination:
    """Return what is to be said about a draft if it were received now.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.read() as work:
        return _judge(desk, work, draft, desk.now())[0]


def alike_today(desk: Desk, session: Session, draft: Draft) -> tuple[Alike, ...]:
    """Return today's dossiers that may be the same matter: pointed out, never in the way.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.RECEIVE)
    if not draft.procedure_code:
        return ()
    with desk.store.read() as work:
        today = work.dossiers.received_on(desk.now().date(), draft.procedure_code)
    others = tuple(one for one in today if one.id != draft.corrects)
    return alike(draft.procedure_code, parties_of(draft), others)


def receive(
    desk: Desk,
    session: Session,
    draft: Draft,
    files: Mapping[int, AttachedFile] | None = None,
    *,
    more: bool = False,
) -> Received:
    """Receive a dossier: one durable transaction; only after it may paper be printed.

    A draft that was received before (the answer was lost, the key pressed twice) gives the same dossier again.

    Args:
        desk: the open desk.
        session: who receives.
        draft: as typed; its id becomes the dossier's.
        files: attached PDFs by paper ordinal, already in the vault.
        more: another dossier of the same group follows; the paper waits for the last one, or for ``end_group``.

    Raises:
        PersonProblem: ``permissions.refused``, ``reception.incomplete`` (params: fields), ``reuse.not_held``,
            ``numbers.no_…``.
        OutsideProblem: ``store.…`` when nothing could be written; then nothing was received.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        known = work.dossiers.get(draft.id)
        if known is not None:
            return _received_before(work, known)
        taken = take_in(desk, work, session, draft, files or {})
        print_id, group = ask_for_first_slip(desk, work, taken.dossier), tuple[Dossier, ...]()
        if draft.group is not None and not more:
            print_id, group = owe_common_slip(desk, work, session, draft.group)
        work.commit()
    keep_witness(desk, taken.given)
    touched = frozenset({taken.dossier.id, *(one.id for one in group)})
    return Received(taken.dossier, print_id, Changes(RECEIVING, touched), group)


def end_group(desk: Desk, session: Session, group: UUID) -> Received:
    """Ask for the one slip of the dossiers that were received together, when no other follows after all.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        print_id, dossiers = owe_common_slip(desk, work, session, group)
        work.commit()
    changes = Changes(frozenset({Subject.DOSSIERS, Subject.PRINTS}), frozenset(one.id for one in dossiers))
    return Received(dossiers[-1], print_id, changes, dossiers)


def take_in(
    desk: Desk,
    work: Work,
    session: Session,
    draft: Draft,
    files: Mapping[int, AttachedFile] | None = None,
    fees: tuple[FeeLine, ...] | None = None,
) -> TakenIn:
    """Receive a dossier within the transaction of work; the caller commits, then calls ``keep_witness``.

    No slip is owed yet: who takes in asks for the paper that this reception owes, in the same transaction.

    Args:
        desk: the open desk.
        work: the transaction.
        session: who receives.
        draft: as typed.
        files: as receive.
        fees: what is to be paid, where the draft's own quantities cannot say it (several documents in one dossier).

    Raises:
        PersonProblem: as receive.
    """
    require(session.account, Permission.RECEIVE)
    # One moment for everything: at midnight the number and the appointment must not lie on two days.
    at = desk.now()
    examination, version = _judge(desk, work, draft, at)
    _refuse_incomplete(session, draft, examination)
    check_taken(work, draft)
    given = give_number(desk, work, draft.id, at)
    dossier = _dossier(desk, work, session, draft, examination, version, given, files or {})
    if fees is not None:
        dossier = replace(dossier, fees=fees)
    note = came_with(draft)
    work.lives.set_origins(dossier.id, origins_of(draft, dossier.id, at, session.account.full_name))
    _keep(desk, work, session, dossier, given, note)
    bind_postal(work, note, dossier.id)
    if draft.group is not None:
        work.lives.set(replace(work.lives.of(dossier.id), group=draft.group))
    work.drafts.delete(draft.id)
    work.guidances.let_go(draft.id)
    return TakenIn(dossier, given)


def _judge(desk: Desk, work: Work, draft: Draft, at: datetime) -> tuple[Examination, ProcedureVersion | None]:
    version = None
    if draft.procedure_code:
        version = work.procedures.version(draft.procedure_code, draft.procedure_version)
    return examine(draft, version, at, rules(desk, work), consigned(work, draft)), version


def _refuse_incomplete(session: Session, draft: Draft, examination: Examination) -> None:
    if examination.errors:
        fields = tuple(finding.field for finding in examination.errors)
        raise PersonProblem("reception.incomplete", count=len(fields), fields=fields)
    if draft.appointment.strip():
        require(session.account, Permission.SET_APPOINTMENT)


def _dossier(
    desk: Desk,
    work: Work,
    session: Session,
    draft: Draft,
    examination: Examination,
    version: ProcedureVersion | None,
    given: GivenNumber,
    files: Mapping[int, AttachedFile],
) -> Dossier:
    if version is None or examination.case is None or examination.appointment is None or examination.parties is None:
        raise PersonProblem("reception.incomplete", count=1, fields=("procedure",))
    return Dossier(
        id=draft.id,
        number=given.number,
        provisional=given.provisional,
        office_id=desk.office.id,
        counter_id=desk.counter.id,
        received_by=session.account.id,
        received_for=session.account.acts_for,
        channel=draft.channel,
        procedure_code=version.code,
        procedure_version=version.version,
        procedure_name=version.name,
        case_code=examination.case.code,
        case_name=examination.case.name,
        content=draft.content.strip() or version.name,
        parties=examination.parties,
        papers=tuple(_with_file(paper, files.get(paper.ordinal)) for paper in papers_of(draft)),
        sets=draft.sets,
        fees=examination.fees or (),
        payment=draft.payment,
        received_at=given.at,
        appointment=examination.appointment,
        return_place=draft.return_place,
        return_detail=draft.return_detail.strip(),
        resolving_unit=resolving_unit(desk, work, draft, version).name,
        note=draft.note.strip(),
    )


def resolving_unit(desk: Desk, work: Work, draft: Draft, version: ProcedureVersion) -> Named:
    """Return who resolves it: whom the clerk chose, whom the procedure names, or else this office.

    One that ended gives way to who took over its work; it is said why.
    """
    name = draft.resolving_unit.strip() or version.resolving_unit or desk.office.name
    return who_now(work.units.all(), known_codes(work), name, desk.now().date())


def _with_file(paper: DossierPaper, file: AttachedFile | None) -> DossierPaper:
    if file is None:
        return paper
    return replace(paper, file_digest=file.ref.digest, file_size=file.ref.size, pages=file.pages)


def _keep(desk: Desk, work: Work, session: Session, dossier: Dossier, given: GivenNumber, note: str) -> None:
    """Write every row of the reception; the caller commits."""
    work.dossiers.add(dossier)
    work.numbers.record(dossier.number, dossier.id, NumberState.USED, given.at, "")
    work.history.add(
        HistoryEvent(
            id=desk.ids.new(),
            dossier_id=dossier.id,
            at=given.at,
            kind=OperationKind.DOSSIER_RECEIVED.value,
            actor=session.account.full_name,
            acts_for=session.account.acts_for,
            detail={
                "papers": len(dossier.papers),
                "pages": sum(paper.pages for paper in dossier.papers),
                "counter": desk.counter.ordinal,
            }
            | ({CONSIGNMENT: note} if note else {}),
        )
    )
    _keep_payment(desk, work, session, dossier, given.at)
    work.people.upsert(dossier.parties.submitter, given.at)
    if dossier.parties.owner is not None:
        work.people.upsert(dossier.parties.owner, given.at)
    for paper in dossier.papers:
        if paper.file_digest:
            work.files_out.add(dossier.id, paper.file_digest, paper.file_size)
    desk.audit(work, session.account, "dossier.received", str(dossier.id), number=dossier.number)
    body = to_record(
        dossier,
        office_code=desk.office.code,
        counter_ordinal=desk.counter.ordinal,
        practice=desk.practice,
        beside=Beside(note, work.lives.origins(dossier.id)),
    )
    append_operation(desk, work, OperationKind.DOSSIER_RECEIVED, dossier.id, body, schema=SCHEMA)


def _keep_payment(desk: Desk, work: Work, session: Session, dossier: Dossier, at: datetime) -> None:
    if dossier.payment in PAID_NOW and dossier.total:
        work.payments.add(
            Payment(
                id=desk.ids.new(),
                dossier_id=dossier.id,
                at=at,
                amount=dossier.total,
                way=dossier.payment,
                purpose="fee",
                by=session.account.full_name,
            )
        )


def _received_before(work: Work, dossier: Dossier) -> Received:
    own = next(record.id for record in work.prints.of_dossier(dossier.id) if is_slip(record))
    return Received(dossier, common_print(work, dossier.id) or own, Changes())
