"""Money at the counter: taken, given back, counted at the end of a shift. Its receipts are numbered elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.money import Dong, show
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.lifecycle import Act
from app.domain.permissions import Permission, require
from app.domain.results import Payment
from app.models.store import Work
from app.printing.forms.cash_sheet import CashLine, CashSheetData
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.issuing import About, issue, letterhead
from app.services.moves import Detail, Happening, Seen, load, owed, tell
from app.services.security import Session
from app.services.undone import standing_acts

PAID, REFUNDED = "dossier.paid", "dossier.refunded"
FEE, OBLIGATION, REFUND = "fee", "obligation", "refund"
PAYMENT, AMOUNT = "payment", "amount"
"""Names in an event's detail."""
# What a form says is Vietnamese in every language of the screen.
_WAYS = {PaymentWay.CASH: "Tiền mặt", PaymentWay.VIETQR: "VietQR"}
_PURPOSES = {FEE: "Phí, lệ phí", OBLIGATION: "Nghĩa vụ tài chính", REFUND: "Hoàn tiền"}
TOUCHED = frozenset({Subject.DOSSIERS, Subject.OUTBOX})


@dataclass(frozen=True, slots=True)
class Money:
    """Money that changes hands for one dossier.

    Attributes:
        amount: above 0; None: all that is still owed.
        receipt: symbol and number of the receipt, as its provider told them.
    """

    way: PaymentWay
    amount: Dong | None = None
    purpose: str = FEE
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One payment of a shift, with what it is known by."""

    payment: Payment
    number: str
    payer: str


@dataclass(frozen=True, slots=True)
class Takings:
    """What this counter took since a moment.

    Attributes:
        by_way: sums by way, refunds counted back; cash and VietQR are always there.
    """

    begin: datetime
    end: datetime
    lines: tuple[Line, ...]
    by_way: dict[PaymentWay, Dong] = field(default_factory=dict)

    @property
    def cash(self) -> Dong:
        """What must lie in the drawer."""
        return self.by_way[PaymentWay.CASH]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the counted money differs from what was written down.

    Attributes:
        amount: counted less expected; negative: money is missing.
        suspects: cash payments of exactly this size: written down and not taken, or taken twice.
    """

    amount: Dong
    suspects: tuple[Line, ...]


def take_payment(desk: Desk, session: Session, seen: Seen, money: Money) -> Changes:
    """Write down money that was taken for a dossier: its fee, or the obligation it waits for.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``, ``cash.way_missing``,
            ``cash.amount_bad``, ``cash.more_than_owed``, ``cash.nothing_owed``.
    """
    require(session.account, Permission.TAKE_MONEY)
    with desk.store.work() as work:
        take(desk, work, session, load(work, seen), money)
        work.commit()
    return Changes(TOUCHED, frozenset({seen.dossier_id}))


def take(desk: Desk, work: Work, session: Session, dossier: Dossier, money: Money) -> Payment:
    """As take_payment, within a larger transaction; the caller commits."""
    require(session.account, Permission.TAKE_MONEY)
    fee = money.purpose == FEE
    due = owed(work, dossier) if fee else obligation(work, dossier)
    amount = due if money.amount is None else money.amount
    if money.way not in _WAYS:
        raise PersonProblem("cash.way_missing", amount=show(due))
    if amount <= 0:
        raise PersonProblem("cash.amount_bad")
    if not fee and dossier.status is not Status.FINANCIAL_OBLIGATION:
        raise PersonProblem("cash.nothing_owed", number=dossier.number)
    # What an obligation comes to is said elsewhere, and may be known here only from the paper in the hand.
    if fee and amount > due:
        raise PersonProblem("cash.more_than_owed", amount=show(due))
    return _keep(desk, work, session, dossier, money, amount)


def obligation(work: Work, dossier: Dossier) -> Dong:
    """Return what a dossier that waits for a payment still waits for; 0 where nobody said how much."""
    if dossier.status is not Status.FINANCIAL_OBLIGATION:
        return Dong(0)
    acts = standing_acts(work.history.of(dossier.id))
    asked = next((act for act in reversed(acts) if act.kind == Act.ASK_PAYMENT), None)
    if asked is None:
        return Dong(0)
    since = (one for one in work.payments.of(dossier.id) if one.purpose == OBLIGATION and one.at >= asked.at)
    return Dong(max(0, int(asked.detail.get(AMOUNT) or 0) - sum(one.amount for one in since)))


def paid_for(payments: Sequence[Payment], purpose: str) -> Dong:
    """Return what was paid for a purpose and not given back: the fee, or obligations."""
    mine = (one.amount for one in payments if (one.purpose == OBLIGATION) is (purpose == OBLIGATION))
    return Dong(sum(mine))


