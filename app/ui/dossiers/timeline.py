"""The history of a dossier as a line with dots; what is still to come has a hollow one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core.words import _
from app.ui.dossiers.story import Step, when
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import NEAR
from app.ui.widgets.dress import column, discard, named, row
from app.ui.widgets.labels import Label

_GUTTER, _MOMENT = 20, 78


class Timeline(QWidget):
    """All steps under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "history_timeline", _("Quá trình của hồ sơ"))
        self._layout: QVBoxLayout = column(spacing=NEAR)
        self._layout.addStretch(1)
        self.setLayout(self._layout)
        self._lines: list[_StepLine] = []

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show steps, oldest first."""
        for line in self._lines:
            self._layout.removeWidget(line)
            discard(line)
        self._lines = [_StepLine(step, last=step is steps[-1]) for step in steps]
        for place, line in enumerate(self._lines):
            self._layout.insertWidget(place, line)

    def texts(self) -> list[str]:
        """Return what the lines say."""
        return [line.accessibleName() for line in self._lines]


class _StepLine(QWidget):
    def __init__(self, step: Step, *, last: bool) -> None:
        super().__init__()
        self._step, self._last = step, last
        named(self, "history_step", " ".join(part for part in (when(step.at), step.title, step.detail) if part))
        moment = Label(when(step.at), "caption")
        moment.setFixedWidth(px(_MOMENT))
        # The caption is a pixel smaller: one more above brings it onto the line of the title.
        moment.setContentsMargins(0, 1, 0, 0)
        words = column(Label(step.title, "strong" if step.done else "", wrap=True), spacing=0)
        if step.detail:
            words.addWidget(Label(step.detail, "caption", wrap=True))
        whole = row(moment, spacing=0, margins=(px(_GUTTER), 0, 0, 0))
        whole.setAlignment(moment, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(px(7), self.fontMetrics().height() / 2 + 1)
        if not self._last:
            painter.setPen(QPen(QColor(c.line), 2))
            painter.drawLine(centre, QPointF(centre.x(), self.height() + NEAR))
        ink = QColor(c.tone(self._step.tone)[0] if self._step.tone else c.primary)
        painter.setPen(QPen(ink if self._step.done else QColor(c.muted), 2, Qt.PenStyle.SolidLine))
        painter.setBrush(ink if self._step.done else QColor(c.surface))
        painter.drawEllipse(centre, px(4), px(4))
