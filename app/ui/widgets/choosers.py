"""A list as one line, where a large type size leaves no room for a column of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from app.core.words import _
from app.ui.theme.tokens import INSET
from app.ui.widgets.dress import named, row
from app.ui.widgets.hints import HintBar


class ListChooser(QWidget):
    """Shows what is chosen in a list and lets another line be chosen; the list itself may be hidden meanwhile."""

    def __init__(
        self,
        listed: QListView,
        name: str,
        spoken: str,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        """Make the chooser.

        Args:
            listed: the list; its items have a text each, and Alt with the arrow keys walks through it.
            name: purpose of the list.
            spoken: translated accessible name.
            margins: around the line.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self._listed = listed
        self._box = QComboBox()
        named(self._box, f"{name}_field", spoken)
        self._box.setModel(listed.model())
        # A long line of the list must not widen the page.
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(8)
        hint = HintBar(f"{name}_chooser_keys", ((("Alt+Up", "Alt+Down"), _("đổi")),))
        layout = row(self._box, hint, spacing=INSET, margins=margins)
        layout.setStretch(0, 1)
        layout.setAlignment(hint, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        self._box.activated.connect(lambda place: listed.setCurrentIndex(listed.model().index(place, 0)))
        listed.selectionModel().currentChanged.connect(lambda _new, _old: self._follow())
        self._follow()

    def _follow(self) -> None:
        self._box.setCurrentIndex(self._listed.currentIndex().row())
