"""The end of a day: what it did is counted from what stands, what it left is named, closing it twice does it once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.clock import FixedClock
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaymentWay
from app.domain.drafts import Draft
from app.domain.handover import BatchKind
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.units import Unit, UnitKind
from app.models.rows import PrintState
from app.services.cash import Money, close_shift, refund
from app.services.day_end import DayEnd, Left, close_day, day_end, owed_papers
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.drafts import save_draft
from app.services.handover import Heading, open_batch
from app.services.handover_beeps import beep
from app.services.handover_folders import count_all, set_taken
from app.services.handover_signing import seal, sign
from app.services.life import refuse
from app.services.moves import Move, Seen, perform
from app.services.reception import Received, receive
from app.services.security import Session
from app.services.slips import prepare, record_print
from app.services.undoing import undo
from app.services.units import save_unit

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
SIGNATURE = "2.000884"


def left(found: DayEnd) -> dict[Left, int]:
    return {kind: count for kind, count in found.left.items() if count}


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.fixture
def take(desk: Desk, session: Session, filled: Filled) -> Callable[..., Dossier]:
    """Receive a dossier whose slip came out, then do these acts to it."""

    def make(*acts: Act, code: str = "1.001193", printed: bool = True, way: PaymentWay = PaymentWay.NONE) -> Dossier:
        received: Received = receive(desk, session, replace(filled(code), id=desk.ids.new(), payment=way))
        if printed:
            record_print(desk, received.print_id, PrintState.PRINTED)
        for each in acts:
            with desk.store.work() as work:
                move = Move(each, reason="theo đơn", holder="Phòng Tư pháp" if each is Act.TRANSFER else None)
                perform(desk, work, session, Seen(received.dossier.id), move)
                work.commit()
        return received.dossier

    return make


def test_an_empty_day_left_nothing(desk: Desk, session: Session) -> None:
    found = day_end(desk, session)
    assert left(found) == {}
    assert set(found.left) == set(Left)
    assert (found.did.received, found.money, found.register, found.undone) == (0, (), None, 0)


def test_what_was_done_is_counted_from_what_stands(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    take(Act.TRANSFER)
    clock.advance(timedelta(days=1))
    take(Act.TRANSFER, Act.FINISH, Act.RETURN)
    take(Act.TRANSFER)
    take(Act.REFUSE)
    wrong = take(Act.TRANSFER)
    undo(desk, session, Seen(wrong.id), "Chuyển nhầm")
    did = day_end(desk, session).did
    assert (did.received, did.transferred, did.finished, did.returned, did.without_result) == (4, 2, 1, 1, 1)


def test_money_by_kind_and_the_drawer(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    take(code=SIGNATURE, way=PaymentWay.CASH)
    second = take(code=SIGNATURE, way=PaymentWay.CASH)
    take(code=SIGNATURE, way=PaymentWay.VIETQR)
    revision = view(desk, session, second.id).dossier.revision
    refund(desk, session, Seen(second.id, revision), Money(PaymentWay.CASH, Dong(4_000), note="Thu nhầm"))
    found = day_end(desk, session)
    assert {(one.way, one.purpose): (one.count, one.amount) for one in found.money} == {
        (PaymentWay.CASH, "fee"): (2, 20_000),
        (PaymentWay.CASH, "refund"): (1, -4_000),
        (PaymentWay.VIETQR, "fee"): (1, 10_000),
    }
    assert found.expected == 16_000
    assert found.left[Left.CASH] == 1
    close_shift(desk, session, Dong(16_000))
    assert day_end(desk, session).left[Left.CASH] == 0
    take(code=SIGNATURE, way=PaymentWay.CASH)
    assert day_end(desk, session).left[Left.CASH] == 1
    clock.advance(timedelta(days=1))
    assert (day_end(desk, session).money, day_end(desk, session).left[Left.CASH]) == ((), 0)


def _seal(desk: Desk, session: Session, unit_id: UUID, *dossiers: Dossier) -> UUID:
    """Give folders away in a sealed bag."""
    batch = open_batch(desk, session, BatchKind.DOSSIERS, unit_id).batch.id
    for dossier in dossiers:
        beep(desk, session, batch, dossier.number)
    seal(desk, session, batch, Heading(seal="0417", giver="Lê Thị Hoa", taker=""))
    return batch


def _lose(desk: Desk, session: Session, unit_id: UUID, found: Dossier, lost: Dossier) -> None:
    """Let the other side find one folder of two that were given."""
    batch = _seal(desk, session, unit_id, found, lost)
    count_all(desk, session, batch)
    set_taken(desk, session, batch, 2, taken=False)
    sign(desk, session, batch, Heading(seal="0417", giver="Lê Thị Hoa", taker="Trần Văn Bình"))


def test_every_seeded_difference_is_named(
    desk: Desk, session: Session, take: Callable[..., Dossier], filled: Filled, clock: FixedClock
) -> None:
    take(Act.TRANSFER)
    clock.advance(timedelta(days=10))
    take(printed=False)
    take(Act.TRANSFER, code="1.013225")
    save_draft(desk, session, filled(name="Người Dở Dang"))
    unit = Unit(desk.ids.new(), name="Phòng Tư pháp", kind=UnitKind.DEPARTMENT)
    save_unit(desk, session, unit)
    _lose(desk, session, unit.id, take(code="1.013225"), take(code="1.013225"))
    open_batch(desk, session, BatchKind.DOSSIERS, unit.id)
    other = replace(unit, id=desk.ids.new(), name="Phòng Kinh tế")
    save_unit(desk, session, other)
    _seal(desk, session, other.id, take(code="1.013225"))
    found = left(day_end(desk, session))
    assert found[Left.DRAFTS] == 1
    assert found[Left.SLIPS] == 1
    # The one without a slip, and the one that nobody found: it was never taken over.
    assert found[Left.RECEIVED] == 2
    assert found[Left.BAGS] == 2
    assert found[Left.MISSING] == 1
    assert found[Left.LATE] == 1
    assert found[Left.HANGING] == 1
    assert found[Left.UNSENT] == 6
    # The birth of today is promised for today's afternoon: closing the day still catches it.
    assert found[Left.LETTERS] == 1


def test_closing_drafts_and_prints_what_is_owed_once(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    soon = take(Act.TRANSFER)
    take(Act.TRANSFER, Act.FINISH)
    closed = close_day(desk, session)
    assert [letter.dossier_id for letter in closed.letters] == [soon.id]
    assert closed.letters[0].state is FormState.DRAFT
    letter, register = closed.papers
    assert "XIN LỖI" in words(prepare(desk, session, letter.print_id).pdf)
    text = words(prepare(desk, session, register.print_id).pdf)
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert "Cộng: 2 hồ sơ" in text
    assert {soon.id} <= closed.changes.dossiers
    found = day_end(desk, session)
    assert (found.left[Left.LETTERS], found.waiting) == (0, 1)
    assert found.register is not None
    assert found.register.current

    # Neither has come out: the same two papers are asked for again, nothing is made anew.
    again = close_day(desk, session)
    assert (again.letters, {paper.print_id for paper in again.papers}) == ((), {letter.print_id, register.print_id})
    for paper in closed.papers:
        record_print(desk, paper.print_id, PrintState.PRINTED)
    assert close_day(desk, session).papers == ()

    # Something happened since: the register is another, the letter is there.
    take(Act.TRANSFER, Act.FINISH)
    assert day_end(desk, session).register is not None
    (new,) = close_day(desk, session).papers
    assert new.print_id != register.print_id
    assert "Cộng: 3 hồ sơ" in words(prepare(desk, session, new.print_id).pdf)
    with desk.store.read() as work:
        (entry,) = work.audit.latest(1)
    assert (entry.action, entry.subject) == ("day.closed", "2026-11-20")
    assert entry.detail == {"letters": 0, "papers": 1, "left": {"papers": 1, "unsent": 3}}


def test_the_day_before_is_not_closed_by_todays_register(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    take(Act.TRANSFER, Act.FINISH)
    close_day(desk, session)
    clock.advance(timedelta(days=3))
    assert day_end(desk, session).register is None
    assert close_day(desk, session).papers == ()


def test_other_papers_that_did_not_come_out_are_named_and_printed(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    refused = take(Act.TRANSFER)

    done = refuse(desk, session, Seen(refused.id), "Không thuộc thẩm quyền")
    assert day_end(desk, session).left[Left.PAPERS] == 1
    (paper,) = owed_papers(desk, session)
    assert (paper.print_id, paper.title, paper.number) == (done.prints[0], "Phiếu từ chối", refused.number)
    record_print(desk, paper.print_id, PrintState.PRINTED)
    assert owed_papers(desk, session) == ()


def test_who_may(desk: Desk, as_role: Roles, session: Session, take: Callable[..., Dossier]) -> None:
    take(Act.TRANSFER)
    auditor = as_role(Role.AUDITOR)
    assert day_end(desk, auditor).did.received == 1
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        close_day(desk, auditor)
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        day_end(desk, as_role(Role.POSTAL))
    with desk.store.read() as work:
        assert work.forms.newest("register") is None
