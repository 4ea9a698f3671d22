"""The rules as data: which entry has the last word for which dossier, and what is no rule."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.core.problems import PersonProblem
from app.domain.dossier_clock import NATIONAL_PAUSE, Compared, PauseModel, PauseReason
from app.domain.dossier_clock.law_data import clock_law_from_json
from app.domain.procedures import Channel
from tests.domain.clock_rig import LAW, LAW_TEXT, limit

DAY = date(2026, 11, 2)


def changed(edit: Callable[[dict[str, Any]], object]) -> str:
    data = json.loads(LAW_TEXT)
    edit(data)
    return json.dumps(data)


def named(data: dict[str, Any], words: str) -> dict[str, Any]:
    return next(entry for entry in data["rules"] if words in entry["name"])


def test_what_is_shipped_holds_for_every_day_and_channel_of_the_calendar() -> None:
    for day in (date(2025, 1, 2), date(2025, 6, 30), date(2025, 7, 1), DAY, date(2027, 12, 31)):
        for channel in Channel:
            rules = LAW.rules_for(day, channel=channel)
            assert rules.pauses.keys() == set(PauseReason)
            assert (rules.max_supplements.value, rules.max_extensions.value) == (1, 1)
            assert (rules.letter_lead.value, rules.notice.value) == (limit("1 day"), limit("3 day"))
            assert rules.supplement_closing is None
            assert rules.compared.value is Compared.CURRENT


def test_every_value_names_its_basis_and_says_whether_the_text_was_seen() -> None:
    rules = LAW.rules_for(DAY, channel=Channel.COUNTER)
    bases = [pause.legal_basis for pause in rules.pauses.values()]
    bases += [rules.max_supplements.legal_basis, rules.max_extensions.legal_basis, rules.letter_lead.legal_basis]
    bases += [rules.notice.legal_basis, rules.compared.legal_basis]
    assert all(len(basis) > 10 for basis in bases)
    assert "118/2025" in rules.max_supplements.legal_basis
    assert rules.max_supplements.verified
    assert not rules.max_extensions.verified
    assert not rules.pauses[PauseReason.OBLIGATION].verified


def test_the_law_that_held_when_the_dossier_came_counts() -> None:
    before, after = (LAW.rules_for(day, channel=Channel.COUNTER) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert "61/2018" in before.max_supplements.legal_basis
    assert "118/2025" in after.max_supplements.legal_basis


def test_a_postal_dossier_counts_anew_once_it_is_complete() -> None:
    counter, post = (LAW.rules_for(DAY, channel=channel).models for channel in (Channel.COUNTER, Channel.POST))
    assert counter == dict.fromkeys(PauseReason, PauseModel.SUBTRACT)
    assert post == {**counter, PauseReason.SUPPLEMENT: PauseModel.RESTART}


def test_an_entry_without_procedures_waits_for_the_office_to_name_them() -> None:
    asked = {"procedure": "9.999999", "channel": Channel.ONLINE}
    assert LAW.rules_for(DAY, **asked).supplement_closing is None  # type: ignore[arg-type] # one dict for both
    law = clock_law_from_json(changed(lambda data: named(data, "karaoke").update(procedures=["9.999999"])))
    rules = law.rules_for(DAY, procedure="9.999999", channel=Channel.ONLINE)
    assert rules.supplement_closing is not None
    assert rules.supplement_closing.value == limit("15 working_day")
    assert rules.models[PauseReason.SUPPLEMENT] is PauseModel.RESTART
    assert rules.models[PauseReason.OBLIGATION] is PauseModel.SUBTRACT
    assert law.rules_for(DAY, procedure="1.001193", channel=Channel.ONLINE).supplement_closing is None


def test_the_more_special_entry_has_the_last_word() -> None:
    def edit(data: dict[str, Any]) -> None:
        for count, choice in ((7, {"procedures": ["P"]}), (2, {"channels": [2]}), (5, {"fields": ["Đất đai"]})):
            value = {"value": count, "legal_basis": "thử"}
            data["rules"].insert(0, {"name": str(count), **choice, "max_supplements": value})

    law = clock_law_from_json(changed(edit))

    def most(procedure: str, field: str, channel: Channel) -> int:
        return law.rules_for(DAY, procedure=procedure, field=field, channel=channel).max_supplements.value

    assert most("", "", Channel.COUNTER) == 1
    assert most("", "", Channel.ONLINE) == 2
    assert most("", "Đất đai", Channel.ONLINE) == 5
    assert most("P", "Đất đai", Channel.ONLINE) == 7
    assert most("P", "", Channel.COUNTER) == 7


def test_of_equals_the_later_one_has_the_last_word_and_only_in_its_time() -> None:
    value = {"value": 3, "legal_basis": "thử"}
    entry = {"name": "Năm 2027", "valid_from": "2027-01-01", "valid_to": "2027-06-30", "max_supplements": value}
    law = clock_law_from_json(changed(lambda data: data["rules"].insert(0, entry)))
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1))
    counts = [law.rules_for(day, channel=Channel.COUNTER).max_supplements.value for day in days]
    assert counts == [1, 3, 3, 1]


def test_the_pauses_are_named_by_their_national_status() -> None:
    assert sorted(NATIONAL_PAUSE.values()) == [5, 6, 7, 8]
    data = json.loads(LAW_TEXT)
    assert {pause["status"] for pause in named(data, "Quy định chung")["pauses"]} == {5, 6, 7, 8}


BAD: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("unreadable", lambda d: d.update(format=2)),
    ("unreadable", lambda d: d.update(surprise=1)),
    ("unreadable", lambda d: d.update(rules=[])),
    ("unreadable", lambda d: d["rules"][1].update(suprise=1)),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value="1")),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value="one day")),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value="1 week")),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value="0.3 working_day")),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value="-1 day")),
    ("unreadable", lambda d: d["rules"][1]["letter_lead"].update(value=1)),
    ("unreadable", lambda d: d["rules"][1]["max_supplements"].update(value=-1)),
    ("unreadable", lambda d: d["rules"][1]["max_supplements"].update(legal_basis="")),
    ("unreadable", lambda d: d["rules"][1]["max_supplements"].pop("legal_basis")),
    ("unreadable", lambda d: d["rules"][1]["pauses"][0].update(status=4)),
    ("unreadable", lambda d: d["rules"][1]["pauses"][0].update(model="wait")),
    ("unreadable", lambda d: d["rules"][1].update(channels=[9])),
    ("unreadable", lambda d: d["rules"][1].update(valid_from="2026-02-30")),
    ("dates", lambda d: d["rules"][1].update(valid_from="2026-02-02", valid_to="2026-02-01")),
]


@pytest.mark.parametrize(("code", "edit"), BAD)
def test_what_contradicts_itself_is_refused_with_its_place(code: str, edit: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(PersonProblem) as caught:
        clock_law_from_json(changed(edit))
    assert caught.value.code == f"clock.law_{code}"
    assert caught.value.params.get("place") or caught.value.params.get("name")


@pytest.mark.parametrize("text", ["", "null", "[]", '{"format":1}', "\ufeff{}", "{" * 5000])
def test_what_is_no_law_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem, match="law_unreadable"):
        clock_law_from_json(text)


MISSING: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("max_supplements", lambda entry: entry.pop("max_supplements")),
    ("notice", lambda entry: entry.pop("notice")),
    ("compared", lambda entry: entry.pop("compared")),
    ("pauses: 7, 8", lambda entry: entry.update(pauses=entry["pauses"][:2])),
]


@pytest.mark.parametrize(("value", "edit"), MISSING)
def test_a_value_that_every_dossier_needs_is_missed_by_name(
    value: str, edit: Callable[[dict[str, Any]], object]
) -> None:
    law = clock_law_from_json(changed(lambda data: edit(data["rules"][1])))
    with pytest.raises(PersonProblem) as caught:
        law.rules_for(DAY, channel=Channel.COUNTER)
    assert caught.value.code == "clock.law_missing"
    assert caught.value.params == {"value": value, "day": DAY}
