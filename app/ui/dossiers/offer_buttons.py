"""The buttons of what is offered: one filled for the next step, a few beside it, one for everything else."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.words import _
from app.ui.actions import ActionRegistry
from app.ui.dossiers.offers import MOST_USUAL, Offered
from app.ui.theme.tokens import CLOSE
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import named
from app.ui.widgets.menus import action_menu


class OfferButton(Button):
    """A button that is given another action with every dossier."""

    def __init__(self, registry: ActionRegistry, name: str, *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", name, role=role, parent=parent)
        self._registry, self._action_id = registry, ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda: registry.trigger(self._action_id) if self._action_id else None)
        self.hide()

    def offer(self, action_id: str) -> None:
        """Stand for an action; an empty name hides the button."""
        self._action_id = action_id
        if action_id:
            action = self._registry[action_id]
            # Called like the button of its action anywhere else: that is how it is known which key does its work.
            self.setObjectName(f"{action_id.replace('.', '_')}_button")
            self.setText(_(action.words))
            self.setAccessibleName(_(action.words))
            self.show_key(action.keys[0] if action.keys else "")
        self.setVisible(bool(action_id))


class OfferButtons(QWidget):
    """What can be done with the chosen dossier.

    Attributes:
        shown: what is offered now.
    """

    def __init__(
        self,
        registry: ActionRegistry,
        offered: Callable[[], Offered],
        others: Sequence[str],
        always: Sequence[QWidget],
    ) -> None:
        """Make the buttons.

        Args:
            registry: of the actions.
            offered: says what is offered now.
            others: names of actions that stand in the menu below the acts, wherever they are enabled.
            always: buttons that stand between the acts and the menu; hidden ones take no place.
        """
        super().__init__()
        named(self, "offers", _("Việc với hồ sơ"))
        self._registry, self._offered, self._others = registry, offered, tuple(others)
        self.shown = Offered()
        self._laid: list[QWidget] | None = None
        self._next = OfferButton(registry, "next_step_button", role="primary", parent=self)
        self._usual = [
            OfferButton(registry, f"usual_{place}_button", parent=self) for place in range(1, MOST_USUAL + 1)
        ]
        self._always = tuple(always)
        self._more = Button(_("Việc khác"), "dossiers_more_button", key="Alt+Y", parent=self)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(lambda: registry.trigger("dossiers.more"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(CLOSE)
        grid.addWidget(self._next, 0, 0, 1, 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self._grid = grid
        self.setLayout(grid)
        registry.refreshed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what is offered."""
        found = self._offered()
        self._more.setVisible(bool(self.menu_of(found)))
        if found != self.shown:
            self.shown = found
            self._next.offer(found.next)
            for place, button in enumerate(self._usual):
                button.offer(found.usual[place] if place < len(found.usual) else "")
        self._lay_out()

    def _lay_out(self) -> None:
        """Let the buttons that are there follow each other, two in a row, the last one as wide as is left."""
        there = [button for button in (*self._usual, *self._always, self._more) if not button.isHidden()]
        if there == self._laid:
            return
        self._laid = there
        for button in (*self._usual, *self._always, self._more):
            self._grid.removeWidget(button)
        for place, button in enumerate(there):
            alone = place == len(there) - 1 and place % 2 == 0
            self._grid.addWidget(button, 1 + place // 2, place % 2, 1, 2 if alone else 1)

    def menu_of(self, found: Offered) -> list[str]:
        """Return the names in the menu: the other acts, then what is always there, as far as it can be done now."""
        others = [name for name in self._others if self._registry[name].enabled()]
        return [*found.rest, *([""] if found.rest and others else []), *others]

    def show_menu(self) -> None:
        """Open everything else above its button, the first line chosen, so that the arrow keys go on from there."""
        names = self.menu_of(self._offered())
        if not names:
            return
        menu = action_menu(self._registry, names, self)
        menu.setObjectName("more_acts_menu")
        menu.setAccessibleName(_("Việc khác"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        first = next((entry for entry in menu.actions() if entry.isEnabled() and not entry.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)
