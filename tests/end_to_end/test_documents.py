"""What the documents promise exists: links and pictures, keys, words on the screen, commands, sentences, decisions."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.cli import main as cli
from app.cli.parser import make_parser
from app.core.settings import Settings
from app.services import sentences
from app.ui.actions import EVERYWHERE, Action
from app.ui.admin import workspace as admin
from app.ui.application.desk_window import Feature
from app.ui.application.dressing import make_application
from app.ui.application.workspaces import make_features
from app.ui.screens.stage import Stage
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom
from tools import decisions, lifecycle, manual_pictures

# Where nothing is shown, Qt says this of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ROOT = Path(__file__).resolve().parents[2]
MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")),
    *MANUAL,
    *sorted(decisions.FOLDER.glob("*.md")),
]
_PICTURES = {*(ROOT / "docs" / "manual" / "pictures").glob("*.png"), *(ROOT / "docs" / "images").glob("*.png")}
_MOST_BYTES = 200_000

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_KEY = re.compile(r"<kbd>(.+?)</kbd>")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_COMMAND = re.compile(r"python -m app ([^`\n|]+)")
_QUOTED = re.compile(r"^\| “(.+?)” \|", re.MULTILINE)
_NOT_HERE = re.compile(r"(?<![\w~.])/(?:work|home|root|tmp|Users|mnt|opt)/|[A-Z]:\\")

WIDGET_KEYS = frozenset({"Return", "Esc", "Up", "Down", "Space"})
"""Keys that fields and lists understand by themselves, everywhere."""
SCOPES = {
    "tiep-nhan.md": "reception",
    "ho-so.md": "dossiers",
    "tra-ket-qua.md": "returns",
    "ban-giao.md": "handover",
    "chung-thuc.md": "certified",
    "so-bao-cao.md": "reports",
    "dong-bo.md": "sync",
    "quan-tri.md": "admin",
}
"""Pages about one workspace may name only its keys; the others may name any."""
_PAGE_OF_KEYS = "phim-tat.md"
_SCOPE_OF_HEADING = {
    "Mọi màn hình": EVERYWHERE,
    "Tiếp nhận (F2)": "reception",
    "Hồ sơ (F3)": "dossiers",
    "Trả kết quả (F5)": "returns",
    "Bàn giao (F6)": "handover",
    "Sổ và báo cáo (F7)": "reports",
    "Chứng thực (F9)": "certified",
    "Đồng bộ (F8)": "sync",
    "Quản trị (F10)": "admin",
}
_SIGNS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "Enter": "Return"}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _portable(key: str) -> str:
    parts = [key] if len(key) == 1 else re.split(r"\+(?!$)", key)
    return "+".join(_SIGNS.get(part, part) for part in parts)


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Action, ...]]]:
    """Every action of the whole desk by scope."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else make_application(["motcua"], Settings())
    parent, features = QObject(), list[Feature]()

    def first(room: Workroom) -> WorkspaceSpec:
        features.extend(make_features(room, parent))
        return features[0].spec()

    with Stage(tmp_path_factory.mktemp("desk"), application) as stage:
        window = stage.window([first, *(lambda _room, n=n: features[n].spec() for n in range(1, 8))], "reception")
        for feature in features:
            feature.connect_window(window)
        for feature in features:
            window.open(feature.spec().key)
            stage.wait()
        scopes = (EVERYWHERE, *(feature.spec().key for feature in features))
        yield {scope: stage.room.registry.of_scope(scope) for scope in scopes}
        for feature in features:
            feature.close()


@pytest.fixture(scope="module")
def sources() -> str:
    """Every word of the program."""
    return "\n".join(_text(source) for source in sorted((ROOT / "app").rglob("*.py")))


def _keys(actions: tuple[Action, ...]) -> set[str]:
    return {key.replace("Enter", "Return") for action in actions for key in action.keys}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_link_leads_somewhere(path: Path) -> None:
    links = [link for link in _LINK.findall(_text(path)) if not link.startswith(("http://", "https://", "#"))]
    missing = [link for link in links if not (path.parent / link.partition("#")[0]).exists()]
    assert missing == []


def test_every_picture_is_used_and_small() -> None:
    used = {(path.parent / link).resolve() for path in DOCUMENTS for link in _LINK.findall(_text(path))}
    assert len(_PICTURES) > 15
    assert _PICTURES - used == set()
    assert [picture.name for picture in _PICTURES if picture.stat().st_size > _MOST_BYTES] == []


def test_every_picture_can_be_drawn_again() -> None:
    drawn = {one.folder / f"{one.name}.png" for _shots, wanted in manual_pictures.WANTED for one in wanted}
    assert _PICTURES - drawn == {manual_pictures.SLIP}
    assert drawn - _PICTURES == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_document_names_a_place_on_somebodys_machine(path: Path) -> None:
    assert _NOT_HERE.findall(_text(path)) == []


