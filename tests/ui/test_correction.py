"""Correcting a received dossier, from F3 over the reception desk and back, with the keyboard on the whole window."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossiers import Dossier
from app.models.rows import PrintState
from app.services.dossiers import DossierView, view
from app.services.drafts import load_drafts
from app.services.slips import record_print
from app.ui.application.desk_window import DeskWindow
from app.ui.application.workspaces import make_features
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.reception.view import ReceptionView
from app.ui.screens.stage import Stage

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
_NO_SCANNER_MS = 300
"""Pause after which what was typed cannot be a scanner's: letters in one burst and an Enter are a scan."""


@pytest.fixture
def dossier(stage: Stage) -> Dossier:
    received = stage.receive(1, seed=5)[0]
    record_print(stage.desk, received.print_id, PrintState.PRINTED)
    return view(stage.desk, stage.session, received.dossier.id).dossier


@pytest.fixture
def window(stage: Stage, dossier: Dossier, application: QApplication, qtbot: QtBot) -> Iterator[DeskWindow]:
    made = DeskWindow(stage.desk, stage.session, stage.room.background, application, make_features)
    made.show(None, maximised=False)
    stage.wait()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=20_000)
    yield made
    made.close()
    stage.wait()


@pytest.fixture
def reception(stage: Stage, window: DeskWindow, press: Press) -> ReceptionView:
    """F2 with the correction begun from F3 by keys."""
    for key in ("F3", "Alt+E"):
        press(window.window, key)
        stage.wait()
    (presenter,) = window.window.findChildren(ReceptionPresenter)
    page = presenter.parent()
    assert isinstance(page, ReceptionView)
    return page


def now(stage: Stage, dossier_id: UUID) -> DossierView:
    return view(stage.desk, stage.session, dossier_id)


def test_a_name_is_corrected_and_the_slip_is_printed_again(
    stage: Stage, dossier: Dossier, window: DeskWindow, reception: ReceptionView, press: Press, type_text: Type
) -> None:
    assert reception.isVisible()
    assert dossier.number in reception.correction.text
    name = reception.person.form.edit("full_name")
    name.setFocus()
    name.selectAll()
    type_text(name, "Nguyễn Thị Đúng")
    QTest.qWait(_NO_SCANNER_MS)
    press(window.window, "Ctrl+Return")
    stage.wait()
    assert reception.correction.reason.hasFocus()
    assert now(stage, dossier.id).dossier == dossier
    type_text(reception.correction.reason, "Gõ nhầm tên")
    QTest.qWait(_NO_SCANNER_MS)
    press(window.window, "Ctrl+Return")
    stage.wait()
    after = now(stage, dossier.id)
    assert after.dossier.parties.submitter.full_name == "Nguyễn Thị Đúng"
    assert (after.dossier.number, after.dossier.received_at) == (dossier.number, dossier.received_at)
    assert after.history[-1].text == "Gõ nhầm tên"
    assert [(one.reprint, one.state) for one in after.prints] == [(0, PrintState.PRINTED), (1, PrintState.SAVED)]
    assert reception.correction.text == ""
    assert load_drafts(stage.desk, stage.session) == ()


def test_esc_leaves_the_dossier_as_it_was(
    stage: Stage, dossier: Dossier, window: DeskWindow, reception: ReceptionView, press: Press, type_text: Type
) -> None:
    name = reception.person.form.edit("full_name")
    name.setFocus()
    type_text(name, " Khác")
    press(window.window, "Esc")
    stage.wait()
    assert reception.correction.text == ""
    assert now(stage, dossier.id).dossier == dossier
    assert load_drafts(stage.desk, stage.session) == ()
