"""In the place of the terms while a dossier is not taken in: which paper is given, and what it will say."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.words import _, _n
from app.domain.guidance import KIND_NAMES, Demand, GuidanceKind
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.cards import Card, Note
from app.ui.widgets.dress import column, named
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import KeyCap, Label

_MOST = 8
"""So many demands are listed; the others are counted, and the checklist shows them all."""


class GuidanceCard(Card):
    """Three papers to choose from, what was typed besides, and what will be printed.

    Attributes:
        demands: what is asked for besides the missing papers.
        reason: why it is not taken in.
    """

    chosen = Signal(str)
    """A GuidanceKind's value."""
    demands_edited = Signal(str)
    reason_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Chưa tiếp nhận"), "guidance_card", parent=parent)
        self.head.addWidget(KeyCap("Escape"))
        self._group = QButtonGroup(self)
        self._buttons: dict[GuidanceKind, QRadioButton] = {}
        self.body.setSpacing(NEAR)
        kinds = column(spacing=CLOSE)
        for kind in GuidanceKind:
            button = QRadioButton(_(KIND_NAMES[kind]))
            named(button, f"guidance_{kind.value}_radio", _(KIND_NAMES[kind]))
            button.toggled.connect(lambda on, kind=kind: self._on_toggled(kind, on=on))
            self._group.addButton(button)
            self._buttons[kind] = button
            kinds.addWidget(button)
        self._closed = Note("", Tone.INFO, "guidance_note")
        self.demands = FieldRow(_("Yêu cầu khác"), "demands")
        self.demands.field.setProperty("placeholderText", _("ngoài giấy tờ thiếu; nhiều việc cách nhau bằng ;"))
        self.reason = FieldRow(_("Lý do"), "guidance_reason")
        self._heading = Label("", "strong")
        self._lines = Label("", "caption", wrap=True)
        self._trouble = Note("", Tone.ATTENTION, "guidance_trouble")
        self.body.addLayout(kinds)
        for widget in (self._closed, self.demands, self.reason, self._heading, self._lines, self._trouble):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(KeyHint("Ctrl+P", _("xem trước")))
        self._filling = False
        self.demands.field.textChanged.connect(self._on_demands)  # type: ignore[attr-defined]  # line edits
        self.reason.field.textChanged.connect(self._on_reason)  # type: ignore[attr-defined]
        self.hide()

    @property
    def listed(self) -> str:
        """What is said to be printed."""
        return f"{self._heading.text()}\n{self._lines.text()}".strip()

    def take_focus(self, kind: GuidanceKind) -> None:
        """Begin with the choice."""
        self._buttons[kind].setFocus()

    def show_kinds(self, may: Sequence[GuidanceKind], why_not: str) -> None:
        """Offer the papers a person may give, and say why not the others."""
        for kind, button in self._buttons.items():
            button.setEnabled(kind in may)
        self._closed.show_text(why_not, Tone.INFO)
        self._closed.setVisible(bool(why_not))

    def show_draft(self, kind: GuidanceKind, demands: str, reason: str, found: Sequence[Demand]) -> None:
        """Show the choice and what will be printed."""
        self._filling = True
        self._buttons[kind].setChecked(True)
        self.demands.set_text(demands)
        self.demands.setHidden(kind is GuidanceKind.REFUSAL)
        self.reason.set_text(reason)
        self.reason.setHidden(kind is GuidanceKind.MISSING)
        usual = _("để trống: ghi lý do chung") if kind is GuidanceKind.SUPPLEMENT else _("căn cứ pháp luật, điều khoản")
        self.reason.field.setProperty("placeholderText", usual)
        shown = found if kind is not GuidanceKind.REFUSAL else ()
        self._heading.setText(_n("Sẽ in {count} yêu cầu", len(shown)).format(count=len(shown)) if shown else "")
        lines = [f"{place}. {one.line(_)}" for place, one in enumerate(shown[:_MOST], start=1)]
        if len(shown) > _MOST:
            lines.append(_("… và {count} yêu cầu nữa").format(count=len(shown) - _MOST))
        self._lines.setText("\n".join(lines))
        for label in (self._heading, self._lines):
            label.setVisible(bool(shown))
        self._filling = False

    def say(self, text: str) -> None:
        """Say what is missing that has no field; an empty text says nothing."""
        self._trouble.show_text(text, Tone.ATTENTION)
        self._trouble.setVisible(bool(text))

    def _on_toggled(self, kind: GuidanceKind, *, on: bool) -> None:
        if on and not self._filling:
            self.chosen.emit(kind.value)

    def _on_demands(self, text: str) -> None:
        if not self._filling:
            self.demands_edited.emit(text)

    def _on_reason(self, text: str) -> None:
        if not self._filling:
            self.reason_edited.emit(text)
