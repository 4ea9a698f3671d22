"""Days at the desk on a real window, by the keyboard alone: one dossier's whole life, copies, a supplement, a refusal.

The keys of each day are counted against the budgets of the desk; the store is read afterwards.
"""

import pytest

from app.core.clock import SystemClock
from app.domain.certification import CopyLine
from app.domain.certified import CertifiedCopy
from app.domain.dossiers import Dossier, PaperState, PaymentWay, Status
from app.domain.drafts import text_of
from app.domain.handover import BatchKind, BatchState
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act
from app.domain.made_up import UNITS
from app.domain.results import Collector, Proof
from app.models.rows import PrintState
from app.services import dossiers, life
from app.services.certified_book import book
from app.services.certifying import Order, Signer, certify
from app.services.dossiers import DossierView
from app.services.moves import Seen
from app.services.practice import made_up_people
from app.ui.certified.lines_card import offer_words
from app.ui.screens.stage import party
from tests.rigs.counter import Counter
from tests.rigs.earlier import Earlier, days_ago
from tests.rigs.operator_model import operator_seconds
from tests.rigs.screen import wait_for
from tests.rigs.sight import Sight

pytestmark = pytest.mark.xvfb

POLICE = UNITS[0]
CARD = "001099012345||Nguyen Van An|15031999|Nam|So 1, Pho Vi Du, Ha Noi|10052021"
HOUSEHOLD = "1.001612"
"""Founding a household business: three working days, three papers."""


def kinds(view: DossierView) -> list[str]:
    """What happened to a dossier, oldest first."""
    return [event.kind for event in view.history]


def printed(view: DossierView) -> list[tuple[str, FormState, list[PrintState]]]:
    """The forms of a dossier with what became of their paper; without a printer it is saved."""
    return [(form.form, form.state, [one.state for one in view.form_prints[form.id]]) for form in view.forms]


def beep(counter: Counter, sight: Sight, dossier: Dossier) -> None:
    """Open a dossier by its slip, and see that it is there."""
    counter.scan(dossier.number)
    sight.wait_for(dossier.parties.effective_owner.full_name, "office")


# -- one: a simple dossier, from the door to the citizen's hand ------------------------------------------------------


def test_a_simple_dossier_lives_its_whole_life(counter: Counter, sight: Sight) -> None:
    counter.start()
    counter.scan(CARD)
    counter.type("0905123456")
    counter.press("alt+t")
    counter.type("khai s")
    counter.press("Return", "ctrl+d", "alt+1", "ctrl+Return")
    assert counter.keys <= 30
    assert operator_seconds(counter.keys, thoughts=3) <= 20
    (dossier,) = counter.wait_for_received(1)
    hand_over(counter, sight, dossier)
    take_result(counter, sight, dossier)
    give(counter, sight, dossier)
    end = counter.view(dossier)
    assert kinds(end) == [
        "dossier.received",
        Act.TRANSFER,
        "dossier.moved",
        Act.FINISH,
        Act.RETURN,
    ]
    assert printed(end) == [("result-receipt", FormState.ISSUED, [PrintState.SAVED])]
    assert [one.state for one in end.prints] == [PrintState.SAVED]
    (returned,) = end.returns
    assert (returned.collector, returned.name, returned.proof) == (Collector.OWNER, "Nguyen Van An", Proof.SLIP)
    assert (dossier.total, end.payments) == (0, ())
    assert len(end.operations) == len(end.history)
    counter.screen.picture("day-1")


def hand_over(counter: Counter, sight: Sight, dossier: Dossier) -> None:
    """Give the folder to the police of the commune: beeped, sealed, counted, signed for."""
    counter.keys = 0
    counter.press("F6", "ctrl+n")
    sight.wait_for_button("Mở lô", "primary")
    counter.scan(dossier.number)
    counter.wait_for_bag(lambda bag: len(bag.folders) == 1, "the folder in a bag")
    sight.wait_for(f"Giao hồ sơ · {POLICE.name}", "title")
    counter.type("00417")
    counter.press("ctrl+Return")
    sealed = counter.wait_for_bag(lambda bag: bag.batch.state is BatchState.SEALED, "the seal")
    assert (sealed.batch.seal, sealed.batch.giver) == ("00417", "Lê Thị Tập Sự")
    assert counter.view(dossier).life.holder == f"trên đường đến {POLICE.name}"
    sight.wait_for_button("Ký nhận", "primary")
    counter.press("ctrl+d")
    counter.type("Do Van Mau")
    counter.press("ctrl+Return")
    counter.wait_for_bag(lambda bag: bag.batch.state is BatchState.RECEIVED, "both signatures")
    assert counter.view(dossier).life.holder == POLICE.name
    assert counter.keys - len("00417" + "Do Van Mau") <= 10


