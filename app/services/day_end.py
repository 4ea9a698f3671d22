"""The end of a day at the counter: what it did, what it left undone, and closing it with letters and register.

What is left is counted from the same records the queues show; closing is idempotent: pressed twice, nothing is drafted
or printed again that is there already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.core.money import ZERO, Dong
from app.domain.custody import is_missing
from app.domain.dossiers import PaymentWay, Status
from app.domain.handover import BatchState
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.lifecycle import Act
from app.domain.periods import Period, PeriodKind, holding
from app.domain.permissions import Permission, allowed, require
from app.models.report_rows import RegisterRow, WaySum
from app.models.reports import Chosen
from app.models.rows import PrintRecord, PrintState
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.form_kinds import KINDS
from app.services.issuing import data_of, want_form_print
from app.services.letters import APOLOGY, Owing, draft_letters, owing_letters
from app.services.paging import PAGE
from app.services.queue_times import queue_times
from app.services.register import Register, RegisterQuery, parts, print_register, register
from app.services.security import Session
from app.services.slips import is_slip
from app.services.undone import UNDONE, standing_acts

CLOSED: Final = "day.closed"
REGISTER: Final = "register"
_ENDS: Final = (Act.REFUSE, Act.WITHDRAW, Act.STOP)
_COUNTED: Final = (Act.TRANSFER, Act.FINISH, Act.RETURN, *_ENDS)
_NOT_OUT: Final = frozenset({PrintState.QUEUED, PrintState.FAILED, PrintState.CANCELLED})
"""States of a print that certainly made no paper."""


class Left(StrEnum):
    """What a day can leave undone, in the order in which a person would put it right."""

    DRAFTS = "drafts"
    """Receptions begun and not finished."""
    SLIPS = "slips"
    """Dossiers whose slip never came out."""
    PAPERS = "papers"
    """Other papers that are owed and did not come out."""
    RECEIVED = "received"
    """Received and not passed on to the office that decides."""
    BAGS = "bags"
    """Handovers not sealed, or sealed and not signed for by the other side."""
    MISSING = "missing"
    """Folders that one side counted and the other did not find."""
    LATE = "late"
    """Overdue without an apology, drafted or issued."""
    LETTERS = "letters"
    """Due by the end of this day: an apology not yet drafted; the results are due tomorrow."""
    HANGING = "hanging"
    UNCOLLECTED = "uncollected"
    REFUSED = "refused"
    """The province did not accept something, or has another version."""
    UNSENT = "unsent"
    CASH = "cash"
    """Cash was taken and not counted since."""


@dataclass(frozen=True, slots=True)
class Did:
    """What the day did, by the records that stand: what was taken back is not counted.

    Attributes:
        guided: papers given in writing before anything was received (form 02, form 03, what is missing).
    """

    guided: int = 0
    received: int = 0
    transferred: int = 0
    finished: int = 0
    returned: int = 0
    without_result: int = 0
    certified: int = 0


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """The day's register on paper: when it was made, and whether it still says what the records say."""

    at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class DayEnd:
    """One day at its end.

    Attributes:
        money: by way and purpose, refunds negative.
        left: how many of each stand; those that do not are there with 0, so that it is seen that they were looked at.
        expected: the cash that must lie in the drawer.
        letters: how many apologies closing the day would draft.
        waiting: apologies drafted that wait for the signature.
        register: None: not printed today.
    """

    day: date
    did: Did
    money: tuple[WaySum, ...]
    left: dict[Left, int]
    expected: Dong = ZERO
    letters: int = 0
    waiting: int = 0
    register: PrintedRegister | None = None

    @property
    def undone(self) -> int:
        """How many kinds of things are left."""
        return sum(1 for count in self.left.values() if count)


@dataclass(frozen=True, slots=True)
class OwedPaper:
    """A paper that did not come out; title: marked; number: its own, or of what it is about."""

    print_id: UUID
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """What closing did.

    Attributes:
        letters: the apologies that were drafted now.
        papers: what is to be printed: letters first, then the register; empty: all was there already.
    """

    letters: tuple[IssuedForm, ...] = ()
    papers: tuple[OwedPaper, ...] = ()
    changes: Changes = field(default_factory=Changes)


