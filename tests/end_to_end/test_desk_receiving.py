"""Receiving on a real window, by the keyboard alone."""

import time
from functools import partial

import pytest

from app.domain.drafts import Draft
from tests.rigs.counter import Counter

pytestmark = pytest.mark.xvfb

CARD = "001099012345||Nguyen Van An|15031999|Nam|So 1, Pho Vi Du, Ha Noi|10052021"
NEXT_CARDS = (
    "001199000017||Tran Thi Binh|02011999|Nu|So 2, Pho Vi Du, Ha Noi|10052021",
    "001088000028||Le Van Chin|03021988|Nam|So 3, Pho Vi Du, Ha Noi|10052022||||",
    "001177000039|011223344|Pham Thi Dung|04031977|Nu|So 4, Pho Vi Du, Ha Noi|10052023",
)
SLOW_MS = 200
"""Between two keys of somebody who types for longer than the second in which a draft is kept."""


def has_read(personal_id: str, draft: Draft) -> bool:
    return draft.submitter.personal_id == personal_id


def choose_and_tick(counter: Counter) -> None:
    """Choose a procedure and take every paper, waiting as a person does for what is shown."""
    counter.press("alt+t")
    counter.type("khai sinh")
    counter.press("Return")
    counter.wait_for_draft(lambda one: one.procedure_code == "1.001193", "the procedure")
    counter.press("ctrl+d")
    counter.wait_for_draft(lambda one: any(paper.originals for paper in one.papers), "the papers")


def test_three_people_one_after_the_other(counter: Counter) -> None:
    counter.start()
    for count, card in enumerate(NEXT_CARDS, 1):
        counter.scan(card)
        wanted = card.split("|")[0]
        counter.wait_for_draft(partial(has_read, wanted), "the card")
        choose_and_tick(counter)
        counter.press("ctrl+shift+Return")
        counter.wait_for_received(count)
    found = counter.received()
    assert [one.parties.submitter.personal_id for one in found] == [card.split("|")[0] for card in NEXT_CARDS]
    assert [one.number[-4:] for one in found] == ["3001", "3002", "3003"]
    # The desk is empty and begins with the next person's number.
    counter.type("001")
    draft = counter.wait_for_draft(lambda one: bool(one.submitter.personal_id), "the next person")
    assert (draft.submitter.personal_id, draft.submitter.full_name) == ("001", "")


def test_a_killed_program_comes_back_to_the_same_field(counter: Counter) -> None:
    counter.start()
    counter.scan(CARD)
    counter.wait_for_draft(lambda one: bool(one.submitter.full_name), "the card")
    counter.press("Tab")  # from the telephone to the e-mail
    typed = "nguyen.van.an.o.pho.vi.du@vi"
    began = time.monotonic()
    counter.type(typed, SLOW_MS)
    gap = (time.monotonic() - began) / len(typed)
    name_row = (100, 190, 436, 330)
    seen = counter.screen.picture().crop(name_row).tobytes()
    counter.kill()
    (before,) = counter.drafts()
    kept = before.submitter.email
    assert kept
    assert typed.startswith(kept)
    assert (len(typed) - len(kept)) * gap <= 1.0
    counter.start()
    counter.wait_until(lambda: counter.screen.picture().crop(name_row).tobytes() == seen, "the draft on the screen")
    counter.type("X")
    after = counter.wait_for_draft(lambda one: "X" in one.submitter.email, "the letter after the kill")
    assert after.id == before.id
    assert after.submitter.email == kept + "X"
    assert after.submitter.full_name == "Nguyen Van An"
