"""Everything a person can do with a key, as data: shortcuts, buttons and the F1 page are made from it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

EVERYWHERE = ""
"""The scope of keys that mean the same on every screen."""

_F_KEY = re.compile(r"^F\d+$")


def always() -> bool:
    """Return True: the default of Action.enabled."""
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        id: dotted name; the first part is the room, e.g. ``"reception.commit"``.
        text: marked Vietnamese, translated where it is shown.
        handler: what happens, on the main thread; it must return at once (long work goes to the background).
        keys: portable key texts, e.g. ``("Ctrl+Return",)``; the first is shown. Empty: by button only.
        scope: EVERYWHERE or the key of a workspace.
        enabled: asked whenever the action is about to be used or shown.
        text_now: the text at present, marked too, where what the key does depends on what is chosen.
    """

    id: str
    text: str
    handler: Callable[[], None]
    keys: tuple[str, ...] = ()
    scope: str = EVERYWHERE
    enabled: Callable[[], bool] = always
    text_now: Callable[[], str] | None = None

    @property
    def words(self) -> str:
        """What it is called at present, marked."""
        return self.text if self.text_now is None else self.text_now()


class ActionRegistry(QObject):
    """All actions of the window."""

    refreshed = Signal()
    """The answers of the ``enabled`` predicates may have changed; buttons ask again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}

    def add(self, *actions: Action) -> None:
        """Register actions.

        Raises:
            ValueError: an id is taken, a key already means something where the action would apply, or an F-key is bound
                to one workspace only (F-keys never change meaning).
        """
        for action in actions:
            self._check(action)
            self._actions[action.id] = action

    def _check(self, action: Action) -> None:
        if action.id in self._actions:
            raise ValueError(f"action registered twice: {action.id}")
        for key in action.keys:
            if QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) != key:
                raise ValueError(f"not a key: {key}")
            if _F_KEY.match(key) and action.scope != EVERYWHERE:
                raise ValueError(f"{key} must mean the same everywhere: {action.id}")
            for other in self._actions.values():
                if key in other.keys and (other.scope == action.scope or EVERYWHERE in {other.scope, action.scope}):
                    raise ValueError(f"{key} already means {other.id}; wanted by {action.id}")

    def __getitem__(self, action_id: str) -> Action:
        """Return the action; KeyError when nobody registered it."""
        return self._actions[action_id]

    def of_scope(self, scope: str) -> tuple[Action, ...]:
        """Return the actions of exactly this scope, in the order they were registered."""
        return tuple(action for action in self._actions.values() if action.scope == scope)

    def trigger(self, action_id: str) -> bool:
        """Do the action if it is enabled now; return whether it was done."""
        action = self._actions[action_id]
        if not action.enabled():
            return False
        action.handler()
        self.refreshed.emit()
        return True

    def press(self, key: str, scopes: Iterable[str]) -> bool:
        """Do what key means in the first of scopes that knows it; return whether any did."""
        for scope in scopes:
            for action in self.of_scope(scope):
                if key in action.keys:
                    return self.trigger(action.id)
        return False

    def bind(self, host: QWidget, scope: str) -> None:
        """Make the keys of scope work while host is visible in the active window.

        Qt ignores shortcuts whose parent is hidden: two workspaces may use one key, and all sleep behind the lock.
        """
        for action in self.of_scope(scope):
            # The second Enter of the keyboard, at the digits, is another key to Qt and the same to people. Each key
            # once: two shortcuts of one key are ambiguous, and neither of them does anything.
            for key in dict.fromkeys((*action.keys, *(key.replace("Return", "Enter") for key in action.keys))):
                shortcut = QShortcut(QKeySequence(key), host)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.setObjectName(f"{action.id}_shortcut")
                shortcut.activated.connect(lambda action_id=action.id: self.trigger(action_id))


_SIGNS = {
    "Return": "↵",
    "Enter": "↵",
    "Shift": "⇧",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Escape": "Esc",
    "Delete": "Del",
}


def key_text(key: str) -> str:
    """Return a portable key text as it stands on a key cap: ``"Ctrl+Shift+Return"`` → ``"Ctrl ⇧ ↵"``."""
    return " ".join(_SIGNS.get(part, part) for part in key.split("+"))
