"""What every workspace works with, in one value, so that a workspace is made from one argument."""

from collections.abc import Callable
from dataclasses import dataclass

from app.printing.queue import Printer
from app.scanning.device import DeviceInfo
from app.services.desk import Desk
from app.services.papers import scanners
from app.services.printing_jobs import printers
from app.services.security import Session
from app.ui.actions import ActionRegistry
from app.ui.background import Background
from app.ui.events import ChangesBus
from app.ui.interaction import Interaction
from app.ui.notices import Notice


@dataclass(frozen=True, slots=True)
class Finders:
    """How printers and scanners are found: by asking this machine, which takes seconds; a stage has its own."""

    printers: Callable[[], tuple[Printer, ...]] = printers
    scanners: Callable[[], tuple[DeviceInfo, ...]] = scanners


@dataclass(frozen=True, slots=True)
class Workroom:
    """The surroundings of a workspace.

    Attributes:
        desk: used on the database lane only.
        session: returns who is signed in now.
        background: the lanes.
        changes: where use cases' changes are told.
        registry: where a workspace adds its actions.
        interaction: for choosing files.
        tell: says something in passing.
        open: opens a workspace by its key.
        finders: of printers and scanners; used in the pool only.
    """

    desk: Desk
    session: Callable[[], Session]
    background: Background
    changes: ChangesBus
    registry: ActionRegistry
    interaction: Interaction
    tell: Callable[[Notice], None]
    open: Callable[[str], None]
    finders: Finders = Finders()
