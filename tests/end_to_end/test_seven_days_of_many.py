"""Days of many dossiers on a real window, by the keyboard alone: a full bag, ten results, the end of the day.

The keys of each day are counted against the budgets of the desk; the store is read afterwards.
"""

from collections import Counter as Count
from datetime import timedelta

import pytest

from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.handover import BatchState
from app.domain.made_up import UNITS
from app.domain.results import Collector, Proof
from app.models.rows import PrintState
from app.services.practice import made_up_people
from app.ui.theme.tokens import Tone
from tests.rigs.counter import Counter
from tests.rigs.earlier import Earlier, days_ago
from tests.rigs.operator_model import operator_seconds
from tests.rigs.sight import Sight

pytestmark = pytest.mark.xvfb

POLICE = UNITS[0]
FOLDERS = 60
SIGNATURE = "2.000884"
STRANGER = "H47.12-261120-3001"


# -- five: sixty folders, three differences --------------------------------------------------------------------------


def test_sixty_folders_with_three_seeded_differences(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(1, hour=8)) as earlier:
        *inside, extra = earlier.receive(seed=5, count=FOLDERS + 1)
    lost = inside[23]
    counter.start()
    fill(counter, sight, inside)
    count(counter, sight, [*(one for one in inside if one is not lost), extra])
    sign(counter, sight)
    (bag,) = counter.bags()
    tally = bag.tally
    assert (tally.given, tally.taken, tally.matched) == (FOLDERS, FOLDERS + 1, FOLDERS - 1)
    assert [item.number for item in tally.missing] == [lost.number]
    assert [item.number for item in tally.extra] == [extra.number]
    assert [item.number for item in tally.strange] == [STRANGER]
    holders = Count(counter.view(one).life.holder for one in (inside[0], inside[-1], extra))
    assert holders == {POLICE.name: 3}
    assert counter.view(lost).life.holder == f"chưa tìm thấy, thiếu trong lô {bag.batch.number}"
    sealed, signed = counter.wait_for_papers(bag.batch.id, [PrintState.SAVED] * 2)
    # Both sides signed for something else than was sealed: the new list takes its place and names the differences.
    assert signed.replaces == sealed.id
    assert all(number in signed.data for number in (lost.number, extra.number, STRANGER))
    counter.screen.picture("day-5")


def fill(counter: Counter, sight: Sight, folders: list[Dossier]) -> None:
    """Beep the folders into a bag and seal it."""
    counter.press("F6", "ctrl+n")
    sight.wait_for_button("Mở lô", "primary")
    counter.press("ctrl+Return")
    sight.wait_for("Lô chưa có hồ sơ", "strong")
    counter.scan_all([folder.number for folder in folders])
    counter.wait_for_bag(lambda bag: len(bag.folders) == len(folders), "every folder in the bag")
    counter.type("00417")
    counter.press("ctrl+Return")
    counter.wait_for_bag(lambda bag: bag.batch.state is BatchState.SEALED, "the seal")
    assert counter.keys == 3 + 2 + 5 + 2
    # Three thoughts: to whom, which seal, done.
    assert operator_seconds(counter.keys, thoughts=3, beeps=len(folders)) <= 120


def count(counter: Counter, sight: Sight, folders: list[Dossier]) -> None:
    """Let the taker count what is in the bag, and note what belongs to somebody else."""
    counter.keys = 0
    sight.wait_for_button("Ký nhận", "primary")
    counter.scan_all([*(folder.number for folder in folders), STRANGER])
    sight.wait_for(STRANGER, "display", Tone.LATE)
    counter.press("alt+g")
    counter.wait_for_bag(lambda bag: bool(bag.tally.strange), "the folder of another office")


def sign(counter: Counter, sight: Sight) -> None:
    """Sign with the differences, which the program names once more before."""
    counter.type("Do Van Mau")
    counter.press("ctrl+Return")
    sight.wait_for("Bấm Ctrl+Enter lần nữa để ký với chỗ lệch này, ghi vào biên bản.", tone=Tone.LATE)
    counter.screen.picture("day-5-warning")
    counter.press("ctrl+Return")
    counter.wait_for_bag(lambda bag: bag.batch.state is BatchState.RECEIVED, "both signatures")
    assert counter.keys == 2 + len("Do Van Mau") + 2 + 2
    assert operator_seconds(counter.keys, thoughts=3, beeps=FOLDERS + 1) <= 120


# -- six: ten results, two of them by proxy --------------------------------------------------------------------------


def test_ten_results_with_two_by_proxy(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(5)) as earlier:
        ready = earlier.receive(seed=31, count=9)
        # The last one still owes its fee.
        ready += earlier.receive(seed=41, code=SIGNATURE, payment=PaymentWay.LATER)
        for place, dossier in enumerate(ready):
            earlier.clock.advance(timedelta(minutes=5))
            earlier.finish(dossier, f"{place + 12}/KQ")
    counter.start()
    counter.press("F5")
    for place, dossier in enumerate(ready):
        counter.keys = 0
        sight.wait_for("Quét giấy hẹn của người đến nhận", "strong")
        counter.scan(dossier.number)
        sight.wait_for(dossier.number, "title")
        typed = come_for_another(counter, place) if place in {3, 7} else 0
        if dossier is ready[-1]:
            counter.press("alt+1", "ctrl+Return")
        else:
            counter.press("Return", "ctrl+Return")
        end = counter.wait_for_status(dossier, Status.RETURNED)
        assert counter.keys - typed <= 6
        assert len(end.operations) == len(end.history)
        assert operator_seconds(counter.keys, thoughts=2, beeps=1 + bool(typed)) <= 10
    paid = counter.view(ready[-1]).payments
    assert [(one.amount, one.way) for one in paid] == [(10_000, PaymentWay.CASH)]
    returns = [counter.view(dossier).returns[0] for dossier in ready]
    assert Count(one.collector for one in returns) == {Collector.OWNER: 8, Collector.AUTHORISED: 2}
    assert [one.name for one in returns if one.collector is Collector.AUTHORISED] == [
        made_up_people(seed, 1)[0].full_name for seed in (93, 97)
    ]
    assert [one.authorisation for one in returns if one.authorisation] == ["UQ 3", "UQ 7"]
    assert {one.proof for one in returns} == {Proof.SLIP}
    sight.wait_for("Không có kết quả nào chờ trả", "strong")
    counter.screen.picture("day-6")


def come_for_another(counter: Counter, place: int) -> int:
    """Let somebody come with a paper; the card says who it is. Returns how many letters had to be typed."""
    counter.press("alt+u")
    counter.scan(made_up_people(90 + place, 1)[0].card_2021())
    counter.type(f"UQ {place}")
    return len(f"UQ {place}")
