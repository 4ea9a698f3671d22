"""Cases of a record from the headings of its papers."""

import re
from dataclasses import dataclass, field, replace

from app.core.vietnamese import fold
from app.domain.national_records.headings import Heading, meaning
from app.domain.national_records.papers import read_paper
from app.domain.national_records.source import Json, Notes, items, short, stable_code, text, unnumbered
from app.domain.procedures import Doubt, RequiredPaper

ONLY_CASE = ("1", "Mọi trường hợp")
"""Code and name of the case of a procedure that knows no cases."""


_LIST_FOLLOWS = re.compile(r"[\s,;]*(?:thì )?(?:(?:hồ sơ|cần có)(?: đăng ký)?(?: bao)? gồm|gồm|cần có)[\s:]*$")


@dataclass
class Papers:
    """The papers of one case; the same words twice are one paper."""

    found: dict[str, RequiredPaper] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    repeated: bool = False

    def add(self, paper: RequiredPaper) -> None:
        """Take a paper; its code is made unique where the source gives one code to two papers."""
        name = fold(paper.name)
        if name in self.names:
            self.repeated = True
            return
        self.names.add(name)
        code, copy = paper.code, 2
        while code in self.found:
            code, copy = f"{paper.code}-{copy}", copy + 1
        self.found[code] = replace(paper, code=code)


@dataclass
class Groups:
    """All papers of a record: those of every case, and those of each case by its heading."""

    common: Papers = field(default_factory=Papers)
    cases: dict[str, Papers] = field(default_factory=dict)


def case_name(heading: str) -> str:
    """Return a case's name from its heading: without its number and without "hồ sơ gồm" at the end."""
    return _LIST_FOLLOWS.sub("", unnumbered(heading)).strip(" ,:;.") or heading


def _read_group(group: Json, groups: Groups, notes: Notes) -> None:
    heading = text(group.get("TRUONGHOP"))
    kind = meaning(heading)
    rows = items(group, "GIAYTO")
    place = short(heading) or ONLY_CASE[1]
    if kind is Heading.NOTE:
        for row in rows:
            if name := text(row.get("TENGIAYTO")):
                notes.add(Doubt.NOTE_NOT_PAPER, "Giấy tờ", place, name)
        return
    papers = groups.common
    if kind is Heading.CASE:
        name = case_name(heading)
        if name in groups.cases:
            notes.add(Doubt.CASES_FLATTENED, "Giấy tờ", place, heading)
        papers = groups.cases.setdefault(name, Papers())
    condition = heading if kind is Heading.CONDITIONAL else ""
    for row in rows:
        paper = read_paper(row, place, notes, shown=kind is Heading.SHOWN, condition=condition)
        if paper is not None:
            papers.add(paper)
    if papers.repeated:
        notes.add(Doubt.CASES_FLATTENED, "Giấy tờ", place, heading)


def _make_conditional(groups: Groups) -> None:
    """Turn the one special case beside papers for everybody into a condition: everybody else has no case otherwise."""
    heading, own = groups.cases.popitem()
    for paper in own.found.values():
        groups.common.add(paper if paper.condition else replace(paper, condition=heading))


def read_cases(record: Json, notes: Notes) -> tuple[tuple[str, str, tuple[RequiredPaper, ...]], ...]:
    """Return code, name and papers of each case; at least one. Doubts about papers are noted."""
    groups = Groups()
    for group in items(record, "THANHPHANHOSO"):
        _read_group(group, groups, notes)
    if len(groups.cases) == 1 and groups.common.found:
        _make_conditional(groups)
    found = []
    for heading, own in groups.cases.items() or [("", Papers())]:
        every = Papers()
        for paper in (*own.found.values(), *groups.common.found.values()):
            every.add(paper)
        code, name = (stable_code("T", heading), heading) if heading else ONLY_CASE
        found.append((code, name, tuple(every.found.values())))
        if not every.found:
            notes.add(Doubt.NO_PAPERS, "Giấy tờ", short(name), "")
    codes = [code for code, _, _ in found]
    if len(set(codes)) == len(codes):
        return tuple(found)
    # Two headings that differ only in accents or case: numbered apart in the source's order.
    return tuple((f"{code}-{place}", name, papers) for place, (code, name, papers) in enumerate(found, 1))
