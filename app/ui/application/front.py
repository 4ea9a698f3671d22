"""The window before the desk: first start, sign-in, and what keeps the desk from opening. One page at a time."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QScrollArea, QStackedWidget, QWidget

from app.core.words import _
from app.ui.notices import Notice
from app.ui.shell.practice_band import PracticeBand
from app.ui.widgets.bars import NoticeBar
from app.ui.widgets.dress import column, named

SIZE = (1366, 768)


class FrontWindow(QMainWindow):
    """Shows one page.

    Attributes:
        notices: where things are told in passing.
    """

    painted = Signal()
    """Once, when the first page is on the screen."""
    closed = Signal()

    def __init__(self, *, practice: bool) -> None:
        super().__init__()
        named(self, "front_window", _("Một Cửa"))
        self.setWindowTitle(_("Một Cửa"))
        self._pages = QStackedWidget()
        self._painted = False
        whole = QWidget()
        whole.setProperty("role", "cover")
        bands = (PracticeBand(),) if practice else ()
        whole.setLayout(column(*bands, self._pages, spacing=0))
        self.setCentralWidget(whole)
        self.notices = NoticeBar(self._pages)
        self.resize(*SIZE)

    @property
    def page(self) -> QWidget | None:
        """The page on the screen."""
        area = self._pages.currentWidget()
        return area.widget() if isinstance(area, QScrollArea) else None

    def show_page(self, page: QWidget) -> None:
        """Show page; the one before goes for good."""
        before = self._pages.currentWidget()
        area = QScrollArea()
        area.setObjectName("front_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        # It scrolls only where a large type size leaves no room for all of the page.
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._pages.addWidget(area)
        self._pages.setCurrentWidget(area)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.notices.dismiss()
        page.setFocus()

    def tell(self, notice: Notice) -> None:
        """Say something in passing."""
        self.notices.tell(notice)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, after the first picture is out, that the window can be used."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes."""
        super().closeEvent(event)
        self.closed.emit()
