"""F8 and the sending by itself, against a real receiver on this machine."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.offices import Role
from app.domain.operations import Delivery
from app.hub.enrolling import create_enrolment, put_office
from app.hub.receiver import open_receiver
from app.hub.serving import RunningHub, default_database_url
from app.services.changes import Changes, Subject
from app.ui.background import Progress
from app.ui.screens.stage import Stage
from app.ui.screens.sync import SyncScene
from app.ui.shell.top_bar import SyncState

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
AUTOMATIC = Changes(frozenset({Subject.OUTBOX, Subject.DOSSIERS}))


class Province:
    """A receiver that can be switched off and on again at the same address."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage, self._folder = stage, folder
        folder.mkdir()
        self._hub: RunningHub | None = None
        self._port = 0
        self.on()
        self.url = self.hub.url
        self._port = int(self.url.rsplit(":", 1)[1])

    @property
    def hub(self) -> RunningHub:
        assert self._hub is not None
        return self._hub

    def on(self) -> None:
        url = default_database_url(self._folder)
        receiver = open_receiver(url, self._folder, self._stage.clock, practice=True)
        self._hub = RunningHub(receiver, port=self._port)
        self._hub.__enter__()

    def off(self) -> None:
        if self._hub is not None:
            self._hub.__exit__()
            self._hub = None

    def code(self) -> str:
        desk = self._stage.desk
        put_office(self.hub.receiver, desk.office.code, desk.office.name)
        return create_enrolment(self.hub.receiver, desk.office.code, desk.counter.ordinal)


@pytest.fixture
def province(stage: Stage, tmp_path: Path) -> Iterator[Province]:
    made = Province(stage, tmp_path / "hub")
    yield made
    made.off()


def form_shown(scene: SyncScene) -> bool:
    return scene.view.receiver.form_shown


def running(scene: SyncScene) -> bool:
    return scene.sync.pulse.running


def state(scene: SyncScene) -> str:
    return scene.view.status.state


def enrol(scene: SyncScene, province: Province) -> None:
    scene.view.receiver.enrol_wanted.emit(province.url, province.code())
    scene.stage.wait()


def test_enrol_work_offline_then_online_and_compare(
    stage: Stage, province: Province, press: Press, type_text: Type
) -> None:
    stage.receive(5, seed=21)
    scene = SyncScene(stage)
    assert form_shown(scene)
    assert scene.view.receiver.address.field.hasFocus()
    type_text(scene.view.receiver.address.field, province.url)
    press(scene.window, "Return")
    type_text(scene.view.receiver.code.field, province.code())
    press(scene.window, "Return")
    stage.wait()
    assert not form_shown(scene)
    province.off()
    press(scene.window, "Ctrl+Return")
    stage.wait()
    assert state(scene) == "Ngoại tuyến"
    assert "tự gửi" in scene.view.status.meaning
    assert scene.view.status.numbers()["unsent"] == 5
    assert scene.window.top.sync.text == "Ngoại tuyến · 5 hồ sơ chờ gửi"
    province.on()
    press(scene.window, "Ctrl+Return")
    stage.wait()
    assert state(scene) == "Tỉnh đã lưu đủ"
    assert scene.view.status.numbers() == {"unsent": 0, "problem": 0, "stored": 5, "files": 0}
    assert scene.window.top.sync.text.startswith("Tỉnh đã lưu đủ · ")
    assert ("Trả lời gần nhất", "15:20") in scene.view.receiver.facts()
    press(scene.window, "Alt+D")
    stage.wait()
    said = scene.view.status.answer.text.text()
    assert "quầy đã nhận 5 · tỉnh đã lưu 5 · thiếu 0" in said
    assert "khớp" in said


def test_a_wrong_code_is_said_beside_its_field(stage: Stage, province: Province) -> None:
    scene = SyncScene(stage)
    good = province.code()
    scene.view.receiver.address.set_text(province.url)
    scene.view.receiver.enrol_wanted.emit(province.url, good[:-1])
    stage.wait()
    assert "16 ký tự" in scene.view.receiver.code.message.text
    assert not scene.view.receiver.address.message.text
    assert form_shown(scene)
    scene.view.receiver.enrol_wanted.emit("http://tinh.example.vn", good)
    stage.wait()
    assert "trên chính máy này" in scene.view.receiver.address.message.text
    assert not scene.view.receiver.code.message.text


