"""English is complete: every text of the source has it, with the same parameters, and the compiled file is current."""

import ast
import importlib.util
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.core.words import _, _n, use_language

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "words.py"
LETTERS = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
MARKERS = {"_", "_n", "mark", "mark_n"}
VIETNAMESE_BY_NATURE = {
    "app/printing": "statutory forms and what is drawn on paper",
    "app/core/money.py": "amounts in words, for paper, and the sign of the currency",
    "app/core/vietnamese.py": "the letters themselves",
    "app/cli/bench": "made-up data",
    "app/cli/parser.py": "the product's name",
    "app/domain/addresses/tokens.py": "words of level, as addresses write them",
    "app/domain/custody.py": "who has a folder, as the record keeps it and the province is told",
    "app/domain/fees.py": "the name of a fee, kept in the dossier and printed",
    "app/domain/garbled.py": "Vietnamese spelling",
    "app/domain/importing/template.py": "titles and answers of a data file, which is filled in in Vietnamese",
    "app/domain/made_up.py": "made-up people",
    "app/domain/national_records": "words of the national records and names taken from them",
    "app/domain/paper_words.py": "forms, and what the record keeps",
    "app/domain/reception.py": "how an appointment may be typed, and the name of a fee, printed",
    "app/models": "letters in numbers, and made-up data to measure with",
    "app/scanning": "sample pages and the creator named in a file",
    "app/services/cash.py": "the cash sheet, which is printed",
    "app/services/register.py": "the register, which is printed",
    "app/services/sheets.py": "lists that leave the program as Vietnamese documents",
    "app/domain/indicators.py": "names of legal documents, which have no other",
    "app/ui/dossiers/queue_export.py": "the title of a list that leaves the program",
    "app/services/certified_book.py": "a note in the printed book",
    "app/services/first_start.py": "the name of a counter, which is the office's data",
    "app/services/handover_beeps.py": "a note that is printed",
    "app/services/handover_moves.py": "the name of a result and a reason, kept in the dossier and printed",
    "app/services/handover_papers.py": "forms",
    "app/services/letters.py": "a reason, kept with the form",
    "app/services/life.py": "how a stop was asked for, printed",
    "app/services/opening.py": "the name of a counter, which is the office's data",
    "app/services/payment_undo.py": "a note in the cash sheet, which is printed",
    "app/services/practice.py": "made-up data",
    "app/services/results.py": "the name of a result, kept in the dossier and printed",
    "app/services/return_papers.py": "forms",
    "app/services/settling.py": "the unit of a fee, kept in the dossier and printed",
    "app/services/slips.py": "a statutory form",
    "app/services/undoing.py": "why a number of the book does not count, printed in the book",
    "app/sheets/workbook.py": "the sign of the đồng in a number format",
    "app/ui/admin/look.py": "a language in its own words",
    "app/ui/application/practice.py": "sample pages",
    "app/ui/dossiers/act_forms.py": "how a stop was asked for, printed",
    "app/ui/screens": "what people type in pictures",
}
"""Files and folders with Vietnamese that is no text of the screen, and why."""


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


def parsed() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def is_marked(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKERS


def unmarked(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts with Vietnamese letters that no marker holds; docstrings are not shown to anybody."""
    held = {id(argument) for call in ast.walk(tree) if is_marked(call) for argument in ast.walk(call)}
    held |= {id(line.value) for line in ast.walk(tree) if isinstance(line, ast.Expr)}
    for node in ast.walk(tree):
        shown = isinstance(node, ast.Constant) and isinstance(node.value, str) and LETTERS.search(node.value)
        if shown and id(node) not in held:
            assert isinstance(node, ast.Constant)
            yield node


def allowed(file: str) -> bool:
    return any(file == known or file.startswith(f"{known}/") for known in VIETNAMESE_BY_NATURE)


def test_no_text_that_is_shown_escapes_translation() -> None:
    found = [f"{file}:{text.lineno} {text.value!r}" for file, tree in parsed() for text in unmarked(tree)]
    assert [line for line in found if not allowed(line.partition(":")[0])] == []
    used = {known for known in VIETNAMESE_BY_NATURE for line in found if re.match(rf"{re.escape(known)}[/:]", line)}
    assert VIETNAMESE_BY_NATURE.keys() - used == set(), "the list names what is no longer there"


def test_no_text_is_translated_before_the_language_is_known() -> None:
    """A ``_`` that runs on import speaks the language of the import for ever: ``mark`` belongs there."""
    early = []
    for file, tree in parsed():
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for part in (function.body if isinstance(function.body, list) else [function.body])
            for node in ast.walk(part)
        }
        early += [
            f"{file}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "_n"}
            and id(node) not in inside
        ]
    assert early == []


def test_the_scan_sees_what_is_not_marked() -> None:
    tree = ast.parse('"""Chú thích."""\nsay(_("Đã lưu"))\nsay("Chưa lưu")\nsay(f"Còn {count} tệp đã")')
    assert [text.value for text in unmarked(tree)] == ["Chưa lưu", "Còn ", " tệp đã"]
