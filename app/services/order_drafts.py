"""The order that is being typed at F9: kept as typed, found again after a crash, gone when it was certified or cleared.

It lies beside the drafts of receptions, under an owner of its own, so that neither is ever taken for the other.
"""

from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from app.core.problems import OutsideProblem
from app.domain.certification import CopyLine
from app.domain.dossiers import PaymentWay
from app.domain.drafts import PartyText
from app.domain.permissions import Permission, require
from app.services.desk import Desk
from app.services.security import Session

_NOBODY, _NOTHING = PartyText(), CopyLine("")


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order as typed so far.

    Attributes:
        id: becomes the dossier's: pressed twice it is the same order.
        entry: the line that is still in the fields.
    """

    id: UUID
    person: PartyText = _NOBODY
    lines: tuple[CopyLine, ...] = ()
    entry: CopyLine = _NOTHING
    way: PaymentWay = PaymentWay.CASH

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return self == OrderDraft(self.id, way=self.way)


_FORMAT = TypeAdapter(OrderDraft)


def save_order(desk: Desk, session: Session, order: OrderDraft) -> None:
    """Keep the order in hand as typed, and no other; an empty or certified one is forgotten.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.CERTIFY)
    with desk.store.work() as work:
        for row in work.drafts.all_of(_owner(session)):
            if row.id != order.id:
                work.drafts.delete(row.id)
        # A save that was under way while the order was certified must not bring it back.
        if order.empty or work.dossiers.get(order.id) is not None:
            work.drafts.delete(order.id)
        else:
            work.drafts.save(order.id, _owner(session), _FORMAT.dump_json(order).decode(), desk.now())
        work.commit()


def load_order(desk: Desk, session: Session) -> OrderDraft | None:
    """Return the order this person was typing; None where there is none.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``certifying.draft_unreadable``; the stored order is left alone.
    """
    require(session.account, Permission.CERTIFY)
    with desk.store.read() as work:
        rows = work.drafts.all_of(_owner(session))
    if not rows:
        return None
    try:
        return _FORMAT.validate_json(rows[0].json)
    except ValidationError as error:
        raise OutsideProblem("certifying.draft_unreadable") from error


def _owner(session: Session) -> str:
    return f"{session.account.id}/certifying"
