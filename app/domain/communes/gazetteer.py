"""Finding units by name. What is found is remembered: one object serves one thread."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.domain.communes.spelling import key, sound, words_of
from app.domain.communes.table import CommuneTable
from app.domain.communes.units import Commune, EarlierName, FormerCommune, FormerDistrict, FormerProvince, Province

U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Entry(Generic[U]):
    """One unit under one of its names.

    Attributes:
        word: of its level, in small letters.
        sound: the name with its accents; empty for an earlier name, whose accents are not known.
    """

    unit: U
    word: str
    sound: str

    @property
    def earlier(self) -> bool:
        """Whether this is a name from before other mergers."""
        return self.sound == ""


@dataclass(slots=True)
class NameIndex(Generic[U]):
    """Units by the key of their names.

    Attributes:
        longest: words of the longest name.
    """

    entries: dict[str, list[Entry[U]]] = field(default_factory=lambda: defaultdict(list))
    longest: int = 0

    def add(self, unit: U, word: str, name: str, earlier: Iterable[EarlierName] = ()) -> None:
        """Add a unit under its name and its earlier ones."""
        words = words_of(name)
        self.longest = max(self.longest, len(words))
        self.entries[key(words)].append(Entry(unit, word.lower(), sound(words)))
        for each in earlier:
            # How many words an earlier name had is not known; none has more than six.
            self.longest = max(self.longest, 6)
            self.entries[each.key].append(Entry(unit, each.word, ""))

    def share(self, other: "NameIndex[U]") -> None:
        """Add everything that other holds; the entries are the same objects."""
        self.longest = max(self.longest, other.longest)
        for name_key, entries in other.entries.items():
            self.entries[name_key].extend(entries)

    def find(self, name_key: str) -> list[Entry[U]]:
        """Return the units of that name."""
        return self.entries.get(name_key, [])


Place = tuple[FormerDistrict, FormerCommune]


@dataclass(slots=True)
class ProvinceNames:
    """The names inside one former province.

    Attributes:
        communes: of the whole province, each with its district.
        inside: the same by the code of the district.
    """

    districts: NameIndex[FormerDistrict]
    communes: NameIndex[Place]
    inside: dict[str, NameIndex[Place]]


class Gazetteer:
    """The table with its names."""

    def __init__(self, table: CommuneTable) -> None:
        self.table = table
        self.present_provinces: NameIndex[Province] = NameIndex()
        self.former_provinces: NameIndex[FormerProvince] = NameIndex()
        self._inside: dict[str, ProvinceNames] = {}
        self._communes: dict[str, NameIndex[Commune]] = {}
        self._districts: NameIndex[tuple[FormerProvince, FormerDistrict]] | None = None
        for province in table.provinces:
            self.present_provinces.add(province, province.word, province.name)
        for former in table.former_provinces:
            others = [EarlierName(former.word.lower(), each) for each in former.other_keys]
            self.former_provinces.add(former, former.word, former.name, others)

    def inside(self, province: FormerProvince) -> ProvinceNames:
        """Return the names inside a former province."""
        found = self._inside.get(province.code)
        if found is None:
            found = self._inside[province.code] = _names_inside(province)
        return found

    def communes(self, province: Province) -> NameIndex[Commune]:
        """Return the present communes of a present province."""
        found = self._communes.get(province.code)
        if found is None:
            found = self._communes[province.code] = NameIndex()
            for commune in self.table.communes.values():
                if commune.province is province:
                    found.add(commune, commune.word, commune.name)
        return found

    def districts(self) -> NameIndex[tuple[FormerProvince, FormerDistrict]]:
        """Return the former districts of the whole country."""
        if self._districts is None:
            self._districts = NameIndex()
            for province in self.table.former_provinces:
                for district in province.districts:
                    self._districts.add((province, district), district.word, district.name, district.earlier)
        return self._districts

    def merged_into(self, province: Province) -> list[FormerProvince]:
        """Return the former provinces a present one is made of."""
        return [former for former in self.table.former_provinces if former.successor is province]


def _names_inside(province: FormerProvince) -> ProvinceNames:
    names = ProvinceNames(NameIndex(), NameIndex(), {})
    for district in province.districts:
        names.districts.add(district, district.word, district.name, district.earlier)
        own = names.inside[district.code] = NameIndex()
        for commune in district.communes:
            own.add((district, commune), commune.word, commune.name, commune.earlier)
        names.communes.share(own)
    return names
