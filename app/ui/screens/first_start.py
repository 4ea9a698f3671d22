"""Pictures of the first start."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem
from app.services.sentences import describe
from app.ui.application.front import FrontWindow
from app.ui.first_start.choice import ChoicePage
from app.ui.first_start.flow import FirstStart
from app.ui.screens.sign_in import on_front
from app.ui.screens.stage import FINDERS, LONG_NAME, SIZE, Stage

_TYPED = {
    "name": "TTPVHCC xã Thạnh Mỹ",
    "governing_body": "UBND xã Thạnh Mỹ",
    "code": "H17.32",
    "place": "Thạnh Mỹ",
    "counter_ordinal": "3",
    "admin_name": "Lê Thị Hoa",
    "admin_login": "hoa",
}


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show each state."""
    choice = on_front(ChoicePage())
    yield "first_start-choice", choice
    choice.close()
    choice.deleteLater()
    for name, typed, commits in (
        ("empty", {}, False),
        ("normal", _TYPED, False),
        ("error", {"code": "17", "counter_ordinal": "12", "admin_password": "ngan"}, True),
        ("overfull", dict.fromkeys(("name", "governing_body", "admin_name", "place"), LONG_NAME), False),
    ):
        front = FrontWindow(practice=False)
        front.resize(*SIZE)
        flow = FirstStart(
            front, stage.room.background, stage.clock, StoreFolder(Path("/nowhere/motcua")), stage.interaction, FINDERS
        )
        view = flow.begin()
        front.show()
        for field, text in typed.items():
            view.fields[field].set_text(text)
        if commits:
            view.committed.emit()
        yield f"first_start-{name}", front
        front.close()
        front.deleteLater()
    front = FrontWindow(practice=False)
    front.resize(*SIZE)
    page = FirstStart(front, stage.room.background, stage.clock, StoreFolder(Path("/nowhere/motcua"))).begin_restore()
    front.show()
    unreadable = OutsideProblem("backup.unreadable", path="/media/usb/motcua-20261120.zip")
    page.show_refusal(describe(unreadable).text, at_phrase=False)
    yield "first_start-restore", front
    front.close()
    front.deleteLater()
