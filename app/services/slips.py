"""Reception slips: built from the durable record, printed once, reprinted with a mark, never a lie.

Printing is three steps on two threads: ``prepare`` reads the store, ``app.services.printing_jobs`` talks to the queue,
and ``record_print`` writes down what the queue said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core.paths import write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.dossiers import Dossier, DossierPaper, PaperState, PaymentWay, ReturnPlace
from app.domain.issued_forms import IssuedForm
from app.domain.life import PaperOrigin
from app.domain.offices import Account
from app.domain.permissions import Permission, require
from app.models.rows import HistoryEvent, PrintRecord, PrintState
from app.models.store import Work
from app.printing.forms.group_slip import GroupSlipData
from app.printing.forms.slip import SlipData, SlipFee, SlipPaper, render_slip
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.form_kinds import COMMON_SLIP, KINDS
from app.services.issuing import data_of, render
from app.services.owed_prints import owe_print
from app.services.reusing import origin_words
from app.services.security import Session

FORM = "01"
REPRINTED = "slip.reprinted"
COPIES = 2
_ON_PAPER = frozenset({PrintState.PRINTED, PrintState.SAVED})

# What a statutory form says is Vietnamese in every language of the screen.
PAYMENT_WORDS = {
    PaymentWay.NONE: "",
    PaymentWay.CASH: "tiền mặt",
    PaymentWay.VIETQR: "chuyển khoản VietQR",
    PaymentWay.LATER: "nộp khi nhận kết quả",
}


@dataclass(frozen=True, slots=True)
class SlipToPrint:
    """A slip ready for the queue; ``printer`` is empty where the desk has none."""

    print_id: UUID
    dossier_id: UUID
    number: str
    pdf: bytes
    printer: str


@dataclass(frozen=True, slots=True)
class PaperToDraw:
    """What a print says, read from the store; form is None for the reception slip; number: of what it is about."""

    record: PrintRecord
    dossier: Dossier | None
    clerk: Account | None
    form: IssuedForm | None
    number: str
    origins: tuple[PaperOrigin, ...] = ()


@dataclass(frozen=True, slots=True)
class UnprintedSlip:
    """A paper that is owed, with what a clerk knows it by; title: of an issued form, marked; empty: the slip."""

    record: PrintRecord
    number: str
    submitter_name: str
    title: str = ""


def is_slip(record: PrintRecord) -> bool:
    """Return whether a print is of the reception slip, not of another form."""
    return record.form.startswith(f"{FORM}-")


def ask_for_first_slip(desk: Desk, work: Work, dossier: Dossier) -> UUID:
    """Record, within the reception's transaction, that a slip is owed; returns the print's id."""
    return owe_print(desk, work, dossier.id, _form(desk))


def ask_for_reprint(desk: Desk, session: Session, dossier_id: UUID, reason: str) -> UUID:
    """Record that the slip is to be printed again; it will carry the mark ``BẢN IN LẠI lần n``.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.REPRINT_SLIP)
    with desk.store.work() as work:
        if work.dossiers.get(dossier_id) is None:
            raise PersonProblem("slips.no_dossier")
        number = work.prints.last_reprint(dossier_id, _form(desk)) + 1
        print_id = owe_print(desk, work, dossier_id, _form(desk), reprint=number, reason=reason)
        desk.audit(work, session.account, "slip.reprint", str(dossier_id), count=number, reason=reason)
        work.history.add(
            HistoryEvent(
                id=desk.ids.new(),
                dossier_id=dossier_id,
                at=desk.now(),
                kind=REPRINTED,
                actor=session.account.full_name,
                acts_for=session.account.acts_for,
                text=reason,
                detail={"count": number},
            )
        )
        work.commit()
    return print_id


def owe_corrected_slip(desk: Desk, work: Work, dossier_id: UUID, reason: str) -> UUID:
    """Record, within the transaction of work, that a slip is owed after a correction; return the print's id.

    The first slip, where it certainly never came out, says what is right anyway; every other bears the mark.
    """
    records = [record for record in work.prints.of_dossier(dossier_id) if is_slip(record)]
    if records and records[-1].state in {PrintState.QUEUED, PrintState.FAILED, PrintState.CANCELLED}:
        return records[-1].id
    number = work.prints.last_reprint(dossier_id, _form(desk)) + 1
    return owe_print(desk, work, dossier_id, _form(desk), reprint=number, reason=reason)


def prepare(desk: Desk, session: Session, print_id: UUID) -> SlipToPrint:
    """Return the paper of a recorded print: read, then drawn.

    Raises:
        PersonProblem: as find() and drawn().
    """
    return drawn(desk, find(desk, session, print_id))


