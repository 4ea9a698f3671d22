"""Whatever the index is made of: what a clerk may type of a name or a subject finds the dossier."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.vietnamese import fold, syllables
from app.domain.dossiers import Dossier
from app.domain.people import Parties, Party
from app.models.bench_data import fill_with_made_up_dossiers, made_up_name
from app.models.bench_measures import measure_queues, measure_search
from app.models.bench_names import GIVEN, MIDDLES, PROCEDURES, SURNAMES
from app.models.rows import MOST_COUNTED, Match, Queue, QueueTimes
from app.models.search_words import indexed, learned
from app.models.store import Store
from app.models.text_query import one_edit_away

MakeDossier = Callable[..., Dossier]

_NAMES = st.builds(
    lambda *parts: " ".join(parts),
    st.sampled_from([name for name, _ in SURNAMES]),
    st.sampled_from(MIDDLES),
    st.sampled_from(GIVEN),
    st.sampled_from(GIVEN),
)
_KEPT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(name=_NAMES, data=st.data())
@_KEPT
def test_any_order_and_any_part_of_a_name_finds_it(
    store: Store, make_dossier: MakeDossier, name: str, data: st.DataObject
) -> None:
    dossier = make_dossier(name, number=f"X-{data.draw(st.uuids())}")
    words = data.draw(st.permutations(list(syllables(name))))
    typed = words[: data.draw(st.integers(1, len(words)))]
    typed[-1] = typed[-1][: data.draw(st.integers(1, len(typed[-1])))]
    with store.work() as work:
        work.dossiers.add(dossier)
        found = [row.id for row in work.dossiers.search(" ".join(typed))]
    assert found == ([dossier.id] if len("".join(typed)) > 1 else [])


@given(name=_NAMES, procedure=st.sampled_from(PROCEDURES), data=st.data())
@_KEPT
def test_a_name_before_or_after_what_is_asked_for_finds_it(
    store: Store, make_dossier: MakeDossier, name: str, procedure: tuple[str, str], data: st.DataObject
) -> None:
    dossier = make_dossier(
        name, number=f"X-{data.draw(st.uuids())}", procedure_name=procedure[1], content="cho trẻ ngoan"
    )
    asked = data.draw(st.sampled_from([procedure[1], f"{procedure[1]} ngoan", "ngoan tre"]))
    typed = data.draw(st.sampled_from([f"{name} {asked}", f"{asked} {name}"]))
    with store.work() as work:
        work.dossiers.add(dossier)
        found = work.dossiers.search(fold(typed)[:-1] if data.draw(st.booleans()) else fold(typed))
    assert [row.id for row in found] == [dossier.id]
    assert found[0].match is Match.SUBJECT


@given(name=_NAMES, data=st.data())
@_KEPT
def test_one_wrong_letter_is_forgiven(store: Store, make_dossier: MakeDossier, name: str, data: st.DataObject) -> None:
    words = list(syllables(name))
    place = data.draw(st.sampled_from([n for n, word in enumerate(words) if len(word) > 1]))
    words[place] = data.draw(st.sampled_from(sorted(w for w in one_edit_away(words[place]) if len(w) > 1)))
    with store.work() as work:
        dossier = make_dossier(name, number=f"X-{data.draw(st.uuids())}")
        work.dossiers.add(dossier)
        found = work.dossiers.search(" ".join(words))
    assert [row.id for row in found] == [dossier.id]


def test_exact_accents_come_first_however_many_others_are_newer(store: Store, make_dossier: MakeDossier) -> None:
    with store.work() as work:
        wanted = make_dossier("Đặng Văn Đức")
        work.dossiers.add(wanted)
        for _ in range(6):
            work.dossiers.add(make_dossier("Đặng Văn Dục"))
        found = work.dossiers.search("đặng văn đức", 3)
        newest = work.dossiers.search("dang van duc", 3)
    assert found[0].id == wanted.id
    assert [row.match for row in found] == [Match.EXACT, *[Match.WITHOUT_ACCENTS] * 2]
    assert [row.number for row in newest] == sorted((row.number for row in newest), reverse=True)
    assert wanted.id not in [row.id for row in newest]


def test_two_people_of_one_dossier_find_it(store: Store, make_dossier: MakeDossier) -> None:
    both = Parties(Party("Lê Thị Nộp"), Party("Trần Văn Chủ"), "Giấy ủy quyền")
    with store.work() as work:
        wanted = make_dossier(parties=both)
        work.dossiers.add(wanted)
        work.dossiers.add(make_dossier("Lê Văn Nộp"))
        assert [row.id for row in work.dossiers.search("thi nop van chu")] == [wanted.id]
        assert work.dossiers.search("nop chu") == ()


def test_no_typed_word_is_taken_for_a_sign_of_the_index() -> None:
    words = indexed(["Đỗ Ý"], ["Khai sinh 2026"])
    assert words.split() == ["do", "y", "_đỗ", "_ý", "do_y", "y_do", "-khai", "-sinh", "-2026"]
    assert learned(words) == {"do", "y", "-khai", "-sinh"}
    assert all(set(word) & set("_-") == set() for word in syllables("_đỗ do_y -khai"))


def test_a_name_of_an_organisation_is_found_by_any_two_words(store: Store, make_dossier: MakeDossier) -> None:
    name = "Công ty TNHH Thương mại Dịch vụ Vận tải Hòa Bình Phát"
    with store.work() as work:
        wanted = make_dossier(name)
        work.dossiers.add(wanted)
        for typed in ("hoa binh", "cong ty phat", "van tai hoa", "phat binh h"):
            assert [row.id for row in work.dossiers.search(typed)] == [wanted.id], typed


def test_the_beginning_of_a_number_gives_the_newest(store: Store, make_dossier: MakeDossier) -> None:
    with store.work() as work:
        made = [make_dossier() for _ in range(9)]
        for dossier in made:
            work.dossiers.add(dossier)
        found = work.dossiers.search("h47.12-26", 3)
    assert [row.id for row in found] == [dossier.id for dossier in made[:-4:-1]]


def test_the_measured_store_is_filled_and_searched(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    fill_with_made_up_dossiers(store, 300, progress=lambda done, of: seen.append((done, of)))
    figures = measure_search(store, rounds=4)
    assert seen == [(300, 300)]
    assert set(measure_queues(store, rounds=2)) == {"counts", *Queue}
    assert set(figures) >= {"name", "accents", "typo", "name_and_procedure", "number_tail", "identity", "phone"}
    with store.read() as work:
        (row,) = work.dossiers.queue(Queue.ALL, None, limit=1)
        assert row.id in [found.id for found in work.dossiers.search(fold(row.owner_name), 300)]
        assert work.dossiers.counts(QueueTimes.at(store.clock.now() + timedelta(days=60))).overdue == 300
    store.check()


def test_a_store_without_made_up_people_is_not_measured(store: Store) -> None:
    with pytest.raises(ValueError, match="cannot be measured"):
        measure_search(store)


def test_a_queue_is_counted_no_further_than_anybody_reads(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_with_made_up_dossiers(store, 50)
    monkeypatch.setattr("app.models.dossier_queues.MOST_COUNTED", 20)
    with store.read() as work:
        assert work.dossiers.counts(QueueTimes.at(clock.now() + timedelta(days=60))).overdue == 21
    assert MOST_COUNTED == 10_000


def test_made_up_names_are_as_frequent_as_in_life() -> None:
    chance = random.Random(3)
    names = [made_up_name(chance) for _ in range(2_000)]
    assert 0.3 < sum(name.startswith("Nguyễn ") for name in names) / len(names) < 0.4