def take_result(counter: Counter, sight: Sight, dossier: Dossier) -> None:
    """Take the result back, whose bringer is known from the directory."""
    counter.keys = 0
    counter.press("ctrl+n", "alt+2")
    sight.wait_for_button("Mở lô", "primary")
    counter.scan(dossier.number)
    counter.wait_for_bag(lambda bag: bag.batch.kind is BatchKind.RESULTS and len(bag.folders) == 1, "the result")
    sight.wait_for_button("Ký nhận, in hai bản", "primary")
    counter.screen.picture("taking")
    counter.press("ctrl+Return")
    done = counter.wait_for_status(dossier, Status.DONE)
    assert (done.life.holder, counter.keys <= 10) == ("", True)


def give(counter: Counter, sight: Sight, dossier: Dossier) -> None:
    """Return the result: three keys, and two for a receipt on paper."""
    counter.keys = 0
    counter.press("F5")
    sight.wait_for("Quét giấy hẹn của người đến nhận", "strong")
    counter.scan(dossier.number)
    sight.wait_for(dossier.number, "title")
    counter.press("Return", "ctrl+Return")
    counter.wait_for_status(dossier, Status.RETURNED)
    assert counter.keys <= 6
    sight.wait_for_button("In biên nhận")
    counter.press("ctrl+p")
    counter.wait_until(
        lambda: any(PrintState.SAVED in states for _form, _state, states in printed(counter.view(dossier))),
        "the receipt on paper",
    )


# -- two: five certified copies for a returning customer, and four more customers -----------------------------------


SIGNER = Signer("Trần Văn Mẫu", "TL. CHỦ TỊCH")
LINES = (
    CopyLine("Căn cước công dân", 1, 2),
    CopyLine("Giấy chứng nhận quyền sử dụng đất", 4, 1),
    CopyLine("Bằng tốt nghiệp đại học", 1, 2),
)
"""Five copies: 2 × 2.000 đ, 2 × 2.000 + 2 × 1.000 đ, 2 × 2.000 đ."""
ORDERS = (LINES, LINES[:1], LINES[1:2], LINES[2:], LINES[:1])
"""What each of the five customers wants, this time as the last."""


def test_five_copies_and_four_more_customers(counter_of_old: Counter, sight: Sight) -> None:
    counter, people = counter_of_old, made_up_people(77, 5)
    with Earlier(counter.root, days_ago(12)) as earlier:
        for person, wanted in zip(people, ORDERS, strict=True):
            order = Order(earlier.desk.ids.new(), text_of(party(person)), wanted, PaymentWay.CASH, SIGNER)
            certify(earlier.desk, earlier.session, order)
    counter.start()
    counter.press("F9")
    for place, (person, wanted) in enumerate(zip(people, ORDERS, strict=True)):
        sight.wait_for("Gõ tên giấy tờ, bấm Enter cho đến hết dòng", "strong")
        counter.scan(person.card_2021())
        for offered in wanted:
            sight.wait_for_button(offer_words(offered))
        counter.press(*(f"alt+{key}" for key in range(1, len(wanted) + 1)), "ctrl+Return")
        assert counter.keys <= 10
        # Two thoughts: which documents, and whether the sum is right.
        assert operator_seconds(counter.keys, thoughts=2) <= 8
        wait_for_lines(counter, 3 + place)
        counter.keys = 0
    lines = wait_for_lines(counter, 7)
    assert [line.serial for line in lines] == [8, 9, 10, 11, 12, 13, 14]
    assert [line.fee for line in lines] == [4000, 6000, 4000, 4000, 6000, 4000, 4000]
    assert [line.document for line in lines[:3]] == [line.document for line in LINES]
    assert sum(line.copies for line in lines[:3]) == 5
    assert {line.signer_name for line in lines} == {SIGNER.name}
    assert [line.phone for line in lines[2:]] == [person.phone for person in people]
    counter.wait_until(lambda: texts_saved(counter, lines), "every certification text on paper")
    first = counter.read(lambda desk, session: dossiers.view(desk, session, lines[0].dossier_id))
    assert (first.dossier.status, first.dossier.total) == (Status.RETURNED, 14_000)
    assert [(one.amount, one.way) for one in first.payments] == [(14_000, PaymentWay.CASH)]
    counter.screen.picture("day-2")


