"""What may go into a bag, and what both sides counted: every kind in every state."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.custody import (
    Standing,
    brings_result,
    comes_without_result,
    is_missing,
    missing_from,
    objection,
    on_the_way,
    tally,
)
from app.domain.dossiers import Status
from app.domain.handover import PARTNERS, BatchItem, BatchKind
from app.domain.lifecycle import Act, transition
from app.domain.units import UnitKind

ID = UUID(int=1)
OWN = "H17.32-261120-3001"


def code(kind: BatchKind, standing: Standing) -> str:
    problem = objection(kind, standing)
    return problem.code if problem else ""


@pytest.mark.parametrize("status", list(Status))
def test_a_folder_at_the_counter_goes_where_its_state_lets_it(status: Status) -> None:
    here = Standing(OWN, status)
    transferable = status in transition(Act.TRANSFER).sources
    assert code(BatchKind.DOSSIERS, here) == ("" if transferable else "life.not_now")
    ended = status in {Status.DONE, Status.REFUSED, Status.STOPPED, Status.WITHDRAWN}
    assert code(BatchKind.POST_OUT, here) == ("" if ended else "handover.no_result_yet")
    assert code(BatchKind.RESULTS, here) == ("handover.returned_already" if status is Status.RETURNED else "")
    assert code(BatchKind.POST_IN, here) == ""


@pytest.mark.parametrize("kind", list(BatchKind))
def test_a_folder_is_in_one_bag(kind: BatchKind) -> None:
    bagged = Standing(OWN, Status.RECEIVED, bag="BG-261120-3-01")
    assert code(kind, bagged) == ("" if kind is BatchKind.POST_IN else "handover.in_other_batch")


def test_who_has_a_folder_matters_only_where_it_leaves() -> None:
    away = Standing(OWN, Status.IN_PROCESS, holder="Công an xã")
    assert code(BatchKind.DOSSIERS, away) == "handover.with_other"
    assert code(BatchKind.RESULTS, away) == ""
    assert code(BatchKind.DOSSIERS, Standing(OWN, Status.IN_PROCESS, "Công an xã", with_partner=True)) == ""
    lost = Standing(OWN, Status.RECEIVED, holder=missing_from("BG-261120-3-01"))
    assert code(BatchKind.DOSSIERS, lost) == ""


def test_holders_are_told_apart() -> None:
    assert is_missing(missing_from("BG-1"))
    assert not is_missing(on_the_way("Công an xã"))
    assert not is_missing("")


@pytest.mark.parametrize("status", list(Status))
def test_a_result_is_brought_only_for_what_is_still_worked_on(status: Status) -> None:
    working = status in {Status.RECEIVED, Status.TRANSFERRED, Status.IN_PROCESS}
    item = BatchItem(ID, 1, OWN, ID, taken=True)
    assert brings_result(item, status) is working
    assert not brings_result(BatchItem(ID, 1, OWN, ID, taken=False), status)
    assert not brings_result(BatchItem(ID, 1, OWN, ID, taken=True, without_result=True), status)
    # What is undecided, and neither done nor returned, comes back without a result.
    assert comes_without_result(status) is not (working or status in {Status.DONE, Status.RETURNED})


def test_every_unit_has_a_kind_of_handover() -> None:
    assert frozenset().union(*PARTNERS.values()) == set(UnitKind)
    assert set(PARTNERS) == set(BatchKind)


_COUNTS = st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(lambda counts: counts[0] or counts[1])


@given(counts=st.lists(_COUNTS, max_size=12), declared=st.integers(0, 15), kind=st.sampled_from(BatchKind))
def test_a_tally_adds_up(counts: list[tuple[bool, bool, bool]], declared: int, kind: BatchKind) -> None:
    items = [
        BatchItem(ID, place, f"{place}", ID if known else None, given=given, taken=taken)
        for place, (given, taken, known) in enumerate(counts, 1)
    ]
    found = tally(kind, items, declared)
    unexpected = sum(taken and not given for given, taken, _known in counts)
    assert found.given + unexpected == found.taken + len(found.missing)
    as_declared = declared in {0, found.given + len(found.extra)}
    assert found.agreed is (not found.missing and not unexpected and as_declared)
    strangers = sum(not known for _given, _taken, known in counts)
    assert len(found.strange) == (0 if kind is BatchKind.POST_IN else strangers)
