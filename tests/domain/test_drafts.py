"""What is typed stays what it was, whatever else is chosen meanwhile."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, all_handed_in, choose, parse_date, parse_year
from app.domain.procedures import Channel, ProcedureCase, ProcedureVersion, RequiredPaper


def case(code: str, *papers: str) -> ProcedureCase:
    return ProcedureCase(code, code, tuple(RequiredPaper(p, f"Giấy {p}") for p in papers), ((Channel.COUNTER, None),))


def procedure(code: str, *cases: ProcedureCase) -> ProcedureVersion:
    return ProcedureVersion(code, 1, f"Thủ tục {code}", "Hộ tịch", "", cases)


BIRTH = procedure("1", case("on-time", "a", "b", "c"), case("late", "c", "x", "b"))
DEATH = procedure("2", case("on-time", "b", "d"))
EMPTY = Draft(id=UUID(int=7))


def test_ticks_follow_the_paper_into_another_case() -> None:
    draft = all_handed_in(choose(EMPTY, BIRTH, BIRTH.cases[0]), BIRTH.cases[0])
    late = choose(draft, BIRTH, BIRTH.cases[1])
    assert [(p.ordinal, p.required_code, p.state) for p in late.papers] == [
        (1, "c", PaperState.HANDED_IN),
        (2, "x", PaperState.MISSING),
        (3, "b", PaperState.HANDED_IN),
    ]


def test_scanned_pages_stay_with_their_paper_in_another_case() -> None:
    draft = choose(EMPTY, BIRTH, BIRTH.cases[0])
    late = choose(draft, BIRTH, BIRTH.cases[1], frozenset({1, 3}))
    assert {p.ordinal: p.name for p in late.papers} == {1: "Giấy a", 2: "Giấy x", 3: "Giấy c", 4: "Giấy b"}
    assert {p.ordinal: p.required_code for p in late.papers}[1] == ""


def test_pages_of_a_removed_paper_do_not_become_another_papers() -> None:
    draft = replace(choose(EMPTY, BIRTH, BIRTH.cases[0]), last_ordinal=4)
    assert [p.ordinal for p in choose(draft, DEATH, DEATH.cases[0], frozenset({1})).papers] == [1, 2, 3]
    assert 4 not in {p.ordinal for p in choose(draft, DEATH, DEATH.cases[0], frozenset({4})).papers}


@given(st.frozensets(st.integers(1, 3)), st.sampled_from([BIRTH.cases[1], DEATH.cases[0]]))
def test_no_scanned_number_ever_names_another_paper(scanned: frozenset[int], target: ProcedureCase) -> None:
    draft = choose(EMPTY, BIRTH, BIRTH.cases[0])
    before = {p.ordinal: p.name for p in draft.papers}
    version = BIRTH if target in BIRTH.cases else DEATH
    after = choose(draft, version, target, scanned)
    assert {p.ordinal: p.name for p in after.papers if p.ordinal in scanned} == {n: before[n] for n in scanned}
    assert {p.required_code for p in after.papers} >= {p.code for p in target.papers}
    assert len({p.ordinal for p in after.papers}) == len(after.papers)


def test_dates_as_people_write_them() -> None:
    for text in ("15/3/1999", "15-03-1999", "15.3.1999", "15031999", " 15/03/1999 "):
        assert parse_date(text) == date(1999, 3, 15), text
    for text in ("31/02/1999", "1999", "15/3", ""):
        assert parse_date(text) is None, text
    assert parse_year("1954") == 1954
    assert parse_year("15/3/1999") is None
