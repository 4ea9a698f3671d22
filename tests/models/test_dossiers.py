from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_type_hints
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.money import Dong
from app.core.problems import OutsideProblem
from app.domain.dossiers import Appointment, Dossier, DossierPaper, FeeLine
from app.domain.people import Parties, Party
from app.models.rows import Match, Queue, QueueTimes
from app.models.store import Store
from app.models.types import from_micros, to_micros

MakeDossier = Callable[..., Dossier]
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_COUNTS = st.integers(0, 10**12)
_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.sampled_from([UTC, VIETNAM]))  # noqa: DTZ001 - the zone is beside it


def _built(kind: type[Any], **given_: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    # A strategy for every field: no default is left, so that a field without a column is found.
    hints = get_type_hints(kind)
    fields = {name: _TEXT if hint is str else st.from_type(hint) for name, hint in hints.items()}
    return st.builds(kind, **(fields | given_))


_PARTIES = _built(Party, birth_year=st.none() | st.integers(1800, 2200))
_DOSSIERS = _built(
    Dossier,
    number=st.from_regex(r"[A-Z]\d\d\.\d\d-\d{6}-\d{4,6}", fullmatch=True),
    procedure_version=_COUNTS,
    parties=_built(Parties, submitter=_PARTIES, owner=st.none() | _PARTIES),
    papers=st.lists(
        _built(
            DossierPaper,
            ordinal=_COUNTS,
            originals=_COUNTS,
            certified_copies=_COUNTS,
            photocopies=_COUNTS,
            file_size=_COUNTS,
            pages=_COUNTS,
        ),
        max_size=3,
    ).map(tuple),
    sets=_COUNTS,
    fees=st.lists(_built(FeeLine, quantity=_COUNTS, amount=_COUNTS.map(Dong)), max_size=3).map(tuple),
    received_at=_MOMENTS,
    appointment=_built(
        Appointment,
        clock_start=_MOMENTS,
        legal_deadline=st.none() | _MOMENTS,
        appointment=_MOMENTS,
        explanation=st.lists(_TEXT, max_size=3).map(tuple),
    ),
    slip_copies=_COUNTS,
    revision=_COUNTS,
)


@given(dossier=_DOSSIERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_dossier_comes_out_as_it_went_in(store: Store, dossier: Dossier) -> None:
    with store.work() as work:
        work.dossiers.add(dossier)
        assert work.dossiers.get(dossier.id) == dossier
        assert work.dossiers.by_number(dossier.number) == dossier


@given(one=_MOMENTS, other=_MOMENTS)
def test_stored_moments_sort_as_time_does(one: datetime, other: datetime) -> None:
    assert from_micros(to_micros(one)) == one
    assert (to_micros(one) < to_micros(other)) == (one < other)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        to_micros(datetime(2026, 11, 20))  # noqa: DTZ001 - the very thing that is refused


def test_a_number_stands_once(store: Store, make_dossier: MakeDossier) -> None:
    with store.work() as work:
        work.dossiers.add(make_dossier(number="H47.12-261120-3001"))
        with pytest.raises(OutsideProblem) as raised:
            work.dossiers.add(make_dossier(number="H47.12-261120-3001"))
    assert raised.value.code == "store.number_taken"


def test_a_bound_number_and_the_provisional_one_both_find_it(store: Store, make_dossier: MakeDossier) -> None:
    dossier = make_dossier(number="TẠM-3-261120-0001", provisional=True)
    with store.work() as work:
        work.dossiers.add(dossier)
        work.dossiers.bind_number(dossier.id, "H47.12-261120-0042")
        found = work.dossiers.by_number("tạm-3-261120-0001")
        assert found == work.dossiers.by_number("H47.12-261120-0042")
        assert found is not None
        assert (found.number, found.provisional, found.revision) == ("H47.12-261120-0042", False, 2)
        assert work.dossiers.numbers_of(dossier.id) == ("H47.12-261120-0042", "TẠM-3-261120-0001")
        for typed in ("0042", "TẠM-3-261120-0001", "tạm-3"):
            assert [row.id for row in work.dossiers.search(typed)] == [dossier.id], typed
        with pytest.raises(OutsideProblem):
            work.dossiers.bind_number(dossier.id, "H47.12-261120-0042")
        with pytest.raises(KeyError):
            work.dossiers.bind_number(uuid4(), "H47.12-261120-0043")


@pytest.fixture
def office(store: Store, make_dossier: MakeDossier) -> Store:
    people = (
        ("Đặng Văn Đức", "001099001234", "0912 345 678"),
        ("Đặng Văn Dục", "001099001235", ""),
        ("Dang Van Duc", "C1234567", "+84 912 345 679"),
        ("Nguyễn Thị Thu Hà", "036188000001", ""),
    )
    with store.work() as work:
        for day, (name, identity, phone) in enumerate(people):
            moment = NOW + timedelta(days=day)
            work.dossiers.add(
                make_dossier(name, identity=identity, phone=phone, received_at=moment, content="Khai sinh cho cháu Bé")
            )
        work.commit()
    return store


@pytest.mark.parametrize(
    ("typed", "names", "match"),
    [
        ("đặng văn đức", ["Đặng Văn Đức", "Dang Van Duc", "Đặng Văn Dục"], Match.EXACT),
        ("dang van duc", ["Dang Van Duc", "Đặng Văn Dục", "Đặng Văn Đức"], Match.EXACT),
        ("ĐỨC ĐẶNG", ["Đặng Văn Đức", "Dang Van Duc", "Đặng Văn Dục"], Match.EXACT),
        ("thu h", ["Nguyễn Thị Thu Hà"], Match.EXACT),
        ("ngyen thu ha", ["Nguyễn Thị Thu Hà"], Match.TYPO),
        ("nguyen thu he", ["Nguyễn Thị Thu Hà"], Match.TYPO),
        ("ha khai sinh be", ["Nguyễn Thị Thu Hà"], Match.SUBJECT),
        ("3001", ["Đặng Văn Đức"], Match.NUMBER),
        ("261120-3002", ["Đặng Văn Dục"], Match.NUMBER),
        ("h47.12-261120-3004", ["Nguyễn Thị Thu Hà"], Match.NUMBER),
        ("0010990012", ["Đặng Văn Dục", "Đặng Văn Đức"], Match.IDENTITY),
        ("0912 345", ["Dang Van Duc", "Đặng Văn Đức"], Match.PHONE),
        ("+84912345678", ["Đặng Văn Đức"], Match.PHONE),
    ],
)
def test_search_forgives_and_puts_the_surest_first(office: Store, typed: str, names: list[str], match: Match) -> None:
    with office.read() as work:
        found = work.dossiers.search(typed)
    assert [row.owner_name for row in found] == names
    assert found[0].match is match


@given(typed=_TEXT)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_breaks_the_search(office: Store, typed: str) -> None:
    with office.read() as work:
        assert len(work.dossiers.search(typed, 3)) <= 3


def test_search_keeps_to_a_queue_and_a_procedure(office: Store, make_dossier: MakeDossier) -> None:
    now = NOW + timedelta(days=8)
    with office.work() as work:
        other = make_dossier("Đặng Văn Tư", procedure_code="2.000815", slip_copies=2)
        work.dossiers.add(other)
        assert [r.id for r in work.dossiers.search("dang", 1, procedure_code="2.000815")] == [other.id]
        assert len(work.dossiers.search("dang van", queue=Queue.UNPRINTED)) == 3
        assert len(work.dossiers.search("dang", queue="overdue", at=QueueTimes.at(now))) == 2
        assert len(work.dossiers.search("300", queue=Queue.TODAY, at=QueueTimes.at(NOW))) == 0
        assert [r.owner_name for r in work.dossiers.search("3001", queue=Queue.TODAY, at=QueueTimes.at(NOW))] == [
            "Đặng Văn Đức"
        ]
        with pytest.raises(ValueError, match="present moment"):
            work.dossiers.search("dang", queue=Queue.TODAY)


def test_a_persons_dossiers_are_found_by_any_of_the_three(office: Store) -> None:
    with office.read() as work:
        by_identity = work.dossiers.of_person(identity="001099001234")
        by_phone = work.dossiers.of_person(phone="0912.345.678")
        by_name = work.dossiers.of_person(name="nguyen ha", limit=5)
        assert work.dossiers.of_person() == ()
    assert [row.number for row in by_identity] == ["H47.12-261120-3001"] == [row.number for row in by_phone]
    assert [row.owner_name for row in by_name] == ["Nguyễn Thị Thu Hà"]


def test_owner_and_submitter_are_both_searched(store: Store, make_dossier: MakeDossier) -> None:
    parties = Parties(
        Party("Lê Thị Nộp", phone="0911111111"), Party("Trần Văn Chủ", old_id="123456789"), "Giấy ủy quyền"
    )
    dossier = make_dossier(parties=parties)
    with store.work() as work:
        work.dossiers.add(dossier)
        for typed in ("thi nop", "van chu", "123456789", "0911111111"):
            (row,) = work.dossiers.search(typed)
            assert (row.owner_name, row.submitter_name, row.phone) == ("Trần Văn Chủ", "Lê Thị Nộp", "0911111111")
        assert work.dossiers.get(dossier.id) == dossier
        assert [row.id for row in work.dossiers.of_person(identity="123456789")] == [dossier.id]


def test_same_day_alike(store: Store, make_dossier: MakeDossier) -> None:
    same = make_dossier(identity="001099001234")
    others = (
        make_dossier(identity="001099001234", procedure_code="2.000815"),
        make_dossier(identity="001099001234", received_at=NOW - timedelta(days=1)),
        make_dossier(identity="001099009999"),
    )
    with store.work() as work:
        for dossier in (same, *others):
            work.dossiers.add(dossier)
        found = work.dossiers.same_day_alike("001099001234", "1.001193", date(2026, 11, 20))
        assert [row.id for row in found] == [same.id]
        assert work.dossiers.same_day_alike("", "1.001193", date(2026, 11, 20)) == ()
        today = work.dossiers.received_on(date(2026, 11, 20), "1.001193")
        assert [(one.id, one.parties) for one in today] == [(same.id, same.parties), (others[2].id, others[2].parties)]


def test_open_appointments_of_a_span(store: Store, make_dossier: MakeDossier) -> None:
    with store.work() as work:
        for days in (3, 1, 2, 5):
            work.dossiers.add(make_dossier(due=NOW + timedelta(days=days)))
        found = work.dossiers.open_with_appointment_between(NOW + timedelta(days=1), NOW + timedelta(days=3))
    assert [row.appointment - NOW for row in found] == [timedelta(days=days) for days in (1, 2, 3)]