def refund(desk: Desk, session: Session, seen: Seen, money: Money) -> Changes:
    """Write down money that was given back: a payment of its own, with a reason in its note.

    What was taken for an obligation (``money.purpose``) and what was taken as fee are told apart: given back, the one
    is not owed as the other.

    Raises:
        PersonProblem: as take_payment; ``cash.more_than_paid``, ``cash.reason_missing``.
    """
    require(session.account, Permission.TAKE_MONEY)
    with desk.store.work() as work:
        dossier = load(work, seen)
        paid = paid_for(work.payments.of(dossier.id), money.purpose)
        amount = paid if money.amount is None else money.amount
        if money.way not in _WAYS:
            raise PersonProblem("cash.way_missing", amount=show(amount))
        if amount <= 0:
            raise PersonProblem("cash.amount_bad")
        if amount > paid:
            raise PersonProblem("cash.more_than_paid", amount=show(paid))
        if not money.note.strip():
            raise PersonProblem("cash.reason_missing")
        back = replace(money, amount=amount, purpose=OBLIGATION if money.purpose == OBLIGATION else REFUND)
        _keep(desk, work, session, dossier, back, Dong(-amount))
        work.commit()
    return Changes(TOUCHED, frozenset({seen.dossier_id}))


def takings(desk: Desk, session: Session) -> Takings:
    """Return what this counter took today."""
    require(session.account, Permission.TAKE_MONEY)
    with desk.store.read() as work:
        return _takings(desk, work)


def differ(takings: Takings, counted: Dong) -> Difference | None:
    """Return how counted money differs from what must be there; None where it does not."""
    amount = Dong(counted - takings.cash)
    if not amount:
        return None
    in_cash = (line for line in takings.lines if line.payment.way is PaymentWay.CASH)
    return Difference(amount, tuple(line for line in in_cash if abs(line.payment.amount) == abs(amount)))


def close_shift(desk: Desk, session: Session, counted: Dong, reason: str = "") -> UUID | None:
    """Issue the sheet of the shift with the counted cash; return the print it owes.

    Raises:
        PersonProblem: ``permissions.refused``, ``cash.difference_unexplained`` where the counted cash differs and no
            reason is given.
    """
    require(session.account, Permission.TAKE_MONEY)
    with desk.store.work() as work:
        found = _takings(desk, work)
        difference = differ(found, counted)
        if difference is not None and not reason.strip():
            raise PersonProblem("cash.difference_unexplained", amount=show(Dong(abs(difference.amount))))
        issued = issue(desk, work, session, _sheet(desk, session, found, counted), About())
        desk.audit(
            work, session.account, "cash.counted", str(issued.form.id),
            expected=found.cash, counted=counted, reason=reason.strip(),
        )  # fmt: skip
        work.commit()
    return issued.print_id


def _keep(desk: Desk, work: Work, session: Session, dossier: Dossier, money: Money, amount: Dong) -> Payment:
    payment = Payment(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        amount=amount,
        way=money.way,
        purpose=money.purpose,
        by=session.account.full_name,
        receipt=money.receipt.strip(),
        note=money.note.strip(),
    )
    work.payments.add(payment)
    detail: Detail = {
        PAYMENT: str(payment.id), AMOUNT: amount, "way": money.way.value, "purpose": payment.purpose,
        "receipt": payment.receipt,
    }  # fmt: skip
    kind = REFUNDED if amount < 0 else PAID
    tell(desk, work, session, dossier, Happening(kind, dossier.status, payment.at, money.note, detail))
    return payment


def _takings(desk: Desk, work: Work) -> Takings:
    now = desk.now()
    begin = now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = tuple(_line(work, payment) for payment in work.payments.between(begin, begin + timedelta(days=1)))
    return Takings(begin, now, lines, {way: _sum(lines, way) for way in _WAYS})


def _sum(lines: Sequence[Line], way: PaymentWay) -> Dong:
    return Dong(sum(line.payment.amount for line in lines if line.payment.way is way))


def _line(work: Work, payment: Payment) -> Line:
    dossier = work.dossiers.get(payment.dossier_id)
    number, payer = (dossier.number, dossier.parties.submitter.full_name) if dossier else ("", "")
    return Line(payment, number, payer)


def _sheet(desk: Desk, session: Session, found: Takings, counted: Dong) -> CashSheetData:
    lines = tuple(
        CashLine(
            number=line.number,
            payer=line.payer,
            fee=_PURPOSES.get(line.payment.purpose, line.payment.purpose),
            method=_WAYS[line.payment.way],
            amount=line.payment.amount,
            receipt=line.payment.receipt,
        )
        for line in found.lines
    )
    return CashSheetData(
        head=letterhead(desk),
        counter=desk.counter.name,
        clerk_name=session.account.full_name,
        lines=lines,
        begin=found.begin,
        end=found.end,
        counted=counted,
    )