def test_a_refused_operation_has_a_cause_a_next_step_and_can_be_pushed_again(
    stage: Stage, province: Province, press: Press
) -> None:
    received = stage.receive(3, seed=22)
    scene = SyncScene(stage)
    enrol(scene, province)
    with stage.desk.store.work() as work:
        row = work.outbox.of_dossier(received[1].dossier.id)[0]
        work.outbox.record(row.op_id, Delivery.REFUSED, b"", "sync.refused_header", stage.clock.now())
        work.commit()
    stage.room.changes.publish(AUTOMATIC)
    stage.wait()
    assert state(scene) == "Có việc cần xem"
    scene.view.table.setFocus()
    press(scene.window, "Ctrl+Home")
    first = scene.view.table.current
    assert first is not None
    assert first.number == received[1].dossier.number
    assert scene.view.cause == "Tỉnh không đọc được thông tin của bản ghi này. Báo bộ phận kỹ thuật của tỉnh."
    press(scene.window, "Alt+G")
    stage.wait()
    assert scene.view.status.numbers()["problem"] == 0
    assert scene.view.status.numbers()["stored"] == 3


def test_what_was_received_is_sent_by_itself_and_the_window_says_so(
    stage: Stage, province: Province, qtbot: QtBot
) -> None:
    scene = SyncScene(stage)
    enrol(scene, province)
    scene.sync.pulse.start()
    qtbot.waitUntil(lambda: not scene.sync.pulse.running and scene.sync.pulse.status is not None)
    # The store belongs to its lane while the pulse works.
    received = stage.room.background.database.run(lambda: stage.receive(2, seed=23))
    stage.room.changes.publish(received[0].changes)
    qtbot.waitUntil(lambda: scene.view.status.numbers()["stored"] == 2)
    assert scene.window.top.sync.text.startswith("Tỉnh đã lưu đủ")
    scene.sync.close()


def test_a_line_that_failed_is_left_alone_until_it_is_due(stage: Stage, province: Province, qtbot: QtBot) -> None:
    scene = SyncScene(stage)
    enrol(scene, province)
    province.off()
    begun: list[bool] = []
    scene.sync.pulse.began.connect(lambda: begun.append(True))
    scene.sync.pulse.start()
    qtbot.waitUntil(lambda: state(scene) == "Ngoại tuyến")
    received = stage.room.background.database.run(lambda: stage.receive(1, seed=26))
    stage.room.changes.publish(received[0].changes)
    qtbot.wait(2500)
    assert len(begun) == 1
    assert scene.sync.pulse.service.seconds_until_due() > 0
    assert scene.view.status.numbers()["unsent"] == 1
    scene.sync.close()


def test_two_contacts_are_never_held_at_once_and_none_after_the_end(stage: Stage, province: Province) -> None:
    stage.receive(2, seed=24)
    scene = SyncScene(stage)
    enrol(scene, province)
    begun: list[bool] = []
    scene.sync.pulse.began.connect(lambda: begun.append(True))
    told: list[str] = []
    for _try in range(3):
        scene.sync.pulse.send_now(stage.session, Progress(scene.window), lambda notice: told.append(notice.code))
    assert running(scene)
    stage.wait()
    assert (len(begun), told) == (1, [])
    scene.sync.close()
    scene.sync.pulse.send_now(stage.session, Progress(scene.window), lambda notice: told.append(notice.code))
    assert not running(scene)
    assert len(begun) == 1


def test_who_may_not_enrol_is_told_whom_to_ask(stage: Stage) -> None:
    clerk = replace(stage.session.account, roles=frozenset({Role.CLERK}))
    stage.session = replace(stage.session, account=clerk)
    scene = SyncScene(stage)
    assert not form_shown(scene)
    assert "quản trị" in scene.view.receiver.said


def test_an_administrator_sees_the_outbox_without_names(stage: Stage) -> None:
    stage.receive(1, seed=25)
    account = replace(stage.session.account, roles=frozenset({Role.ADMINISTRATOR}))
    stage.session = replace(stage.session, account=account)
    rows = SyncScene(stage).view.table.rows_model.rows
    assert [row.owner_name for row in rows] == [""]
    assert rows[0].number


def test_the_pill_has_one_of_the_four_states(stage: Stage) -> None:
    scene = SyncScene(stage)
    status = scene.sync.pulse.status
    assert status is not None
    assert SyncState(status.state.value if status.state != "all_stored" else "stored") is SyncState.OFFLINE
    stage.clock.advance(timedelta(days=1))
    assert scene.sync.on_scanned("H17.32-261120-3007") is False
