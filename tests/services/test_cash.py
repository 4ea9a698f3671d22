"""Money at the counter: what was taken is what the lists say, to the đồng."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.drafts import Draft
from app.domain.offices import Role
from app.services.cash import (
    FEE,
    OBLIGATION,
    Money,
    Takings,
    close_shift,
    differ,
    paid_for,
    refund,
    take_payment,
    takings,
)
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.happenings import happened
from app.services.life import ask_payment, begin, withdraw
from app.services.moves import Seen
from app.services.reception import receive
from app.services.security import Session
from app.services.slips import prepare
from app.services.undoing import undo_last

Filled = Callable[..., Draft]
CASH, QR = PaymentWay.CASH, PaymentWay.VIETQR


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    """10.000 đ, to be paid later."""
    return receive(desk, session, replace(filled("2.000884"), payment=PaymentWay.LATER)).dossier


def test_money_is_taken_once_and_given_back_with_a_reason(desk: Desk, session: Session, dossier: Dossier) -> None:
    seen = Seen(dossier.id, dossier.revision)
    take_payment(desk, session, seen, Money(QR, Dong(4_000), receipt="1C26TTM 12"))
    assert view(desk, session, dossier.id).owed == 6_000
    with pytest.raises(PersonProblem, match=r"cash\.more_than_owed"):
        take_payment(desk, session, seen, Money(CASH, Dong(6_001)))
    take_payment(desk, session, seen, Money(CASH))
    assert view(desk, session, dossier.id).owed == 0
    with pytest.raises(PersonProblem, match=r"cash\.amount_bad"):
        take_payment(desk, session, seen, Money(CASH))
    with pytest.raises(PersonProblem, match=r"cash\.reason_missing"):
        refund(desk, session, seen, Money(CASH, Dong(1_000)))
    with pytest.raises(PersonProblem, match=r"cash\.more_than_paid"):
        refund(desk, session, seen, Money(CASH, Dong(10_001), note="Thu nhầm"))
    refund(desk, session, seen, Money(CASH, Dong(1_000), note="Thu nhầm"))
    shown = view(desk, session, dossier.id)
    assert shown.owed == 1_000
    assert [(one.amount, one.purpose) for one in shown.payments] == [(4_000, "fee"), (6_000, "fee"), (-1_000, "refund")]
    assert [event.kind for event in shown.history[-3:]] == ["dossier.paid", "dossier.paid", "dossier.refunded"]
    today = takings(desk, session)
    assert today.by_way == {CASH: 5_000, QR: 4_000}
    assert [line.number for line in today.lines] == [dossier.number] * 3


@pytest.mark.parametrize("way", [PaymentWay.LATER, PaymentWay.NONE])
def test_a_way_that_moves_no_money_takes_none(desk: Desk, session: Session, dossier: Dossier, way: PaymentWay) -> None:
    with pytest.raises(PersonProblem, match=r"cash\.way_missing"):
        take_payment(desk, session, Seen(dossier.id), Money(way, Dong(1)))
    with pytest.raises(PersonProblem, match=r"cash\.way_missing"):
        refund(desk, session, Seen(dossier.id), Money(way, Dong(1), note="x"))
    assert takings(desk, session).lines == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([CASH, QR]), st.integers(-9_000, 9_000)), max_size=6))
def test_money_in_is_money_out(
    desk: Desk, session: Session, dossier: Dossier, moves: list[tuple[PaymentWay, int]]
) -> None:
    """Whatever is taken, refused and given back: lists, sums by way and what is owed say the same."""
    before = takings(desk, session)
    known = {way: int(before.by_way[way]) for way in (CASH, QR)}
    for way, amount in moves:
        money = Money(way, Dong(abs(amount)), note="trả lại")
        try:
            (take_payment if amount > 0 else refund)(desk, session, Seen(dossier.id), money)
        except PersonProblem:
            continue
        known[way] += amount
    after, shown = takings(desk, session), view(desk, session, dossier.id)
    assert after.by_way == known
    assert sum(after.by_way.values()) == sum(line.payment.amount for line in after.lines)
    assert sum(one.amount for one in shown.payments) == sum(known.values()) == dossier.total - shown.owed
    assert 0 <= sum(known.values()) <= dossier.total


def test_a_difference_is_named_and_needs_a_reason(desk: Desk, session: Session, dossier: Dossier) -> None:
    take_payment(desk, session, Seen(dossier.id), Money(CASH, Dong(3_000)))
    take_payment(desk, session, Seen(dossier.id), Money(CASH, Dong(7_000)))
    found: Takings = takings(desk, session)
    assert differ(found, Dong(10_000)) is None
    missing = differ(found, Dong(7_000))
    assert missing is not None
    assert (missing.amount, [line.payment.amount for line in missing.suspects]) == (-3_000, [3_000])
    with pytest.raises(PersonProblem, match=r"cash\.difference_unexplained"):
        close_shift(desk, session, Dong(7_000))
    print_id = close_shift(desk, session, Dong(7_000), "Chưa thu của ông A")
    assert print_id is not None
    document = pdfium.PdfDocument(prepare(desk, session, print_id).pdf)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    for part in (dossier.number, "10.000", "7.000", "Lê Thị Hoa", "Tiền mặt"):
        assert part in text


def test_yesterdays_money_is_not_todays(desk: Desk, session: Session, dossier: Dossier, clock: FixedClock) -> None:
    take_payment(desk, session, Seen(dossier.id), Money(CASH))
    assert takings(desk, session).cash == 10_000
    clock.advance(timedelta(days=1))
    assert takings(desk, session).cash == 0


def waits(desk: Desk, session: Session, dossier: Dossier, amount: int = 500_000) -> Seen:
    moved = ask_payment(desk, session, Seen(dossier.id), "Lệ phí trước bạ", Dong(amount)).moved
    return Seen(dossier.id, moved.dossier.revision)


def test_an_obligation_is_paid_in_parts_and_is_no_fee(desk: Desk, session: Session, dossier: Dossier) -> None:
    with pytest.raises(PersonProblem, match=r"cash\.nothing_owed"):
        take_payment(desk, session, Seen(dossier.id), Money(CASH, Dong(1), OBLIGATION))
    seen = waits(desk, session, dossier)
    assert view(desk, session, dossier.id).obligation == 500_000
    take_payment(desk, session, seen, Money(QR, Dong(200_000), OBLIGATION))
    shown = view(desk, session, dossier.id)
    assert (shown.obligation, shown.owed) == (300_000, 10_000)
    # All that is left, where nobody says how much.
    take_payment(desk, session, seen, Money(CASH, purpose=OBLIGATION))
    assert view(desk, session, dossier.id).obligation == 0
    assert takings(desk, session).by_way == {CASH: 300_000, QR: 200_000}
    with pytest.raises(PersonProblem, match=r"cash\.more_than_paid"):
        refund(desk, session, seen, Money(CASH, Dong(1), note="nhầm"))
    refund(desk, session, seen, Money(CASH, Dong(500_000), OBLIGATION, note="Được miễn"))
    shown = view(desk, session, dossier.id)
    assert (shown.obligation, shown.owed) == (500_000, 10_000)


def test_nothing_is_owed_for_what_ended_without_a_result(desk: Desk, session: Session, dossier: Dossier) -> None:
    take_payment(desk, session, Seen(dossier.id), Money(CASH))
    withdraw(desk, session, Seen(dossier.id), "Không có nhu cầu")
    refund(desk, session, Seen(dossier.id), Money(CASH, note="Rút hồ sơ"))
    shown = view(desk, session, dossier.id)
    assert (shown.owed, sum(one.amount for one in shown.payments)) == (0, 0)


def test_what_was_done_last_is_taken_back_money_or_act(desk: Desk, session: Session, dossier: Dossier) -> None:
    seen = Seen(dossier.id)
    begin(desk, session, seen)
    take_payment(desk, session, seen, Money(CASH, Dong(4_000)))
    refund(desk, session, seen, Money(CASH, Dong(1_000), note="Thu nhầm"))
    undo_last(desk, session, seen)
    assert [one.amount for one in view(desk, session, dossier.id).payments] == [4_000, -1_000, 1_000]
    undo_last(desk, session, seen)
    shown = view(desk, session, dossier.id)
    assert (sum(one.amount for one in shown.payments), shown.dossier.status) == (0, Status.IN_PROCESS)
    undo_last(desk, session, seen)
    assert view(desk, session, dossier.id).dossier.status is Status.RECEIVED
    with pytest.raises(PersonProblem, match=r"life\.nothing_to_undo"):
        undo_last(desk, session, seen)
    told = [happened(event).what for event in view(desk, session, dossier.id).history[1:]]
    assert told == [
        "Bắt đầu xử lý", "Thu tiền", "Hoàn tiền", "Hoàn tác thu, chi tiền", "Hoàn tác thu, chi tiền", "Hoàn tác",
    ]  # fmt: skip


def test_money_of_a_counted_shift_is_taken_back_with_a_reason(desk: Desk, session: Session, dossier: Dossier) -> None:
    take_payment(desk, session, Seen(dossier.id), Money(CASH, Dong(4_000)))
    close_shift(desk, session, Dong(4_000))
    with pytest.raises(PersonProblem, match=r"cash\.undo_needs_reason"):
        undo_last(desk, session, Seen(dossier.id))
    undo_last(desk, session, Seen(dossier.id), "Thu nhầm hồ sơ")
    last = view(desk, session, dossier.id).payments[-1]
    assert (last.amount, last.way, last.note) == (-4_000, CASH, "Thu nhầm hồ sơ")


def test_whoever_takes_no_money_takes_none_back(
    desk: Desk, session: Session, dossier: Dossier, as_role: Callable[..., Session]
) -> None:
    take_payment(desk, session, Seen(dossier.id), Money(CASH))
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        undo_last(desk, as_role(Role.AUDITOR), Seen(dossier.id))


_MOVES = st.lists(
    st.tuples(st.sampled_from(["take", "obligation", "refund", "give_back", "undo"]), st.integers(1, 9_000)), max_size=8
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=_MOVES)
def test_the_drawer_is_what_the_dossiers_say(
    desk: Desk, session: Session, filled: Filled, moves: list[tuple[str, int]]
) -> None:
    """Whatever is taken, given back and undone: nobody gets back more than he paid, and the shift's sum is theirs."""
    dossier = receive(desk, session, replace(filled("2.000884"), payment=PaymentWay.LATER)).dossier
    seen, before = Seen(dossier.id, waits(desk, session, dossier).revision), takings(desk, session).cash
    for name, number in moves:
        amount = Dong(number)
        with contextlib.suppress(PersonProblem):
            if name == "undo":
                undo_last(desk, session, seen, "nhầm")
            elif name in {"take", "obligation"}:
                take_payment(desk, session, seen, Money(CASH, amount, FEE if name == "take" else OBLIGATION))
            else:
                purpose = FEE if name == "refund" else OBLIGATION
                refund(desk, session, seen, Money(CASH, amount, purpose, note="trả lại"))
        shown = view(desk, session, dossier.id)
        fee, due = paid_for(shown.payments, FEE), paid_for(shown.payments, OBLIGATION)
        assert fee >= 0
        assert due >= 0
        assert takings(desk, session).cash - before == fee + due
        if shown.dossier.status is not Status.FINANCIAL_OBLIGATION:
            break
        assert shown.owed == dossier.total - fee