def find(desk: Desk, session: Session, print_id: UUID) -> PaperToDraw:
    """Return what a recorded print says: a slip as the dossier stands in the store, a form as it was issued.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.read() as work:
        record = work.prints.get(print_id)
        form = work.forms.of_print(print_id)
        dossier = work.dossiers.get(record.dossier_id) if record else None
        if record is None or (dossier is None and form is None):
            raise PersonProblem("slips.no_print")
        clerk = work.accounts.get(dossier.received_by) if dossier else None
        origins = work.lives.origins(record.dossier_id)
        batch = work.batches.get(record.dossier_id) if dossier is None else None
    number = dossier.number if dossier else batch.number if batch else form.number if form else ""
    return PaperToDraw(record, dossier, clerk, form, number, origins)


def drawn(desk: Desk, paper: PaperToDraw) -> SlipToPrint:
    """Return the paper as PDF. Nothing of the store is used: a long register is drawn beside everybody's work.

    Raises:
        PersonProblem: ``printing.…`` where a letter or number cannot be printed.
    """
    record, dossier, form = paper.record, paper.dossier, paper.form
    if form is not None:
        pdf = render(desk, form, record.reprint)
    elif dossier is not None:
        pdf = _render(desk, dossier, paper.clerk, paper.origins, record.reprint)
    else:
        raise PersonProblem("slips.no_print")
    return SlipToPrint(record.id, record.dossier_id, paper.number, pdf, desk.settings.printer)


def slip_pdf(desk: Desk, session: Session, number: str) -> tuple[Dossier, bytes]:
    """Return the slip of a dossier by its number, as it was first printed: for preview and for saving.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_such_number``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        dossier = work.dossiers.by_number(number)
        if dossier is None:
            raise PersonProblem("slips.no_such_number", number=number)
        clerk, origins = work.accounts.get(dossier.received_by), work.lives.origins(dossier.id)
    return dossier, _render(desk, dossier, clerk, origins, 0)


def save_slip(desk: Desk, session: Session, number: str, target: Path) -> Dossier:
    """Save the slip as a PDF file.

    Raises:
        OutsideProblem: ``slips.not_saved`` where the file cannot be written.
    """
    dossier, pdf = slip_pdf(desk, session, number)
    _save(pdf, target)
    return dossier


def save_print(desk: Desk, session: Session, print_id: UUID, target: Path) -> Changes:
    """Save the paper of a print as a PDF file instead of printing it.

    Raises:
        PersonProblem: as ``prepare``.
        OutsideProblem: ``slips.not_saved`` where the file cannot be written.
    """
    _save(prepare(desk, session, print_id).pdf, target)
    return record_print(desk, print_id, PrintState.SAVED, reason=target.name)


def _save(pdf: bytes, target: Path) -> None:
    try:
        write_durably(target, pdf)
    except OSError as error:
        raise OutsideProblem("slips.not_saved", path=str(target)) from error


def record_print(desk: Desk, print_id: UUID, state: PrintState, *, job: str | None = None, reason: str = "") -> Changes:
    """Write down what the queue said; a slip on paper counts for the dossier.

    Paper in somebody's hand stays printed: what a queue says late does not take it back.

    Raises:
        PersonProblem: ``slips.no_print``.
    """
    with desk.store.work() as work:
        changes = _record(desk, work, print_id, state, job=job, reason=reason)
        work.commit()
    return changes


def _record(desk: Desk, work: Work, print_id: UUID, state: PrintState, *, job: str | None, reason: str) -> Changes:
    record = work.prints.get(print_id)
    if record is None:
        raise PersonProblem("slips.no_print")
    if record.state in _ON_PAPER:
        return Changes()
    work.prints.set_state(print_id, state, desk.now(), job=job, reason=reason)
    dossiers = _slip_of(work, record)
    if state in _ON_PAPER:
        for dossier in dossiers:
            work.dossiers.set_slip_copies(dossier.id, max(0, dossier.slip_copies) + COPIES)
    return Changes(frozenset({Subject.PRINTS}), frozenset({record.dossier_id, *(one.id for one in dossiers)}))


def _slip_of(work: Work, record: PrintRecord) -> tuple[Dossier, ...]:
    """Return the dossiers whose slip a print is: one, all that a common slip names, none for another form."""
    form = work.forms.of_print(record.id)
    if form is None:
        found = [work.dossiers.get(record.dossier_id)]
    elif form.form == COMMON_SLIP:
        data = data_of(form)
        found = [work.dossiers.by_number(i.number) for i in data.items] if isinstance(data, GroupSlipData) else []
    else:
        found = []
    return tuple(dossier for dossier in found if dossier is not None)


def print_record(desk: Desk, print_id: UUID) -> PrintRecord:
    """Return what is known of a print.

    Raises:
        PersonProblem: ``slips.no_print``.
    """
    with desk.store.read() as work:
        record = work.prints.get(print_id)
    if record is None:
        raise PersonProblem("slips.no_print")
    return record