def wait_for_lines(counter: Counter, count: int) -> tuple[CertifiedCopy, ...]:
    """Wait until the book of today has so many lines, and return them."""
    today = SystemClock().now().date()

    def look() -> tuple[CertifiedCopy, ...]:
        lines = counter.read(lambda desk, session: book(desk, session, today, today).lines)
        return lines if len(lines) >= count else ()

    found = wait_for(look, f"{count} lines in the book")
    assert len(found) == count
    return found


def texts_saved(counter: Counter, lines: tuple[CertifiedCopy, ...]) -> bool:
    """Return whether a certification text of every line came out."""
    ids = {line.dossier_id for line in lines}
    views = [counter.read(lambda desk, session, one=one: dossiers.view(desk, session, one)) for one in ids]  # type: ignore[misc]  # bound early
    states = [state for view in views for _form, _issued, prints in printed(view) for state in prints]
    return states == [PrintState.SAVED] * len(lines)


# -- three: a supplement after three days ----------------------------------------------------------------------------


def test_a_supplement_is_asked_for_and_comes_after_three_days(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(4)) as earlier:
        waiting, fresh = earlier.receive(seed=12, count=2, code=HOUSEHOLD)
        earlier.clock.set(days_ago(3))
        asked_for = waiting.papers[0].name
        life.ask_supplement(earlier.desk, earlier.session, Seen(waiting.id), [asked_for], "Bản chụp mờ, thiếu trang 2")
    counter.start()
    beep(counter, sight, waiting)
    sight.wait_for_button("Nhận thêm", "primary")
    before = counter.view(waiting)
    counter.press("alt+n", "ctrl+Return")
    came = counter.wait_for_status(waiting, Status.IN_PROCESS)
    assert counter.keys <= 6
    assert kinds(came) == ["dossier.received", Act.ASK_SUPPLEMENT, Act.COMPLETE_SUPPLEMENT]
    # The limit stood still for three days: the citizen is told a later day.
    told, was = came.times.state.promise.appointment, before.times.state.promise.appointment
    assert told is not None
    assert was is not None
    assert told > was
    assert told == before.times.state.promise.proposed
    ask(counter, sight, fresh)
    counter.screen.picture("day-3")


def ask(counter: Counter, sight: Sight, dossier: Dossier) -> None:
    """Ask for the first paper of a dossier, with a reason; form 02 comes out by itself."""
    counter.keys = 0
    beep(counter, sight, dossier)
    counter.press("alt+b", "space", "Return", "Return")
    reason = "Ban chup mo"
    counter.type(reason)
    counter.press("ctrl+Return")
    asked = counter.wait_for_status(dossier, Status.SUPPLEMENT_REQUESTED)
    assert counter.keys - len(reason) <= 10
    assert asked.history[-1].detail[life.DEMANDS] == dossier.papers[0].name
    counter.wait_until(
        lambda: printed(counter.view(dossier)) == [("supplement", FormState.ISSUED, [PrintState.SAVED])], "form 02"
    )


# -- four: a refusal, and the papers given back ----------------------------------------------------------------------


def test_a_refusal_is_written_and_the_papers_go_back(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(1)) as earlier:
        (dossier,) = earlier.receive(seed=14, code=HOUSEHOLD)
    counter.start()
    beep(counter, sight, dossier)
    counter.press("alt+c", "ctrl+Return")
    sight.wait_for_button("Thôi")
    assert counter.view(dossier).dossier.status is Status.RECEIVED
    reason = "Khong thuoc tham quyen"
    counter.type(reason)
    counter.press("ctrl+Return")
    refused = counter.wait_for_status(dossier, Status.REFUSED)
    assert counter.keys - len(reason) <= 6
    assert refused.history[-1].text == reason
    counter.wait_until(
        lambda: printed(counter.view(dossier)) == [("refusal", FormState.ISSUED, [PrintState.SAVED])], "form 03"
    )
    counter.keys = 0
    counter.press("F5")
    sight.wait_for("Quét giấy hẹn của người đến nhận", "strong")
    counter.scan(dossier.number)
    sight.wait_for(dossier.number, "title")
    counter.press("Return", "ctrl+Return")
    counter.wait_until(lambda: bool(counter.view(dossier).returns), "the papers given back")
    assert counter.keys <= 6
    end = counter.view(dossier)
    assert kinds(end) == ["dossier.received", Act.REFUSE, Act.GIVE_BACK]
    assert end.dossier.status is Status.REFUSED
    assert set(end.returns[0].papers_back.split("; ")) == {
        paper.name for paper in dossier.papers if paper.state is PaperState.HANDED_IN
    }
    assert len(end.operations) == 3
    counter.screen.picture("day-4")
