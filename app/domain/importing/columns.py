"""Which column means what, by its title: accents, case and signs are forgiven, and so are the usual other names.

A list that a village head keeps has a heading above its titles and calls things as people do. A title that says whose
name it is (of the submitter, of the owner) is taken at its word; one that does not means the owner where the list has a
submitter, and the person who comes where it has none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.core.problems import PersonProblem
from app.core.vietnamese import fold
from app.domain.importing.table import SheetLine
from app.domain.importing.template import TITLES

SUBMITTER, OWNER = "submitter", "owner"
_FIELDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "full_name": frozenset(
            {"", "ho va ten", "ho ten", "ten", "ho ten day du", "ho va ten day du", "ho chu dem va ten"}
        ),
        "personal_id": frozenset(
            {
                "so dinh danh", "so dinh danh ca nhan", "ma dinh danh", "cccd", "so cccd", "can cuoc", "so can cuoc",
                "so the can cuoc", "can cuoc cong dan", "so can cuoc cong dan", "so cccd so dinh danh",
                "so dinh danh cccd", "so giay to tuy than",
            }
        ),
        "birth": frozenset({"ngay sinh", "nam sinh", "ngay thang nam sinh", "sinh ngay", "ngay thang nam"}),
        "gender": frozenset({"gioi tinh", "nam nu"}),
        "phone": frozenset({"dien thoai", "so dien thoai", "sdt", "dt", "so dt", "dien thoai lien he"}),
        "email": frozenset({"email", "thu dien tu"}),
        "tax_code": frozenset({"ma so thue", "mst"}),
        "address": frozenset(
            {
                "dia chi", "noi cu tru", "thuong tru", "noi thuong tru", "dia chi thuong tru", "noi o", "cho o",
                "noi o hien nay", "cho o hien nay", "noi o hien tai",
            }
        ),
    }
)  # fmt: skip
_WHOSE = (
    (SUBMITTER, ("cua nguoi nop ho so", "nguoi nop ho so", "cua nguoi nop", "nguoi nop", "nguoi den nop")),
    (OWNER, ("cua chu ho so", "chu ho so", "nguoi huong", "nguoi thu huong", "doi tuong huong", "doi tuong")),
)
_OTHERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "authorisation": frozenset({"uy quyen", "giay uy quyen", "van ban uy quyen"}),
        "case": frozenset({"truong hop"}),
        "content": frozenset({"noi dung", "noi dung ho so", "viec"}),
        "papers": frozenset({"giay to da nop", "giay to", "thanh phan ho so", "giay to kem theo"}),
        "sets": frozenset({"so bo", "so bo ho so"}),
        "payment": frozenset({"cach nop phi", "nop phi", "hinh thuc nop phi", "thanh toan"}),
        "post": frozenset({"dia chi tra qua buu chinh", "tra qua buu chinh", "buu chinh", "dia chi nhan ket qua"}),
        "note": frozenset({"ghi chu"}),
    }
)
_PASSED_OVER = frozenset({"", "stt", "tt", "so tt", "so thu tu", "can sua", "dong"})
_SIGNS = re.compile(r"[^a-z0-9]+")
_LOOKED_AT = 12
"""Lines among which the titles are looked for."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands.

    Attributes:
        line: place of the titles in the list of lines.
        places: number of the column by what it means: a key of TITLES, or ``submitter.email`` and the like.
        titles: as the file writes them.
        unused: titles that mean nothing here.
    """

    line: int
    places: Mapping[str, int]
    titles: tuple[str, ...]
    unused: tuple[str, ...]

    def title(self, meaning: str) -> str:
        """Return what the file, or else the template, calls something; empty where it is no column."""
        place = self.places.get(meaning)
        return TITLES.get(meaning, "") if place is None else self.titles[place]


def find_columns(lines: Sequence[SheetLine]) -> Columns:
    """Return the columns by the first line that reads as titles.

    Raises:
        PersonProblem: ``imports.no_titles`` where no line names a person's name and something else;
            ``imports.same_column`` where two columns mean the same.
    """
    for at, line in enumerate(lines[:_LOOKED_AT]):
        titles = tuple(cell.text for cell in line.cells)
        meanings = [_meaning(title) for title in titles]
        known = [meaning for meaning in meanings if meaning]
        if len(known) > 1 and any(meaning.endswith("full_name") for meaning in known):
            return _placed(at, titles, meanings)
    raise PersonProblem("imports.no_titles", name=TITLES["submitter.full_name"])


def _placed(at: int, titles: tuple[str, ...], meanings: Sequence[str]) -> Columns:
    plain = _plain_part(meanings)
    places: dict[str, int] = {}
    unused = []
    for place, meaning in enumerate(meanings):
        whole = f"{plain}{meaning}" if meaning.startswith(".") else meaning
        if not whole or (meaning.startswith(".") and not plain):
            if normal(titles[place]) not in _PASSED_OVER:
                unused.append(titles[place])
        elif whole in places:
            raise PersonProblem("imports.same_column", one=titles[places[whole]], other=titles[place])
        else:
            places[whole] = place
    return Columns(at, MappingProxyType(places), titles, tuple(unused))


def _plain_part(meanings: Iterable[str]) -> str:
    """Return whom a title means that does not say so; empty where both are named already."""
    named = {meaning.partition(".")[0] for meaning in meanings if meaning.endswith(".full_name")}
    if SUBMITTER not in named:
        return SUBMITTER
    return "" if OWNER in named else OWNER


def _meaning(title: str) -> str:
    """Return what a title means; ``.phone`` where it does not say whose, empty where it means nothing."""
    text = normal(title)
    if text in _PASSED_OVER:
        return ""
    for meaning, names in _OTHERS.items():
        if text in names:
            return meaning
    part = ""
    for whose, words in _WHOSE:
        found = next((word for word in words if word in text), "")
        if found:
            part, text = whose, " ".join(text.replace(found, " ").split())
            break
    field = next((name for name, names in _FIELDS.items() if text in names), "")
    return f"{part}.{field}" if field and (part or text) else ""


def normal(text: str) -> str:
    """Return text as titles and answers are compared: no accents, no signs, one space."""
    return _SIGNS.sub(" ", fold(text)).strip()
