"""The table of communes: turn a public export of old and new units into the file the program ships.

``python tools/communes.py FOLDER`` reads ``dataset.db`` and ``converter_2025.json`` from FOLDER (the ``data`` folder of
the package vietnamadminunits), corrects what the resolutions contradict (``communes_corrections.tsv`` beside this
file), writes ``resources/communes/vietnam-2025-07-01.tsv`` and prints what was counted. The file's form is described in
``resources/communes/README.md``. Two runs over the same export write the same bytes.
"""

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.core.vietnamese import syllables, tidy  # noqa: E402 - the script runs from anywhere
from app.domain.communes.spelling import key, key_of_word, words_of  # noqa: E402

CORRECTIONS = Path(__file__).with_name("communes_corrections.tsv")
TARGET = ROOT / "resources" / "communes" / "vietnam-2025-07-01.tsv"
IN_FORCE = "2025-07-01"
BASIS = (
    "Nghị quyết 202/2025/QH15 ngày 12/6/2025 về việc sắp xếp đơn vị hành chính cấp tỉnh",
    "34 nghị quyết 1654 đến 1687/NQ-UBTVQH15 ngày 16/6/2025 về việc sắp xếp các đơn vị hành chính cấp xã năm 2025",
)
RESOLUTIONS = {
    "01": 1656, "04": 1657, "08": 1684, "11": 1661, "12": 1670, "14": 1681, "15": 1673, "19": 1683, "20": 1672,
    "22": 1679, "24": 1658, "25": 1676, "31": 1669, "33": 1666, "37": 1674, "38": 1686, "40": 1678, "42": 1665,
    "44": 1680, "46": 1675, "48": 1659, "51": 1677, "52": 1664, "56": 1667, "66": 1660, "68": 1671, "75": 1662,
    "79": 1685, "80": 1682, "82": 1663, "86": 1687, "91": 1654, "92": 1668, "96": 1655,
}  # fmt: skip
"""The resolution about the communes of each present province, by the province's code."""
OTHER_NAMES = {"01": "hn", "46": "thuathienhue", "66": "daklac", "77": "brvt", "79": "hcm tphcm"}
"""What people write for a province beside its name, as keys: Thừa Thiên Huế was the name until 31 December 2024."""
COMMUNE_WORDS = ("phường", "xã", "thị trấn")
DISTRICT_WORDS = ("huyện", "quận", "thị xã", "thành phố")


@dataclass
class District:
    """A district as of 30 June 2025 with its communes; rows of the export."""

    row: sqlite3.Row
    communes: list[sqlite3.Row] = field(default_factory=list)
    earlier: set[str] = field(default_factory=set)


@dataclass
class Export:
    """What the package ships.

    Attributes:
        present: communes since 1 July 2025.
        former: communes before, and the districts that had none (one row without a commune).
        successors: present codes by ``former_code``.
        divided: province key → (keys of a district that was divided or dissolved, keys of where its communes went).
    """

    present: list[sqlite3.Row]
    former: list[sqlite3.Row]
    successors: dict[str, set[str]]
    divided: list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def former_code(row: sqlite3.Row) -> str:
    """Return the code of a former commune, or of a former district without communes (three digits)."""
    return str(row["wardCode"] or row["districtCode"])


