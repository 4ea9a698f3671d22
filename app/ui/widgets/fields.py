"""A field with its label, its key and its message. What is wrong stands at the field; nothing pops up."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton, QSpinBox, QWidget

from app.core.vietnamese import nfc
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, FIELD, NEAR, Tone
from app.ui.widgets.cards import tone_icon
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.flow import SideBySide
from app.ui.widgets.labels import IconMark, KeyCap, Label

_NARROWEST = 88
_NUMBER = 52
KEEPS_ENTER = "keeps_enter"
"""Dynamic property of a field in which Enter has a meaning of its own (choosing a suggestion)."""


class Message(QWidget):
    """An error or a warning under a field; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconMark("info", "muted", 13)
        self._text = Label("", "message", wrap=True)
        layout = row(self._icon, self._text, spacing=CLOSE)
        layout.setStretch(1, 1)
        layout.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What is said at present; empty when nothing is."""
        return self._text.text()

    def say(self, text: str, tone: Tone) -> None:
        """Say text in tone; an empty text says nothing."""
        self._text.setText(text)
        set_tone(self._text, tone)
        self._icon.show_icon(tone_icon(tone), tone.value)
        self.setVisible(bool(text))


class FieldRow(QWidget):
    """Label and key above, the field, a message below.

    Attributes:
        field: the editor; a QLineEdit unless another was given.
        message: what is said about it.
    """

    def __init__(
        self, label: str, name: str, *, field: QWidget | None = None, key: str = "", parent: QWidget | None = None
    ) -> None:
        """Make the row.

        Args:
            label: translated; also the field's accessible name.
            name: purpose of the field, ``"phone"``; the parts get it with their kind.
            field: another editor than a line edit.
            key: portable key text shown beside the label; register the action with the action registry.
            parent: the Qt parent.
        """
        super().__init__(parent)
        named(self, f"{name}_row")
        self.field: QWidget = field if field is not None else LineEdit()
        kind = "edit" if isinstance(self.field, QLineEdit) else "field"
        named(self.field, f"{name}_{kind}", label)
        self.label = Label(label, "caption")
        self.label.setBuddy(self.field)
        self.head = row(self.label, spacing=CLOSE)
        if key:
            self.head.addWidget(KeyCap(key))
        self.head.addStretch(1)
        self.message = Message()
        whole = column(spacing=2)
        whole.addLayout(self.head)
        whole.addWidget(self.field)
        whole.addWidget(self.message)
        self.setLayout(whole)

    @property
    def text(self) -> str:
        """What stands in a line edit, in NFC."""
        return nfc(self.field.text()) if isinstance(self.field, QLineEdit) else ""

    def set_text(self, text: str) -> None:
        """Put text into a line edit without telling that a person typed it."""
        if isinstance(self.field, QLineEdit) and self.field.text() != text:
            self.field.setText(text)

    def say_error(self, text: str) -> None:
        """Say what must be mended."""
        self._say(text, Tone.LATE)

    def say_warning(self, text: str) -> None:
        """Say what should be looked at; a warning blocks nothing."""
        self._say(text, Tone.ATTENTION)

    def say_info(self, text: str) -> None:
        """Say something helpful."""
        self.message.say(text, Tone.INFO)
        set_tone(self.field, None)

    def say_nothing(self) -> None:
        """Take the message away."""
        self._say("", Tone.NEUTRAL)

    def _say(self, text: str, tone: Tone) -> None:
        self.message.say(text, tone)
        set_tone(self.field, tone if text else None)
        self.field.setAccessibleDescription(text)


class LineEdit(QLineEdit):
    """A line edit that starts at its beginning when filled by the program, so that the start of long texts is seen."""

    def setText(self, text: str | None) -> None:  # noqa: N802 - Qt's name
        """Put text into the field and show its beginning unless the person is in it."""
        super().setText(text or "")
        if not self.hasFocus():
            self.setCursorPosition(0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a short word: a field that shows three letters is of no use."""
        return QSize(px(_NARROWEST), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the page where nothing was typed that could be taken back."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the end when the program put the focus here; Tab selects everything, a click chooses its place."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.end(False)


class NumberBox(QSpinBox):
    """A small number typed or stepped with the arrow keys; as high as its neighbours, without buttons to aim at."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedSize(px(_NUMBER), px(FIELD))


def side_by_side(*fields: QWidget | tuple[QWidget, int]) -> SideBySide:
    """Return fields in one row of equal shares, or of those given; in more rows where there is no room for one."""
    return SideBySide(*fields, across=NEAR, down=NEAR)


class EnterMovesOn(QObject):
    """Makes Enter go to the next field everywhere inside a widget. Install once a workspace: ``EnterMovesOn(page)``."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # Keys go to whoever has the focus: watching everybody would cost a call for every event of every widget.
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and self._page.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for Enter in fields."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not self._moves_on(watched, event):
            return False
        watched.focusNextPrevChild(True)
        return True

    @staticmethod
    def _moves_on(field: QWidget, event: QKeyEvent) -> bool:
        if field.property(KEEPS_ENTER) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(field, QComboBox):
            return not field.view().isVisible()
        # In running text Enter is a new line, in lists it opens; buttons press themselves.
        return isinstance(field, QLineEdit | QCheckBox | QRadioButton)
