"""F5 as one value: what the window registers, connects and closes."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.domain.card_qr import looks_like_card, parse_card
from app.domain.dossiers import PaymentWay, Status
from app.domain.numbers import number_in
from app.domain.permissions import Permission, allowed
from app.services import by_post, returning
from app.ui.actions import Action
from app.ui.returns.choice import PROXY, Choice
from app.ui.returns.presenter import ReturnsPresenter
from app.ui.returns.receipts import Receipts
from app.ui.returns.view import ReturnsView
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

KEY = "returns"
_ELSEWHERE = frozenset({"returning.elsewhere", "returning.with_post", "returning.with_post_again"})


class Returns(QObject):
    """Make it with the window's surroundings, register ``spec()``, then ``connect_window``; ``close()`` at the end."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._receipts = Receipts(room, self)
        self._window: MainWindow | None = None
        self._view: ReturnsView | None = None
        self.presenter: ReturnsPresenter | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F5 registers itself."""
        return WorkspaceSpec(KEY, mark("Trả kết quả"), "package-check", "F5", self._make)

    def connect_window(self, window: MainWindow) -> None:
        """Know which screen is open: elsewhere a beep belongs to others."""
        self._window = window

    def on_scanned(self, text: str) -> bool:
        """Take the dossier of a beeped slip, or a citizen's card, while F5 is open."""
        presenter, window = self.presenter, self._window
        if presenter is None or window is None or window.open_key != KEY:
            return False
        if self._view is not None and self._view.takes_tracking:
            self._view.fill_tracking(text)
            return True
        number = number_in(text)
        if number:
            presenter.beep(number)
            return True
        party = parse_card(text).party if looks_like_card(text) else None
        if party is None or not party.identity:
            return False
        presenter.card(party)
        return True

    def close(self) -> None:
        """Stop watching print jobs."""
        self._receipts.close()

    def _make(self) -> ReturnsView:
        view = ReturnsView(self._room.desk.office.code, self._room.desk.now)
        presenter = ReturnsPresenter(self._room, view, self._receipts)
        self._view, self.presenter = view, presenter
        self._room.registry.add(*_Offers(self._room, view, presenter).all())
        view.offer(self._room.registry)
        return view


