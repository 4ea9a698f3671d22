"""F8 in every state worth a picture. What a receiver would say is written into the outbox; nothing is sent."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.offices import Role
from app.domain.operations import Delivery
from app.services.sentences import sentence
from app.services.syncing import ENROLMENT, Enrolment
from app.ui.screens.stage import NOW, Stage
from app.ui.shell.window import MainWindow
from app.ui.sync.view import SyncView
from app.ui.sync.workspace import KEY, Sync
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_NOBODY = "http://127.0.0.1:9"
"""An address of this machine where nobody answers."""
_SEVERAL = 14
_CAUSES = (
    (Delivery.REFUSED, "sync.refused_digest"),
    (Delivery.CONFLICT, "sync.conflict"),
    (Delivery.PARKED, "sync.parked"),
)


class SyncScene:
    """A window on F8."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        made: list[Sync] = []

        def make(room: Workroom) -> Sync:
            made.append(Sync(room, by_itself=False))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec()], KEY)
        self.sync = made[0]
        self.sync.setParent(self.window)
        self.sync.connect_window(self.window)
        self.sync.pulse.look()
        stage.wait()
        view = self.window.page(KEY)
        if not isinstance(view, SyncView):
            raise TypeError("the page was not made")
        self.view: SyncView = view
        view.take_focus()


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show F8 with nothing to send, not enrolled, refused, offline, with problems, all stored, overfull, read-only."""
    _enrol(stage)
    if not _known(stage):
        yield "sync-empty", SyncScene(stage).window
        stage.strike()
        stage.receive(_SEVERAL, seed=5, minutes_apart=6)
    _forget(stage)
    scene = SyncScene(stage)
    yield "sync-not-enrolled", scene.window
    scene.view.receiver.say_error(str(sentence("sync.code_wrong")), at_code=True)
    yield "sync-error", scene.window
    _enrol(stage)
    scene = SyncScene(stage)
    if scene.sync.presenter is not None:
        scene.sync.presenter.send_now()
    stage.wait()
    yield "sync-offline", scene.window
    _answer(stage)
    scene = SyncScene(stage)
    yield "sync-problem", scene.window
    yield from _overfull(scene)
    yield from _read_only(stage)
    _answer(stage, all_stored=True)
    scene = SyncScene(stage)
    compared = _("{day:%d/%m}: quầy đã nhận {desk} · tỉnh đã lưu {province} · thiếu {missing}")
    scene.view.status.answer.show_text(
        _("{text}. Hai bên khớp nhau.").format(text=compared.format(day=NOW, desk=14, province=14, missing=0)),
        Tone.DONE,
    )
    scene.view.status.answer.show()
    yield "sync-normal", scene.window


def _forget(stage: Stage) -> None:
    with stage.desk.store.work() as work:
        work.offices.remove(ENROLMENT)
        work.commit()


def _known(stage: Stage) -> bool:
    with stage.desk.store.read() as work:
        return bool(work.outbox.states(1))


def _enrol(stage: Stage) -> None:
    with stage.desk.store.work() as work:
        work.offices.put(ENROLMENT, Enrolment(_NOBODY, bytes(range(32)), bytes(32)).to_json())
        for row in work.outbox.states(1000):
            work.outbox.record(row.op_id, Delivery.UNSENT, b"", "", stage.desk.now())
        work.commit()


def _answer(stage: Stage, *, all_stored: bool = False) -> None:
    with stage.desk.store.work() as work:
        for place, row in enumerate(work.outbox.states(1000)):
            delivery, cause = _CAUSES[place] if place < len(_CAUSES) and not all_stored else (Delivery.STORED, "")
            work.outbox.record(row.op_id, delivery, b"", cause, stage.desk.now())
        for file in work.files_out.pending(1000):
            work.files_out.confirm(file.digest, b"", stage.desk.now())
        work.commit()


def _overfull(scene: SyncScene) -> Iterator[tuple[str, QWidget]]:
    rows = scene.view.table.rows_model.rows
    long = tuple(
        replace(
            row, owner_name=" ".join([row.owner_name] * 5), number=f"000.00.06.{row.number}", op_id=UUID(int=place + 1)
        )
        for place, row in enumerate(rows * 40)
    )
    scene.view.show_rows(long)
    yield "sync-overfull", scene.window


def _read_only(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    with stage.signed_in_as(Role.AUDITOR):
        yield "sync-read-only", SyncScene(stage).window
