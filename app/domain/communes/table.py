"""Reading the table of ``resources/communes``: one line a unit, small units under the large one they belong to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.communes.units import Commune, EarlierName, FormerCommune, FormerDistrict, FormerProvince, Province

FORMAT = "1"
_HEAD = frozenset({"format", "in_force", "basis"})
_COLUMNS = {"P": 5, "N": 4, "O": 6, "D": 6, "C": 6}
"""Columns of each kind of line; empty ones at the end are left out."""


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """The units of the country.

    Attributes:
        in_force: the first day of the present units.
        legal_basis: the acts the table rests on.
        communes: the present ones, by code.
    """

    in_force: date
    legal_basis: tuple[str, ...]
    provinces: tuple[Province, ...]
    communes: dict[str, Commune]
    former_provinces: tuple[FormerProvince, ...]


def table_from_text(text: str) -> CommuneTable:
    """Return the table a file states; its form is described beside it.

    Raises:
        ValueError: the text is not such a table; the message names the line.
    """
    reader = _Reader()
    try:
        for line in text.splitlines():
            reader.read(line)
        return reader.table()
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"line {reader.number} of the table of communes: {error}") from error


class _Reader:
    """Reads line after line; ``number`` is that of the last one."""

    def __init__(self) -> None:
        self.number = 0
        self._head: dict[str, list[str]] = {}
        self._provinces: dict[str, Province] = {}
        self._communes: dict[str, Commune] = {}
        self._former: list[FormerProvince] = []
        self._province: list[str] = []
        self._district: list[str] = []
        self._districts: list[FormerDistrict] = []
        self._inside: list[FormerCommune] = []
        self._went_to: dict[str, tuple[Commune, ...]] = {}
        self._kinds: dict[str, Callable[[list[str]], None]] = {
            "P": self._read_province,
            "N": self._read_commune,
            "O": self._open_former,
            "D": self._open_district,
            "C": self._read_former_commune,
        }

    def read(self, text: str) -> None:
        self.number += 1
        if not text or text.startswith("#"):
            return
        line = text.split("\t")
        kind = line[0]
        if kind in _HEAD:
            self._head.setdefault(kind, []).append(line[1])
            return
        if self._head.get("format") != [FORMAT]:
            raise ValueError("unknown format")
        if len(line) > _COLUMNS[kind]:
            raise ValueError("too many columns")
        self._kinds[kind](line + [""] * (_COLUMNS[kind] - len(line)))

    def _read_province(self, line: list[str]) -> None:
        _, code, word, name, basis = line
        if code in self._provinces:
            raise ValueError(f"province {code} stands twice")
        self._provinces[code] = Province(code, word, name, basis)

    def _read_commune(self, line: list[str]) -> None:
        _, code, word, name = line
        if code in self._communes:
            raise ValueError(f"commune {code} stands twice")
        self._communes[code] = Commune(code, word, name, next(reversed(self._provinces.values())))

    def _open_former(self, line: list[str]) -> None:
        self._close_province()
        self._province = line

    def _open_district(self, line: list[str]) -> None:
        self._close_district()
        self._district = line

    def _read_former_commune(self, line: list[str]) -> None:
        _, code, word, name, successors, earlier = line
        if not successors:
            raise ValueError(f"commune {code} became nothing")
        names = tuple(_earlier(earlier)) if earlier else ()
        self._inside.append(FormerCommune(code, word, name, self._present(successors), names))

    def _close_district(self) -> None:
        if not self._district:
            return
        _, code, word, name, successors, earlier = self._district
        if not self._inside and not successors:
            raise ValueError(f"district {code} has no communes and became nothing")
        self._districts.append(
            FormerDistrict(
                code, word, name, tuple(self._inside), self._present(successors), tuple(_earlier(earlier))
            )
        )  # fmt: skip
        self._district, self._inside = [], []

    def _close_province(self) -> None:
        self._close_district()
        if not self._province:
            return
        _, code, word, name, successor, others = self._province
        self._former.append(
            FormerProvince(
                code, word, name, self._provinces[successor], tuple(self._districts), tuple(others.split())
            )
        )  # fmt: skip
        self._province, self._districts = [], []

    def _present(self, codes: str) -> tuple[Commune, ...]:
        # Three neighbours in four became the same commune: one tuple serves them all.
        found = self._went_to.get(codes)
        if found is None:
            found = self._went_to[codes] = tuple(self._communes[code] for code in codes.split())
        return found

    def table(self) -> CommuneTable:
        self._close_province()
        return CommuneTable(
            date.fromisoformat(self._head["in_force"][0]),
            tuple(self._head["basis"]),
            tuple(self._provinces.values()),
            self._communes,
            tuple(self._former),
        )


def _earlier(column: str) -> Iterator[EarlierName]:
    for each in column.split(",") if column else ():
        word, _colon, name = each.partition(":")
        if not name:
            raise ValueError(f"no earlier name: {each}")
        yield EarlierName(word, name)
