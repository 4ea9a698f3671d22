"""The book of certified copies: read, cancelled line by line, printed; and what F9 knows when a person steps up."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.domain.certification import CertificationTerms, CopyLine
from app.domain.certified import CertifiedCopy
from app.domain.permissions import Permission, require
from app.domain.procedures import ProcedureVersion
from app.models.store import Work
from app.printing.forms.certification import CertificationBookData, CertificationEntry
from app.services.certified_undo import NOT_OUT, cancel_lines, counting, form_of
from app.services.certifying import TOUCHED, Signer, procedure_of
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.issuing import About, ask_for_reprint, issue, letterhead
from app.services.moves import Seen, load
from app.services.reference import certification_terms
from app.services.security import Session
from app.services.undoing import undo_order

_LOOKED_BACK = 40


@dataclass(frozen=True, slots=True)
class CertifyingDesk:
    """What F9 begins with: the words and documents of the book, the procedure with its fees, who signed last."""

    terms: CertificationTerms
    version: ProcedureVersion
    signer: Signer


@dataclass(frozen=True, slots=True)
class Book:
    """The lines of a period, oldest first."""

    first: date
    last: date
    lines: tuple[CertifiedCopy, ...]

    @property
    def counted(self) -> tuple[CertifiedCopy, ...]:
        """The lines that count: not the cancelled ones."""
        return tuple(line for line in self.lines if not line.cancelled)

    @property
    def copies(self) -> int:
        """How many copies were certified."""
        return sum(line.copies for line in self.counted)

    @property
    def total(self) -> Dong:
        """What was taken for them."""
        return Dong(sum(line.fee for line in self.counted))


def begin(desk: Desk, session: Session) -> CertifyingDesk:
    """Return what F9 begins with.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.no_procedure``, ``certifying.no_terms``.
    """
    require(session.account, Permission.CERTIFY)
    today = desk.now().date()
    terms = certification_terms(today)
    with desk.store.read() as work:
        newest = work.certified.newest()
        version = procedure_of(work, terms, today)
    signer = Signer(newest.signer_name, newest.signer_title) if newest else Signer("", terms.signer_title)
    return CertifyingDesk(terms, version, signer)


def earlier_documents(desk: Desk, session: Session, identity: str, most: int = 4) -> tuple[CopyLine, ...]:
    """Return what a returning customer had certified last, each document once, newest first.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.CERTIFY)
    with desk.store.read() as work:
        found = work.certified.of_person(identity, _LOOKED_BACK)
    # The newest order first, and within one order as the clerk typed it.
    orders = list(dict.fromkeys(line.dossier_id for line in found))
    by_name: dict[str, CopyLine] = {}
    for line in sorted(found, key=lambda line: (orders.index(line.dossier_id), line.serial)):
        if not line.cancelled:
            by_name.setdefault(line.document.casefold(), CopyLine(line.document, line.pages, line.copies))
    return tuple(by_name.values())[:most]


def book(desk: Desk, session: Session, first: date, last: date) -> Book:
    """Return the lines of a period, both days included.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return Book(first, last, work.certified.between(_midnight(first), _midnight(last + timedelta(days=1))))


def cancel(desk: Desk, session: Session, line_id: UUID, reason: str) -> Changes:
    """Cancel a line of the book: its number is never given again, its text is void, its fee is given back.

    With the last line that counts the dossier's return and result are taken back, and it is withdrawn.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.reason_missing``, ``certifying.no_such_line``,
            ``certifying.cancelled_already``.
    """
    require(session.account, Permission.CERTIFY)
    reason = reason.strip()
    if not reason:
        raise PersonProblem("certifying.reason_missing")
    with desk.store.work() as work:
        line = _line(work, line_id)
        if line.cancelled:
            raise PersonProblem("certifying.cancelled_already", serial=line.serial)
        dossier = load(work, Seen(line.dossier_id))
        if counting(work, dossier) == (line,):
            # Of an order without a line that counts nothing was returned: it ends as one that was taken back.
            undo_order(desk, work, session, dossier, reason)
        else:
            cancel_lines(desk, work, session, (line,), reason, desk.now())
        work.commit()
    return Changes(TOUCHED, frozenset({line.dossier_id}))


def reprint(desk: Desk, session: Session, line_id: UUID, reason: str) -> UUID:
    """Return the print of a line's text to hand over: the one that never came out, else a new one with its mark.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.no_such_line``.
    """
    require(session.account, Permission.CERTIFY)
    with desk.store.read() as work:
        form = form_of(work, _line(work, line_id))
        prints = [work.prints.get(print_id) for print_id in work.forms.prints_of(form.id)]
    waiting = next((one for one in prints if one is not None and one.state in NOT_OUT), None)
    return waiting.id if waiting is not None else ask_for_reprint(desk, session, form.id, reason)


def print_book(desk: Desk, session: Session, first: date, last: date) -> tuple[UUID, ...]:
    """Issue the book of a period, one form a volume; return the prints to hand over.

    Raises:
        PersonProblem: ``permissions.refused``, ``certifying.book_empty``.
    """
    require(session.account, Permission.CERTIFY)
    found = book(desk, session, first, last)
    if not found.lines:
        raise PersonProblem("certifying.book_empty")
    volumes = dict.fromkeys(line.volume for line in found.lines)
    with desk.store.work() as work:
        issued = [issue(desk, work, session, _book_data(desk, found, volume), About()) for volume in volumes]
        work.commit()
    return tuple(one.print_id for one in issued if one.print_id is not None)


def _book_data(desk: Desk, found: Book, volume: str) -> CertificationBookData:
    lines = [line for line in found.lines if line.volume == volume]
    last = lines[-1]
    return CertificationBookData(
        head=letterhead(desk),
        volume=volume,
        entries=tuple(_entry(line) for line in lines),
        first=found.first,
        last=found.last,
        signer_titles=(last.signer_title,),
        signer_name=last.signer_name,
    )


def _entry(line: CertifiedCopy) -> CertificationEntry:
    return CertificationEntry(
        number=str(line.serial),
        day=line.at.astimezone(VIETNAM).date(),
        requester=" – ".join(part for part in (line.person, line.identity) if part),
        original=line.document,
        signer=" – ".join(part for part in (line.signer_name, line.signer_title) if part),
        # What is cancelled stays in the book and counts nothing.
        copies=0 if line.cancelled else line.copies,
        fee=ZERO if line.cancelled else line.fee,
        note=f"Hủy: {line.cancelled}" if line.cancelled else "",
    )


def _line(work: Work, line_id: UUID) -> CertifiedCopy:
    line = work.certified.get(line_id)
    if line is None:
        raise PersonProblem("certifying.no_such_line")
    return line


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
