"""Pages of a PDF, one under the other, as wide as there is room; for papers and for the slip."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from app.core.words import _, _n
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, NEAR
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dress import column, named
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import Label

_MARGIN = 40


class PreviewPage(Card):
    """A card with the pages; arrow and page keys scroll, Esc belongs to the workspace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Xem giấy tờ"), "preview_card", flush=True, parent=parent)
        self._count = Label("", "caption")
        for widget in (self._count, KeyHint(("Ctrl+=", "Ctrl+-"), _("cỡ")), KeyHint("Escape", _("đóng"))):
            self.head.addWidget(widget)
        self._area = QScrollArea()
        named(self._area, "preview_area", _("Các trang"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = EmptyState("file-text", _("Đang mở…"), "", "preview_empty")
        self.body.addWidget(self._said, 1)
        self.body.addWidget(self._area, 1)
        self._images: tuple[QImage, ...] = ()
        self._sheets: tuple[QLabel, ...] = ()
        self._zoom = 1.0
        self._area.hide()

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._images)

    @property
    def said(self) -> str:
        """What stands in place of pages; empty while pages are shown."""
        return "" if self._said.isHidden() else self._said.accessibleName()

    def wait_for(self, title: str) -> None:
        """Say that pages are coming."""
        self.title.setText(title)
        self.say(_("Đang mở…"), "")

    def say(self, text: str, hint: str) -> None:
        """Say something in place of pages."""
        self._images = ()
        self._lay_out()
        self._count.setText("")
        self._said.show_text(text, hint)
        self._said.show()
        self._area.hide()

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Show pages at the width of the card."""
        self._images = tuple(images)
        self._lay_out()
        self._zoom = 1.0
        self._count.setText(_n("{count} trang", len(images)).format(count=len(images)))
        self._said.hide()
        self._area.show()
        self._draw()
        self.take_focus()

    def take_focus(self) -> None:
        """Let arrow and page keys scroll."""
        self._area.setFocus()

    def zoom(self, by: float) -> None:
        """Show the pages larger or smaller."""
        self._zoom = min(3.0, max(0.4, self._zoom * by))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        if self._images and event.size().width() != event.oldSize().width():
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sheets"):
            self._draw()

    def _lay_out(self) -> None:
        """Make room for as many sheets as there are pages."""
        inside = QWidget()
        whole = column(spacing=NEAR, margins=(APART, APART, APART, APART))
        self._sheets = tuple(QLabel() for _image in self._images)
        for sheet in self._sheets:
            whole.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(1)
        inside.setLayout(whole)
        self._area.setWidget(inside)

    def _draw(self) -> None:
        # Never makes or removes a widget: while Qt dresses the application it holds on to each of them.
        width = max(px(200), round((self._area.viewport().width() - _MARGIN) * self._zoom))
        ratio = self.devicePixelRatioF()
        for sheet, image in zip(self._sheets, self._images, strict=True):
            picture = QPixmap.fromImage(
                image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            )
            picture.setDevicePixelRatio(ratio)
            sheet.setPixmap(picture)