class _Offers:
    """The actions of F5, and when each means something."""

    def __init__(self, room: Workroom, view: ReturnsView, presenter: ReturnsPresenter) -> None:
        self._room, self._view, self._presenter, self._hand = room, view, presenter, presenter.hand

    def all(self) -> list[Action]:
        """Return them in the order of F1."""
        doer, view, shift = self._presenter, self._view, self._presenter.shift
        return [
            Action("returns.give", mark("Trả kết quả"), doer.give, ("Ctrl+Return",), KEY, doer.may, self._words),
            *self._choosing(),
            *self._going(),
            Action("returns.print", mark("In biên nhận"), doer.print_papers, ("Ctrl+P",), KEY, doer.can_print),
            Action("returns.search", mark("Tìm"), view.waiting.search.setFocus, ("Alt+T",), KEY),
            Action("returns.back", mark("Cất hồ sơ, bỏ tìm"), doer.back, ("Esc",), KEY),
            Action("returns.count", mark("Đếm tiền"), shift.count, ("Alt+Q",), KEY, shift.may),
            Action("returns.sheet", mark("In bảng kê"), shift.print_sheet, ("Alt+I",), KEY, shift.may),
        ]  # fmt: skip

    def _choosing(self) -> list[Action]:
        hand, when = self._hand, self._when
        return [
            Action("returns.cash", mark("Tiền mặt"), lambda: hand.pay(PaymentWay.CASH), ("Alt+1",), KEY, when(_owes)),
            Action("returns.qr", mark("VietQR"), lambda: hand.pay(PaymentWay.VIETQR), ("Alt+2",), KEY, when(_owes)),
            Action("returns.lost", mark("Mất giấy hẹn"), hand.lost, ("Alt+M",), KEY, when(_free)),
            Action("returns.proxy", mark("Ủy quyền"), hand.proxy, ("Alt+U",), KEY, when(_free)),
            Action("returns.other", mark("Đổi người"), hand.swap, ("Alt+N",), KEY, when(_has_two)),
            Action(
                "returns.originals", mark("Đã nhận đủ bản chính"), hand.took_originals, ("Alt+B",), KEY,
                when(lambda choice: _free(choice) and bool(choice.originals)),
            ),
            Action(
                "returns.together", mark("Trả cùng lúc"), self._presenter.together, ("Alt+G",), KEY,
                self._presenter.can_join,
            ),
        ]  # fmt: skip

    def _going(self) -> list[Action]:
        hand, when, on_its_way = self._hand, self._when, self._presenter.on_its_way
        return [
            Action(
                "returns.spot", mark("Có kết quả – trả luôn"), hand.on_spot, ("Alt+K",), KEY,
                when(_unfinished, Permission.RECORD_PROGRESS),
            ),
            Action(
                "returns.file", mark("Tệp kết quả"), self._presenter.choose_file, ("Alt+F",), KEY,
                when(_takes_file, Permission.RECORD_PROGRESS),
            ),
            Action(
                "returns.refund", mark("Hoàn tiền"), hand.refunds, ("Alt+L",), KEY,
                when(_refundable, Permission.TAKE_MONEY),
            ),
            Action(
                "returns.here", mark("Đang ở quầy này"),
                lambda: on_its_way(returning.bring_here, _("Đã ghi: hồ sơ ở quầy này.")),
                ("Alt+H",), KEY, when(_elsewhere, Permission.HAND_OVER),
            ),
            Action(
                "returns.post", mark("Giao bưu chính"), lambda: hand.by_post(self._presenter.carrier), ("Alt+P",), KEY,
                when(lambda choice: _free(choice) and _one_done(choice)),
            ),
            Action(
                "returns.delivered", mark("Bưu chính đã phát"), self._presenter.was_delivered,
                ("Alt+D",), KEY, when(_with_post),
            ),
            Action(
                "returns.failed", mark("Không phát được"),
                lambda: on_its_way(by_post.not_delivered, _("Đã ghi một lần không phát được.")),
                ("Alt+C",), KEY, when(_with_post),
            ),
        ]  # fmt: skip

    def _when(
        self, asked: Callable[[Choice], bool], permission: Permission = Permission.RETURN_RESULT
    ) -> Callable[[], bool]:
        """Return whether asked holds of what is in hand and the person may."""

        def now() -> bool:
            choice = self._hand.choice
            return choice is not None and asked(choice) and allowed(self._room.session().account, permission)

        return now

    def _words(self) -> str:
        choice = self._hand.choice
        if choice is not None and choice.by_post:
            return mark("Giao bưu chính")
        if choice is not None and choice.aside:
            return mark("Ghi kết quả") if choice.adds else mark("Hoàn tiền")
        if choice is not None and choice.first.gives_back:
            return mark("Trả lại giấy tờ")
        return mark("Trả kết quả")


def _free(choice: Choice) -> bool:
    return choice.obstacle is None and not choice.aside


def _owes(choice: Choice) -> bool:
    return (_free(choice) or choice.with_post) and bool(choice.owed)


def _takes_file(choice: Choice) -> bool:
    on_spot = choice.on_spot and not choice.several
    return on_spot or (_one_done(choice) and not choice.by_post and not choice.refunds and not choice.with_post)


def _refundable(choice: Choice) -> bool:
    return not choice.several and choice.first.gives_back and bool(choice.first.paid) and not choice.aside


def _has_two(choice: Choice) -> bool:
    return _free(choice) and choice.person != PROXY and len(choice.first.people) > 1


def _one_done(choice: Choice) -> bool:
    return not choice.several and choice.first.dossier.status is Status.DONE


def _with_post(choice: Choice) -> bool:
    return choice.with_post


def _elsewhere(choice: Choice) -> bool:
    blocked = choice.obstacle is not None and choice.obstacle.code in _ELSEWHERE
    return blocked and not choice.several


def _unfinished(choice: Choice) -> bool:
    return not choice.several and choice.first.working and not choice.on_spot
