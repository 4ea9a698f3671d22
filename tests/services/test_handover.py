"""Handovers on a real store: filled, sealed, counted, signed; what is not right is named and nothing is lost."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.act_record import from_record
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.handover import BatchKind, BatchState
from app.domain.lifecycle import Act
from app.domain.numbers import provisional_code
from app.domain.offices import Role
from app.domain.results import Collector, Proof, ReturnOutcome
from app.services import by_post, dossiers
from app.services.desk import Desk
from app.services.handover import Heading, cancel, open_batch, write_heading
from app.services.handover_beeps import ADDED_PAPERS, Outcome, beep, note_stranger
from app.services.handover_folders import amend, count_all, put_back, set_taken, take_out
from app.services.handover_signing import reopen, seal, sign
from app.services.handover_views import batches, by_number, whereabouts
from app.services.moves import Move, Seen, perform
from app.services.postal import bind_postal, postal_start
from app.services.reception import receive
from app.services.returning import bring_here, look
from app.services.security import Session
from app.services.shelves import put_on_shelf
from app.services.undoing import undo
from tests.services.handovers import ECONOMY, GIVER, POLICE, POST, TAKER, Bags, Filled

Roles = Callable[..., Session]


@pytest.fixture
def bags(desk: Desk, session: Session, filled: Filled) -> Bags:
    return Bags(desk, session, filled)


def act(bags: Bags, dossier: Dossier, what: Act) -> None:
    with bags.desk.store.work() as work:
        perform(bags.desk, work, bags.session, Seen(dossier.id), Move(what, reason="vì thế"))
        work.commit()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(PersonProblem) as told:
        call()
    return told.value.code


def test_numbers_count_within_the_day_and_carry_the_counter(bags: Bags, clock: FixedClock) -> None:
    assert [bags.open().batch.number for _ in range(2)] == ["BG-261120-3-01", "BG-261120-3-02"]
    clock.advance(timedelta(days=3))
    assert bags.open().batch.number == "BG-261123-3-01"
    assert by_number(bags.desk, bags.session, " bg-261120-3-02 ") == batches(bags.desk, bags.session)[1].batch.id


def test_a_sealed_bag_is_on_its_way_and_a_signed_one_has_arrived(bags: Bags, clock: FixedClock) -> None:
    folders = bags.receive(3)
    bag = bags.seal(bags.fill(folders))
    assert bag.batch.state is BatchState.SEALED
    assert {bags.life(one).holder for one in folders} == {"trên đường đến Công an xã"}
    assert {bags.now(one).status for one in folders} == {Status.TRANSFERRED}
    clock.advance(timedelta(hours=1))
    count_all(bags.desk, bags.session, bag.batch.id)
    signed = bags.sign(bag)
    assert (signed.batch.state, signed.batch.received_at) == (BatchState.RECEIVED, clock.now())
    assert signed.tally.agreed
    assert {bags.life(one).holder for one in folders} == {POLICE}
    found = dossiers.view(bags.desk, bags.session, folders[0].id)
    (step,) = found.custody
    assert (step.batch.giver, step.batch.taker, step.batch.seal, step.missing) == (GIVER, TAKER, "00417", False)
    kinds = [event.kind for event in found.history]
    assert kinds == ["dossier.received", "dossier.transferred", "dossier.moved"]
    assert (found.history[-1].detail["taker"], found.history[-1].detail["batch"]) == (TAKER, bag.batch.number)


def test_every_move_is_told_to_the_province(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    bag = bags.seal(bags.fill([folder]))
    count_all(bags.desk, bags.session, bag.batch.id)
    bags.sign(bag)
    with bags.desk.store.read() as work:
        told = [work.outbox.get(row.op_id) for row in work.outbox.of_dossier(folder.id)][1:]
    acts = [from_record(json.loads(operation.body)) for operation in told if operation is not None]
    assert [(one.kind, one.after, one.detail["holder"]) for one in acts] == [
        ("dossier.transferred", Status.TRANSFERRED, "trên đường đến Công an xã"),
        ("dossier.moved", Status.TRANSFERRED, POLICE),
    ]


def test_a_folder_is_beeped_once(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.fill([one, two])
    again = beep(bags.desk, bags.session, bag.batch.id, f"https://tra-cuu.example.vn/?so={one.number}")
    assert again.outcome is Outcome.AGAIN
    assert again.said is not None
    assert (again.said.code, again.said.params["place"], again.ordinal) == ("handover.already_in", 1, 1)
    assert [folder.item.number for folder in again.view.folders] == [one.number, two.number]


def test_a_provisional_number_and_the_end_of_a_number_find_their_folder(bags: Bags, filled: Filled) -> None:
    bags.desk.office = replace(bags.desk.office, provincial_numbers=True)
    paper = receive(bags.desk, bags.session, filled()).dossier
    bags.desk.office = replace(bags.desk.office, provincial_numbers=False)
    first, second = bags.receive(2)
    bag = bags.open()
    code = provisional_code(paper.id, paper.received_at.date())
    assert paper.number == code
    misread = beep(bags.desk, bags.session, bag.batch.id, code.lower())
    assert (misread.outcome, misread.number) == (Outcome.ADDED, code)
    typed = beep(bags.desk, bags.session, bag.batch.id, first.number[-4:])
    assert (typed.outcome, typed.number) == (Outcome.ADDED, first.number)
    several = beep(bags.desk, bags.session, bag.batch.id, "300")
    assert several.said is not None
    assert several.said.code == "handover.not_a_number"
    with bags.desk.store.work() as work:
        work.dossiers.bind_number(paper.id, "H17.32-261120-0001")
        work.commit()
    bound = beep(bags.desk, bags.session, bag.batch.id, "H17.32-261120-0001")
    assert (bound.outcome, bound.ordinal) == (Outcome.AGAIN, misread.ordinal)
    assert second.number not in {folder.item.number for folder in bound.view.folders}


def test_a_tail_that_means_several_folders_asks_for_more(bags: Bags, clock: FixedClock) -> None:
    bags.receive(1)
    clock.advance(timedelta(days=1))
    bags.receive(1)
    answer = beep(bags.desk, bags.session, bags.open().batch.id, "3001")
    assert answer.said is not None
    assert (answer.outcome, answer.said.code) == (Outcome.STRANGER, "handover.several")
    assert not answer.notable


@pytest.mark.parametrize(
    ("text", "code", "notable"),
    [
        ("H47.12-261120-3001", "handover.other_office", True),
        ("H17.32-261120-1004", "handover.other_counter", True),
        ("H17.32-261120-3999", "handover.unknown", True),
        ("H17.32-200120-1004", "handover.unknown", True),
        (provisional_code(UUID(int=7), date(2026, 11, 20)), "handover.unknown", True),
        ("thẻ thư viện", "handover.not_a_number", False),
        ("049199012345|x", "handover.not_a_number", False),
    ],
)
def test_strangers_are_named_and_may_be_noted_but_nothing_moves(
    bags: Bags, text: str, code: str, notable: bool
) -> None:
    (folder,) = bags.receive(1)
    bag = bags.fill([folder])
    answer = beep(bags.desk, bags.session, bag.batch.id, text)
    assert answer.said is not None
    assert (answer.outcome, answer.said.code, answer.notable) == (Outcome.STRANGER, code, notable)
    assert len(answer.view.folders) == 1
    if not notable:
        assert code_of(lambda: note_stranger(bags.desk, bags.session, bag.batch.id, text)) == code
        return
    noted = note_stranger(bags.desk, bags.session, bag.batch.id, text)
    assert [one.number for one in noted.view.tally.strange] == [noted.number]
    assert beep(bags.desk, bags.session, bag.batch.id, text).outcome is Outcome.AGAIN
    sealed = bags.seal(noted.view)
    count_all(bags.desk, bags.session, bag.batch.id)
    assert bags.sign(sealed).tally.agreed
    assert code_of(lambda: note_stranger(bags.desk, bags.session, bag.batch.id, folder.number)) == "handover.wrong_step"


def test_a_known_folder_is_never_noted_as_a_stranger(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    bag = bags.open()
    assert code_of(lambda: note_stranger(bags.desk, bags.session, bag.batch.id, folder.number)) == "handover.is_known"


def test_a_folder_in_another_bag_or_with_somebody_else_is_refused(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    first, second = bags.fill([folder]), bags.open(unit=ECONOMY)

    def refused() -> PersonProblem:
        answer = beep(bags.desk, bags.session, second.batch.id, folder.number)
        assert answer.outcome is Outcome.REFUSED
        assert answer.dossier is not None
        assert answer.said is not None
        assert not answer.view.folders
        return answer.said

    assert (refused().code, refused().params["batch"]) == ("handover.in_other_batch", first.batch.number)
    bags.seal(first)
    assert refused().code == "handover.in_other_batch"
    count_all(bags.desk, bags.session, first.batch.id)
    bags.sign(first)
    assert (refused().code, refused().params["holder"]) == ("handover.with_other", POLICE)


@pytest.mark.parametrize("what", [Act.ASK_SUPPLEMENT, Act.ASK_PAYMENT, Act.STOP, Act.REFUSE, Act.FINISH])
def test_a_state_that_cannot_be_transferred_says_why_and_what_can_be_done(bags: Bags, what: Act) -> None:
    (folder,) = bags.receive(1)
    act(bags, folder, what)
    answer = beep(bags.desk, bags.session, bags.open().batch.id, folder.number)
    assert answer.said is not None
    assert (answer.outcome, answer.said.code) == (Outcome.REFUSED, "life.not_now")
    assert answer.said.params["instead"]


def test_taking_out_and_putting_back(bags: Bags) -> None:
    folders = bags.receive(3)
    bag = bags.fill(folders)
    middle = bag.folders[1].item
    left = take_out(bags.desk, bags.session, bag.batch.id, 2)
    assert [folder.item.ordinal for folder in left.folders] == [1, 3]
    back = put_back(bags.desk, bags.session, bag.batch.id, middle)
    assert [folder.item.number for folder in back.folders] == [one.number for one in folders]
    take_out(bags.desk, bags.session, bag.batch.id, 2)
    other = bags.fill([folders[1]], unit=ECONOMY)
    assert code_of(lambda: put_back(bags.desk, bags.session, bag.batch.id, middle)) == "handover.in_other_batch"
    assert len(bags.look(other).folders) == 1
    assert code_of(lambda: take_out(bags.desk, bags.session, bag.batch.id, 99)) == "handover.no_folder"


def test_a_bag_is_sealed_whole_or_not_at_all(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.fill([one, two])
    act(bags, two, Act.STOP)
    with pytest.raises(PersonProblem) as told:
        bags.seal(bag)
    assert (told.value.code, told.value.params["numbers"]) == (
        "handover.folders_changed",
        (f"{two.number} (Đã dừng)",),
    )
    assert (bags.life(one).holder, bags.now(one).status) == ("", Status.RECEIVED)
    take_out(bags.desk, bags.session, bag.batch.id, 2)
    assert bags.seal(bag).batch.state is BatchState.SEALED


def test_signatures_are_asked_for(bags: Bags) -> None:
    folders = bags.receive(1)
    empty, bag = bags.open(), bags.fill(folders)
    desk, session = bags.desk, bags.session
    assert code_of(lambda: seal(desk, session, empty.batch.id, Heading(giver=GIVER))) == "handover.empty"
    assert code_of(lambda: seal(desk, session, bag.batch.id, Heading(giver=" "))) == "handover.giver_missing"
    assert code_of(lambda: bags.sign(bag)) == "handover.wrong_step"
    bags.seal(bag)
    assert code_of(lambda: bags.sign(bag)) == "handover.not_counted"
    count_all(desk, session, bag.batch.id)
    assert code_of(lambda: bags.sign(bag, taker="")) == "handover.taker_missing"
    bags.sign(bag)
    for late in (
        lambda: bags.seal(bag),
        lambda: bags.sign(bag),
        lambda: cancel(desk, session, bag.batch.id),
        lambda: reopen(desk, session, bag.batch.id, "quên"),
        lambda: write_heading(desk, session, bag.batch.id, Heading()),
        lambda: beep(desk, session, bag.batch.id, folders[0].number),
        lambda: count_all(desk, session, bag.batch.id),
    ):
        assert code_of(late) == "handover.wrong_step"


def test_missing_extra_and_strange_folders_are_named_and_kept(bags: Bags) -> None:
    """The taker finds two of three, one that nobody wrote down, and one of another office."""
    folders, extra = bags.receive(3), bags.receive(1)[0]
    bag = bags.seal(bags.fill(folders))
    desk, session = bags.desk, bags.session
    for folder in folders[:2]:
        assert beep(desk, session, bag.batch.id, folder.number).outcome is Outcome.COUNTED
    assert beep(desk, session, bag.batch.id, folders[0].number).outcome is Outcome.AGAIN
    found = beep(desk, session, bag.batch.id, extra.number)
    assert (found.outcome, found.said and found.said.code) == (Outcome.EXTRA, "handover.not_in_batch")
    note_stranger(desk, session, bag.batch.id, "H47.12-261120-3001")
    signed = bags.sign(bag)
    tally = signed.tally
    assert [one.number for one in tally.missing] == [folders[2].number]
    assert [one.number for one in tally.extra] == [extra.number]
    assert [one.number for one in tally.strange] == ["H47.12-261120-3001"]
    assert not tally.agreed
    assert (tally.given, tally.taken) == (3, 4)
    assert {bags.life(one).holder for one in (*folders[:2], extra)} == {POLICE}
    assert {bags.now(one).status for one in (*folders[:2], extra)} == {Status.TRANSFERRED}
    lost = folders[2]
    assert bags.life(lost).holder == f"chưa tìm thấy, thiếu trong lô {bag.batch.number}"
    assert bags.now(lost).status is Status.RECEIVED
    assert dossiers.view(desk, session, lost.id).custody[0].missing
    row = batches(desk, session)[0]
    assert (row.count, row.missing, row.extra) == (5, 1, 2)


def test_a_lost_folder_turns_up_on_a_shelf_or_in_the_next_bag(bags: Bags) -> None:
    folders = bags.receive(3)
    bag = bags.seal(bags.fill(folders))
    beep(bags.desk, bags.session, bag.batch.id, folders[0].number)
    bags.sign(bag)
    put_on_shelf(bags.desk, bags.session, [folders[1].id], " A 3 ")
    assert (bags.life(folders[1]).holder, bags.life(folders[1]).shelf) == ("", "A 3")
    next_bag = bags.seal(bags.fill(folders[1:]))
    assert len(next_bag.folders) == 2
    assert code_of(lambda: put_on_shelf(bags.desk, bags.session, [folders[0].id], "B")) == "handover.not_here"


def test_an_extra_folder_of_another_bag_stays_there(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.seal(bags.fill([one]))
    other = bags.fill([two], unit=ECONOMY)
    answer = beep(bags.desk, bags.session, bag.batch.id, two.number)
    assert answer.said is not None
    assert (answer.outcome, answer.said.params["batch"]) == (Outcome.REFUSED, other.batch.number)


def test_an_extra_folder_that_cannot_be_transferred_still_changes_hands(bags: Bags) -> None:
    one, two = bags.receive(2)
    act(bags, two, Act.ASK_SUPPLEMENT)
    bag = bags.seal(bags.fill([one]))
    for folder in (one, two):
        beep(bags.desk, bags.session, bag.batch.id, folder.number)
    bags.sign(bag)
    assert (bags.life(two).holder, bags.now(two).status) == (POLICE, Status.SUPPLEMENT_REQUESTED)


def test_counting_can_be_corrected(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.seal(bags.fill([one]))
    desk, session = bags.desk, bags.session
    beep(desk, session, bag.batch.id, one.number)
    assert take_out(desk, session, bag.batch.id, 1).tally.taken == 0
    assert set_taken(desk, session, bag.batch.id, 1, taken=True).tally.taken == 1
    extra = beep(desk, session, bag.batch.id, two.number)
    assert len(set_taken(desk, session, bag.batch.id, extra.ordinal, taken=False).folders) == 1
    still_open = bags.open()
    assert code_of(lambda: count_all(desk, session, still_open.batch.id)) == "handover.not_sealed"


def test_a_broken_seal_takes_everything_back_with_a_reason(bags: Bags) -> None:
    folders = bags.receive(2)
    before = [bags.life(one) for one in folders]
    bag = bags.seal(bags.fill(folders))
    act(bags, folders[1], Act.BEGIN)
    desk, session = bags.desk, bags.session
    assert code_of(lambda: reopen(desk, session, bag.batch.id, " ")) == "life.reason_missing"
    reopen(desk, session, bag.batch.id, "Xe không đến")
    again = bags.look(bag)
    assert (again.batch.state, again.batch.sealed_at, again.tally.taken) == (BatchState.OPEN, None, 0)
    assert [bags.life(one).holder for one in folders] == [life.holder for life in before]
    # What was decided meanwhile stays decided.
    assert [bags.now(one).status for one in folders] == [Status.RECEIVED, Status.IN_PROCESS]
    with desk.store.read() as work:
        assert [work.history.of(one.id)[-1].text for one in folders] == ["Xe không đến"] * 2
    sealed = bags.seal(again, "00418")
    count_all(desk, session, bag.batch.id)
    bags.sign(sealed)
    assert {bags.life(one).holder for one in folders} == {POLICE}


def test_a_bag_that_was_given_up_comes_back_without_what_is_elsewhere(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.fill([one, two])
    desk, session = bags.desk, bags.session
    cancel(desk, session, bag.batch.id)
    assert dossiers.view(desk, session, one.id).custody == ()
    bags.fill([two], unit=ECONOMY)
    _changes, gone = reopen(desk, session, bag.batch.id)
    assert gone == (two.number,)
    assert [folder.item.number for folder in bags.look(bag).folders] == [one.number]


def test_a_transfer_of_a_bag_is_not_undone_alone(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    bag = bags.seal(bags.fill([folder]))
    with pytest.raises(PersonProblem) as told:
        undo(bags.desk, bags.session, Seen(folder.id), "nhầm")
    assert (told.value.code, told.value.params["batch"]) == ("life.undo_in_batch", bag.batch.number)


def test_what_lies_in_a_sealed_bag_changes_hands_by_its_handover_only(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    bag = bags.seal(bags.fill([folder]))
    desk, session, seen = bags.desk, bags.session, Seen(folder.id)
    assert code_of(lambda: bring_here(desk, session, seen)) == "handover.in_other_batch"
    with desk.store.work() as work, pytest.raises(PersonProblem, match=r"handover\.in_other_batch"):
        perform(desk, work, session, seen, Move(Act.FINISH, holder=""))
    # What does not move the folder can be written down all the same.
    act(bags, folder, Act.BEGIN)
    count_all(desk, session, bag.batch.id)
    bags.sign(bag)
    bring_here(desk, session, seen)
    assert bags.life(folder).holder == ""


def test_results_come_back_with_a_row_a_number_and_a_shelf(bags: Bags) -> None:
    folders = bags.receive(3)
    out = bags.seal(bags.fill(folders))
    desk, session = bags.desk, bags.session
    count_all(desk, session, out.batch.id)
    bags.sign(out)
    bag = bags.fill(folders, BatchKind.RESULTS)
    assert bag.tally.taken == 3
    first, second, third = (folder.item for folder in bag.folders)
    amend(desk, session, bag.batch.id, replace(first, result_number=" 12/2026  KS "))
    amend(desk, session, bag.batch.id, replace(second, without_result=True, note="Thiếu chữ ký"))
    set_taken(desk, session, bag.batch.id, third.ordinal, taken=False)
    signed = bags.sign(bag, giver=TAKER, taker=GIVER, shelf="A3")
    assert [one.number for one in signed.tally.missing] == [third.number]
    with desk.store.read() as work:
        (result,) = work.results.of(folders[0].id)
        assert not work.results.of(folders[1].id)
    assert (result.title, result.number, result.code) == ("Kết quả đăng ký khai sinh", "12/2026 KS", "KQ.G15.000031")
    assert [bags.now(one).status for one in folders] == [Status.DONE, Status.IN_PROCESS, Status.TRANSFERRED]
    assert [bags.life(one).holder for one in folders] == ["", "", POLICE]
    assert [bags.life(one).shelf for one in folders] == ["A3", "A3", ""]
    # A result that was noted by mistake is taken back; the folder stays where both sides signed that it is.
    undo(desk, session, Seen(folders[0].id), "Nhầm hồ sơ")
    assert (bags.now(folders[0]).status, bags.life(folders[0]).holder) == (Status.TRANSFERRED, "")
    with desk.store.read() as work:
        assert not work.results.of(folders[0].id)
    # The one without a result goes out again.
    assert bags.seal(bags.fill([folders[1]])).batch.state is BatchState.SEALED


def test_papers_come_back_of_dossiers_that_ended_otherwise(bags: Bags) -> None:
    waiting, done, returned = bags.receive(3)
    out = bags.seal(bags.fill([waiting, done]))
    count_all(bags.desk, bags.session, out.batch.id)
    bags.sign(out)
    act(bags, waiting, Act.ASK_SUPPLEMENT)
    act(bags, done, Act.FINISH)
    for step in (Act.FINISH, Act.RETURN):
        act(bags, returned, step)
    bag = bags.fill([waiting, done, returned], BatchKind.RESULTS)
    assert [folder.item.without_result for folder in bag.folders] == [True, False]
    bags.sign(bag, giver=TAKER, taker=GIVER)
    assert [bags.life(one).holder for one in (waiting, done)] == ["", ""]
    assert [bags.now(one).status for one in (waiting, done)] == [Status.SUPPLEMENT_REQUESTED, Status.DONE]
    with bags.desk.store.read() as work:
        assert len(work.results.of(done.id)) == 1


def test_a_result_from_somebody_else_is_taken_and_told(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    out = bags.seal(bags.fill([folder], unit=ECONOMY))
    count_all(bags.desk, bags.session, out.batch.id)
    bags.sign(out)
    bag = bags.open(BatchKind.RESULTS, POLICE)
    answer = beep(bags.desk, bags.session, bag.batch.id, folder.number)
    assert answer.said is not None
    assert (answer.outcome, answer.said.code) == (Outcome.ADDED, "handover.from_other")
    assert answer.said.params["holder"] == ECONOMY


def test_the_givers_word_of_how_many_is_compared(bags: Bags) -> None:
    folders = bags.receive(2)
    bag = bags.fill(folders, BatchKind.RESULTS)
    heading = Heading(giver=TAKER, taker=GIVER, declared=3)
    write_heading(bags.desk, bags.session, bag.batch.id, heading)
    assert bags.look(bag).tally.undeclared == -1
    sign(bags.desk, bags.session, bag.batch.id, heading)
    assert not bags.look(bag).tally.agreed


def test_papers_that_follow_a_folder_go_to_whoever_has_it(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    out = bags.seal(bags.fill([folder]))
    count_all(bags.desk, bags.session, out.batch.id)
    bags.sign(out)
    act(bags, folder, Act.ASK_SUPPLEMENT)
    act(bags, folder, Act.COMPLETE_SUPPLEMENT)
    answer = beep(bags.desk, bags.session, bags.open().batch.id, folder.number)
    assert answer.said is not None
    assert (answer.outcome, answer.said.code) == (Outcome.ADDED, "handover.adds_papers")
    assert answer.view.folders[0].item.note == ADDED_PAPERS
    bags.seal(answer.view)
    assert bags.now(folder).status is Status.TRANSFERRED


def test_an_unusual_bag_is_worth_a_word(bags: Bags) -> None:
    for folder in bags.receive(3):
        out = bags.seal(bags.fill([folder]))
        count_all(bags.desk, bags.session, out.batch.id)
        bags.sign(out)
    (folder,) = bags.receive(1)
    (other,) = bags.receive(1, "2.000884")
    bag = bags.open(unit=ECONOMY)
    answer = beep(bags.desk, bags.session, bag.batch.id, folder.number)
    assert answer.said is not None
    assert (answer.outcome, answer.said.code, answer.said.params["unit"]) == (
        Outcome.ADDED,
        "handover.unusual_unit",
        POLICE,
    )
    assert beep(bags.desk, bags.session, bag.batch.id, other.number).said is None


def test_the_signed_record_of_the_post_starts_the_clock(bags: Bags, clock: FixedClock) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.open(BatchKind.POST_IN, POST)
    first = beep(desk, session, bag.batch.id, "eb123456785vn")
    assert (first.outcome, first.number) == (Outcome.ADDED, "EB123456785VN")
    second = beep(desk, session, bag.batch.id, "EB 123456799 VN")
    amend(desk, session, bag.batch.id, replace(second.view.folders[1].item, complete=False))
    item = replace(first.view.folders[0].item, originals=2, copies=1, money=Dong(8000))
    assert amend(desk, session, bag.batch.id, item).folders[0].item.money == 8000
    assert beep(desk, session, bag.batch.id, "EB123456785VN").outcome is Outcome.AGAIN
    with desk.store.read() as work:
        assert postal_start(work, "EB123456785VN") is None
    clock.advance(timedelta(minutes=25))
    signed = bags.sign(bag, giver="Phạm Văn Bưu", taker=GIVER)
    at = signed.batch.received_at
    with desk.store.read() as work:
        assert postal_start(work, " eb123456785vn") == at == clock.now()
        assert postal_start(work, "EB123456799VN") is None
        assert postal_start(work, "") is None
    clock.advance(timedelta(days=2))
    later = bags.open(BatchKind.POST_IN, POST)
    beep(desk, session, later.batch.id, "EB123456799VN")
    bags.sign(later, giver="Phạm Văn Bưu", taker=GIVER)
    (dossier,) = bags.receive(1)
    with desk.store.work() as work:
        assert postal_start(work, "EB123456799VN") == clock.now()
        bind_postal(work, "EB123456785VN", dossier.id)
        work.commit()
    (step,) = dossiers.view(desk, session, dossier.id).custody
    assert step.batch.number == bag.batch.number


def test_what_the_post_brings_for_a_known_dossier_moves_no_folder(bags: Bags) -> None:
    (folder,) = bags.receive(1)
    out = bags.seal(bags.fill([folder]))
    count_all(bags.desk, bags.session, out.batch.id)
    bags.sign(out)
    bag = bags.fill([folder], BatchKind.POST_IN, POST)
    assert bag.folders[0].item.note == ADDED_PAPERS
    bags.sign(bag, giver="Phạm Văn Bưu", taker=GIVER)
    assert (bags.life(folder).holder, bags.now(folder).status) == (POLICE, Status.TRANSFERRED)


@pytest.mark.parametrize("typed", ["a b", "EB123456785VN", "đ", "-"])
def test_a_wrong_consignment_is_refused_and_nothing_changes(bags: Bags, typed: str) -> None:
    desk, session = bags.desk, bags.session
    bag = bags.open(BatchKind.POST_IN, POST)
    beep(desk, session, bag.batch.id, "EB123456785VN")
    second = beep(desk, session, bag.batch.id, "EB123456799VN").view.folders[1].item
    code = code_of(lambda: amend(desk, session, bag.batch.id, replace(second, consignment=typed)))
    assert code == ("handover.consignment_taken" if typed.startswith("EB") else "handover.bad_consignment")
    moved = amend(desk, session, bag.batch.id, replace(second, consignment="eb 999999999 vn"))
    assert [folder.item.number for folder in moved.folders] == ["EB123456785VN", "EB999999999VN"]


def test_results_go_out_with_the_post_and_are_not_returned_yet(bags: Bags, filled: Filled) -> None:
    desk, session = bags.desk, bags.session
    draft = replace(filled("2.000884"), payment=PaymentWay.LATER)
    owing = receive(desk, session, draft).dossier
    stopped, early = bags.receive(2)
    act(bags, owing, Act.FINISH)
    act(bags, stopped, Act.STOP)
    bag = bags.open(BatchKind.POST_OUT, POST)
    refused = beep(desk, session, bag.batch.id, early.number)
    assert refused.said is not None
    assert refused.said.code == "handover.no_result_yet"
    for folder in (owing, stopped):
        bag = beep(desk, session, bag.batch.id, folder.number).view
    assert [folder.item.money for folder in bag.folders] == [10_000, 0]
    amend(desk, session, bag.batch.id, replace(bag.folders[0].item, consignment="EB123456785VN"))
    sealed = bags.seal(bag)
    assert bags.life(owing).holder == f"trên đường đến {POST}"
    count_all(desk, session, bag.batch.id)
    bags.sign(sealed)
    assert (bags.life(owing).holder, bags.now(owing).status) == (POST, Status.DONE)
    with desk.store.read() as work:
        (tried,) = work.results.returns(owing.id)
    assert (tried.collector, tried.outcome, tried.proof, tried.tracking) == (
        Collector.POST,
        ReturnOutcome.SENT,
        Proof.CONSIGNMENT,
        "EB123456785VN",
    )


@pytest.fixture
def with_the_post(bags: Bags) -> Callable[[Act], Dossier]:
    """A folder that the post has signed for, in a sealed bag."""

    def make(ending: Act) -> Dossier:
        (folder,) = bags.receive(1)
        act(bags, folder, ending)
        bag = bags.fill([folder], BatchKind.POST_OUT, POST)
        amend(bags.desk, bags.session, bag.batch.id, replace(bag.folders[0].item, consignment="EB123456785VN"))
        sealed = bags.seal(bag)
        count_all(bags.desk, bags.session, bag.batch.id)
        bags.sign(sealed)
        return folder

    return make


@pytest.mark.parametrize(("ending", "after"), [(Act.FINISH, Status.RETURNED), (Act.STOP, Status.STOPPED)])
def test_what_the_post_signed_for_is_delivered(
    bags: Bags, with_the_post: Callable[[Act], Dossier], ending: Act, after: Status
) -> None:
    folder = with_the_post(ending)
    case = look(bags.desk, bags.session, folder.id)
    assert case.sent is not None
    assert case.obstacle is not None
    assert (case.obstacle.code, case.obstacle.params["tracking"]) == ("returning.with_post", "EB123456785VN")
    by_post.delivered(bags.desk, bags.session, Seen(folder.id))
    case = look(bags.desk, bags.session, folder.id)
    assert (case.dossier.status, case.life.holder) == (after, "")
    assert [one.outcome for one in case.returns] == [ReturnOutcome.SENT, ReturnOutcome.HANDED_OVER]
    assert case.returned == case.returns[-1]
    # What ended without a result brings the citizen's own papers back.
    expected = "; ".join(paper.name for paper in folder.papers if paper.originals) if ending is Act.STOP else ""
    assert case.returns[-1].papers_back == expected


@pytest.mark.parametrize("ending", [Act.FINISH, Act.STOP])
def test_what_the_post_signed_for_comes_back_after_two_tries(
    bags: Bags, with_the_post: Callable[[Act], Dossier], clock: FixedClock, ending: Act
) -> None:
    folder = with_the_post(ending)
    by_post.not_delivered(bags.desk, bags.session, Seen(folder.id), "Đi vắng")
    case = look(bags.desk, bags.session, folder.id)
    assert case.obstacle is not None
    assert (case.obstacle.code, case.obstacle.params["failed"]) == ("returning.with_post_again", 1)
    clock.advance(timedelta(days=5))
    by_post.not_delivered(bags.desk, bags.session, Seen(folder.id), "Chuyển nhà")
    case = look(bags.desk, bags.session, folder.id)
    assert (case.life.holder, case.sent, case.obstacle) == ("", None, None)
    assert [one.outcome for one in case.returns] == [
        ReturnOutcome.SENT, ReturnOutcome.FAILED, ReturnOutcome.FAILED,
    ]  # fmt: skip
    # It can go out once more, or be collected at the counter.
    assert beep(bags.desk, bags.session, bags.open(BatchKind.POST_OUT, POST).batch.id, folder.number).said is None


def test_postal_staff_hand_over_and_it_is_written_for_whom(bags: Bags, as_role: Roles) -> None:
    postal = as_role(Role.POSTAL)
    (folder,) = bags.receive(1)
    bag = open_batch(bags.desk, postal, BatchKind.DOSSIERS, bags.units[POLICE].id)
    beep(bags.desk, postal, bag.batch.id, folder.number)
    seal(bags.desk, postal, bag.batch.id, Heading(giver="postal"))
    with bags.desk.store.read() as work:
        assert work.history.of(folder.id)[-1].acts_for == "Bưu cục Thạnh Mỹ"


def test_units_and_kinds_must_fit(bags: Bags) -> None:
    desk, session = bags.desk, bags.session
    post = bags.units[POST]
    assert code_of(lambda: open_batch(desk, session, BatchKind.DOSSIERS, post.id)) == "handover.wrong_unit"
    assert code_of(lambda: open_batch(desk, session, BatchKind.DOSSIERS, desk.ids.new())) == "handover.no_unit"


def test_where_a_folder_is(bags: Bags) -> None:
    one, two = bags.receive(2)
    bag = bags.seal(bags.fill([one]))
    found = whereabouts(bags.desk, bags.session, one.number)
    assert found.dossier is not None
    assert found.last is not None
    assert (found.dossier.holder, found.last.batch.number) == ("trên đường đến Công an xã", bag.batch.number)
    put_on_shelf(bags.desk, bags.session, [two.id], "B2")
    here = whereabouts(bags.desk, bags.session, two.number[-4:])
    assert (here.number, here.shelf, here.last) == (two.number, "B2", None)
    stranger = whereabouts(bags.desk, bags.session, "H47.12-261120-3001")
    assert stranger.said is not None
    assert stranger.said.code == "handover.other_office"


def test_what_is_typed_about_a_bag_is_kept(bags: Bags) -> None:
    folders = bags.receive(1)
    bag = bags.fill(folders)
    write_heading(bags.desk, bags.session, bag.batch.id, Heading(" 00417 ", "Hoa", "Bình", "túi vải  xanh"))
    kept = bags.look(bag).batch
    assert (kept.seal, kept.giver, kept.taker, kept.note) == ("00417", "Hoa", "Bình", "túi vải xanh")
    bags.seal(bag, "00999")
    write_heading(bags.desk, bags.session, bag.batch.id, Heading("1", "x", "Bình", "y"))
    kept = bags.look(bag).batch
    assert (kept.seal, kept.giver, kept.taker, kept.note) == ("00999", GIVER, "Bình", "y")
