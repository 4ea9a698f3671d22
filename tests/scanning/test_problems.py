import re
import string
from pathlib import Path

import pytest

from app.core.problems import PersonProblem
from app.scanning.child import ChildScanner
from app.scanning.device import Ended, ScanOutcome, problem_of
from app.scanning.devices import scanner
from app.scanning.escl import EsclScanner
from app.scanning.sane import SaneScanner
from app.services.sentences.scanning import SENTENCES

_ROOM = Path(__file__).resolve().parents[2] / "app" / "scanning"


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in _ROOM.glob("*.py"))
    codes = set(re.findall(r'"(scanning\.[a-z_]+)"', source))
    codes |= {f"scanning.file_{kind}" for kind in ("empty", "office", "unknown")}
    assert codes == set(SENTENCES)


@pytest.mark.parametrize("ended", [ended for ended in Ended if ended not in {Ended.DONE, Ended.CANCELLED}])
def test_the_sentence_of_an_outcome_can_be_filled(ended: Ended) -> None:
    problem = problem_of(ScanOutcome(3, ended, "said"))
    assert problem is not None
    happened, next_step = SENTENCES[problem.code]
    assert "{" not in happened.format(**problem.params)
    assert next_step


def test_parameters_in_sentences_are_known_ones() -> None:
    known = {"pages", "reason", "page", "number", "name", "limit", "folder"}
    used = {
        field for texts in SENTENCES.values() for text in texts for _, field, _, _ in string.Formatter().parse(text)
    }
    assert used - {None} == known


def test_a_name_stands_for_its_device() -> None:
    assert isinstance(scanner("sane:test:0"), SaneScanner)
    assert isinstance(scanner("escl:http://127.0.0.1:80/eSCL"), EsclScanner)
    assert isinstance(scanner("wia:{6BDD1FC6}"), ChildScanner)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "scanning.none_chosen"),
        ("sane:", "scanning.bad_address"),
        ("escl:ftp://x", "scanning.bad_address"),
        ("twain:x", "scanning.bad_address"),
    ],
)
def test_a_name_that_means_nothing_is_told(name: str, code: str) -> None:
    with pytest.raises(PersonProblem) as caught:
        scanner(name)
    assert caught.value.code == code
