"""Dated examples reasoned out by hand; each says in a comment how its date comes about."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from app.domain.dossier_clock import (
    ClockEvent,
    ClockState,
    LawValue,
    PauseModel,
    letter_due,
    notice_due,
    state_of,
    supplement_closes,
)
from app.domain.procedures import Channel, TimeLimit
from tests.domain.clock_rig import CALENDAR, LAW, at, cut_off, events, every, limit

EXAMPLES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("clock_examples.json").read_text("utf-8"))
RULES = replace(
    LAW.rules_for(date(2026, 11, 2), channel=Channel.COUNTER), supplement_closing=LawValue(limit("15 working_day"))
)
OWED: dict[str, Callable[[ClockState, tuple[ClockEvent, ...]], object]] = {
    "letter": lambda state, _facts: letter_due(state, RULES, CALENDAR),
    "notice": lambda state, _facts: notice_due(state, RULES, CALENDAR),
    "closes": lambda _state, facts: supplement_closes(facts, RULES, CALENDAR),
}


def shown(value: object) -> object:
    match value:
        case datetime():
            return value.replace(tzinfo=None).isoformat(timespec="minutes")
        case timedelta():
            return str(value)
        case TimeLimit():
            return f"{value.value.normalize():f} {value.unit}"
        case Enum():
            return value.value
        case _:
            return value


def test_there_are_enough_of_them_and_each_is_reasoned() -> None:
    assert len(EXAMPLES) >= 80
    assert all(len(example["comment"]) > 20 and example["expect"] for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["comment"])[:60])
def test_by_example(example: dict[str, Any]) -> None:
    facts = events(*example["events"])
    now = at(example["now"]) if "now" in example else facts[-1].moment
    stated = limit(example["limit"]) if "limit" in example else None
    models = every(PauseModel(example["model"]))
    state = state_of(facts, stated, cut_off(example.get("cut_off", "")), CALENDAR, now, models=models)
    found = {
        name: shown(OWED[name](state, facts) if name in OWED else attrgetter(name)(state)) for name in example["expect"]
    }
    assert found == example["expect"]
