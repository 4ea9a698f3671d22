"""F9 in every state worth a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.domain.certification import CopyLine
from app.domain.dossiers import PaymentWay
from app.domain.drafts import PartyText, text_of
from app.domain.made_up import MadeUpPerson
from app.domain.offices import Role
from app.models.rows import PrintState
from app.services.certified_book import cancel
from app.services.certifying import Certified, Order, Signer, certify
from app.services.practice import made_up_people
from app.services.slip_jobs import Queues
from app.services.slips import record_print
from app.ui.certified.workspace import KEY, CertifiedCopies, Page
from app.ui.screens.stage import LONG_NAME, Stage, party
from app.ui.shell.window import MainWindow
from app.ui.workroom import Workroom

SIGNER = Signer("Trần Văn Mẫu", "TL. CHỦ TỊCH")
_LINES = (
    CopyLine("Căn cước công dân", 1, 2),
    CopyLine("Giấy chứng nhận quyền sử dụng đất", 4, 1),
    CopyLine("Bằng tốt nghiệp đại học", 1, 3),
    CopyLine("Giấy khai sinh", 1, 1),
    CopyLine("Học bạ", 16, 2),
)


class CertifiedScene:
    """A window on F9, with what its shots need."""

    def __init__(self, stage: Stage, queues: Queues | None = None) -> None:
        self.stage = stage
        made: list[CertifiedCopies] = []

        def make(room: Workroom) -> CertifiedCopies:
            made.append(CertifiedCopies(room, queues=queues))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec()], KEY)
        self.copies = made[0]
        self.copies.setParent(self.window)
        self.copies.connect_window(self.window)
        self.page: Page = self.copies.page
        stage.wait()

    def scan(self, person: MadeUpPerson) -> None:
        """Read a card as the window hands it over."""
        self.copies.on_scanned(person.card_2021())
        self.stage.wait()


def order_for(stage: Stage, person: MadeUpPerson, *lines: CopyLine, way: PaymentWay = PaymentWay.CASH) -> Certified:
    """Certify something for a made-up person through the real service, with its paper printed."""
    wanted = Order(stage.desk.ids.new(), text_of(party(person)), lines, way, SIGNER)
    done = certify(stage.desk, stage.session, wanted)
    for print_id in done.prints:
        record_print(stage.desk, print_id, PrintState.PRINTED)
    return done


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show F9 empty, with a returning customer, paid by transfer, cancelling, refused, overfull and read-only."""
    people = made_up_people(41, 14)
    yield "certified-empty", CertifiedScene(stage).window
    stage.strike()
    _morning(stage, people)
    scene = CertifiedScene(stage)
    scene.scan(people[0])
    yield "certified-returning", scene.window
    scene.page.order.take_offer(1)
    scene.page.order.take_offer(2)
    scene.page.view.lines.show_entry(CopyLine("Giấy khai sinh", 1, 2))
    scene.page.order.pay(PaymentWay.VIETQR)
    scene.page.view.lines.edited.emit()
    yield "certified-normal", scene.window
    scene.page.order.commit()
    stage.wait()
    yield "certified-transfer", scene.window
    scene.page.book.ask_cancel()
    yield "certified-cancel", scene.window
    scene.page.view.book.reason.leave()
    scene.page.view.person.show_person(PartyText(personal_id="04919901234", full_name=""))
    scene.page.view.person.edited.emit("personal_id")
    scene.page.view.lines.show_entry(CopyLine("Hợp đồng", 3, 1))
    scene.page.order.commit()
    yield "certified-error", scene.window
    yield "certified-overfull", _overfull(stage)
    yield from _other_people(stage)


def _morning(stage: Stage, people: tuple[MadeUpPerson, ...]) -> None:
    order_for(stage, people[0], *_LINES[:3])
    for place, person in enumerate(people):
        order_for(stage, person, *_LINES[place % 3 : place % 3 + 1 + place % 2])
        stage.clock.advance(timedelta(minutes=4))
    wrong = order_for(stage, people[3], CopyLine("Hợp đồng", 12, 1))
    cancel(stage.desk, stage.session, wrong.lines[0].id, "Ghi nhầm số trang, số bản")


def _overfull(stage: Stage) -> QWidget:
    scene = CertifiedScene(stage)
    scene.page.view.person.show_person(PartyText(LONG_NAME, personal_id="049199012345"))
    scene.page.view.person.edited.emit("full_name")
    for _round in range(12):
        scene.page.view.lines.show_entry(CopyLine(f"Hợp đồng thuê nhà của {LONG_NAME}", 999, 999))
        scene.page.order.add_line()
    scene.page.order.offer((CopyLine(f"Giấy ủy quyền của {LONG_NAME}", 120, 15),) * 4)
    return scene.window


def _other_people(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    signed_in = stage.session
    try:
        for name, role in (("certified-read-only", Role.AUDITOR), ("certified-refused", Role.ADMINISTRATOR)):
            stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({role})))
            yield name, CertifiedScene(stage).window
    finally:
        stage.session = signed_in
