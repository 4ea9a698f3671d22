"""How many of a paper were handed in, typed as numbers: one line under the checklist, gone when it is done."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.drafts import PaperEntry
from app.ui.theme.tokens import NEAR
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import NumberBox
from app.ui.widgets.labels import ElidedLabel, KeyCap, Label

_MOST = 999


class CountsRow(QWidget):
    """Three numbers; Enter keeps them, Esc thinks better of it."""

    given = Signal(int, int, int)
    """(originals, certified copies, photocopies)"""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "counts_row", _("Nhập số bản"))
        self._paper = ElidedLabel("", "strong")
        texts = (_("Bản chính"), _("Sao y"), _("Phô tô"))
        self._spins = tuple(self._spin(f"count_{at}", text) for at, text in enumerate(texts, start=1))
        layout = row(self._paper, spacing=NEAR)
        layout.setStretch(0, 1)
        for spin, text in zip(self._spins, texts, strict=True):
            layout.addWidget(Label(text, "caption"))
            layout.addWidget(spin)
        layout.addWidget(KeyCap("Return"))
        self.setLayout(layout)
        self.hide()

    def ask(self, entry: PaperEntry) -> None:
        """Ask for the numbers of a paper, beginning with its originals."""
        self._paper.setText(f"{entry.ordinal}. {entry.name}")
        counts = (entry.originals, entry.certified_copies, entry.photocopies)
        for spin, count in zip(self._spins, counts, strict=True):
            spin.setValue(count)
        self.show()
        self._spins[0].setFocus()
        self._spins[0].selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's shape
        """Take Enter and Esc in the numbers; everything else is the number's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            for spin in self._spins:
                spin.interpretText()
            self.hide()
            self.given.emit(*(spin.value() for spin in self._spins))
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return True
        return False

    def _spin(self, name: str, text: str) -> NumberBox:
        spin = NumberBox(0, _MOST)
        named(spin, f"{name}_field", text)
        spin.installEventFilter(self)
        return spin
