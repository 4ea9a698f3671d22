"""The table of a dossier's life: complete, without dead ends, and as the law has it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.dossiers import NATIONAL_STATUS, Status
from app.domain.life_guards import Facts, objections
from app.domain.lifecycle import (
    NAMES,
    OPEN,
    PAUSED,
    STATUS_NAMES,
    TABLE,
    USUAL,
    WITHOUT_RESULT,
    Act,
    ClockEffect,
    Guard,
    next_status,
    possible,
    transition,
)
from app.domain.offices import Role
from app.domain.permissions import TABLE as MAY
from app.domain.permissions import Permission
from app.services.sentences import describe

S = Status
# Written out a second time on purpose: act → (states it is possible in, state after it; None: as before).
EXPECTED = {
    Act.TRANSFER: ({S.RECEIVED, S.IN_PROCESS}, S.TRANSFERRED),
    Act.BEGIN: ({S.RECEIVED, S.TRANSFERRED}, S.IN_PROCESS),
    Act.ASK_SUPPLEMENT: ({S.RECEIVED, S.TRANSFERRED, S.IN_PROCESS}, S.SUPPLEMENT_REQUESTED),
    Act.COMPLETE_SUPPLEMENT: ({S.SUPPLEMENT_REQUESTED}, S.IN_PROCESS),
    Act.ASK_PAYMENT: ({S.RECEIVED, S.TRANSFERRED, S.IN_PROCESS}, S.FINANCIAL_OBLIGATION),
    Act.CONFIRM_PAYMENT: ({S.FINANCIAL_OBLIGATION}, S.IN_PROCESS),
    Act.EXTEND: ({S.RECEIVED, S.TRANSFERRED, S.IN_PROCESS}, None),
    Act.REFUSE: (set(OPEN), S.REFUSED),
    Act.WITHDRAW: (set(OPEN), S.WITHDRAWN),
    Act.STOP: (set(OPEN), S.STOPPED),
    Act.FINISH: ({S.RECEIVED, S.TRANSFERRED, S.IN_PROCESS}, S.DONE),
    Act.RETURN: ({S.DONE}, S.RETURNED),
    Act.GIVE_BACK: (set(WITHOUT_RESULT), None),
}


@pytest.mark.parametrize(("act", "status"), list(itertools.product(Act, Status)))
def test_every_act_in_every_state(act: Act, status: Status) -> None:
    sources, target = EXPECTED[act]
    if status in sources:
        assert next_status(act, status) is (target or status)
        return
    with pytest.raises(PersonProblem) as refused:
        next_status(act, status)
    said = describe(refused.value)
    assert NAMES[act] in said.text
    assert STATUS_NAMES[status] in said.text
    for other in possible(status, Permission):
        assert NAMES[other] in said.next_step


def test_every_state_and_act_stands_in_the_table_once() -> None:
    assert [line.act for line in TABLE] == list(Act)
    assert set(NATIONAL_STATUS) == set(STATUS_NAMES) == set(Status)
    assert set(NATIONAL_STATUS.values()) == set(range(2, 11))
    reached = {S.RECEIVED} | {line.target for line in TABLE if line.target}
    assert reached == set(Status)


def test_what_is_offered_first_is_possible_there() -> None:
    assert set(USUAL) == set(Status)
    for status, acts in USUAL.items():
        assert set(acts) <= set(possible(status, Permission))
        assert len(set(acts)) == len(acts) <= 3


def test_from_every_open_state_a_result_can_be_returned() -> None:
    for start in OPEN:
        seen, todo = {start}, [start]
        while todo:
            status = todo.pop()
            for act in possible(status, Permission):
                after = next_status(act, status)
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        assert S.RETURNED in seen


def test_the_forms_owed_are_those_of_the_law() -> None:
    owed = {line.act: line.form for line in TABLE if line.form}
    assert owed == {Act.ASK_SUPPLEMENT: "02", Act.REFUSE: "03", Act.EXTEND: "04", Act.STOP: "05"}


def test_the_clock_stands_exactly_in_the_paused_states() -> None:
    for line in TABLE:
        assert (line.target in PAUSED) == (line.clock is ClockEffect.PAUSE), line.act
        if line.clock is ClockEffect.RESUME:
            assert line.sources <= PAUSED


def test_what_needs_a_decision_is_not_for_contracted_staff() -> None:
    """NĐ 118/2025: they guide, receive, digitise and return, and never decide."""
    deciding = {Act.ASK_SUPPLEMENT, Act.EXTEND, Act.REFUSE, Act.WITHDRAW, Act.STOP}
    assert {line.act for line in TABLE if line.permission not in MAY[Role.POSTAL]} == deciding


FACTS = st.builds(
    Facts,
    reason=st.sampled_from(["", "  ", "Thiếu giấy chứng sinh"]),
    has_result=st.booleans(),
    owed=st.integers(0, 1).map(lambda one: Dong(one * 16_000)),
)


@given(st.sampled_from(list(Act)), FACTS)
def test_the_guards(act: Act, facts: Facts) -> None:
    guards = transition(act).guards
    expected = [
        code
        for guard, code, wrong in (
            (Guard.REASON, "life.reason_missing", not facts.reason.strip()),
            (Guard.NO_DECISION_YET, "life.decided_already", facts.has_result),
            (Guard.FEES_SETTLED, "life.money_owed", facts.owed > 0),
        )
        if guard in guards and wrong
    ]
    found = objections(act, facts)
    assert [problem.code for problem in found] == expected
    for problem in found:
        assert describe(problem).text
