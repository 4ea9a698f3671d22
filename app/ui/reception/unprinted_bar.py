"""A calm bar over the desk: slips of earlier days or of a crash that never came out of the printer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.services.slips import UnprintedSlip
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import named, row, set_tone
from app.ui.widgets.labels import ElidedLabel, IconMark

_NAMED = 3


class UnprintedBar(QFrame):
    """Asks once; what is not answered is asked again at the next start."""

    print_wanted = Signal()
    not_needed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "unprinted_bar", _("Giấy hẹn chưa in"))
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self._text = ElidedLabel("", "strong")
        self._print = Button(_("In ngay"), "unprinted_print_button")
        self._skip = Button(_("Không cần in"), "unprinted_skip_button")
        self._print.clicked.connect(self.print_wanted)
        self._skip.clicked.connect(self.not_needed)
        layout = row(
            IconMark("printer", "attention"), self._text, self._print, self._skip, spacing=NEAR,
            margins=(INSET, CLOSE, NEAR, CLOSE),
        )  # fmt: skip
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty where nothing is."""
        return "" if self.isHidden() else self._text.text()

    def show_slips(self, slips: Sequence[UnprintedSlip]) -> None:
        """Ask about slips; none: nothing to ask."""
        self.setVisible(bool(slips))
        names = ", ".join(_named(slip) for slip in slips[:_NAMED])
        if len(slips) > _NAMED:
            names = _("{names} và {count} giấy khác").format(names=names, count=len(slips) - _NAMED)
        only_slips = not any(slip.title for slip in slips)
        asked = _("Còn {count} giấy hẹn chưa in: {names}") if only_slips else _("Còn {count} giấy chưa in: {names}")
        self._text.setText(asked.format(count=len(slips), names=names))


def _named(slip: UnprintedSlip) -> str:
    name = f"{slip.number} ({slip.submitter_name})"
    return f"{_(slip.title)} {name}" if slip.title else name
