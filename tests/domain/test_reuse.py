"""Papers used again: whose, which, and how long; the shipped list is read, and nobody gets what is another's."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PaperEntry, PartyText
from app.domain.life import PaperSource
from app.domain.reuse import Held, Offer, offers, reused
from app.domain.reuse_data import reuse_from_json

SHIPPED = Path(__file__).parents[2] / "resources" / "papers" / "reuse.json"
TERMS = reuse_from_json(SHIPPED.read_text(encoding="utf-8"))
TODAY = date(2026, 11, 20)
OWNER, OTHER = "049199012345", "049199054321"
RESIDENCE, MARRIAGE = "Giấy tờ chứng minh nơi cư trú", "Giấy xác nhận tình trạng hôn nhân"


def held(name: str, *, person: str = OWNER, on: date = date(2026, 3, 12), **more: object) -> Held:
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=VIETNAM)
    known = Held(person, UUID(int=7), "H17.32-260312-3001", name, on, at, "Lê Thị Hoa", file_digest="ab" * 32)
    return replace(known, **more)  # type: ignore[arg-type]  # replace checks the names


def draft(*names: str, person: str = OWNER, **more: object) -> Draft:
    papers = tuple(PaperEntry(at, name, f"g{at}") for at, name in enumerate(names, start=1))
    made = Draft(UUID(int=1), submitter=PartyText(personal_id=person), procedure_code="1.001193", papers=papers)
    return replace(made, **more)  # type: ignore[arg-type]  # replace checks the names


def found(one: Draft, *known: Held) -> dict[int, Offer]:
    return dict(offers(one, known, TERMS, TODAY))


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        (RESIDENCE, held(RESIDENCE)),
        (RESIDENCE, held("GIẤY TỜ chứng minh  nơi cư trú (bản chính)")),
        ("Bản sao sổ đỏ", held("Tên khác hẳn", procedure="1.001193", code="g1")),
        ("Giấy khai sinh của trẻ", held("Kết quả: Giấy khai sinh", result=True)),
        ("Giấy khai sinh", held("Giấy khai sinh (bản chính)", result=True, number="12/2026")),
    ],
)
def test_the_same_paper_is_known_again(asked: str, known: Held) -> None:
    assert found(draft(asked), known)[1].held == known


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        (RESIDENCE, held(MARRIAGE)),
        (RESIDENCE, held("Tên khác", procedure="2.000815", code="g1")),
        ("Tờ khai đăng ký khai sinh", held("Tờ khai đăng ký khai sinh")),
        ("Văn bản ủy quyền", held("Văn bản ủy quyền", procedure="1.001193", code="g1")),
        ("Giấy chứng sinh hoặc giấy tờ thay thế", held("Giấy chứng sinh hoặc giấy tờ thay thế")),
        ("Giấy khai sinh", held("Giấy", result=True)),
    ],
)
def test_another_paper_and_one_made_for_one_matter_are_not_offered(asked: str, known: Held) -> None:
    assert found(draft(asked), known) == {}


def test_the_newest_good_one_is_offered_and_an_expired_one_only_where_none_is_good() -> None:
    old, new = held(RESIDENCE, on=date(2025, 5, 5)), held(RESIDENCE, on=date(2026, 6, 6))
    expired = held(RESIDENCE, on=date(2026, 9, 9), valid_until=TODAY - timedelta(days=1))
    assert found(draft(RESIDENCE), old, new, expired)[1].held == new
    only = found(draft(RESIDENCE), expired)[1]
    assert (only.expired, only.until) == (True, date(2026, 11, 19))


@pytest.mark.parametrize(
    ("on", "expired", "until"),
    [(date(2026, 5, 20), False, TODAY), (date(2026, 5, 19), True, date(2026, 11, 19))],
)
def test_a_kind_with_a_limit_is_good_from_its_day_and_no_longer(on: date, expired: bool, until: date) -> None:
    offer = found(draft(MARRIAGE), held(MARRIAGE, on=on))[1]
    assert (offer.expired, offer.until, offer.unsure) == (expired, until, True)
    written = found(draft(MARRIAGE), held(MARRIAGE, on=on, valid_until=date(2027, 1, 1)))[1]
    assert (written.expired, written.until, written.unsure) == (False, date(2027, 1, 1), False)


def test_the_owner_counts_not_who_stands_at_the_counter() -> None:
    brought = draft(RESIDENCE, person=OTHER, owner=PartyText(personal_id=OWNER))
    assert found(brought, held(RESIDENCE))[1].held.person == OWNER
    assert found(brought, held(RESIDENCE, person=OTHER)) == {}


PEOPLE = st.sampled_from(["", OWNER, OTHER, "0100109106"])
NAMES = st.sampled_from([RESIDENCE, MARRIAGE, "Giấy khai sinh", "Giấy phép xây dựng đã cấp"])


@given(PEOPLE, st.lists(st.tuples(NAMES, PEOPLE, st.booleans()), max_size=12), st.lists(NAMES, max_size=5))
def test_never_another_persons_paper(person: str, known: list[tuple[str, str, bool]], asked: list[str]) -> None:
    everything = [held(name, person=whose, result=result, number="1") for name, whose, result in known]
    made = offers(draft(*asked, person=person), everything, TERMS, TODAY)
    assert all(offer.held.person == person != "" for offer in made.values())


def test_a_taken_paper_says_where_it_comes_from_and_is_counted_as_nothing_on_the_desk() -> None:
    known = held(RESIDENCE, pages=3, file_size=9)
    entry = replace(draft(RESIDENCE).papers[0], state=PaperState.HANDED_IN, originals=2, note="hết hạn")
    taken = reused(entry, found(draft(RESIDENCE), known)[1])
    assert (taken.state, taken.originals, taken.note) == (PaperState.REUSED, 0, "")
    assert taken.basis is not None
    assert (taken.basis.source, taken.basis.reference, taken.basis.person, taken.basis.pages) == (
        PaperSource.EARLIER,
        known.reference,
        OWNER,
        3,
    )


def test_databases_are_asked_from_their_day_on_and_proposed_by_the_name_of_the_paper() -> None:
    assert TERMS.databases_on(date(2026, 6, 30)) == ()
    assert len(TERMS.databases_on(TODAY)) == len(TERMS.databases) > 5
    usual = TERMS.usual_database(RESIDENCE, TODAY)
    assert usual is not None
    assert usual.code == "dan-cu"
    assert TERMS.usual_database("Điều lệ", TODAY) is None
    assert all(one.legal_basis for one in TERMS.databases)
    assert all(one.legal_basis for one in TERMS.validity)


@pytest.mark.parametrize("damage", ["format", "databases", "twice"])
def test_a_damaged_list_is_refused_with_its_place(damage: str) -> None:
    body = json.loads(SHIPPED.read_text(encoding="utf-8"))
    if damage == "twice":
        body["databases"].append(body["databases"][0])
    else:
        body[damage] = "?"
    with pytest.raises(PersonProblem) as caught:
        reuse_from_json(json.dumps(body))
    assert caught.value.code == "reuse.terms_unreadable"
