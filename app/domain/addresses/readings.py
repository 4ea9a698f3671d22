"""Every way a text can be read as an address, each with what speaks against it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from app.domain.addresses.matching import Match, matches
from app.domain.addresses.tokens import Gap, Level, Token
from app.domain.communes.gazetteer import Gazetteer, Place
from app.domain.communes.units import Commune, FormerDistrict, FormerProvince, Province

U = TypeVar("U")
_COUNTRY = ("viet", "nam")


class Context(IntEnum):
    """What the text says about the units around the commune; the less, the larger."""

    NAMED = 0
    """District and province by their names of 30 June 2025."""
    RENAMED = 1
    """The district by an earlier name, or with another word than it had."""
    WITHOUT_DISTRICT = 2
    ELSEWHERE = 3
    """The commune lies in another district of the province than the one named, or that one is not known."""
    WITHOUT_PROVINCE = 4


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """What speaks against a reading; compared from the first field to the last.

    Attributes:
        other_province: the province is called by the name of the present one it was merged into.
        loose: no sign parts the commune's name from the words before it.
    """

    other_province: bool = False
    context: Context = Context.NAMED
    loose: bool = False
    word_differs: bool = False
    accents_differ: bool = False
    earlier: bool = False

    @property
    def serious(self) -> bool:
        """Whether a person has to look, even where there is only one answer."""
        return (
            self.loose
            or self.word_differs
            or self.accents_differ
            or self.earlier
            or self.context in {Context.ELSEWHERE, Context.WITHOUT_PROVINCE}
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the text.

    Attributes:
        unit: code of the former commune (or island district) that was read, or of the present one.
        present: the text names units of today.
        start: the place in the text at which the commune begins.
    """

    unit: str
    present: bool
    successors: tuple[Commune, ...]
    start: int
    doubt: Doubt


def read_former(names: Gazetteer, words: Sequence[Token]) -> list[Reading]:
    """Return the readings in units from before 1 July 2025."""
    end = _without_country(words)
    found: list[Reading] = []
    for province, first, other in _provinces(names, words, end):
        found += _in_province(names, province, words, first, other=other)
    if not found:
        for match in matches(words, end, names.districts(), Level.DISTRICT):
            province, district = match.unit
            found += _in_district(
                names, province, district, words, match.first, Doubt(context=Context.WITHOUT_PROVINCE)
            )
    return found


def read_present(names: Gazetteer, words: Sequence[Token], *, sure: bool) -> list[Reading]:
    """Return the readings in units of today.

    Args:
        names: the table.
        words: the text.
        sure: the text is known to be from today: a name without a word is the commune's, not that of the district
            which had the same name.
    """
    found = []
    end = _without_country(words)
    for province in _whole(matches(words, end, names.present_provinces, Level.PROVINCE)):
        district = not sure and _names_district(names, province.unit, words, province.first)
        for match in matches(words, province.first, names.communes(province.unit), Level.COMMUNE):
            if match.has_word or not district:
                commune = match.unit
                doubt = _doubt_of(match, Doubt())
                found.append(Reading(commune.code, True, (commune,), words[match.first].start, doubt))
    return found


def _names_district(names: Gazetteer, province: Province, words: Sequence[Token], end: int) -> bool:
    return any(
        next(matches(words, end, names.inside(former).districts, Level.DISTRICT), None) is not None
        for former in names.merged_into(province)
    )


def names_province(names: Gazetteer, words: Sequence[Token]) -> bool:
    """Return whether the text ends with the name of a province."""
    return next(_provinces(names, words, _without_country(words)), None) is not None


def _without_country(words: Sequence[Token]) -> int:
    two = tuple(token.key for token in words[-2:])
    return len(words) - 2 if two == _COUNTRY else len(words)


def _provinces(names: Gazetteer, words: Sequence[Token], end: int) -> Iterator[tuple[FormerProvince, int, bool]]:
    """Return the former provinces named at the end, where the name begins, and whether it is the merged one's name."""
    exact = set()
    for match in _whole(matches(words, end, names.former_provinces, Level.PROVINCE)):
        exact.add(match.unit.code)
        yield match.unit, match.first, False
    for merged in _whole(matches(words, end, names.present_provinces, Level.PROVINCE)):
        for former in names.merged_into(merged.unit):
            if former.code not in exact:
                yield former, merged.first, True


def _whole(found: Iterable[Match[U]]) -> list[Match[U]]:
    """Return the whole names where there are any: ``Huế`` is only the end of ``Thừa Thiên Huế``."""
    every = list(found)
    return [match for match in every if not match.loose] or every


def _in_province(
    names: Gazetteer, province: FormerProvince, words: Sequence[Token], end: int, *, other: bool
) -> list[Reading]:
    inside = names.inside(province)
    found: list[Reading] = []
    known = []
    for match in matches(words, end, inside.districts, Level.DISTRICT):
        known.append(match)
        renamed = match.earlier or match.word_differs or match.accents_differ
        context = Context.RENAMED if renamed else Context.NAMED
        found += _in_district(names, province, match.unit, words, match.first, Doubt(other, context))
    for commune in matches(words, end, inside.communes, Level.COMMUNE):
        # "…, Ba Đình, Hà Nội": a name without a word that a district has is the district's.
        if not commune.loose and (commune.has_word or not known):
            found.append(_reading(commune, words, Doubt(other, Context.WITHOUT_DISTRICT)))
    if not found:
        found += _elsewhere(names, province, words, known, end, Doubt(other, Context.ELSEWHERE))
    return found


def _in_district(
    names: Gazetteer,
    province: FormerProvince,
    district: FormerDistrict,
    words: Sequence[Token],
    end: int,
    doubt: Doubt,
) -> list[Reading]:
    if not district.communes:
        start = words[end].start
        return [Reading(district.code, False, district.successors, start, doubt)]
    index = names.inside(province).inside[district.code]
    return [_reading(match, words, doubt) for match in matches(words, end, index, Level.COMMUNE)]


def _elsewhere(
    names: Gazetteer,
    province: FormerProvince,
    words: Sequence[Token],
    known: Sequence[Match[FormerDistrict]],
    end: int,
    doubt: Doubt,
) -> list[Reading]:
    """Read a commune before a district that is not its own, or before a part that is no district at all."""
    ends = {match.first for match in known} or _before_last_part(words, end)
    communes = names.inside(province).communes
    return [
        _reading(match, words, doubt)
        for place in ends
        for match in matches(words, place, communes, Level.COMMUNE)
        # A street may have the name of a commune elsewhere, and every town has its Phường 3: only a name with its word
        # is looked for in other districts.
        if match.has_word and not match.numbered
    ]


def _before_last_part(words: Sequence[Token], end: int) -> set[int]:
    part = next((at for at in range(end - 1, 0, -1) if words[at].gap is Gap.HARD), 0)
    return {part} if part else set()


def _reading(match: Match[Place], words: Sequence[Token], doubt: Doubt) -> Reading:
    _district, commune = match.unit
    return Reading(commune.code, False, commune.successors, words[match.first].start, _doubt_of(match, doubt))


def _doubt_of(match: Match[Place] | Match[Commune], doubt: Doubt) -> Doubt:
    return Doubt(
        doubt.other_province, doubt.context, match.loose, match.word_differs, match.accents_differ, match.earlier
    )  # fmt: skip
