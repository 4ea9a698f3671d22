"""F5 in every state worth a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.domain.dossiers import Dossier, PaymentWay
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.signatures import Integrity, Seal
from app.models.rows import Queue
from app.services.by_post import Parcel, send
from app.services.cash import Money, take_payment
from app.services.moves import Move, Seen, perform
from app.services.practice import filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.results import ResultText, record_result
from app.services.seal_words import seal_said
from app.ui.returns.presenter import ReturnsPresenter
from app.ui.returns.view import ReturnsView
from app.ui.returns.workspace import KEY, Returns
from app.ui.screens.stage import LONG_NAME, MakeSpec, Stage, party
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_ORDINARY = 9


class ReturnsScene:
    """A window on F5, with what its shots and journeys need."""

    def __init__(self, stage: Stage, others: tuple[MakeSpec, ...] = ()) -> None:
        self.stage = stage
        made: list[Returns] = []

        def make(room: Workroom) -> Returns:
            made.append(Returns(room))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec(), *others], KEY)
        self.returns = made[0]
        self.returns.setParent(self.window)
        self.returns.connect_window(self.window)
        view, presenter = self.window.page(KEY), self.returns.presenter
        if not isinstance(view, ReturnsView) or presenter is None:
            raise TypeError("the page was not made")
        self.view: ReturnsView = view
        self.presenter: ReturnsPresenter = presenter
        self.window.open(KEY)
        stage.wait()

    def beep(self, dossier: Dossier) -> None:
        """Let the reader read the slip of a dossier."""
        self.returns.on_scanned(dossier.number)
        self.stage.wait()


def finish(stage: Stage, dossier: Dossier, number: str = "", holder: str = "") -> Dossier:
    """Let a dossier have a result; holder: somewhere else."""
    stage.wait()
    text = ResultText(number, date(2026, 11, 20) if number else None, "Trần Văn Bình" if number else "")
    record_result(stage.desk, stage.session, Seen(dossier.id), text)
    with stage.desk.store.work() as work:
        if holder:
            work.lives.set(replace(work.lives.of(dossier.id), holder=holder))
        work.commit()
        found = work.dossiers.get(dossier.id)
    if found is None:
        raise LookupError(dossier.id)
    return found


def act(stage: Stage, dossier: Dossier, what: Act) -> Dossier:
    """Do something to a dossier that its story needs."""
    stage.wait()
    with stage.desk.store.work() as work:
        moved = perform(stage.desk, work, stage.session, Seen(dossier.id), Move(what, reason="theo đơn"))
        work.commit()
    return moved.dossier


def owing(stage: Stage, seed: int = 41) -> Dossier:
    """Receive a dossier whose fee is paid with the result."""
    stage.wait()
    version = next(one for one in current_procedures(stage.desk) if one.code == "2.000884")
    draft = filled_draft(stage.desk, version, party(made_up_people(seed, 1)[0]))
    return receive(stage.desk, stage.session, replace(draft, payment=PaymentWay.LATER)).dossier


def ready(stage: Stage, count: int = _ORDINARY) -> list[Dossier]:
    """Receive dossiers and let each have a result, half a day apart."""
    done = []
    for place, one in enumerate(stage.receive(count, seed=31)):
        done.append(finish(stage, one.dossier, f"{place + 12}/KQ"))
        stage.clock.advance(timedelta(hours=11))
    return done


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show F5 empty, with people waiting, a result in hand, money, obstacles, several, overfull, read-only."""
    if not _rows(stage):
        yield "returns-empty", ReturnsScene(stage).window
        ready(stage)
    scene = ReturnsScene(stage)
    yield "returns-normal", scene.window
    rows = scene.view.waiting.table.rows_model.rows
    scene.presenter.open([rows[0].row.id])
    stage.wait()
    yield "returns-in-hand", scene.window
    yield from _money(scene)
    scene.beep(owing(stage, 44))
    yield "returns-not-finished", scene.window
    elsewhere = finish(stage, stage.receive(1, seed=45)[0].dossier, "8/KQ", "Công an xã")
    scene.beep(elsewhere)
    yield "returns-elsewhere", scene.window
    yield from _beside(scene)
    scene.presenter.open([found.row.id for found in rows[:4]])
    stage.wait()
    scene.presenter.hand.proxy()
    scene.presenter.hand.confirm()
    yield "returns-together", scene.window
    scene.presenter.back()
    yield from _overfull(scene)
    yield from _other_people(stage)


def _rows(stage: Stage) -> Sequence[object]:
    stage.wait()
    with stage.desk.store.read() as work:
        return work.dossiers.queue(Queue.ALL, None, 1)


def _money(scene: ReturnsScene) -> Iterator[tuple[str, QWidget]]:
    stage = scene.stage
    dossier = finish(stage, owing(stage), "77/BS")
    scene.beep(dossier)
    scene.presenter.hand.confirm()
    yield "returns-money", scene.window
    scene.presenter.hand.pay(PaymentWay.CASH)
    scene.presenter.give()
    stage.wait()
    yield "returns-done", scene.window


def _beside(scene: ReturnsScene) -> Iterator[tuple[str, QWidget]]:
    """Show a file that becomes a result, what the post has, and money that goes back with the papers."""
    stage = scene.stage
    scene.beep(finish(stage, stage.receive(1, seed=48)[0].dossier, "8/KQ"))
    scene.presenter.hand.adds("/media/usb/ket-qua-da-ky.pdf")
    seal = Seal(Integrity.INTACT, LONG_NAME, stage.desk.now())
    scene.view.case.spot.message.say(seal_said(seal), Tone.INFO)
    yield "returns-file", scene.window
    posted = finish(stage, owing(stage, 49), "9/KQ")
    send(stage.desk, stage.session, Seen(posted.id), Parcel("Bưu cục", "CP123456789VN"))
    scene.beep(posted)
    scene.presenter.hand.pay(PaymentWay.CASH)
    yield "returns-post", scene.window
    withdrawn = owing(stage, 50)
    take_payment(stage.desk, stage.session, Seen(withdrawn.id), Money(PaymentWay.CASH))
    scene.beep(act(stage, withdrawn, Act.WITHDRAW))
    scene.presenter.hand.refunds()
    yield "returns-refund", scene.window


def _overfull(scene: ReturnsScene) -> Iterator[tuple[str, QWidget]]:
    """Show names of any length, everything at once."""
    stage = scene.stage
    scene.beep(finish(stage, owing(stage, 46), "9/BS"))
    choice = scene.presenter.hand.choice
    if choice is None:
        return
    first = choice.first
    person = replace(first.people[0], name=LONG_NAME)
    long = replace(first.dossier, content=" ".join([LONG_NAME] * 4))
    case = replace(first, dossier=long, originals=(LONG_NAME,) * 2, people=(person, person))
    scene.presenter.hand.take(replace(choice, cases=(case,)))
    scene.presenter.hand.proxy()
    scene.presenter.hand.confirm()
    rows = scene.view.waiting.table.rows_model.rows
    many = [replace(found, row=replace(found.row, owner_name=LONG_NAME)) for found in (*rows,) * 40]
    scene.view.waiting.show_rows(many, searched="")
    yield "returns-overfull", scene.window


def _other_people(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    signed_in = stage.session
    try:
        for name, role in (("returns-read-only", Role.AUDITOR), ("returns-refused", Role.ADMINISTRATOR)):
            stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({role})))
            yield name, ReturnsScene(stage).window
    finally:
        stage.session = signed_in
