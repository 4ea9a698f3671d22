"""Taking back what was written down of money: a payment the other way, so that both stand in the lists."""

from dataclasses import dataclass

from app.core.money import Dong, show
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier
from app.domain.issued_forms import FormState
from app.domain.operations import Delivery
from app.domain.results import Payment
from app.models.rows import HistoryEvent
from app.models.store import Work
from app.services.cash import AMOUNT, PAID, PAYMENT, REFUNDED
from app.services.desk import Desk
from app.services.moves import Detail, Happening, tell
from app.services.security import Session

PAYMENT_UNDONE = "dossier.payment_undone"
_SHEET = "cash-sheet"


@dataclass(frozen=True, slots=True)
class UndoablePayment:
    """The payment that would be taken back; left: it stands in a sheet of the shift, or the province has it."""

    event: HistoryEvent
    payment: Payment
    left: bool


def last_payment(work: Work, dossier: Dossier) -> UndoablePayment | None:
    """Return the dossier's last payment, or refund, that was written down alone or with a return and still stands.

    What was paid with the reception is no event of its own; it is given back by a refund.
    """
    history = work.history.of(dossier.id)
    undone = {str(event.detail.get("event")) for event in history if event.kind == PAYMENT_UNDONE}
    standing = [event for event in history if event.kind in {PAID, REFUNDED} and str(event.id) not in undone]
    if not standing:
        return None
    event = standing[-1]
    payment = next((one for one in work.payments.of(dossier.id) if str(one.id) == event.detail.get(PAYMENT)), None)
    return UndoablePayment(event, payment, _has_left(work, dossier, event)) if payment is not None else None


def take_back_payment(
    desk: Desk, work: Work, session: Session, dossier: Dossier, found: UndoablePayment, reason: str
) -> None:
    """Write the payment the other way, within a transaction; the caller has asked whether it may.

    Raises:
        PersonProblem: ``cash.undo_needs_reason`` where it has left the drawer's own list and no reason is given.
    """
    payment = found.payment
    if found.left and not reason.strip():
        raise PersonProblem("cash.undo_needs_reason", amount=show(Dong(abs(payment.amount))))
    back = Payment(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        amount=Dong(-payment.amount),
        way=payment.way,
        purpose=payment.purpose,
        by=session.account.full_name,
        note=reason.strip() or "hoàn tác",
    )
    work.payments.add(back)
    detail: Detail = {"event": str(found.event.id), PAYMENT: str(back.id), AMOUNT: back.amount, "way": back.way.value}
    tell(desk, work, session, dossier, Happening(PAYMENT_UNDONE, dossier.status, back.at, reason, detail))


def _has_left(work: Work, dossier: Dossier, event: HistoryEvent) -> bool:
    later = (row for row in work.outbox.of_dossier(dossier.id) if row.made_at >= event.at)
    if any(row.delivery is not Delivery.UNSENT or row.attempts for row in later):
        return True
    return any(form.issued_at >= event.at for form in work.forms.in_state(FormState.ISSUED, _SHEET))
