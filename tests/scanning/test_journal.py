from hypothesis import given
from hypothesis import strategies as st

from app.scanning.journal import ACTS, Act, Event, PageFile, history, play


def _events(acts: list[tuple[Act, int, int]]) -> list[Event]:
    """Make a journal in which edits name pages that were added some time."""
    events: list[Event] = []
    made = 0
    for act, which, value in acts:
        seq = len(events) + 1
        if act == "add":
            made += 1
            events.append(Event(seq, "add", f"p{made}", value))
        elif act in {"undo", "redo"}:
            events.append(Event(seq, act))
        elif made:
            old = f"p{which % made + 1}"
            if act == "replace":
                made += 1
                events.append(Event(seq, act, old, 0, f"p{made}"))
            else:
                events.append(Event(seq, act, old, value * 90 if act == "rotate" else value))
    return events


_WORDS: tuple[Act, ...] = ("add", *ACTS)
_ACT = st.sampled_from(_WORDS)
_JOURNAL = st.lists(st.tuples(_ACT, st.integers(0, 9), st.integers(-1, 6)), max_size=40).map(_events)


@given(_JOURNAL)
def test_a_page_is_never_there_twice_and_rotation_is_a_right_angle(events: list[Event]) -> None:
    pages = play(events)
    assert len({page.page for page in pages}) == len(pages)
    assert all(page.rotation in {0, 90, 180, 270} for page in pages)


@given(_JOURNAL)
def test_undoing_everything_gives_the_pages_as_they_arrived(events: list[Event]) -> None:
    undos = [Event(len(events) + 1 + n, "undo") for n in range(len(history(events).done))]
    assert play(events + undos) == play([event for event in events if event.act == "add"])


@given(_JOURNAL)
def test_redo_takes_back_undo(events: list[Event]) -> None:
    count = len(history(events).done)
    there = [Event(len(events) + 1 + n, "undo") for n in range(count)]
    back = [Event(len(events) + 1 + count + n, "redo") for n in range(count)]
    assert play(events + there + back) == play(events)


@given(_JOURNAL)
def test_only_deletion_or_replacement_makes_a_page_vanish(events: list[Event]) -> None:
    arrived = {event.page for event in events if event.act == "add"}
    in_force = history(events).done
    gone = {event.page for event in events if event.seq in in_force and event.act in {"delete", "replace"}}
    present = {page.page for page in play(events)}
    assert arrived - gone <= present


def test_a_move_counts_places_without_the_page_itself() -> None:
    arrivals = [Event(n, "add", name, -1) for n, name in enumerate("abcd", 1)]
    moved = play([*arrivals, Event(5, "move", "a", 2), Event(6, "rotate", "a", 90), Event(7, "rotate", "a", -180)])
    assert moved == (PageFile("b"), PageFile("c"), PageFile("a", 270), PageFile("d"))


def test_an_arrival_keeps_redo_and_an_edit_empties_it() -> None:
    base = [Event(1, "add", "a", -1), Event(2, "rotate", "a", 90), Event(3, "undo")]
    assert history([*base, Event(4, "add", "b", -1)]).undone == (2,)
    assert history([*base, Event(4, "delete", "a")]).undone == ()