def test_every_page_of_the_manual_is_in_its_contents() -> None:
    contents = set(_LINK.findall(_text(ROOT / "docs" / "manual" / "README.md")))
    assert {path.name for path in MANUAL} - contents == {"README.md"}


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_every_key_of_the_manual_does_something(path: Path, actions: dict[str, tuple[Action, ...]]) -> None:
    scopes = {EVERYWHERE, SCOPES[path.name]} if path.name in SCOPES else set(actions)
    known = WIDGET_KEYS.union(*(_keys(actions[scope]) for scope in scopes))
    assert {_portable(key) for key in _KEY.findall(_text(path))} - known == set()


def test_the_page_of_keys_says_all_keys_and_what_they_do(actions: dict[str, tuple[Action, ...]]) -> None:
    sections = re.split(r"^## (.+)$", _text(ROOT / "docs" / "manual" / _PAGE_OF_KEYS), flags=re.MULTILINE)[1:]
    assert dict(zip(sections[::2], sections[1::2], strict=True)).keys() == _SCOPE_OF_HEADING.keys()
    for heading, section in zip(sections[::2], sections[1::2], strict=True):
        said = {
            (_portable(key), line.split("|")[2].strip())
            for line in section.splitlines()
            for key in _KEY.findall(line)[:1]
        }
        first = {(action.keys[0], action.text) for action in actions[_SCOPE_OF_HEADING[heading]] if action.keys}
        # Nine keys that scan stand in one line.
        missing = {one for one in first - said if one[1] != "Quét giấy tờ số này"}
        assert (heading, missing, said - first) == (heading, set(), set())


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_words_in_bold_stand_on_a_screen(path: Path, sources: str) -> None:
    bold = {" ".join(words.split()) for words in _BOLD.findall(_KEY.sub("", _text(path)))}
    # Bold is kept for the words of the screen; what is stressed stands in italics.
    assert {words for words in bold if words.lower() not in sources.lower()} == set()


def test_every_section_of_admin_is_described() -> None:
    page = _text(ROOT / "docs" / "manual" / "quan-tri.md")
    described = {*re.findall(r"^## (.+)$", page, re.MULTILINE), *re.findall(r"^- \*\*(.+?)\*\*", page, re.MULTILINE)}
    assert {title for _key, title, _icon, _panel in admin._SECTIONS} - described == set()


def test_the_page_of_troubles_quotes_what_the_program_says(sources: str) -> None:
    said = [text for text, _next in sentences.SENTENCES.values()]
    said += sentences._UNKNOWN
    patterns = [re.sub(r"“?\\\{\w+(?:!t)?\\\}”?", "…", re.escape(text)) for text in said]
    whole = {re.sub(r"\\(.)", r"\1", pattern) for pattern in patterns}
    quotes = _QUOTED.findall(_text(ROOT / "docs" / "manual" / "su-co.md"))
    assert len(quotes) > 25
    # A quotation may end where its last parameter begins.
    unknown = [quote for quote in quotes if quote not in whole and not _begins(quote, whole)]
    # What a printer is doing is said by the screen itself.
    assert [quote for quote in unknown if f'mark("{quote}")' not in sources] == []


def _begins(quote: str, whole: set[str]) -> bool:
    return quote.endswith("…") and any(text.startswith(quote) for text in whole)


def _parser() -> argparse.ArgumentParser:
    parser = make_parser()
    commands = parser.add_subparsers(dest="command", required=True)
    for room in cli._ROOMS:
        room.add_commands(commands)
    return parser


def _commands() -> list[str]:
    return sorted({found.strip() for path in (ROOT / "README.md", *MANUAL) for found in _COMMAND.findall(_text(path))})


@pytest.mark.parametrize("command", [one for one in _commands() if not one.startswith("…")])
def test_every_command_is_understood(command: str) -> None:
    words = shlex.split(command.partition(" #")[0])
    arguments = _parser().parse_args(words)
    assert arguments.command == words[0]


def test_commands_were_found() -> None:
    named = {command.split()[0] for command in _commands()}
    assert named >= {"open", "demo", "qr", "due", "procedures", "slip", "hub", "sync", "backup", "restore", "doctor"}


def test_the_index_of_decisions_is_complete() -> None:
    assert len(list(decisions.FOLDER.glob("[0-9]*.md"))) > 40
    assert _text(decisions.INDEX) == decisions.index(), "python tools/decisions.py writes it"


def test_the_life_of_a_dossier_is_drawn_from_its_table() -> None:
    assert _text(lifecycle.PAGE) == lifecycle.page(), "python tools/lifecycle.py writes it"
