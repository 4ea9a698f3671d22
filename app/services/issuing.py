"""Issuing forms: what a form says is frozen when it is issued, so that every print of it says the same.

A form is filled from the record by its use case and stored as JSON in the act's own transaction, with the print that it
owes. Printing it goes the one way of the reception slip.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.printing.forms.dossier import DossierFacts
from app.printing.forms.filling import Letterhead, Marks
from app.printing.forms.sets import form_layout
from app.printing.forms.sheets import PaperSize
from app.services import number_witness
from app.services.desk import Desk
from app.services.form_kinds import KINDS, FormData, FormKind, kind_of
from app.services.owed_prints import MAYBE_PAPER, owe_print
from app.services.own_serials import following
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about.

    Attributes:
        event_id: the act that owes it; taken back, the act makes the form void.
        replaces: the form it takes the place of.
    """

    dossier_id: UUID | None = None
    batch_id: UUID | None = None
    event_id: UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A form that was issued; print_id: the print it owes, None where it owes none."""

    form: IssuedForm
    print_id: UUID | None


def letterhead(desk: Desk) -> Letterhead:
    """Return whose paper it is: this office's, today."""
    office = desk.office
    return Letterhead(
        governing_body=office.governing_body,
        office_name=office.name,
        place=office.place,
        day=desk.now().date(),
        phone=office.phone,
        lookup_url=office.lookup_url,
    )


def facts_of(dossier: Dossier) -> DossierFacts:
    """Return one dossier as papers name it; the appointment is the one on the slip."""
    return DossierFacts(
        parties=dossier.parties,
        content=dossier.content,
        number=dossier.number,
        received_at=dossier.received_at,
        appointment=dossier.appointment.appointment,
    )


def issue(desk: Desk, work: Work, session: Session, data: FormData, about: About, *, owes_print: bool = True) -> Issued:
    """Issue a form within the transaction of work, with its number and the print it owes; the caller commits.

    Without owes_print it is printed only when somebody asks for paper (``want_form_print``).
    """
    form = _new(desk, work, session, data, about, FormState.ISSUED)
    work.forms.put(form)
    return Issued(form, _owe(desk, work, form) if owes_print else None)


def draft(
    desk: Desk, work: Work, session: Session, data: FormData, about: About, *, owes_print: bool = False
) -> Issued:
    """Keep a form that is written but not given to anybody yet; ``issue_draft`` issues it.

    With owes_print it is printed as it is: whoever signs it signs on paper.
    """
    form = _new(desk, work, session, data, about, FormState.DRAFT)
    work.forms.put(form)
    return Issued(form, _owe(desk, work, form) if owes_print else None)


def issue_draft(
    desk: Desk, work: Work, session: Session, form_id: UUID, data: FormData, event_id: UUID | None = None
) -> Issued:
    """Issue a draft as data says now, within the transaction of work.

    Raises:
        PersonProblem: ``forms.not_a_draft``.
    """
    known = work.forms.get(form_id)
    if known is None or known.state is not FormState.DRAFT:
        raise PersonProblem("forms.not_a_draft")
    about = About(known.dossier_id, known.batch_id, event_id or known.event_id, known.replaces)
    form = replace(_new(desk, work, session, data, about, FormState.ISSUED), id=known.id)
    work.forms.put(form)
    return Issued(form, _owe(desk, work, form))


def ask_for_reprint(desk: Desk, session: Session, form_id: UUID, reason: str) -> UUID:
    """Record that a form is to be printed again; it will carry the mark ``BẢN IN LẠI lần n``. Returns the print's id.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.REPRINT_SLIP)
    with desk.store.work() as work:
        form = work.forms.get(form_id)
        if form is None:
            raise PersonProblem("slips.no_print")
        records = [work.prints.get(print_id) for print_id in work.forms.prints_of(form_id)]
        number = max((record.reprint for record in records if record), default=-1) + 1
        print_id = _owe(desk, work, form, number, reason)
        desk.audit(work, session.account, "form.reprint", str(form_id), count=number, reason=reason)
        work.commit()
    return print_id


def want_form_print(desk: Desk, session: Session, form_id: UUID, reason: str = "") -> UUID:
    """Return the print to hand over: the newest that never came out, else a new one, marked unless it is the first.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.work() as work:
        form = work.forms.get(form_id)
        if form is None:
            raise PersonProblem("slips.no_print")
        records = [work.prints.get(print_id) for print_id in work.forms.prints_of(form_id)]
        newest = max((record for record in records if record), key=lambda record: record.reprint, default=None)
        if newest is not None and newest.state not in MAYBE_PAPER:
            return newest.id
        if newest is None:
            print_id = _owe(desk, work, form)
            work.commit()
            return print_id
    return ask_for_reprint(desk, session, form_id, reason)