def day_end(desk: Desk, session: Session) -> DayEnd:
    """Return how today stands.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_REPORTS)
    today = _today(desk)
    with desk.store.read() as work:
        money, owing = work.reports.money(today.begin, today.end), owing_letters(desk, work, today.end)
        return DayEnd(
            day=today.first,
            did=_did(work, today),
            money=money,
            left=_left(desk, work, today, owing),
            expected=_expected(money),
            letters=len(owing),
            waiting=len(work.forms.in_state(FormState.DRAFT, APOLOGY)),
            register=_printed(desk, work, today),
        )


def owed_papers(desk: Desk, session: Session) -> tuple[OwedPaper, ...]:
    """Return the papers besides reception slips that are owed and did not come out.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.read() as work:
        return tuple(_paper(work, record) for record in _owed(work))


def write_letters(desk: Desk, session: Session) -> ClosedDay:
    """Draft every apology that becomes due today and ask for the print of those that were never on paper.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.EXTEND)
    letters = draft_letters(desk, session, _today(desk).end).letters
    return ClosedDay(letters, tuple(_letter_papers(desk, session)), _touched(letters))


def close_day(desk: Desk, session: Session) -> ClosedDay:
    """Close today: draft every apology that becomes due, ask for the print of those never printed and of the register.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_REPORTS)
    require(session.account, Permission.PRINT_SLIP)
    today = _today(desk)
    drafts = allowed(session.account, Permission.EXTEND)
    letters = draft_letters(desk, session, today.end).letters if drafts else ()
    papers = [*_letter_papers(desk, session), *_register_papers(desk, session, today)]
    with desk.store.work() as work:
        desk.audit(
            work, session.account, CLOSED, today.first.isoformat(),
            letters=len(letters), papers=len(papers),
            left={kind.value: count for kind, count in _left(desk, work, today).items() if count},
        )  # fmt: skip
        work.commit()
    return ClosedDay(letters, tuple(papers), _touched(letters))


def _touched(letters: Sequence[IssuedForm]) -> Changes:
    dossiers = frozenset(letter.dossier_id for letter in letters if letter.dossier_id is not None)
    return Changes(frozenset({Subject.DOSSIERS, Subject.PRINTS}), dossiers)


def _today(desk: Desk) -> Period:
    return holding(PeriodKind.DAY, desk.now().date())


def _did(work: Work, today: Period) -> Did:
    acts = _acts_of(work, today)
    return Did(
        guided=sum(work.guidances.counts(today.begin, today.end).values()),
        received=work.reports.count(Chosen(today.begin, today.end)),
        transferred=acts.count(Act.TRANSFER),
        finished=acts.count(Act.FINISH),
        returned=acts.count(Act.RETURN),
        without_result=sum(acts.count(act) for act in _ENDS),
        certified=sum(line.copies for line in work.certified.between(today.begin, today.end) if not line.cancelled),
    )


def _acts_of(work: Work, today: Period) -> list[Act]:
    """Return what was done today and stands; the audit chain knows by day which dossiers to look at."""
    subjects = work.audit.subjects_on(today.first, [act.value for act in _COUNTED])
    ids = [UUID(subject) for subject in subjects]
    kinds = [*(act.value for act in _COUNTED), UNDONE]
    done: list[Act] = []
    for at in range(0, len(ids), PAGE):
        for events in work.reports.acts(ids[at : at + PAGE], kinds).values():
            standing = standing_acts(events)
            done += [Act(event.kind) for event in standing if today.begin <= event.at < today.end]
    return done


def _left(desk: Desk, work: Work, today: Period, owing: tuple[Owing, ...] | None = None) -> dict[Left, int]:
    counts, now = work.dossiers.counts(queue_times(desk, work)), desk.now()
    owing = owing_letters(desk, work, today.end) if owing is None else owing
    return {
        Left.DRAFTS: work.reports.drafts(),
        Left.SLIPS: counts.unprinted,
        Left.PAPERS: len(_owed(work)),
        Left.RECEIVED: work.reports.in_status(Status.RECEIVED),
        Left.BAGS: work.reports.bags_in(BatchState.OPEN, BatchState.SEALED),
        Left.MISSING: sum(1 for holder in work.reports.holders() if is_missing(holder)),
        Left.LATE: work.reports.late_without_letter(now),
        # What is late already is named above; here is what closing the day still catches in time.
        Left.LETTERS: sum(1 for one in owing if one.due >= now),
        Left.HANGING: counts.hanging,
        Left.UNCOLLECTED: counts.uncollected,
        Left.REFUSED: counts.refused,
        Left.UNSENT: counts.unsent,
        Left.CASH: int(_cash_waits(work, today)),
    }


