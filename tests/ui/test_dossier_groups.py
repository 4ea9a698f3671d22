"""Dossiers that were received together, at F3 and F5; and one that begins as a copy of another."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossiers import Dossier, PaperState, Status
from app.services.dossiers import view
from app.services.issuing import data_of
from app.services.moves import owed
from app.services.reception_desk import payment_code
from app.ui.application.desk_window import DeskWindow
from app.ui.application.workspaces import make_features
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.screens.dossiers import DossiersScene, brought_together
from app.ui.screens.returns import ReturnsScene, finish
from app.ui.screens.stage import Stage
from app.ui.widgets.qr_picture import QrPicture

Press = Callable[[QWidget, str], None]


@pytest.fixture
def group(stage: Stage) -> tuple[Dossier, ...]:
    return brought_together(stage)


@pytest.fixture
def window(stage: Stage, group: tuple[Dossier, ...], application: QApplication, qtbot: QtBot) -> Iterator[DeskWindow]:
    made = DeskWindow(stage.desk, stage.session, stage.room.background, application, make_features)
    made.show(None, maximised=False)
    stage.wait()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=20_000)
    yield made
    made.close()
    stage.wait()


def test_a_dossier_lists_those_it_came_with_and_enter_opens_one(
    stage: Stage, group: tuple[Dossier, ...], press: Press
) -> None:
    scene = DossiersScene(stage)
    scene.presenter.open_dossier(group[0].id, group[0].number)
    stage.wait()
    table = scene.view.dossier.group
    assert [row.number for row in table.rows_model.rows] == [group[1].number, group[2].number]
    assert scene.view.dossier.forms.rows_model.rows[0].form == "group-slip"
    table.setFocus()
    press(scene.window, "Down")
    press(scene.window, "Return")
    stage.wait()
    current = scene.presenter.current
    assert current is not None
    assert current.dossier == view(stage.desk, stage.session, group[2].id).dossier
    assert not scene.view.on_list
    # The common slip stands in the first one's record and is shown with each.
    assert [form.form for form in current.forms] == ["group-slip"]
    assert data_of(current.forms[0]).items[2].number == group[2].number  # type: ignore[union-attr]


def test_a_dossier_that_came_alone_lists_nobody(stage: Stage) -> None:
    alone = stage.receive(1, seed=9)[0].dossier
    scene = DossiersScene(stage)
    scene.presenter.open_dossier(alone.id, alone.number)
    stage.wait()
    assert not scene.view.dossier.group.isVisibleTo(scene.view)


def test_results_of_a_group_go_together_and_one_code_pays_for_all(
    stage: Stage, group: tuple[Dossier, ...], press: Press
) -> None:
    for dossier in group:
        finish(stage, dossier)
    scene = ReturnsScene(stage)
    scene.beep(group[0])
    press(scene.window, "Alt+G")
    stage.wait()
    choice = scene.presenter.hand.choice
    assert choice is not None
    assert {case.dossier.id for case in choice.cases} == {one.id for one in group}
    with stage.desk.store.read() as work:
        total = sum(owed(work, one) for one in group)
    assert choice.owed == total
    press(scene.window, "Alt+2")
    stage.wait()
    (code,) = [one for one in scene.view.case.findChildren(QrPicture) if not one.isHidden()]
    assert code.rows == payment_code(stage.desk, choice.first.dossier.number, choice.owed, 3)
    assert code.rows != payment_code(stage.desk, choice.first.dossier.number, choice.owed)
    press(scene.window, "Ctrl+Return")
    stage.wait()
    statuses = [view(stage.desk, stage.session, one.id).dossier.status for one in group]
    assert statuses == [Status.RETURNED] * 3


def test_those_that_are_ready_go_without_the_one_that_was_beeped(
    stage: Stage, group: tuple[Dossier, ...], press: Press
) -> None:
    for dossier in group[1:]:
        finish(stage, dossier)
    scene = ReturnsScene(stage)
    scene.beep(group[0])
    press(scene.window, "Alt+G")
    stage.wait()
    choice = scene.presenter.hand.choice
    assert choice is not None
    assert {case.dossier.id for case in choice.cases} == {one.id for one in group[1:]}
    assert choice.obstacle is None


def test_one_key_begins_a_dossier_like_another(
    stage: Stage, group: tuple[Dossier, ...], window: DeskWindow, press: Press
) -> None:
    for key in ("F3", "Alt+J"):
        press(window.window, key)
        stage.wait()
    (presenter,) = window.window.findChildren(ReceptionPresenter)
    draft = presenter.sheet.draft
    newest = group[-1]
    assert draft.submitter.full_name == newest.parties.submitter.full_name
    assert draft.owner is not None
    assert newest.parties.owner is not None
    assert draft.owner.full_name == newest.parties.owner.full_name
    assert (draft.procedure_code, draft.group, draft.corrects) == (newest.procedure_code, None, None)
    assert all(paper.state is not PaperState.HANDED_IN for paper in draft.papers)
    assert draft.id != newest.id
