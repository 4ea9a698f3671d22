"""Certifying copies at the counter: received, paid, written into the book, finished and given back in one transaction.

The copies leave with the person, so nothing waits: Decree 23/2015/NĐ-CP asks for a line of the book for each document,
with its own number and the text of the certification.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.certification import CertificationTerms, CopyLine, check_line, price_lines, serials_text
from app.domain.certified import CertifiedCopy
from app.domain.dossiers import NO_SLIP, PAID_NOW, Dossier, FeeLine, PaperState, PaymentWay
from app.domain.drafts import Draft, PaperEntry, PartyText, choose
from app.domain.lifecycle import Act
from app.domain.people import Party
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.domain.results import Collector, Proof, Result, ResultReturn, ReturnOutcome
from app.models.store import Work
from app.printing.forms.certification import CertificationData
from app.services import number_witness
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.issuing import About, issue
from app.services.moves import Move, Moved, Seen, perform
from app.services.numbering import keep_witness
from app.services.own_serials import following
from app.services.reception import TakenIn, take_in
from app.services.reference import certification_terms
from app.services.security import Session
from app.services.undoing import RESULT, RETURN

BOOK = "BOOK"
"""The series of the book in the side file."""
TOUCHED = frozenset({Subject.DOSSIERS, Subject.PRINTS, Subject.OUTBOX, Subject.PEOPLE})


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: name, and the lines of authority and office above it."""

    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What one person wants certified.

    Attributes:
        id: becomes the dossier's id, so that the same order pressed twice is recognised.
        payment: cash or transfer: the copies are handed over at once.
    """

    id: UUID
    person: PartyText
    lines: tuple[CopyLine, ...]
    payment: PaymentWay = PaymentWay.CASH
    signer: Signer = Signer()


@dataclass(frozen=True, slots=True)
class Certified:
    """An order that stands in the book.

    Attributes:
        lines: of the book, in the order of the documents.
        prints: the certification texts that are owed, one a line; empty where the order was known before.
    """

    dossier: Dossier
    lines: tuple[CertifiedCopy, ...]
    prints: tuple[UUID, ...]
    changes: Changes


def procedure_of(work: Work, terms: CertificationTerms, on: date) -> ProcedureVersion:
    """Return the procedure that certified copies are received under.

    Raises:
        PersonProblem: ``certifying.no_procedure``.
    """
    version = work.procedures.current(terms.procedure, on)
    if version is None:
        raise PersonProblem("certifying.no_procedure", code=terms.procedure)
    return version


def price(desk: Desk, session: Session, lines: tuple[CopyLine, ...]) -> tuple[FeeLine, ...]:
    """Return what these copies cost today, one fee line a document.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.…``, ``fees.unknown``.
    """
    require(session.account, Permission.CERTIFY)
    today = desk.now().date()
    with desk.store.read() as work:
        version = procedure_of(work, certification_terms(today), today)
    return price_lines(version, lines, today)


def certify(desk: Desk, session: Session, order: Order) -> Certified:
    """Write an order into the book: one durable transaction; only after it may paper be printed.

    An order that was certified before (the answer was lost, the key pressed twice) gives the same lines again.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.no_line``, ``certifying.document_missing``,
            ``certifying.pages_bad``, ``certifying.copies_bad``, ``certifying.payment_missing``,
            ``certifying.no_procedure``, ``fees.unknown``, ``reception.incomplete``, ``numbers.…``.
        OutsideProblem: ``store.…`` when nothing could be written; then nothing was certified.
    """
    require(session.account, Permission.CERTIFY)
    with desk.store.work() as work:
        known = work.dossiers.get(order.id)
        if known is not None:
            return Certified(known, work.certified.of_dossier(known.id), (), Changes())
        _check(order)
        done, taken = _certify(desk, work, session, order)
        work.commit()
    keep_witness(desk, taken.given)
    # After the commit, unlike other serials: an order that fails must leave no gap in the book.
    newest = done.lines[-1]
    number_witness.keep(desk, BOOK, newest.at.astimezone(VIETNAM).year, newest.serial)
    return done


def _check(order: Order) -> None:
    if not order.lines:
        raise PersonProblem("certifying.no_line")
    for line in order.lines:
        for _field, code in check_line(line):
            raise PersonProblem(code)
    if order.payment not in PAID_NOW:
        raise PersonProblem("certifying.payment_missing")


def _certify(desk: Desk, work: Work, session: Session, order: Order) -> tuple[Certified, TakenIn]:
    today = desk.now().date()
    terms = certification_terms(today)
    version = procedure_of(work, terms, today)
    fees = price_lines(version, order.lines, today)
    taken = take_in(desk, work, session, _draft(order, terms, version), fees=fees)
    work.dossiers.set_slip_copies(taken.dossier.id, NO_SLIP)
    lines = tuple(_written(desk, work, session, order, taken.dossier, terms))
    moved = _finish(desk, work, session, taken.dossier, _result(desk, session, terms, version, lines))
    # Taken back, the finishing makes the texts void: a copy without a result is not certified.
    about = About(dossier_id=taken.dossier.id, event_id=moved.event_id)
    issued = [issue(desk, work, session, text_of(line), about) for line in lines]
    prints = tuple(one.print_id for one in issued if one.print_id is not None)
    returned = _give_back(desk, work, session, taken.dossier)
    changes = Changes(TOUCHED, frozenset({taken.dossier.id}))
    return Certified(returned.dossier, lines, prints, changes), taken


def _draft(order: Order, terms: CertificationTerms, version: ProcedureVersion) -> Draft:
    draft = choose(Draft(id=order.id, submitter=order.person, payment=order.payment), version, version.cases[0])
    documents = ", ".join(tidy(line.document) for line in order.lines)
    papers = tuple(
        # The original is only shown: it is compared and given back at once.
        PaperEntry(ordinal, tidy(line.document), state=PaperState.SHOWN)
        for ordinal, line in enumerate(order.lines, start=1)
    )
    return replace(draft, papers=papers, content=terms.content.format(documents=documents))


def _written(
    desk: Desk, work: Work, session: Session, order: Order, dossier: Dossier, terms: CertificationTerms
) -> Iterator[CertifiedCopy]:
    """Write the lines with the next numbers of the volume: they are given when the transaction commits, or never."""
    at, person = dossier.received_at, dossier.parties.submitter
    year = at.astimezone(VIETNAM).year
    volume = terms.volume_of(desk.counter.ordinal, year)
    first = following(desk, work, BOOK, year, work.certified.last_serial(volume))
    for serial, (line, fee) in enumerate(zip(order.lines, dossier.fees, strict=True), start=first):
        written = CertifiedCopy(
            id=desk.ids.new(),
            dossier_id=dossier.id,
            volume=volume,
            serial=serial,
            at=at,
            person=person.full_name,
            identity=person.identity,
            phone=person.phone,
            document=tidy(line.document),
            pages=line.pages,
            copies=line.copies,
            fee=fee.amount,
            signer_name=tidy(order.signer.name),
            signer_title=tidy(order.signer.title) or terms.signer_title,
            by=session.account.full_name,
        )
        work.certified.add(written)
        desk.audit(work, session.account, "certified.written", str(written.id), volume=volume, serial=serial)
        yield written


def text_of(line: CertifiedCopy) -> CertificationData:
    """Return the certification text of a line of the book, one piece a copy."""
    return CertificationData(
        number=str(line.serial),
        book=line.volume,
        day=line.at.astimezone(VIETNAM).date(),
        signer_titles=(line.signer_title,),
        signer_name=line.signer_name,
        pieces=line.copies,
    )


def _result(
    desk: Desk,
    session: Session,
    terms: CertificationTerms,
    version: ProcedureVersion,
    lines: tuple[CertifiedCopy, ...],
) -> Result:
    first = lines[0]
    serials = serials_text([line.serial for line in lines])
    return Result(
        id=desk.ids.new(),
        dossier_id=first.dossier_id,
        title=terms.result,
        code=next(iter(version.result_codes), ""),
        number=terms.result_number.format(serials=serials, volume=first.volume),
        issued_on=_day(first.at),
        signer=first.signer_name,
        recorded_at=first.at,
        recorded_by=session.account.full_name,
    )


def _finish(desk: Desk, work: Work, session: Session, dossier: Dossier, result: Result) -> Moved:
    work.results.add(result)
    return perform(desk, work, session, Seen(dossier.id), Move(Act.FINISH, detail={RESULT: str(result.id)}))


def _give_back(desk: Desk, work: Work, session: Session, dossier: Dossier) -> Moved:
    person: Party = dossier.parties.submitter
    back = ResultReturn(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        by=session.account.full_name,
        acts_for=session.account.acts_for,
        collector=Collector.OWNER,
        name=person.full_name,
        # No slip is handed out for what is done on the spot.
        proof=Proof.IDENTITY,
        outcome=ReturnOutcome.HANDED_OVER,
        identity=person.identity,
        phone=person.phone,
        papers_back="; ".join(paper.name for paper in dossier.papers),
    )
    work.results.add_return(back)
    return perform(desk, work, session, Seen(dossier.id), Move(Act.RETURN, detail={RETURN: str(back.id)}))


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