def read_export(folder: Path) -> Export:
    """Return the export in folder."""
    with sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        present = database.execute("SELECT * FROM admin_units").fetchall()
        former = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    parser = json.loads((folder / "parser_legacy.json").read_text(encoding="utf-8"))
    code_of = {f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": former_code(row) for row in former}
    new_code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in present}
    successors: dict[str, set[str]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                successors[code_of[old]].add(new_code[province, ward])
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in olds.items():
            successors[code_of[old]].update(new_code[province, ward["newWardKey"]] for ward in wards)
    divided = [
        (province, tuple(entry["dividedDistrictKeywords"]), tuple(entry["districts"]))
        for province, entries in parser["DICT_PROVINCE_DISTRICT_DIVIDED"].items()
        for entry in entries.values()
    ]
    return Export(present, former, successors, divided)


def correct(successors: dict[str, set[str]]) -> int:
    """Apply the corrections and return how many there were.

    Raises:
        ValueError: a correction names an unknown code or no longer changes anything.
    """
    lines = [line.split("\t") for line in CORRECTIONS.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    for code, _name, right, _why in lines:
        meant = set(right.split())
        if code not in successors or successors[code] == meant:
            raise ValueError(f"correction of {code} does not fit the export")
        successors[code] = meant
    return len(lines)


def keys(text: str) -> str:
    """Return the text as the export writes its keys: no accents, no spaces."""
    return "".join(syllables(text))


def own_name(word: str, name: str) -> str:
    """Return ``word:key`` of a unit's own name."""
    return f"{word.lower()}:{key(words_of(name))}"


def earlier_names(aliases: Iterable[str], words: tuple[str, ...]) -> set[str]:
    """Return ``word:key`` of the names among aliases that carry the word of their level.

    The export lists each name twice, ``xavannam`` and ``vannam``; the second says nothing more and could be taken for
    a name with a word (``phuongcach`` of ``xaphuongcach`` is not a phường).
    """
    prefixes = {keys(word): word for word in words}
    found = set()
    every = set(aliases)
    for alias in every:
        if any(prefix + alias in every for prefix in prefixes):
            continue
        word = next((each for prefix, each in prefixes.items() if alias.startswith(prefix) and alias != prefix), "")
        rest = alias[len(keys(word)) :]
        if word and rest:
            found.add(f"{word}:{key_of_word(rest)}")
    return found


def with_word(name: str, words: tuple[str, ...]) -> tuple[str, str]:
    """Return ``("Xã", "Ví Dụ")`` of ``"Xã Ví Dụ"``: the name tells the level, the export's own column has slips."""
    clean = tidy(name)
    word = next(each for each in words if clean.lower().startswith(f"{each} "))
    return word.capitalize(), clean[len(word) + 1 :]


def former_provinces(export: Export) -> dict[str, list[District]]:
    """Return the districts of every former province by its code, in the order of codes."""
    districts: dict[str, District] = {}
    of_key: dict[tuple[str, str], list[District]] = defaultdict(list)
    provinces: dict[str, list[District]] = defaultdict(list)
    for row in sorted(export.former, key=lambda one: (one["provinceCode"], one["districtCode"], one["wardCode"] or "")):
        district = districts.get(row["districtCode"])
        if district is None:
            district = districts[row["districtCode"]] = District(row)
            district.earlier |= earlier_names(json.loads(row["districtAlias"] or "[]"), DISTRICT_WORDS)
            provinces[row["provinceCode"]].append(district)
            of_key[row["provinceKey"], row["districtKey"]].append(district)
        if row["wardCode"]:
            district.communes.append(row)
    for province, names, went_to in export.divided:
        for place in went_to:
            for district in of_key[province, place]:
                own = own_name(*with_word(district.row["district"], DISTRICT_WORDS))
                district.earlier |= earlier_names(names, DISTRICT_WORDS) - {own}
    return provinces


def lines(export: Export) -> Iterator[str]:
    """Return the lines of the file."""
    yield "format\t1"
    yield f"in_force\t{IN_FORCE}"
    for basis in BASIS:
        yield f"basis\t{basis}"
    present = defaultdict(list)
    for row in export.present:
        present[row["provinceCode"]].append(row)
    province_of = {row["wardCode"]: row["provinceCode"] for row in export.present}
    for code in sorted(present):
        row = present[code][0]
        word, name = with_word(row["province"], ("tỉnh", "thành phố"))
        yield f"P\t{code}\t{word}\t{name}\t{RESOLUTIONS[code]}/NQ-UBTVQH15"
        for commune in sorted(present[code], key=lambda one: str(one["wardCode"])):
            yield "\t".join(("N", commune["wardCode"], *with_word(commune["ward"], ("phường", "xã", "đặc khu"))))
    for code, districts in former_provinces(export).items():
        word, name = with_word(districts[0].row["province"], ("tỉnh", "thành phố"))
        went_to = {
            province_of[new]
            for district in districts
            for row in district.communes or [district.row]
            for new in export.successors[former_code(row)]
        }
        if len(went_to) != 1:
            raise ValueError(f"the communes of province {code} went to {sorted(went_to)}")
        yield f"O\t{code}\t{word}\t{name}\t{went_to.pop()}\t{OTHER_NAMES.get(code, '')}".rstrip()
        for district in districts:
            yield from district_lines(district, export.successors)


def district_lines(district: District, successors: dict[str, set[str]]) -> Iterator[str]:
    """Return the line of a district and those of its communes."""
    row = district.row
    own = "" if district.communes else " ".join(sorted(successors[row["districtCode"]]))
    parts = ("D", row["districtCode"], *with_word(row["district"], DISTRICT_WORDS), own, named(district.earlier))
    yield "\t".join(parts).rstrip()
    for commune in district.communes:
        earlier = earlier_names(json.loads(commune["wardAlias"] or "[]"), COMMUNE_WORDS)
        word, name = with_word(commune["ward"], COMMUNE_WORDS)
        earlier.discard(own_name(word, name))
        new = " ".join(sorted(successors[commune["wardCode"]]))
        yield "\t".join(("C", commune["wardCode"], word, name, new, named(earlier))).rstrip()


def named(earlier: set[str]) -> str:
    """Return earlier names as one column."""
    return ",".join(sorted(earlier))


def report(export: Export, corrected: int) -> None:
    """Print what was counted, to be compared with the figures that were published."""
    split = Counter(len(new) for new in export.successors.values())
    with_communes = sum(1 for row in export.former if row["wardCode"])
    print(f"present communes {len(export.present)}, provinces {len({row['provinceCode'] for row in export.present})}")
    print(f"former communes {with_communes}, districts {len({row['districtCode'] for row in export.former})}, "
          f"provinces {len({row['provinceCode'] for row in export.former})}")  # fmt: skip
    print(f"relations {sum(len(new) for new in export.successors.values())}, corrected {corrected}")
    print(f"split {sum(count for size, count in split.items() if size > 1)}: {dict(sorted(split.items()))}")


def main() -> int:
    """Write the file."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    export = read_export(Path(sys.argv[1]))
    before = sum(1 for new in export.successors.values() if len(new) > 1)
    corrected = correct(export.successors)
    TARGET.write_text("\n".join(lines(export)) + "\n", encoding="utf-8", newline="\n")
    print(f"split in the export {before}")
    report(export, corrected)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
