"""F9 as one value: what the window registers, connects and closes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from app.core.words import mark
from app.domain.dossiers import PaymentWay
from app.services.slip_jobs import Queues
from app.ui.actions import Action
from app.ui.certified.book_presenter import BookPresenter
from app.ui.certified.lines_card import OFFERS
from app.ui.certified.presenter import CertifiedPresenter
from app.ui.certified.printing import CertifiedPrinter
from app.ui.certified.reason_bar import USUAL
from app.ui.certified.view import CertifiedView
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

KEY = "certified"


@dataclass(frozen=True, slots=True)
class Page:
    """The page with who decides on it."""

    view: CertifiedView
    order: CertifiedPresenter
    book: BookPresenter


class CertifiedCopies(QObject):
    """Make it with the window's surroundings, register ``spec()``, then ``connect_window``; ``close()`` at the end."""

    def __init__(self, room: Workroom, parent: QObject | None = None, queues: Queues | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._printer = CertifiedPrinter(room, self, queues)
        self._window: MainWindow | None = None
        self._page: Page | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F9 registers itself."""
        return WorkspaceSpec(KEY, mark("Chứng thực"), "stamp", "F9", self._make)

    @property
    def page(self) -> Page:
        """The page; LookupError before it was opened."""
        if self._page is None:
            raise LookupError(KEY)
        return self._page

    def connect_window(self, window: MainWindow) -> None:
        """Remember the window: a card is taken while this page is open."""
        self._window = window

    def on_scanned(self, text: str) -> bool:
        """Fill the person from a card while this page is open; a card read elsewhere is a reception."""
        if self._window is None or self._window.open_key != KEY or "|" not in text:
            return False
        if not self.page.order.may():
            return False
        self.page.view.take_scan(text)
        return True

    def close(self) -> None:
        """Watch print jobs no longer; what is being typed is kept."""
        self._printer.close()
        if self._page is not None:
            self._page.order.keeper.save_now()

    def _make(self) -> CertifiedView:
        # The buttons are made from the actions, so the actions come first and find the page when they are used.
        registry = self._room.registry
        registry.add(*self._order_actions(), *self._book_actions())
        view = CertifiedView(registry, self._room.desk.now().date())
        book = BookPresenter(self._room, view, self._printer)
        self._page = Page(view, CertifiedPresenter(self._room, view, book, self._printer), book)
        registry.refreshed.emit()
        return view

    def _action(
        self, name: str, text: str, key: str, do: Callable[[Page], object], enabled: Callable[[Page], bool]
    ) -> Action:
        return Action(
            f"{KEY}.{name}",
            text,
            lambda: self._do(do),
            (key,),
            KEY,
            lambda: self._page is not None and enabled(self._page),
        )

    def _do(self, do: Callable[[Page], object]) -> None:
        do(self.page)

    def _order_actions(self) -> list[Action]:
        act = self._action

        def may(page: Page) -> bool:
            return page.order.may()

        picks = [act(f"pick_{n}", text, f"Alt+{n}", partial(_pick, n), partial(_may_pick, n)) for n, text in _PICKS]
        return [
            act("commit", mark("Chứng thực và in"), "Ctrl+Return", lambda page: page.order.commit(), may),
            act("person", mark("Người yêu cầu"), "Alt+N", lambda page: page.view.go_to_person(), may),
            act("document", mark("Giấy tờ cần sao"), "Alt+G", lambda page: page.view.go_to_document(), may),
            *picks,
            act("cash", mark("Tiền mặt"), "Alt+M", lambda page: page.order.pay(PaymentWay.CASH), may),
            act("vietqr", mark("VietQR"), "Alt+Q", lambda page: page.order.pay(PaymentWay.VIETQR), _may_transfer),
            act("signer", mark("Người ký"), "Alt+K", lambda page: page.view.go_to_signer(), may),
            act(
                "remove",
                mark("Bỏ dòng giấy tờ"),
                "Ctrl+Del",
                lambda page: page.order.remove_line(),
                lambda page: page.order.has_lines(),
            ),
            act("clear", mark("Làm lại từ đầu"), "Ctrl+N", lambda page: page.order.clear(), may),
        ]

    def _book_actions(self) -> list[Action]:
        act = self._action

        def changes(page: Page) -> bool:
            return page.book.may_change()

        def sees(page: Page) -> bool:
            return page.book.may_see()

        return [
            act("book", mark("Đến sổ chứng thực"), "Alt+B", lambda page: page.book.go_to_book(), sees),
            act("period", mark("Xem ngày khác"), "Alt+D", lambda page: page.book.go_to_period(), sees),
            act("cancel", mark("Hủy số"), "Alt+H", lambda page: page.book.ask_cancel(), changes),
            act("reprint", mark("In lại"), "Ctrl+P", lambda page: page.book.ask_reprint(), changes),
            act(
                "export",
                mark("Xuất Excel"),
                "Ctrl+E",
                lambda page: page.book.export(),
                lambda page: page.book.may_export(),
            ),
            act(
                "print_book",
                mark("In sổ"),
                "Alt+S",
                lambda page: page.book.print_book(),
                lambda page: page.book.may_print(),
            ),
        ]


_PICKS = (
    (1, mark("Giấy tờ lần trước, hoặc lý do thứ 1")),
    (2, mark("Giấy tờ lần trước, hoặc lý do thứ 2")),
    (3, mark("Giấy tờ lần trước, hoặc lý do thứ 3")),
    (4, mark("Giấy tờ lần trước thứ 4")),
)


def _may_pick(place: int, page: Page) -> bool:
    if page.view.book.reason.asking:
        return place <= USUAL
    return page.order.may() and place <= min(len(page.order.offers), OFFERS)


def _pick(place: int, page: Page) -> None:
    if page.view.book.reason.asking:
        page.view.book.reason.pick(place)
    else:
        page.order.take_offer(place)


def _may_transfer(page: Page) -> bool:
    return page.order.may() and page.order.transfers
