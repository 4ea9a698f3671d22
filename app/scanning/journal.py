"""What was done to the pages of one paper, as events: nothing is ever overwritten, so everything can be undone.

The order, rotation and presence of pages are not stored; they are what remains after playing the events that count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Act = Literal["add", "rotate", "delete", "move", "replace", "undo", "redo"]
ACTS: tuple[Act, ...] = ("add", "rotate", "delete", "move", "replace", "undo", "redo")
# Undoing an arrival would make a page vanish that the citizen has handed in; a page goes only by deletion.
_UNDOABLE = ("rotate", "delete", "move", "replace")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal.

    Attributes:
        seq: 1, 2, 3 …
        page: the page it is about; empty for undo and redo.
        value: place for add and move (−1: at the end), degrees clockwise for rotate.
        other: the new page for replace.
    """

    seq: int
    act: Act
    page: str = ""
    value: int = 0
    other: str = ""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page as it stands in its paper.

    Attributes:
        page: name of its file within the spool, stable as long as the spool exists.
        rotation: degrees clockwise the page is to be turned by when shown or assembled: 0, 90, 180 or 270.
    """

    page: str
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """Which edits are in force and which could be put back; both as sequence numbers, latest last."""

    done: tuple[int, ...]
    undone: tuple[int, ...]


def history(events: Iterable[Event]) -> History:
    """Return the undo and redo stacks after the events; a new edit empties the redo stack, an arrival does not."""
    done: list[int] = []
    undone: list[int] = []
    for event in events:
        if event.act == "undo" and done:
            undone.append(done.pop())
        elif event.act == "redo" and undone:
            done.append(undone.pop())
        elif event.act in _UNDOABLE:
            done.append(event.seq)
            undone.clear()
    return History(tuple(done), tuple(undone))


def play(events: Iterable[Event]) -> tuple[PageFile, ...]:
    """Return the pages in order after the events, those that were undone left out."""
    kept = tuple(events)
    in_force = set(history(kept).done)
    pages: list[PageFile] = []
    for event in kept:
        if event.act == "add" or event.seq in in_force:
            _apply(pages, event)
    return tuple(pages)


def _apply(pages: list[PageFile], event: Event) -> None:
    if event.act == "add":
        _insert(pages, event.value, PageFile(event.page))
        return
    place = next((i for i, held in enumerate(pages) if held.page == event.page), None)
    if place is None:
        return
    held = pages.pop(place)
    if event.act == "rotate":
        pages.insert(place, replace(held, rotation=(held.rotation + event.value) % 360))
    elif event.act == "move":
        _insert(pages, event.value, held)
    elif event.act == "replace":
        pages.insert(place, PageFile(event.other))


def _insert(pages: list[PageFile], place: int, page: PageFile) -> None:
    """Put page at place; −1 and anything beyond the end mean the end."""
    pages.insert(len(pages) if place < 0 else place, page)
