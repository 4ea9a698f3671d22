"""F6 in every state worth a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.domain.dossiers import Dossier
from app.domain.handover import BatchKind
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.units import UnitKind
from app.services.moves import Move, Seen, perform
from app.services.units import units
from app.ui.handover.beeps import Beeps
from app.ui.handover.keys import KEY
from app.ui.handover.presenter import HandoverPresenter
from app.ui.handover.steps import Steps
from app.ui.handover.view import HandoverView
from app.ui.handover.workspace import Handover
from app.ui.screens.stage import LONG_NAME, NOW, Stage
from app.ui.shell.window import MainWindow
from app.ui.workroom import Workroom

_STRANGER = "H47.12-261120-3004"
_OUT, _BACK, _POST_IN, _POST_OUT = BatchKind


class HandoverScene:
    """A window on F6, with what its shots need."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        made: list[Handover] = []

        def make(room: Workroom) -> Handover:
            made.append(Handover(room))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec()], KEY)
        self.handover = made[0]
        self.handover.setParent(self.window)
        self.handover.connect_window(self.window)
        view, presenter = self.window.page(KEY), self.handover.presenter
        beeps, steps = self.handover.beeps, self.handover.steps
        if not isinstance(view, HandoverView) or presenter is None or beeps is None or steps is None:
            raise TypeError("the page was not made")
        self.view: HandoverView = view
        self.presenter: HandoverPresenter = presenter
        self.beeps: Beeps = beeps
        self.steps: Steps = steps
        stage.wait()

    def open(self, kind: BatchKind, unit: UnitKind = UnitKind.DEPARTMENT) -> None:
        """Open a handover with the first unit of a kind."""
        self.presenter.begin_new()
        self.stage.wait()
        new = self.view.panel.new
        new.choose(list(BatchKind).index(kind) + 1)
        wanted = next(one for one in units(self.stage.desk, self.stage.session) if one.kind is unit)
        place = [new.units.item(row).text() for row in range(new.units.count())].index(wanted.name)
        new.units.setCurrentRow(place)
        self.next()

    def next(self) -> None:
        """Take the next step."""
        self.steps.next_step()
        self.stage.wait()
        self.window.notices.dismiss()

    def beep(self, *texts: str) -> None:
        """Beep folders."""
        for text in texts:
            self.handover.on_scanned(text)
        self.stage.wait()

    def type(self, **texts: str) -> None:
        """Type into the heading."""
        for name, text in texts.items():
            self.view.panel.heading.fields[name].set_text(text)
        self.stage.wait()


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show F6 empty, opened, filled, sealed, counted, signed; results and the post; overfull, refused, read-only."""
    scene = HandoverScene(stage)
    if not stage.clock.now() > NOW:
        yield "handover-empty", scene.window
    dossiers = [received.dossier for received in stage.receive(14, seed=21)]
    stage.clock.advance(timedelta(minutes=3))
    scene.presenter.begin_new()
    stage.wait()
    yield "handover-new", scene.window
    yield from _outgoing(scene, dossiers)
    yield from _incoming(scene, dossiers)
    yield from _post(scene, dossiers)
    yield from _other_people(stage)


def _outgoing(scene: HandoverScene, dossiers: Sequence[Dossier]) -> Iterator[tuple[str, QWidget]]:
    numbers = [dossier.number for dossier in dossiers]
    scene.open(_OUT)
    yield "handover-open", scene.window
    scene.beep(*numbers[:9])
    yield "handover-filled", scene.window
    scene.beep(numbers[2])
    yield "handover-again", scene.window
    scene.beep(_STRANGER)
    yield "handover-stranger", scene.window
    scene.type(seal="00417")
    scene.next()
    yield "handover-sealed", scene.window
    scene.beep(*numbers[:7], numbers[10])
    scene.beep(_STRANGER)
    scene.beeps.note()
    scene.stage.wait()
    yield "handover-counted", scene.window
    scene.type(taker="Trần Văn Bình")
    scene.next()
    yield "handover-warning", scene.window
    scene.next()
    yield "handover-signed", scene.window
    scene.open(_OUT)
    scene.beep(numbers[0])
    yield "handover-refused", scene.window
    scene.beep(numbers[11])
    scene.next()
    scene.steps.ask_reopen()
    yield "handover-reopen", scene.window
    scene.view.panel.reason.give(1)
    scene.stage.wait()


def _incoming(scene: HandoverScene, dossiers: Sequence[Dossier]) -> Iterator[tuple[str, QWidget]]:
    numbers = [dossier.number for dossier in dossiers]
    scene.open(_BACK)
    scene.type(declared="6", giver="Trần Văn Bình", shelf="A3")
    scene.beep(*numbers[:5])
    folder = scene.view.panel.folder
    folder.fields["result_number"].set_text("12/2026/KS")
    folder.tell()
    scene.stage.wait()
    yield "handover-results", scene.window


def _post(scene: HandoverScene, dossiers: Sequence[Dossier]) -> Iterator[tuple[str, QWidget]]:
    scene.open(_POST_IN, UnitKind.POST)
    scene.beep("EB123456785VN", "EB123456799VN", "EB123456808VN")
    yield "handover-post_in", scene.window
    scene.type(giver="Trần Văn Bình")
    scene.next()
    yield "handover-brought", scene.window
    desk, session = scene.stage.desk, scene.stage.session
    with desk.store.work() as work:
        perform(desk, work, session, Seen(dossiers[12].id), Move(Act.FINISH))
        work.commit()
    scene.open(_POST_OUT, UnitKind.POST)
    scene.beep(dossiers[12].number)
    yield "handover-post_out", scene.window
    yield from _overfull(scene)


def _overfull(scene: HandoverScene) -> Iterator[tuple[str, QWidget]]:
    """Show names and numbers of any length, and more folders than fit."""
    found = scene.presenter.current
    if found is None or found.folders[0].dossier is None:
        return
    folder = found.folders[0]
    row = replace(found.folders[0].dossier, owner_name=LONG_NAME, content=" ".join([LONG_NAME] * 3))
    many = tuple(
        replace(folder, item=replace(folder.item, ordinal=place, note=LONG_NAME), dossier=row)
        for place in range(1, 401)
    )
    batch = replace(found.batch, unit_name=LONG_NAME, giver=LONG_NAME, note=" ".join([LONG_NAME] * 2))
    scene.presenter.show(replace(found, batch=batch, folders=many))
    yield "handover-overfull", scene.window


def _other_people(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    signed_in = stage.session
    try:
        for name, role in (("handover-read-only", Role.AUDITOR), ("handover-no_right", Role.ADMINISTRATOR)):
            stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({role})))
            yield name, HandoverScene(stage).window
    finally:
        stage.session = signed_in