def data_of(form: IssuedForm) -> FormData:
    """Return what a form says."""
    data: FormData = _adapter(form.form).validate_json(form.data)
    return data


def form_pdf(desk: Desk, session: Session, form_id: UUID) -> bytes:
    """Return a form as it was issued: for looking at it.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_print``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        form = work.forms.get(form_id)
    if form is None:
        raise PersonProblem("slips.no_print")
    return render(desk, form)


def render(desk: Desk, form: IssuedForm, reprint: int = 0) -> bytes:
    """Return a form as PDF, with the marks of this print.

    Raises:
        PersonProblem: ``printing.…`` where a letter or number cannot be printed.
    """
    kind, data = KINDS[form.form], data_of(form)
    void = form.state is FormState.VOID
    marks = Marks(practice=desk.practice, reprint=reprint, void=void, void_reason=form.void_reason if void else "")
    return kind.render(replace(data, marks=marks), form.layout, _paper(desk, kind))


def preview(desk: Desk, data: FormData) -> bytes:
    """Return a form that is not issued yet as PDF: for looking at it before."""
    kind = kind_of(data)
    return kind.render(replace(data, marks=Marks(practice=desk.practice)), desk.settings.slip_form, _paper(desk, kind))


def _new(desk: Desk, work: Work, session: Session, data: FormData, about: About, state: FormState) -> IssuedForm:
    kind, layout = kind_of(data), desk.settings.slip_form
    head = getattr(data, "head", None)
    number = ""
    if head is not None and state is FormState.ISSUED:
        number = _number(desk, work, kind, layout)
        data = replace(data, head=replace(head, form_number=number))
    return IssuedForm(
        id=desk.ids.new(),
        form=kind.name,
        layout=layout,
        number=number,
        dossier_id=about.dossier_id,
        batch_id=about.batch_id,
        event_id=about.event_id,
        issued_at=desk.now(),
        issued_by=session.account.full_name,
        state=state,
        data=_adapter(kind.name).dump_json(data).decode(),
        replaces=about.replaces,
    )


def _number(desk: Desk, work: Work, kind: FormKind, layout: str) -> str:
    """Return the form's own number: serial of the year, this counter, and the symbol its layout has; empty: no symbol.

    Counters number by themselves and never agree on a next number, so each number says whose it is: ``012.3/PBS-…``.
    """
    symbol = form_layout(kind.name, layout).number_blank.partition("/")[2]
    if not symbol:
        return ""
    year = desk.now().year
    name, series = f"{kind.name}.{year}", f"FORM.{kind.name.upper().replace('-', '_')}"
    serial = work.forms.next_serial(name, following(desk, work, series, year, work.forms.last_serial(name)))
    # Before the commit: a gap is nobody's concern, two papers of one number would be.
    number_witness.keep(desk, series, year, serial)
    return f"{serial:02}.{desk.counter.ordinal}/{symbol}"


def _owe(desk: Desk, work: Work, form: IssuedForm, reprint: int = 0, reason: str = "") -> UUID:
    subject = form.dossier_id or form.batch_id or form.id
    print_id = owe_print(desk, work, subject, f"{form.form}-{form.layout}", reprint=reprint, reason=reason)
    work.forms.note_print(print_id, form.id)
    return print_id


def _paper(desk: Desk, kind: FormKind) -> PaperSize:
    return desk.settings.slip_paper if kind.slip else "A4"


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind].data)
