"""Every code has a sentence, every sentence gets what it shows, and none is left over."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.people import Gender
from app.services import sentences
from app.services.sentences import ROOMS, SENTENCES, Sentence, describe, sentence, show

APP = Path(sentences.__file__).parents[2]
ROOM_FILES = Path(sentences.__file__).parent
CODE = re.compile(r"[a-z]+(?:\.[a-z0-9_]+)+")
CODE_AT = {"PersonProblem": 0, "OutsideProblem": 0, "Finding": 1}
"""The calls that name a code, and which argument it is."""

NO_CODES = {"store.db", "store.restored_from"}
"""Texts that look like codes: a file's name, an event of the audit chain."""


@dataclass(frozen=True)
class Raised:
    """A call that names a code: literally, or as a pattern where part of it is computed; pattern None: any code."""

    place: str
    pattern: str | None
    params: frozenset[str] | None

    @property
    def literal(self) -> bool:
        return self.pattern is not None and ".+" not in self.pattern


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        if path.parent != ROOM_FILES:
            yield path, ast.parse(path.read_text("utf-8"))


def params_of(call: ast.Call, name: str) -> frozenset[str] | None:
    if name == "Finding":
        given = [argument for argument in call.args[3:] if isinstance(argument, ast.Dict)]
        keys = [key for argument in given for key in argument.keys if isinstance(key, ast.Constant)]
        return frozenset(str(key.value) for key in keys)
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


def pattern_of(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return re.escape(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in argument.values
        )
    return None


@cache
def raised() -> tuple[Raised, ...]:
    found = []
    for path, tree in sources():
        for call in ast.walk(tree):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in CODE_AT and len(call.args) > CODE_AT[name]:
                place = f"{path.relative_to(APP.parent)}:{call.lineno}"
                found.append(Raised(place, pattern_of(call.args[CODE_AT[name]]), params_of(call, name)))
    return tuple(found)


@cache
def constants() -> dict[str, frozenset[str]]:
    """Return, by file, every text in the program that has the form of a code."""
    return {
        str(path.relative_to(APP.parent)): frozenset(
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
        )
        for path, tree in sources()
    }


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_file_of_the_room_is_listed() -> None:
    files = {path.stem for path in ROOM_FILES.glob("*.py")} - {"__init__"}
    assert {room.__name__.rpartition(".")[2] for room in ROOMS} == files


def test_the_program_raises_codes_at_all() -> None:
    assert len(raised()) > 50


def test_every_code_that_is_raised_has_a_sentence() -> None:
    silent = [
        f"{call.place} {call.pattern}"
        for call in raised()
        if call.pattern and not any(re.fullmatch(call.pattern, code) for code in SENTENCES)
    ]
    assert not silent, "\n".join(silent)


def test_codes_that_are_chosen_from_a_table_have_sentences_too() -> None:
    """Where a call computes its code, every text of that file with the form of a code of a known room is one."""
    rooms = {code.partition(".")[0] for code in SENTENCES}
    computing = {call.place.rpartition(":")[0] for call in raised() if call.pattern is None}
    silent = [
        f"{file} {code}"
        for file in sorted(computing)
        for code in sorted(constants()[file])
        if code.partition(".")[0] in rooms and code not in SENTENCES and code not in NO_CODES
    ]
    assert not silent, "\n".join(silent)


def test_every_parameter_a_sentence_shows_is_passed() -> None:
    missing = [
        f"{call.place} {code} {sorted(wanted)}"
        for call in raised()
        if call.literal and call.pattern and call.params is not None
        for code, texts in SENTENCES.items()
        if re.fullmatch(call.pattern, code) and (wanted := (names_in("".join(texts)) - call.params - {"code"}))
    ]
    assert not missing, "\n".join(missing)


def test_no_sentence_is_left_over() -> None:
    said = {code for codes in constants().values() for code in codes}
    patterns = [call.pattern for call in raised() if call.pattern]
    idle = [code for code in SENTENCES if code not in said and not any(re.fullmatch(p, code) for p in patterns)]
    assert not idle, "\n".join(idle)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentences_are_sentences(code: str) -> None:
    text, next_step = SENTENCES[code]
    assert CODE.fullmatch(code)
    assert text.rstrip(")”").endswith((".", "?", "!", "…"))
    assert text == text.strip()
    assert next_step == next_step.strip()
    assert all(name.isidentifier() for name in names_in(text) | names_in(next_step))


def test_a_problem_is_described_with_its_parameters() -> None:
    said = describe(PersonProblem("people.id_form", length=11))
    assert "11" in said.text
    assert said.next_step
    assert str(said) == f"{said.text} {said.next_step}"


def test_an_unknown_code_is_still_a_plain_sentence() -> None:
    said = describe(OutsideProblem("nowhere.known", secret="x"))
    assert said == Sentence("Chưa làm được việc này (mã nowhere.known).", "Ghi lại mã này và báo người quản trị.")


def test_a_parameter_can_be_a_text_of_the_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "SENTENCES", {"some.code": ("Thiếu {what!t}, {what}.", "")})
    monkeypatch.setattr(
        sentences, "_", {"Thiếu {what!t}, {what}.": "{what!t} / {what}", "giờ": "hour", "": ""}.__getitem__
    )
    assert sentence("some.code", {"what": "giờ"}).text == "hour / giờ"


def test_a_missing_parameter_leaves_an_ellipsis() -> None:
    assert "…" in sentence("people.id_form").text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 5), "05/03/2026"),
        (datetime(2026, 3, 5, 14, 7, tzinfo=VIETNAM), "14:07 05/03/2026"),
        ((1, 2, date(2026, 1, 2)), "1, 2, 02/01/2026"),
        (frozenset({"b", "a"}), "a, b"),
        (Gender.MALE, "male"),
        (None, "…"),
        ("hai\ndòng", "hai dòng"),
        ("x" * 201, "x" * 200 + "…"),
        ("{length} {code.__class__}", "{length} {code.__class__}"),
        (12, "12"),
    ],
)
def test_parameters_as_people_write_them(value: object, text: str) -> None:
    assert show(value) == text


@given(st.text(max_size=80))
def test_any_parameter_is_shown_and_never_interpreted(raw: str) -> None:
    assert show(raw) in sentence("people.card_not_a_card", {"raw": raw}).text
