"""What is proposed for an old address: one present address, several to choose from, or none with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.vietnamese import nfc
from app.domain.addresses.readings import Context, Reading, names_province, read_former, read_present
from app.domain.addresses.tokens import Token, tokens
from app.domain.communes.gazetteer import Gazetteer
from app.domain.communes.units import Commune

_BETWEEN = " ,;-–\n\t"
"""What may stand between the free part and the units, and belongs to neither."""


class Outcome(StrEnum):
    """What came of it; the value is the last part of the code of its sentence."""

    EMPTY = "empty"
    NO_PROVINCE = "no_province"
    NO_COMMUNE = "no_commune"
    PRESENT = "present"
    """The address is one of today already."""
    ONE = "one"
    """The commune became exactly one, and the text names it without doubt."""
    SPLIT = "split"
    """The commune was split: only the person knows where the house stands."""
    UNCLEAR = "unclear"
    """Something in the text does not fit the table, or fits several communes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A present address.

    Attributes:
        free: house, street, hamlet: the text before the units, letter by letter.
    """

    free: str
    commune: Commune

    @property
    def address(self) -> str:
        """The address in the units of today."""
        return f"{self.free}, {self.commune.written}" if self.free else self.commune.written


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed.

    Attributes:
        candidates: none for EMPTY, NO_PROVINCE and NO_COMMUNE; exactly one for PRESENT and ONE.
    """

    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()

    @property
    def ask(self) -> bool:
        """Whether a person has to choose, be it among one."""
        return self.outcome in {Outcome.SPLIT, Outcome.UNCLEAR}


def successors(names: Gazetteer, text: str, issued: date | None = None) -> Proposal:
    """Return what is proposed for an address. Any text is accepted, and it is never changed.

    Args:
        names: the table.
        text: the address as the card prints it or somebody wrote it.
        issued: the day of the card, which tells in which units it writes; None: not known.
    """
    whole = nfc(text)
    words = tokens(whole)
    if not words:
        return Proposal(Outcome.EMPTY)
    best = _best(_readings(names, words, issued))
    if best:
        return _proposal(whole, best)
    return Proposal(Outcome.NO_COMMUNE if names_province(names, words) else Outcome.NO_PROVINCE)


def _readings(names: Gazetteer, words: Sequence[Token], issued: date | None) -> list[Reading]:
    if issued is not None and issued < names.table.in_force:
        return read_former(names, words)
    present = read_present(names, words, sure=issued is not None)
    if issued is not None and present:
        return present
    former = read_former(names, words)
    if any(reading.doubt.context <= Context.RENAMED for reading in former):
        return former  # three levels: nobody writes them of today's units
    return former + present


def _best(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings against which least speaks, those of the present and those of before apart."""
    best: list[Reading] = []
    for present in (False, True):
        kind = [reading for reading in readings if reading.present is present]
        least = min((reading.doubt for reading in kind), default=None)
        best += [reading for reading in kind if reading.doubt == least]
    clear = [reading for reading in best if not reading.doubt.serious]
    return clear or best


def _proposal(text: str, best: Sequence[Reading]) -> Proposal:
    found: dict[str, Candidate] = {}
    for reading in best:
        free = text[: reading.start].strip(_BETWEEN)
        for commune in reading.successors:
            found.setdefault(commune.code, Candidate(free, commune))
    candidates = tuple(found.values())
    if any(reading.doubt.serious for reading in best):
        return Proposal(Outcome.UNCLEAR, candidates)
    if len(candidates) == 1:
        outcome = Outcome.PRESENT if all(reading.present for reading in best) else Outcome.ONE
        return Proposal(outcome, candidates)
    units = {(reading.present, reading.unit) for reading in best}
    return Proposal(Outcome.SPLIT if len(units) == 1 else Outcome.UNCLEAR, candidates)
