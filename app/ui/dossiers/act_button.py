"""A button for an act: there only while the act is possible. Its key works always and else says why not."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.lifecycle import Act
from app.ui.actions import ActionRegistry
from app.ui.dossiers.act_forms import FORMS
from app.ui.widgets.buttons import Button


def action_id(act: Act) -> str:
    """Return the name of the act's action."""
    return f"dossiers.act_{act.name.lower()}"


class ActButton(Button):
    """One act."""

    def __init__(self, registry: ActionRegistry, act: Act, can: Callable[[Act], bool], parent: QWidget) -> None:
        form = FORMS[act]
        super().__init__(_(form.words), f"act_{act.name.lower()}_button", key=form.key, parent=parent)
        self._act, self._can = act, can
        self.clicked.connect(lambda: registry.trigger(action_id(act)))

    @property
    def possible(self) -> bool:
        """Whether the act can be done now."""
        return self._can(self._act)
