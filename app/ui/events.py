"""What changed, told on the main thread to whoever shows it. No screen knows another screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.services.changes import Changes, Subject


class ChangesBus(QObject):
    """Spreads the Changes that services return."""

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Tell everybody; nothing is told when nothing changed. On the main thread only."""
        if changes:
            self.changed.emit(changes)

    def watch(self, owner: QObject, subjects: frozenset[Subject], refresh: Callable[[Changes], None]) -> None:
        """Call refresh for changes that touch any of subjects, until owner is deleted."""

        def on_changed(changes: Changes) -> None:
            if isValid(owner) and changes.touches(*subjects):
                refresh(changes)

        def forget() -> None:
            if isValid(self):
                self.changed.disconnect(on_changed)

        self.changed.connect(on_changed)
        owner.destroyed.connect(forget)