def claim_print(desk: Desk, slip: SlipToPrint, seen: PrintRecord) -> None:
    """Note that paper may come from now on, so that one try at a time speaks to a queue.

    Raises:
        PersonProblem: ``slips.maybe_printed`` where another window did so since the print was seen.
    """
    with desk.store.work() as work:
        if work.prints.get(slip.print_id) != seen:
            raise PersonProblem("slips.maybe_printed", number=slip.number)
        work.prints.set_state(slip.print_id, PrintState.UNCERTAIN, desk.now(), job="", reason="")
        work.commit()


def confirm_paper(desk: Desk, session: Session, print_id: UUID) -> Changes:
    """Record that a person holds the paper of a print of which no queue could say whether it came.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.work() as work:
        changes = _record(desk, work, print_id, PrintState.PRINTED, job=None, reason="")
        for dossier_id in changes.dossiers:
            desk.audit(work, session.account, "slip.confirmed", str(dossier_id))
        work.commit()
    return changes


def give_up_print(desk: Desk, session: Session, print_id: UUID, reason: str) -> Changes:
    """Record that this slip will not be printed, and why; the dossier stays received.

    Nothing happens where the paper came out meanwhile.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.work() as work:
        record = work.prints.get(print_id)
        if record is None:
            raise PersonProblem("slips.no_print")
        if record.state in _ON_PAPER:
            return Changes()
        work.prints.set_state(print_id, PrintState.CANCELLED, desk.now(), reason=reason)
        desk.audit(work, session.account, "slip.given_up", str(record.dossier_id), reason=reason)
        work.commit()
    return Changes(frozenset({Subject.PRINTS}), frozenset({record.dossier_id}))


def unprinted(desk: Desk, session: Session) -> tuple[UnprintedSlip, ...]:
    """Return the slips that are neither on paper nor given up: asked about at the next start."""
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.read() as work:
        found = [_unprinted(work, record) for record in work.prints.unprinted()]
    return tuple(owed for owed in found if owed is not None)


def _unprinted(work: Work, record: PrintRecord) -> UnprintedSlip | None:
    form = work.forms.of_print(record.id)
    title = KINDS[form.form].title if form else ""
    dossier = work.dossiers.get(record.dossier_id)
    if dossier is not None:
        return UnprintedSlip(record, dossier.number, dossier.parties.submitter.full_name, title)
    batch = work.batches.get(record.dossier_id)
    if batch is not None:
        return UnprintedSlip(record, batch.number, batch.unit_name, title)
    given = work.guidances.of_form(form.id) if form else None
    return UnprintedSlip(record, form.number if form else "", given.person, title) if given else None


def _form(desk: Desk) -> str:
    return f"{FORM}-{desk.settings.slip_form}"


def _render(desk: Desk, dossier: Dossier, clerk: Account | None, origins: Sequence[PaperOrigin], reprint: int) -> bytes:
    office, known = desk.office, {one.ordinal: one for one in origins}
    data = SlipData(
        governing_body=office.governing_body,
        office_name=office.name,
        place=office.place,
        number=dossier.number,
        parties=dossier.parties,
        content=dossier.content,
        papers=tuple(
            _paper(paper, known.get(paper.ordinal))
            for paper in dossier.papers
            if paper.state is not PaperState.NOT_APPLICABLE
        ),
        limit_text=dossier.appointment.limit_text,
        received_at=dossier.received_at,
        submitted_at=dossier.submitted_at,
        appointment=dossier.appointment.appointment,
        return_place=return_place(desk, dossier),
        clerk_name=clerk.full_name if clerk else "",
        sets=dossier.sets,
        provisional=dossier.provisional,
        acts_for=dossier.received_for,
        office_phone=office.phone,
        fees=tuple(SlipFee(line.name, line.amount, line.exemption) for line in dossier.fees),
        payment=PAYMENT_WORDS[dossier.payment] if dossier.total else "",
        lookup_url=office.lookup_url,
        practice=desk.practice,
        reprint=reprint,
    )
    return render_slip(data, desk.settings.slip_form, desk.settings.slip_paper)


def _paper(paper: DossierPaper, origin: PaperOrigin | None) -> SlipPaper:
    notes = {PaperState.MISSING: "chưa nộp", PaperState.SHOWN: "chỉ xuất trình"}
    note = "; ".join(part for part in (notes.get(paper.state, ""), paper.note, origin_words(origin)) if part)
    return SlipPaper(paper.name, paper.originals, paper.certified_copies, paper.photocopies, note)


def return_place(desk: Desk, dossier: Dossier) -> str:
    """Return where the result is collected, as papers say it."""
    if dossier.return_place is ReturnPlace.POST:
        return f"Qua bưu chính công ích: {dossier.return_detail}"
    return dossier.return_detail or desk.office.name
