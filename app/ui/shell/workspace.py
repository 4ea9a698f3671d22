"""What the shell needs to know of a workspace."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.widgets.fields import EnterMovesOn


class Workspace(QWidget):
    """The page of a workspace. It is made when first opened and lives as long as the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_workspace")
        self._enter = EnterMovesOn(self)

    def take_focus(self) -> None:
        """Put the focus where work begins; called when the workspace is opened and had no focus before."""
        self.focusNextChild()

    def undo(self) -> None:
        """Take the last step back: Ctrl+Z when no notice offers an undo. A page without steps does nothing."""


def nothing() -> None:
    """Do nothing: the default of WorkspaceSpec.prepare."""


@dataclass(frozen=True, slots=True)
class WorkspaceSpec:
    """How a workspace registers itself with the shell; what is not registered does not appear.

    Attributes:
        key: also the scope of its actions, e.g. ``"reception"``.
        title: marked Vietnamese, one or two short words.
        icon: of the shipped set.
        f_key: e.g. ``"F2"``; never changes meaning.
        make: builds the page on first opening.
        prepare: reads on the store's lane, before the window is shown, what the page must begin with.
    """

    key: str
    title: str
    icon: str
    f_key: str
    make: Callable[[], Workspace]
    prepare: Callable[[], None] = nothing
