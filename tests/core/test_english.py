"""English is complete: every text of the source has it, with the same parameters, and the compiled file is current."""

import importlib.util
import string
from pathlib import Path
from types import ModuleType

import pytest

from app.core.words import _, _n, use_language

TOOL = Path(__file__).resolve().parents[2] / "tools" / "words.py"


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_english(words: ModuleType) -> None:
    assert words.missing(words.english()) == []


def test_english_names_the_same_parameters(words: ModuleType) -> None:
    def named(text: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}

    pairs = [(words.source(m), form) for m in words.english() if m.id for form in words.forms(m)]
    assert len(pairs) > 1000
    assert [pair for pair in pairs if named(pair[0]) != named(pair[1])] == []


def test_the_compiled_catalogue_is_the_written_one(words: ModuleType) -> None:
    assert words.MO.read_bytes() == words.compiled(words.english())


def test_switching_the_language_switches_the_words() -> None:
    use_language("en")
    try:
        assert _("Tiếp nhận") == "Receive"
    finally:
        use_language("vi")
    assert _("Tiếp nhận") == "Tiếp nhận"


def test_one_thing_is_said_otherwise_than_several() -> None:
    said = [_n("{value} ngày làm việc", count).format(value=count) for count in (1, 3)]
    assert said == ["1 ngày làm việc", "3 ngày làm việc"]
    use_language("en")
    try:
        said = [_n("{value} ngày làm việc", count).format(value=count) for count in (0.5, 1, 3)]
    finally:
        use_language("vi")
    assert said == ["0.5 working days", "1 working day", "3 working days"]
