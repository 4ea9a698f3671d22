"""Menus made from the action registry: the same words, keys and readiness as everywhere else."""

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu, QWidget

from app.core.words import _
from app.ui.actions import ActionRegistry, key_text


def action_menu(registry: ActionRegistry, action_ids: Iterable[str], parent: QWidget) -> QMenu:
    """Return a menu of actions as they are now; show it with ``popup`` at once.

    Args:
        registry: where the actions are.
        action_ids: in the order of the menu; an empty id is a line.
        parent: the widget the menu belongs to.
    """
    menu = QMenu(parent)
    for action_id in action_ids:
        if not action_id:
            menu.addSeparator()
            continue
        action = registry[action_id]
        keys = f"\t{key_text(action.keys[0])}" if action.keys else ""
        entry = menu.addAction(_(action.words) + keys)
        entry.setObjectName(f"{action_id.replace('.', '_')}_entry")
        entry.setEnabled(action.enabled())
        entry.triggered.connect(lambda _checked=False, which=action_id: registry.trigger(which))
    return menu
