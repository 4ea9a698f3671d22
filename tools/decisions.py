"""Writes the index of the decisions from their titles: ``python tools/decisions.py``."""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "decisions"
INDEX = FOLDER / "README.md"
_TITLE = re.compile(r"# (\d+)\.?(?: –)? (.+)")
_HEAD = """# Decisions

What was chosen and why, a page each: question, decision, alternatives, consequences. A decision that no longer holds is
not deleted; its page says what took its place. Numbers are given in tens by room, so there are gaps.

| No. | Decision |
|---|---|
"""


def index() -> str:
    """Return the index as it should be.

    Raises:
        ValueError: a page's title does not begin with the number in its name.
    """
    rows = []
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        title = _TITLE.match(path.read_text(encoding="utf-8"))
        if title is None or int(title[1]) != int(path.name[:4]):
            raise ValueError(path.name)
        rows.append(f"| {path.name[:4]} | [{title[2]}]({path.name}) |\n")
    return _HEAD + "".join(rows)


def main() -> int:
    """Write it."""
    INDEX.write_text(index(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
