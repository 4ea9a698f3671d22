"""The English words: find every text in the source, merge it into the catalogue, compile it.

``python tools/words.py`` extracts, merges and compiles; ``python tools/words.py missing`` lists what has no English yet
and exits with 1 where there is something.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "motcua.po", FOLDER / "motcua.mo"
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
# Vietnamese has one form for every number: the text is its own plural.
KEYWORDS = {"_": None, "mark": None, "_n": (1, 1), "mark_n": (1, 1)}


def _empty() -> Catalog:
    # Nothing in the header changes from run to run: the file differs only where the words do.
    return Catalog(
        locale="en",
        project="motcua",
        version="1",
        header_comment="# English words of Một Cửa; written by tools/words.py, translated by hand.",
        charset="utf-8",
        creation_date=_DAY,
        revision_date=_DAY,
        last_translator="Một Cửa",
        language_team="Một Cửa",
        fuzzy=False,
    )


def template() -> Catalog:
    """Return every text of the source. Where it stands is left out: moving a line is no change of the words."""
    found = _empty()
    for _file, _line, text, _comments, _context in extract_from_dir(
        str(ROOT / "app"), [("**.py", "python")], keywords=KEYWORDS
    ):
        if text:
            found.add(text)
    return found


def english() -> Catalog:
    """Return the catalogue as it lies in the repository."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def source(message: Message) -> str:
    """Return the Vietnamese text of a message, also of one with a plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """Return the English of a message: one text, or one for one thing and one for several."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts that have no English."""
    translated = {message.id for message in catalogue if message.id and all(forms(message)) and not message.fuzzy}
    return [source(message) for message in template() if message.id and message.id not in translated]


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def merge() -> Catalog:
    """Bring the catalogue up to the source: new texts empty, texts that are gone removed, no guesses."""
    old, new = english(), _empty()
    known = {message.id: message.string for message in old if message.id}
    for message in sorted(template(), key=source):
        if message.id:
            new[source(message)] = Message(
                message.id, known.get(message.id, "" if isinstance(message.id, str) else ("", ""))
            )
    return new


def main(arguments: list[str]) -> int:
    """Run the tool; return its exit code."""
    if arguments == ["missing"]:
        texts = missing(english())
        print("\n".join(texts))
        return 1 if texts else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = merge()
    with PO.open("wb") as file:
        write_po(file, catalogue, omit_header=False, width=120)
    MO.write_bytes(compiled(catalogue))
    print(f"{len(missing(catalogue))} texts without English of {len(catalogue)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
