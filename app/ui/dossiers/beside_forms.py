"""Money that changes hands for a dossier alone, and a result that comes after the first, on the screen of F3."""

from collections.abc import Mapping
from typing import Final

from app.core.money import show
from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.dossiers import PaymentWay, Status
from app.domain.offices import Account
from app.domain.permissions import Permission, require
from app.services import cash, results
from app.services.cash import FEE, OBLIGATION, Money
from app.services.desk import Desk
from app.services.dossiers import DossierView
from app.services.security import Session
from app.ui.dossiers.act_forms import RESULT_PARTS, result_in
from app.ui.dossiers.act_parts import ActForm, Entered, Part, Written, amount_in, seen_in


def _adds_result(view: DossierView, account: Account) -> None:
    require(account, Permission.RECORD_PROGRESS)
    if view.dossier.status is not Status.DONE:
        raise PersonProblem("returning.no_result_yet", number=view.dossier.number)


def _takes(view: DossierView, account: Account) -> None:
    require(account, Permission.TAKE_MONEY)
    if not view.owed and view.dossier.status is not Status.FINANCIAL_OBLIGATION:
        raise PersonProblem("cash.nothing_owed", number=view.dossier.number)


def _gives_back(view: DossierView, account: Account) -> None:
    require(account, Permission.TAKE_MONEY)
    if not any(cash.paid_for(view.payments, purpose) for purpose in (FEE, OBLIGATION)):
        raise PersonProblem("cash.nothing_paid", number=view.dossier.number)


def _money(entered: Entered) -> Money:
    return Money(
        way=PaymentWay(entered.text(Part.WAY)),
        amount=amount_in(entered),
        purpose=entered.text(Part.PURPOSE),
        receipt=entered.text(Part.RECEIPT),
        note=entered.text(Part.REASON),
    )


def _add(desk: Desk, who: Session, view: DossierView, entered: Entered) -> Written:
    return Written(results.record_result(desk, who, seen_in(view), result_in(entered)))


def _take(desk: Desk, who: Session, view: DossierView, entered: Entered) -> Written:
    return Written(cash.take_payment(desk, who, seen_in(view), _money(entered)))


def _refund(desk: Desk, who: Session, view: DossierView, entered: Entered) -> Written:
    return Written(cash.refund(desk, who, seen_in(view), _money(entered)))


def _owed(view: DossierView) -> Mapping[Part, str]:
    """Propose what is waited for: the obligation of a dossier that stands still for it, else the fee."""
    waits = view.dossier.status is Status.FINANCIAL_OBLIGATION
    amount = view.obligation if waits else view.owed
    return {Part.PURPOSE: OBLIGATION if waits else FEE, Part.AMOUNT: show(amount) if amount else ""}


def _paid(view: DossierView) -> Mapping[Part, str]:
    """Propose all of the fee that was paid, else of the obligation, the way it came."""
    purpose = next((one for one in (FEE, OBLIGATION) if cash.paid_for(view.payments, one)), FEE)
    last = next(
        (one for one in reversed(view.payments) if (one.purpose == OBLIGATION) is (purpose == OBLIGATION)), None
    )
    return {
        Part.PURPOSE: purpose,
        Part.AMOUNT: show(cash.paid_for(view.payments, purpose)),
        Part.WAY: last.way if last is not None else PaymentWay.CASH,
    }


ADD_RESULT: Final = ActForm(
    "add_result", mark("thêm kết quả"), mark("Thêm kết quả"), "Alt+A", _adds_result, _add, RESULT_PARTS
)
TAKE: Final = ActForm(
    "take_money", mark("thu tiền"), mark("Thu tiền"), "Alt+U", _takes, _take,
    (Part.PURPOSE, Part.AMOUNT, Part.WAY, Part.RECEIPT), proposed=_owed,
)  # fmt: skip
REFUND: Final = ActForm(
    "refund", mark("hoàn tiền"), mark("Hoàn tiền"), "Alt+L", _gives_back, _refund,
    (Part.PURPOSE, Part.AMOUNT, Part.WAY, Part.REASON), proposed=_paid,
)  # fmt: skip
BESIDE: Final = (ADD_RESULT, TAKE, REFUND)
"""What stands outside the table of a dossier's life."""
