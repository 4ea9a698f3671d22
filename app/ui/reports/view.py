"""The page of F7: closing the day, the register, the figures; over them a list or the pages of a PDF. Builds, emits."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.ui.actions import ActionRegistry
from app.ui.dossiers.preview_page import PreviewPage
from app.ui.reports.behind_page import BehindPage
from app.ui.reports.day_page import DayPage
from app.ui.reports.figures_page import FiguresPage
from app.ui.reports.period_bar import PeriodBar
from app.ui.reports.register_page import RegisterPage
from app.ui.shell.workspace import Workspace
from app.ui.theme.tokens import APART, CLOSE
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import ClosedCard
from app.ui.widgets.dress import column, named, set_role
from app.ui.widgets.flow import Flow, SideBySide


class Part(StrEnum):
    """The parts of the workspace, in the order of their keys Alt+1, Alt+2, Alt+3."""

    DAY = "day_end"
    REGISTER = "register"
    FIGURES = "figures"


class ReportsView(Workspace):
    """The page.

    Attributes:
        day, register, figures: the parts.
        behind: the list behind a figure; preview: the register as it is printed.
        period: the days of register and figures.
    """

    shown = Signal()
    turned = Signal()
    """Something else stands on the page now."""

    def __init__(self, office_code: str, now: Callable[[], datetime]) -> None:
        super().__init__("reports")
        self.period = PeriodBar(_day(now))
        self.day, self.figures = DayPage(), FiguresPage()
        self.register = RegisterPage(office_code)
        self.behind = BehindPage(office_code, now)
        self.preview = PreviewPage()
        self._parts: dict[Part, QWidget] = {
            Part.DAY: self.day,
            Part.REGISTER: self.register,
            Part.FIGURES: self.figures,
        }
        self._part = Part.DAY
        self._tabs: dict[Part, ActionButton] = {}
        self._tab_flow = Flow(across=CLOSE, down=CLOSE)
        # No stack: what was never shown has not been laid out, and would make the page as high as it thinks it is.
        self._pages: tuple[QWidget, ...] = (*self._parts.values(), self.behind, self.preview)
        self._open: QWidget = self.day
        self._closed = ClosedCard(_("Sổ và báo cáo"), "reports")
        tabs = _Tabs()
        named(tabs, "report_parts", _("Các phần của sổ và báo cáo"))
        tabs.setLayout(self._tab_flow)
        self._head = QWidget()
        self._head.setLayout(SideBySide((tabs, 1), (self.period, 0), across=APART, down=CLOSE))
        whole = column(self._head, self._closed, spacing=APART)
        for page in self._pages:
            page.hide()
            whole.addWidget(page, 1)
        self.setLayout(whole)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        for part in Part:
            self._tabs[part] = ActionButton(registry, f"reports.{part.value}", role="")
            self._tab_flow.addWidget(self._tabs[part])
        self.period.offer(registry)
        for page in (self.day, self.register, self.figures):
            page.offer(registry)
        self.show_part(Part.DAY)

    @property
    def part(self) -> Part:
        """Which part is open, under whatever lies over it."""
        return self._part

    @property
    def on_behind(self) -> bool:
        """Whether the list behind a figure is shown."""
        return self._open is self.behind

    @property
    def on_preview(self) -> bool:
        """Whether the pages of a PDF are shown."""
        return self._open is self.preview

    def show_part(self, part: Part) -> None:
        """Open a part."""
        self._part = part
        for each, button in self._tabs.items():
            set_role(button, "primary" if each is part else "")
        self.period.setVisible(part is not Part.DAY)
        self._turn(self._parts[part])

    def show_behind(self) -> None:
        """Show the list behind a figure."""
        self._turn(self.behind)

    def show_preview(self) -> None:
        """Show the pages of a PDF."""
        self._turn(self.preview)

    def show_closed(self, text: str, hint: str) -> None:
        """Say why nothing is to be seen here; an empty text opens the page."""
        self._closed.show_reason(text, hint)
        self._head.setVisible(not text)
        self._open.setVisible(not text)

    def take_focus(self) -> None:
        """Begin in what is shown."""
        page = self._open
        if isinstance(page, DayPage | RegisterPage | FiguresPage | BehindPage | PreviewPage):
            page.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.shown.emit()

    def _turn(self, page: QWidget) -> None:
        self._open.hide()
        self._open = page
        page.show()
        self.take_focus()
        self.turned.emit()


class _Tabs(QWidget):
    """The parts beside each other as long as all of them fit; before they stack, the days go under them."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of all parts in one line."""
        return self.sizeHint()


def _day(now: Callable[[], datetime]) -> date:
    return now().date()
