"""What is asked of a person before something is done to a dossier, as data: the sheet is made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.money import ZERO, Dong, parse
from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.dossiers import PaymentWay
from app.domain.lifecycle import Act
from app.domain.offices import Account
from app.services.cash import FEE, OBLIGATION
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.dossiers import DossierView
from app.services.life_forms import FormMaker
from app.services.moves import Seen
from app.services.security import Session


class Part(StrEnum):
    """One thing that is asked."""

    PAPERS = "papers"
    OTHER = "other"
    REASON = "reason"
    APPOINTMENT = "appointment"
    APPROVER = "approver"
    AMOUNT = "amount"
    RECEIPT = "receipt"
    FEE = "fee"
    TITLE = "title"
    NUMBER = "number"
    ISSUED = "issued"
    SIGNER = "signer"
    CODE = "code"
    FILE = "file"
    PURPOSE = "purpose"
    WAY = "way"
    GROUND = "ground"
    ALLOWED_BY = "allowed_by"


LABELS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        Part.PAPERS: mark("Giấy tờ"),
        Part.OTHER: mark("Giấy tờ khác (cách nhau bằng dấu ;)"),
        Part.REASON: mark("Lý do"),
        Part.APPOINTMENT: mark("Hẹn trả"),
        Part.APPROVER: mark("Người ký"),
        Part.AMOUNT: mark("Số tiền"),
        Part.RECEIPT: mark("Chứng từ nộp tiền"),
        Part.FEE: mark("Phí đã nộp thì sao?"),
        Part.TITLE: mark("Tên kết quả"),
        Part.NUMBER: mark("Số, ký hiệu"),
        Part.ISSUED: mark("Ngày ký"),
        Part.SIGNER: mark("Người ký"),
        Part.CODE: mark("Mã loại kết quả"),
        Part.FILE: mark("Tệp kết quả (PDF, XML)"),
        Part.PURPOSE: mark("Khoản"),
        Part.WAY: mark("Cách trả tiền"),
        Part.GROUND: mark("Căn cứ pháp lý để làm lần nữa"),
        Part.ALLOWED_BY: mark("Người phê duyệt"),
    }
)
CHOICES: Final[Mapping[Part, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        Part.WAY: ((PaymentWay.CASH, mark("Tiền mặt")), (PaymentWay.VIETQR, mark("Chuyển khoản VietQR"))),
        Part.PURPOSE: ((FEE, mark("Phí, lệ phí")), (OBLIGATION, mark("Nghĩa vụ tài chính"))),
    }
)
"""Parts that are chosen and not typed: value and marked words of each."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person filled in; texts by part, and the papers that are ticked by their place in the dossier."""

    texts: Mapping[Part, str] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()

    def text(self, part: Part) -> str:
        """Return what was typed, without the blanks around it."""
        return self.texts.get(part, "").strip()


class Made(Protocol):
    """What an act made: what every table is told, and the prints that are owed."""

    @property
    def changes(self) -> Changes:
        """What changed."""
        ...

    @property
    def prints(self) -> tuple[UUID, ...]:
        """The prints that are owed now."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down without owing any paper."""

    changes: Changes
    prints: tuple[UUID, ...] = ()


Do = Callable[[Desk, Session, DossierView, Entered], Made]


@dataclass(frozen=True, slots=True)
class ActForm:
    """Something that is done to a dossier, on the screen.

    Attributes:
        name: of its action.
        title: of its sheet, and what is said when it is done; marked.
        words: on its button: short.
        key: of the keyboard.
        check: raises a PersonProblem where it cannot be done to this dossier by whoever sits here.
        parts: what is asked, in order; nothing: it is done at once.
        run: does it.
        form: fills the form that it would issue, to look at it before; None: it issues none.
        proposed: what stands in the fields at first.
        act: the act of the table; None: it stands outside the table.
    """

    name: str
    title: str
    words: str
    key: str
    check: Callable[[DossierView, Account], None]
    run: Do
    parts: tuple[Part, ...] = ()
    form: Callable[[Desk, Session, DossierView, Entered], FormMaker] | None = None
    proposed: Callable[[DossierView], Mapping[Part, str]] = lambda _view: {}
    act: Act | None = None

    def possible(self, view: DossierView | None, account: Account) -> bool:
        """Return whether it can be done now."""
        if view is None:
            return False
        try:
            self.check(view, account)
        except PersonProblem:
            return False
        return True


def moment_text(moment: datetime | None) -> str:
    """Return a moment as it is typed; empty for none."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if moment else ""


def seen_in(view: DossierView) -> Seen:
    """Return the dossier as it stands on the screen."""
    return Seen(view.dossier.id, view.dossier.revision)


def amount_in(entered: Entered) -> Dong:
    """Return the amount that was typed; 0 for none.

    Raises:
        PersonProblem: ``life.amount_not_understood``.
    """
    typed = entered.text(Part.AMOUNT)
    if not typed:
        return ZERO
    amount = parse(typed)
    if amount is None:
        raise PersonProblem("life.amount_not_understood", text=typed)
    return amount
