"""What the post brings, from its record at F6 to the reception at F2: keys and scans on the whole window."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossiers import Dossier
from app.domain.handover import Batch, BatchKind
from app.domain.procedures import Channel
from app.domain.units import UnitKind
from app.models.rows import Queue
from app.services import dossiers
from app.services.handover import Heading, open_batch
from app.services.handover_beeps import beep
from app.services.handover_signing import sign
from app.services.units import units
from app.ui.application.desk_window import DeskWindow
from app.ui.application.workspaces import make_features
from app.ui.handover.view import HandoverView
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.reception.view import ReceptionView
from app.ui.screens.stage import Stage
from app.ui.typed_runs import GAP_MS

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
NOTE, OTHER = "EB123456785VN", "EB123456799VN"


class Counter:
    """A person at the whole window, with a scanner in the hand."""

    def __init__(self, stage: Stage, desk_window: DeskWindow, press: Press, type_text: Type) -> None:
        self.stage, self.window = stage, desk_window.window
        self._press, self._type, self._at = press, type_text, 10_000
        (self.presenter,) = self.window.findChildren(ReceptionPresenter)
        page = self.presenter.parent()
        assert isinstance(page, ReceptionView)
        self.view = page

    @property
    def draft_note(self) -> tuple[Channel, str]:
        return self.presenter.sheet.draft.channel, self.presenter.sheet.draft.consignment

    @property
    def focus(self) -> str:
        focus: QWidget | None = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""

    def press(self, *keys: str) -> None:
        for key in keys:
            self._press(self.window, key)
            self.stage.wait()

    def type(self, text: str) -> None:
        """Type as slowly as a person: what comes quicker is taken for a scan."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        for letter in text:
            self._type(focus, letter)
            QTest.qWait(2 * GAP_MS)
        self.stage.wait()

    def scan(self, text: str) -> None:
        """Read a code as a scanner does that plays keyboard: 4 ms a letter, then Enter."""
        self._at += 2_000
        for letter, key in [*((one, QKeySequence(one)[0].key()) for one in text), ("\r", Qt.Key.Key_Return)]:  # type: ignore[index]  # the stubs forget it
            self._at += 4
            target = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(self._at)
                event.setAccepted(kind != QEvent.Type.ShortcutOverride)
                QCoreApplication.sendEvent(target, event)
        self.stage.wait()

    def brought(self, *notes: str, signed: bool = True) -> Batch:
        desk, session = self.stage.desk, self.stage.session
        post = next(one for one in units(desk, session) if one.kind is UnitKind.POST)
        batch = open_batch(desk, session, BatchKind.POST_IN, post.id).batch
        for note in notes:
            beep(desk, session, batch.id, note)
        if signed:
            sign(desk, session, batch.id, Heading(giver="Phạm Văn Bưu", taker="Trần Thị Tập"))
        return batch

    def received(self) -> Dossier:
        desk, session = self.stage.desk, self.stage.session
        row = dossiers.search(desk, session, "", queue=Queue.TODAY)[0]
        return dossiers.view(desk, session, row.id).dossier


@pytest.fixture
def counter(stage: Stage, application: QApplication, qtbot: QtBot, press: Press, type_text: Type) -> Iterator[Counter]:
    made = DeskWindow(stage.desk, stage.session, stage.room.background, application, make_features)
    made.show(None, maximised=False)
    stage.wait()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield Counter(stage, made, press, type_text)
    made.close()
    stage.wait()


def fill(counter: Counter) -> None:
    counter.view.take_scan("001099012345||Nguyễn Văn A|15031999|Nam|Số 1, Phố Ví Dụ, Hà Nội|10052021")
    counter.stage.wait()
    counter.press("Alt+T")
    counter.type("khai sinh")
    counter.press("Return", "Ctrl+D")


