"""What each key of F6 does, and when."""

from collections.abc import Callable
from functools import partial

from app.core.words import mark
from app.domain.handover import BatchKind, BatchState
from app.domain.permissions import Permission, allowed
from app.ui.actions import Action
from app.ui.handover.beeps import Beeps
from app.ui.handover.presenter import HandoverPresenter
from app.ui.handover.reason_bar import REASONS
from app.ui.handover.steps import Steps
from app.ui.handover.view import HandoverView
from app.ui.handover.words import KIND_NAMES

KEY = "handover"
_LIVE = frozenset({BatchState.OPEN, BatchState.SEALED})
_SEALED = frozenset({BatchState.SEALED, BatchState.RECEIVED})
_COMES_BACK = frozenset({BatchState.SEALED, BatchState.CANCELLED})


class Keys:
    """The actions of the page, with what each asks before it can be done."""

    def __init__(
        self,
        page: HandoverView,
        presenter: HandoverPresenter,
        beeps: Beeps,
        steps: Steps,
        receive: Callable[[str], None],
    ) -> None:
        self._page, self._panel = page, page.panel
        self._presenter, self._beeps, self._steps, self._receive = presenter, beeps, steps, receive

    def actions(self) -> list[Action]:
        """Return them in the order of the F1 page."""
        page, beeps, steps, may = self._page, self._beeps, self._steps, self._may
        return [
            Action("handover.next", mark("Bước tiếp theo"), steps.next_step, ("Ctrl+Return",), KEY,
                   lambda: steps.can_go_on, lambda: steps.next_words),
            Action("handover.new", mark("Lô mới"), self._presenter.begin_new, ("Ctrl+N",), KEY, may),
            Action("handover.number", mark("Gõ số hồ sơ"), page.number.setFocus, ("Alt+S",), KEY),
            Action("handover.count_all", mark("Đếm đủ"), steps.count_all, ("Ctrl+D",), KEY, self._counts),
            Action("handover.missing", mark("Ghi thiếu"), beeps.toggle_missing, ("Alt+T",), KEY, self._counts_chosen,
                   self._missing_words),
            Action("handover.take_out", mark("Lấy ra"), beeps.take_out, ("Del",), KEY, self._live_chosen),
            Action("handover.note", mark("Ghi hồ sơ lạ vào danh sách"), beeps.note, ("Alt+G",), KEY, self._notes),
            Action("handover.heading", mark("Số niêm phong, người ký"), self._panel.heading.take_focus, ("Alt+N",), KEY,
                   self._live),
            Action("handover.folder", mark("Chi tiết hồ sơ đang chọn"), self._panel.folder.take_focus, ("Alt+C",), KEY,
                   self._live_chosen),
            Action("handover.receive", mark("Tiếp nhận hồ sơ này"), self._receive_chosen, ("Alt+R",), KEY,
                   self._receives),
            Action("handover.shelf", mark("Xếp kệ"), steps.put_on_shelf, ("Alt+K",), KEY, self._shelves),
            Action("handover.print", mark("In lại phiếu"), steps.print_list, ("Ctrl+P",), KEY, self._prints),
            Action("handover.control_sheet", mark("In phiếu kiểm soát"), steps.print_control_sheet, ("Alt+P",), KEY,
                   self._prints_sheet),
            Action("handover.reopen", mark("Mở lại lô"), steps.ask_reopen, ("Alt+M",), KEY, self._reopens),
            Action("handover.cancel", mark("Hủy lô"), steps.cancel, ("Alt+H",), KEY, self._cancels),
            Action("handover.back", mark("Quay lại"), self._back, ("Esc",), KEY),
            Action("handover.up", mark("Lô trên"), lambda: page.batches.step(-1), ("Alt+Up",), KEY),
            Action("handover.down", mark("Lô dưới"), lambda: page.batches.step(1), ("Alt+Down",), KEY),
            *(
                Action(f"handover.choice_{place}", KIND_NAMES[kind], partial(self._choose, place), (f"Alt+{place}",),
                       KEY, self._asks, partial(self._choice_words, place, kind))
                for place, kind in enumerate(BatchKind, 1)
            ),
        ]  # fmt: skip

    # When.

    def _may(self) -> bool:
        return self._presenter.may

    def _live(self) -> bool:
        return self._may() and self._presenter.state in _LIVE and not self._panel.asks_for_new

    def _live_chosen(self) -> bool:
        return self._live() and self._presenter.chosen is not None

    def _counts(self) -> bool:
        return self._live() and self._presenter.counting

    def _counts_chosen(self) -> bool:
        return self._counts() and self._presenter.chosen is not None

    def _notes(self) -> bool:
        return self._live() and self._beeps.has_stranger

    def _receives(self) -> bool:
        item, session = self._presenter.chosen, self._presenter.room.session()
        signed = self._presenter.state is BatchState.RECEIVED and self._presenter.kind is BatchKind.POST_IN
        waits = item is not None and item.taken and item.dossier_id is None
        return signed and waits and allowed(session.account, Permission.RECEIVE)

    def _shelves(self) -> bool:
        item = self._presenter.chosen
        signed = self._presenter.state is BatchState.RECEIVED and self._presenter.kind is not BatchKind.POST_IN
        return self._may() and signed and item is not None and item.dossier_id is not None

    def _prints(self) -> bool:
        return self._may() and self._presenter.state in _SEALED and not self._panel.asks_for_new

    def _prints_sheet(self) -> bool:
        item = self._presenter.chosen
        return self._may() and item is not None and item.dossier_id is not None

    def _reopens(self) -> bool:
        return self._may() and self._presenter.state in _COMES_BACK and not self._panel.asks_for_new

    def _cancels(self) -> bool:
        return self._live() and self._presenter.state is BatchState.OPEN

    def _asks(self) -> bool:
        return self._panel.asks_reason or self._panel.asks_for_new

    def _missing_words(self) -> str:
        item = self._presenter.chosen
        return mark("Ghi có") if item is not None and not item.taken and self._presenter.counting else mark("Ghi thiếu")

    # What is done at once.

    def _receive_chosen(self) -> None:
        item, current = self._presenter.chosen, self._presenter.current
        if item is not None and current is not None:
            self._receive(item.consignment or current.batch.number)

    def _choose(self, place: int) -> None:
        if self._panel.asks_reason and place <= len(REASONS):
            self._panel.reason.give(place)
        elif self._panel.asks_for_new:
            self._panel.new.choose(place)

    def _choice_words(self, place: int, kind: BatchKind) -> str:
        return REASONS[place - 1] if self._panel.asks_reason and place <= len(REASONS) else KIND_NAMES[kind]

    def _back(self) -> None:
        if self._panel.asks_reason:
            self._panel.reason.leave()
        elif self._panel.asks_for_new:
            self._presenter.leave_new()
        self._page.table.setFocus()
