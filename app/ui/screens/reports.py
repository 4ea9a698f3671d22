"""F7 in every state worth a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.domain.certification import CopyLine
from app.domain.dossiers import PaymentWay
from app.domain.drafts import text_of
from app.domain.indicators import Indicator
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.periods import PeriodKind
from app.domain.results import Collector, Proof
from app.domain.returning import Collection, Taker
from app.models.rows import PrintState
from app.services.certifying import Order, Signer, certify
from app.services.day_end import Left
from app.services.drafts import new_draft, save_draft
from app.services.moves import Move, Seen, perform
from app.services.practice import made_up_people
from app.services.reception import Received
from app.services.returning import Wanted, look, return_results
from app.services.slips import record_print
from app.ui.reports.presenter import ReportsPresenter
from app.ui.reports.view import Part, ReportsView
from app.ui.reports.workspace import KEY, Reports
from app.ui.screens.stage import LONG_NAME, Stage, party
from app.ui.shell.window import MainWindow
from app.ui.workroom import Workroom

_LIVES = (
    (),
    (Act.TRANSFER,),
    (Act.TRANSFER, Act.FINISH),
    (Act.TRANSFER, Act.FINISH, Act.RETURN),
    (Act.TRANSFER, Act.ASK_SUPPLEMENT),
    (Act.REFUSE,),
)
HOLDER = "Phòng Kinh tế"
_HOLDERS = {Act.TRANSFER: HOLDER, Act.FINISH: ""}


class ReportsScene:
    """A window on F7, with what its shots need."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        made: list[Reports] = []

        def make(room: Workroom) -> Reports:
            made.append(Reports(room))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec()], KEY)
        self.reports = made[0]
        self.reports.setParent(self.window)
        page = self.window.page(KEY)
        if not isinstance(page, ReportsView) or self.reports.presenter is None:
            raise TypeError(page)
        self.view: ReportsView = page
        self.presenter: ReportsPresenter = self.reports.presenter
        stage.wait()

    def open(self, part: Part, kind: PeriodKind = PeriodKind.MONTH) -> QWidget:
        """Open a part of these days and return the window."""
        self.presenter.open(part)
        if part is not Part.DAY:
            self.presenter.choose_kind(kind)
        self.stage.wait()
        return self.window


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show closing a day, the register and the figures, each empty, filled, overfull, and for who may not."""
    scene = ReportsScene(stage)
    yield "reports-empty", scene.window
    yield "reports-register-empty", scene.open(Part.REGISTER)
    yield "reports-figures-empty", scene.open(Part.FIGURES)
    stage.strike()
    live(stage)
    scene = ReportsScene(stage)
    yield "reports-normal", scene.window
    yield "reports-register", scene.open(Part.REGISTER)
    scene.presenter.register.preview()
    stage.wait()
    yield "reports-preview", scene.window
    yield "reports-figures", scene.open(Part.FIGURES)
    scene.presenter.figures.open(Indicator.OVERDUE)
    stage.wait()
    yield "reports-behind", scene.window
    scene.presenter.open(Part.DAY)
    scene.presenter.day.close()
    stage.wait()
    scene.window.notices.dismiss()
    yield "reports-closed", scene.window
    yield "reports-error", _error(stage)
    yield from _overfull(stage)
    yield from _other_people(stage)


def live(stage: Stage) -> None:
    """Let a fortnight pass at the counter: some is returned, some is late, some of today is left."""
    for day in range(10):
        for place, received in enumerate(stage.receive(3, seed=50 + day, minutes_apart=11)):
            _printed(stage, received)
            _live(stage, received, _LIVES[(day + place) % len(_LIVES)])
        _to_the_next_morning(stage)
    today = stage.receive(9, seed=7, minutes_apart=26)
    for place, received in enumerate(today):
        if place:
            _printed(stage, received)
        _live(stage, received, _LIVES[place % 4])
    person = made_up_people(41, 1)[0]
    wanted = Order(
        stage.desk.ids.new(),
        text_of(party(person)),
        (CopyLine("Căn cước công dân", 1, 2), CopyLine("Học bạ", 8, 1)),
        PaymentWay.VIETQR,
        Signer("Trần Văn Mẫu", "TL. CHỦ TỊCH"),
    )
    for print_id in certify(stage.desk, stage.session, wanted).prints:
        record_print(stage.desk, print_id, PrintState.PRINTED)
    draft = new_draft(stage.desk)
    save_draft(stage.desk, stage.session, replace(draft, submitter=text_of(party(person))))
    stage.clock.advance(stage.clock.now().replace(hour=15, minute=20) - stage.clock.now())


def _live(stage: Stage, received: Received, acts: tuple[Act, ...]) -> None:
    desk = stage.desk
    for act in acts:
        stage.clock.advance(timedelta(minutes=3))
        if act is Act.RETURN:
            _give(stage, received)
            continue
        with desk.store.work() as work:
            move = Move(act, reason="Theo quy định", holder=_HOLDERS.get(act))
            perform(desk, work, stage.session, Seen(received.dossier.id), move)
            work.commit()


def _give(stage: Stage, received: Received) -> None:
    found = look(stage.desk, stage.session, received.dossier.id)
    taker = Taker(Collector.OWNER, found.dossier.parties.effective_owner.full_name, "")
    wanted = [Wanted(Seen(received.dossier.id, found.dossier.revision))]
    return_results(stage.desk, stage.session, wanted, Collection(taker, Proof.SLIP))


def _printed(stage: Stage, received: Received) -> None:
    record_print(stage.desk, received.print_id, PrintState.PRINTED)


def _to_the_next_morning(stage: Stage) -> None:
    morning = (stage.clock.now() + timedelta(days=1)).replace(hour=8, minute=0)
    while morning.weekday() > 4:
        morning += timedelta(days=1)
    stage.clock.advance(morning - stage.clock.now())


def _error(stage: Stage) -> QWidget:
    """Show a date that is none, on a register whose days hold nothing."""
    scene = ReportsScene(stage)
    scene.open(Part.REGISTER, PeriodKind.DAY)
    scene.presenter.step(-300)
    scene.view.period.first.setText("32/13/2026")
    scene.view.period.first.returnPressed.emit()
    return scene.window


def _overfull(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    scene = ReportsScene(stage)
    found = scene.view.day.shown
    if found is None:
        raise LookupError("the day was not read")
    many = replace(
        found,
        did=replace(found.did, received=12_480, transferred=9_999, finished=10_400, returned=8_731, certified=31_204),
        left={kind: 12_345 if kind is not Left.CASH else 1 for kind in Left},
        waiting=4_321,
    )
    scene.view.day.show_day(many)
    yield "reports-overfull", scene.window
    scene.open(Part.REGISTER)
    register = scene.presenter.register.found
    if register is None:
        raise LookupError("the register was not read")
    long = tuple(
        replace(row, applicant=LONG_NAME, procedure_name=f"{row.procedure_name} cho {LONG_NAME}", row=place)
        for place, row in enumerate(register.rows * 200)
    )
    scene.view.register.show_register(replace(register, rows=long))
    yield "reports-register-overfull", scene.window


def _other_people(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    signed_in = stage.session
    try:
        for name, role in (("reports-read-only", Role.AUDITOR), ("reports-refused", Role.POSTAL)):
            account = replace(signed_in.account, roles=frozenset({role}), acts_for="UBND xã")
            stage.session = replace(signed_in, account=account)
            yield name, ReportsScene(stage).window
    finally:
        stage.session = signed_in