def test_a_folder_of_a_signed_record_is_received_from_f6(counter: Counter) -> None:
    batch = counter.brought(NOTE, OTHER)
    signed = counter.stage.clock.now()
    counter.stage.clock.advance(timedelta(days=3))
    counter.press("F6", "Alt+R")
    assert counter.window.open_key == "reception"
    assert counter.draft_note == (Channel.POST, NOTE)
    fill(counter)
    assert counter.view.procedure.consignment.text == NOTE
    assert counter.presenter.sheet.seen is not None
    promised = counter.presenter.sheet.seen.examination.appointment
    assert promised is not None
    assert batch.number in promised.explanation[0]
    counter.press("Ctrl+Return")
    dossier = counter.received()
    assert dossier.submitted_at < dossier.received_at
    assert dossier.submitted_at.date() >= signed.date()
    counter.press("F6")
    with counter.stage.desk.store.read() as work:
        bound: list[UUID | None] = [item.dossier_id for item in work.batches.items(batch.id)]
    assert bound == [dossier.id, None]
    # The one that is received already is offered no more, the other still is.
    counter.press("Alt+R")
    assert counter.window.open_key == "handover"
    counter.press("Down", "Alt+R")
    assert counter.draft_note == (Channel.POST, OTHER)


def test_an_unsigned_record_offers_no_reception(counter: Counter) -> None:
    counter.brought(NOTE, signed=False)
    counter.press("F6", "Alt+R")
    assert counter.window.open_key == "handover"


def test_the_same_folder_asked_for_twice_is_one_draft(counter: Counter) -> None:
    counter.brought(NOTE)
    counter.press("F6", "Alt+R")
    counter.type("049199012345")
    first = counter.presenter.sheet.draft.id
    counter.press("Ctrl+N", "F6", "Alt+R")
    assert counter.presenter.sheet.draft.id == first


@pytest.mark.parametrize("field", ["submitter_full_name_edit", "procedure_edit", "papers_table"])
def test_a_scanned_note_says_that_the_post_brought_it_and_can_be_taken_back(counter: Counter, field: str) -> None:
    fill(counter)
    counter.view.restore_focus(field, 0)
    name = counter.presenter.sheet.draft.submitter.full_name
    counter.scan(NOTE)
    assert counter.draft_note == (Channel.POST, NOTE)
    assert counter.view.procedure.consignment.isVisible()
    assert counter.presenter.sheet.draft.submitter.full_name == name
    counter.press("Ctrl+Z")
    assert counter.draft_note == (Channel.COUNTER, "")
    assert not counter.view.procedure.consignment.isVisible()


def test_the_number_of_a_handover_goes_into_a_draft_of_the_post_and_else_opens_it(counter: Counter) -> None:
    batch = counter.brought(NOTE)
    counter.press("Ctrl+N")
    counter.scan(NOTE)
    counter.scan(batch.number)
    assert (counter.window.open_key, counter.draft_note) == ("reception", (Channel.POST, batch.number))
    counter.press("Ctrl+N")
    counter.scan(batch.number)
    assert counter.window.open_key == "handover"


def test_the_note_is_typed_where_nothing_reads_it_and_is_judged_beside_its_field(counter: Counter) -> None:
    counter.view.procedure.channel_chosen.emit(int(Channel.POST))
    counter.press("Alt+F")
    assert counter.focus == "consignment_edit"
    counter.type("TOCHANH-991")
    counter.stage.wait()
    assert counter.presenter.sheet.draft.consignment == "TOCHANH-991"
    assert "TOCHANH-991" in counter.view.procedure.consignment.message.text


def test_a_record_that_is_opened_waits_for_numbers(counter: Counter) -> None:
    counter.brought(signed=False)
    counter.press("F6")
    page = counter.window.page("handover")
    assert isinstance(page, HandoverView)
    assert counter.focus == "number_edit"
    counter.type("TOCHANH-991")
    counter.press("Return")
    assert page.chosen is not None
    assert page.chosen.consignment == "TOCHANH-991"
    assert counter.focus == "number_edit"
