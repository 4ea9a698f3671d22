"""The record of a dossier that travels: what comes back is what went out, and a stranger's shape is refused."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import Dong
from app.domain.dossier_record import from_record, to_record
from app.domain.dossiers import Appointment, Dossier, DossierPaper, FeeLine, PaperState
from app.domain.operations import canonical_json
from app.domain.people import Parties, Party
from app.domain.procedures import PaperForm

TEXT = st.text(max_size=20)
COUNT = st.integers(0, 99)
MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1)).map(  # noqa: DTZ001 - made aware
    lambda at: at.replace(tzinfo=timezone(timedelta(hours=7)))
)
PARTIES = st.builds(
    Party, full_name=TEXT, personal_id=TEXT, birth_date=st.none() | st.dates(), card_issued=st.none() | st.dates()
)
FILES: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.fixed_dictionaries(
    {"file_digest": st.binary(min_size=32, max_size=32).map(bytes.hex), "file_size": COUNT, "pages": COUNT}
)
PAPERS = st.builds(
    lambda file, **rest: DossierPaper(**rest, **file),
    FILES,
    ordinal=COUNT,
    name=TEXT,
    state=st.sampled_from(PaperState),
    form=st.sampled_from(PaperForm),
    originals=COUNT,
    required_code=TEXT,
    note=TEXT,
)
FEES = st.builds(FeeLine, code=TEXT, name=TEXT, quantity=COUNT, amount=COUNT.map(Dong), exemption=TEXT)
DOSSIERS = st.builds(
    Dossier,
    parties=st.builds(Parties, PARTIES, st.none() | PARTIES, TEXT),
    papers=st.lists(PAPERS, max_size=4).map(tuple),
    fees=st.lists(FEES, max_size=3).map(tuple),
    received_at=MOMENTS,
    appointment=st.builds(
        Appointment,
        clock_start=MOMENTS,
        legal_deadline=st.none() | MOMENTS,
        appointment=MOMENTS,
        explanation=st.lists(TEXT, max_size=3).map(tuple),
        reason=TEXT,
    ),
    slip_copies=st.just(0),
    revision=st.just(1),
)


def body(dossier: Dossier) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        canonical_json(to_record(dossier, office_code="H17.32", counter_ordinal=3, practice=True))
    )
    return found


@given(DOSSIERS)
def test_a_dossier_comes_back_as_it_went_out(dossier: Dossier) -> None:
    assert from_record(body(dossier), office_id=dossier.office_id, counter_id=dossier.counter_id) == dossier


@given(DOSSIERS)
def test_an_owner_who_is_named_although_the_same_stays_named(dossier: Dossier) -> None:
    same = replace(dossier, parties=replace(dossier.parties, owner=dossier.parties.submitter))
    assert from_record(body(same), office_id=same.office_id, counter_id=same.counter_id) == same


NEEDED = ("id", "procedure", "submitter", "by_owner", "papers", "fees", "received_at", "explanation", "status")


@settings(max_examples=5)
@given(DOSSIERS)
def test_a_shape_that_lacks_something_is_refused(dossier: Dossier) -> None:
    for name in NEEDED:
        record = body(dossier)
        del record[name]
        with pytest.raises(ValueError, match="not the record"):
            from_record(record, office_id=UUID(int=1), counter_id=UUID(int=2))


@pytest.mark.parametrize("record", [{}, {"schema": 2}, [], None, {"number": "H17.32-261120-3001", "papers": []}])
def test_what_is_no_record_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match=r"dossier|version"):
        from_record(record, office_id=UUID(int=1), counter_id=UUID(int=2))  # type: ignore[arg-type]  # that is the test
