"""The sections at the left, the chosen one at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.words import _
from app.ui.admin.panel import Panel
from app.ui.shell.workspace import Workspace
from app.ui.theme.active import colours, px
from app.ui.theme.icons import icon
from app.ui.theme.tokens import APART
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import named, row
from app.ui.widgets.pages import Pages

_ICON, _LIST_WIDTH = 16, 184


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, marked title, icon, and how its panel is made."""

    key: str
    title: str
    icon: str
    make: Callable[[], Panel]


class AdminView(Workspace):
    """Builds the list and keeps the panels that were opened."""

    section_opened = Signal(str)

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__("admin")
        self._sections = {section.key: section for section in sections}
        self._panels: dict[str, Panel] = {}
        self.list = QListWidget()
        named(self.list, "sections_list", _("Các mục quản trị"))
        for section in sections:
            item = QListWidgetItem(_(section.title))
            item.setData(Qt.ItemDataRole.UserRole, section.key)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._on_chosen)
        self._card = Card(_("Quản trị"), "sections_card", flush=True)
        self._card.body.addWidget(self.list)
        self._stack = Pages()
        layout = row(self._card, self._stack, spacing=APART)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._draw_icons()

    @property
    def panel(self) -> Panel | None:
        """The panel on the screen."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Panel) else None

    def open_section(self, key: str) -> Panel:
        """Show a section; it is made when first opened."""
        if key not in self._panels:
            panel = self._sections[key].make()
            self._panels[key] = panel
            self._stack.addWidget(panel)
        panel = self._panels[key]
        self._stack.setCurrentWidget(panel)
        place = list(self._sections).index(key)
        if self.list.currentRow() != place:
            self.list.setCurrentRow(place)
        panel.opened()
        self.section_opened.emit(key)
        return panel

    def step(self, by: int) -> None:
        """Go to the next or previous section."""
        self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())

    def take_focus(self) -> None:
        """Begin in the list of sections."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def enter_panel(self) -> None:
        """Put the focus into the chosen section."""
        panel = self.panel
        first = next(iter(_focusable(panel)), None) if panel else None
        if first is not None:
            first.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the appearance: icons in a list are pictures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_card"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        for place, section in enumerate(self._sections.values()):
            item = self.list.item(place)
            if item is not None:
                item.setIcon(icon(section.icon, colours().muted))
        self.list.setIconSize(QSize(px(_ICON), px(_ICON)))
        self._card.setFixedWidth(px(_LIST_WIDTH))

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open_section(str(item.data(Qt.ItemDataRole.UserRole)))


def _focusable(panel: QWidget) -> list[QWidget]:
    return [
        each
        for each in panel.findChildren(QWidget)
        if each.isEnabled() and each.isVisibleTo(panel) and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
