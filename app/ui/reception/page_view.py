"""Pages seen large over the workspace: scanned pages, or the slip before it is printed. Esc goes back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.core.words import _
from app.ui.theme.tokens import INSET, NEAR
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.labels import ElidedLabel, KeyCap, Label


class PageView(QFrame):
    """Covers its host while it is open."""

    turned = Signal(int)
    """The place of the page that is seen now."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        named(self, "page_view", _("Trang phóng lớn"))
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._host = host
        self._title = ElidedLabel("", "title")
        self._picture = QLabel()
        named(self._picture, "page_view_picture", _("Trang phóng lớn"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        close = Button(_("Đóng"), "page_view_close_button", key="Escape", role="quiet")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_view)
        head = row(self._title, KeyCap("Left"), KeyCap("Right"), Label(_("trang khác"), "caption"), close, spacing=NEAR)
        head.setStretch(0, 1)
        whole = column(spacing=NEAR, margins=(INSET, NEAR, INSET, INSET))
        whole.addLayout(head)
        whole.addWidget(self._picture, 1)
        self.setLayout(whole)
        self._pages: list[QPixmap] = []
        self._titles: list[str] = []
        self._place = 0
        self._back: QWidget | None = None
        host.installEventFilter(self)
        self.hide()

    def open_pages(self, pages: Sequence[tuple[str, QImage]], place: int = 0) -> None:
        """Show pages with their titles, beginning at place; without pages nothing opens."""
        if not pages:
            return
        self._pages = [QPixmap.fromImage(image) for _title, image in pages]
        self._titles = [title for title, _image in pages]
        if self.isHidden():
            self._back = self.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._turn_to(place)

    def close_view(self) -> None:
        """Go back to where the keyboard was."""
        self.hide()
        self._pages.clear()
        if self._back is not None:
            self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages, or go back."""
        key = event.key()
        if key in {Qt.Key.Key_Escape, Qt.Key.Key_Space}:
            self.close_view()
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown}:
            self._turn_to(self._place + 1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp}:
            self._turn_to(self._place - 1)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize and watched is self._host and not self.isHidden():
            self.setGeometry(self._host.rect())
        return False

    def _turn_to(self, place: int) -> None:
        self._place = max(0, min(place, len(self._pages) - 1))
        self._title.setText(f"{self._titles[self._place]} · {self._place + 1}/{len(self._pages)}")
        self._fit()
        self.turned.emit(self._place)

    def _fit(self) -> None:
        if not self._pages:
            return
        ratio = self.devicePixelRatioF()
        scaled = self._pages[self._place].scaled(
            self._picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self._picture.setPixmap(scaled)
