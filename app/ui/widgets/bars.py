"""Things said in passing, without a box: notices with undo, a question in its place, progress."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.core.words import _
from app.ui.background import Progress
from app.ui.notices import Notice
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import tone_icon
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.labels import IconMark, Label

_READ_MS = 6_000
_UNDO_MS = 12_000


class NoticeBar(QFrame):
    """One notice at a time at the bottom of its host, never over the keyboard focus.

    What went well goes away by itself; what went wrong stays until it is dismissed or something newer is to be told.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        named(self, "notice_bar", _("Thông báo"))
        self.setProperty("role", "note")
        self._host = host
        self._undo: Callable[[], None] | None = None
        self._icon = IconMark("info", "info")
        self._text = Label("", "strong", wrap=True)
        self._next = Label("", wrap=True)
        self._undo_button = Button(_("Hoàn tác"), "notice_undo_button", key="Ctrl+Z")
        self._close_button = Button(_("Đóng"), "notice_close_button", role="quiet")
        for button in (self._undo_button, self._close_button):
            # Tab must not lead out of the form into a notice.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo_button.clicked.connect(self.undo)
        self._close_button.clicked.connect(self.dismiss)
        texts = column(self._text, self._next, spacing=CLOSE)
        layout = row(self._icon, spacing=NEAR, margins=(INSET, NEAR, NEAR, NEAR))
        layout.addLayout(texts, 1)
        layout.addWidget(self._undo_button)
        layout.addWidget(self._close_button)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    @property
    def can_undo(self) -> bool:
        """Whether an undo is on offer."""
        return self._undo is not None

    @property
    def text(self) -> str:
        """What is said at present."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, notice: Notice) -> None:
        """Say notice."""
        self._show(notice, None, 0 if notice.tone in {Tone.LATE, Tone.ATTENTION} else _READ_MS)

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self._show(Notice(text, tone=Tone.NEUTRAL), undo, _UNDO_MS)

    def undo(self) -> None:
        """Take back what was offered to be taken back."""
        undo, self._undo = self._undo, None
        self.dismiss()
        if undo is not None:
            undo()

    def let_go(self) -> None:
        """Take away what went well: on another screen it is in the way of what is said there."""
        if self._timer.isActive() and self._undo is None:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the notice away; an undo on offer lapses."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def _show(self, notice: Notice, undo: Callable[[], None] | None, milliseconds: int) -> None:
        self._undo = undo
        self._text.setText(notice.text)
        self._next.setText(notice.next_step)
        self._next.setVisible(bool(notice.next_step))
        self._undo_button.setVisible(undo is not None)
        self._icon.show_icon(tone_icon(notice.tone), notice.tone.value)
        set_tone(self, notice.tone)
        self.setAccessibleDescription(f"{notice.text} {notice.next_step}".strip())
        self._timer.stop()
        if milliseconds:
            self._timer.start(milliseconds)
        self.show()
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize and watched is self._host and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        width = min(self._host.width() - 2 * APART, max(self.sizeHint().width(), self._host.width() // 2))
        layout = self.layout()
        height = max(
            layout.heightForWidth(width) if layout and layout.hasHeightForWidth() else 0, self.sizeHint().height()
        )
        self.setGeometry((self._host.width() - width) // 2, self._host.height() - height - APART, width, height)


class ConfirmBar(QFrame):
    """A question in the place it concerns, with a yes and a no; Esc says no."""

    answered = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_confirm")
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self._question = Label("", "strong", wrap=True)
        self._yes = Button("", f"{name}_yes_button", role="primary")
        self._no = Button(_("Thôi"), f"{name}_no_button", key="Escape")
        self._yes.clicked.connect(lambda: self._answer(yes=True))
        self._no.clicked.connect(lambda: self._answer(yes=False))
        layout = row(
            IconMark("triangle-alert", "attention"), self._question, self._yes, self._no, spacing=NEAR,
            margins=(INSET, NEAR, NEAR, NEAR),
        )  # fmt: skip
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._then: Callable[[], None] | None = None
        self._back: QWidget | None = None
        self.hide()

    def ask(self, question: str, yes: str, then: Callable[[], None]) -> None:
        """Ask; do then when the person says yes. The focus goes to "no" and returns to where it was."""
        self._back = self.window().focusWidget()
        self._then = then
        self._question.setText(question)
        self.setAccessibleName(question)
        self._yes.setText(yes)
        self._yes.setAccessibleName(yes)
        self.show()
        self._no.setFocus()

    def keyPressEvent(self, event: QEvent) -> None:
        """Say no with Esc."""
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape:
            self._answer(yes=False)
            return
        event.ignore()

    def _answer(self, *, yes: bool) -> None:
        then, self._then = self._then, None
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self.answered.emit(yes)
        if yes and then is not None:
            then()


class InlineProgress(QWidget):
    """How far a long piece of work is, with a way to stop it; typing goes on meanwhile."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_progress")
        self._bar = QProgressBar()
        named(self._bar, f"{name}_bar", _("Tiến độ"))
        self._bar.setTextVisible(False)
        self._text = Label("", "caption")
        self._stop = Button(_("Dừng"), f"{name}_stop_button", role="quiet")
        layout = row(self._text, self._bar, self._stop, spacing=NEAR)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._progress: Progress | None = None
        self._stop.clicked.connect(self._cancel)
        self.hide()

    def follow(self, progress: Progress, text: str) -> None:
        """Show progress until ``finish``."""
        self._progress = progress
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        progress.changed.connect(self._on_changed)
        self.show()

    def finish(self) -> None:
        """Take the progress away."""
        if self._progress is not None:
            self._progress.changed.disconnect(self._on_changed)
        self._progress = None
        self.hide()

    def _on_changed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._stop.setEnabled(False)
            self._text.setText(_("Đang dừng…"))