def _expected(money: Sequence[WaySum]) -> Dong:
    return Dong(sum(one.amount for one in money if one.way is PaymentWay.CASH))


def _cash_waits(work: Work, today: Period) -> bool:
    """Return whether cash was taken today and the drawer not counted since it holds what it has to hold now."""
    money = work.reports.money(today.begin, today.end)
    taken = any(one.way is PaymentWay.CASH for one in money)
    return taken and not _cash_counted(work, today, _expected(money))


def _cash_counted(work: Work, today: Period, expected: Dong) -> bool:
    """Return whether the drawer was counted today when it had to hold what it has to hold now."""
    for subject in work.audit.subjects_on(today.first, ["cash.counted"]):
        for entry in work.audit.latest(1, subject=subject):
            if entry.detail.get("expected") == expected:
                return True
    return False


def _printed(desk: Desk, work: Work, today: Period) -> PrintedRegister | None:
    form = work.forms.newest(REGISTER)
    if form is None or form.issued_at < today.begin:
        return None
    said = data_of(form)
    now = _register_of(work, today)
    expected = parts(desk, now)
    entries = getattr(said, "entries", ())
    if (getattr(said, "first", None), getattr(said, "last", None)) != (today.first, today.last):
        return None
    return PrintedRegister(form.issued_at, bool(expected) and entries == expected[-1].entries)


def _register_of(work: Work, today: Period) -> Register:
    chosen = Chosen(today.begin, today.end)
    rows: list[RegisterRow] = []
    while True:
        page = work.reports.register(chosen, rows[-1].cursor if rows else None, PAGE)
        rows += page
        if len(page) < PAGE:
            return Register(RegisterQuery(today), tuple(rows))


def _owed(work: Work) -> Sequence[PrintRecord]:
    return [record for record in work.prints.unprinted() if not is_slip(record)]


def _paper(work: Work, record: PrintRecord) -> OwedPaper:
    form = work.forms.of_print(record.id)
    dossier = work.dossiers.get(record.dossier_id)
    number = form.number if form else ""
    return OwedPaper(record.id, KINDS[form.form].title if form else "", dossier.number if dossier else number)


def _letter_papers(desk: Desk, session: Session) -> list[OwedPaper]:
    """Ask for the print of every apology that waits for its signature and was never on paper."""
    with desk.store.read() as work:
        waiting = [
            form
            for form in work.forms.in_state(FormState.DRAFT, APOLOGY)
            if all(
                record.state in _NOT_OUT
                for print_id in work.forms.prints_of(form.id)
                if (record := work.prints.get(print_id)) is not None
            )
        ]
    prints = [want_form_print(desk, session, form.id) for form in waiting]
    with desk.store.read() as work:
        records = [record for print_id in prints if (record := work.prints.get(print_id)) is not None]
        return [_paper(work, record) for record in records]


def _register_papers(desk: Desk, session: Session, today: Period) -> list[OwedPaper]:
    """Issue the register unless a printed one still says what the records say; what did not come out is sent again."""
    with desk.store.read() as work:
        printed = _printed(desk, work, today)
        waiting = [_paper(work, record) for record in _owed(work) if _is_register_of(work, record, today)]
    if printed is not None and printed.current:
        return waiting
    found = register(desk, session, RegisterQuery(today))
    if not found.rows:
        return []
    prints = print_register(desk, session, found)
    return [OwedPaper(print_id, KINDS[REGISTER].title, f"{today.first:%d/%m/%Y}") for print_id in prints]


def _is_register_of(work: Work, record: PrintRecord, today: Period) -> bool:
    form = work.forms.of_print(record.id)
    made_today = form is not None and form.form == REGISTER and form.issued_at >= today.begin
    return made_today and record.state in _NOT_OUT
