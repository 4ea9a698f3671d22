"""Near-duplicates among today's dossiers: pointed out with the reason, never blocked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.core.vietnamese import syllables
from app.domain.dossiers import Dossier
from app.domain.people import Parties, Party
from app.domain.tax_codes import normal_tax_code


class Likeness(StrEnum):
    """Why two dossiers of one procedure look like one; the value is the code of its sentence."""

    SAME_IDENTITY = "people.same_identity"
    SAME_NAME_AND_BIRTH = "people.same_name_and_birth"


@dataclass(frozen=True, slots=True)
class ReceivedToday:
    """What has to be known of a dossier received today."""

    id: UUID
    number: str
    procedure_code: str
    parties: Parties

    @classmethod
    def of(cls, dossier: Dossier) -> "ReceivedToday":
        """Return the part of dossier that is compared."""
        return cls(dossier.id, dossier.number, dossier.procedure_code, dossier.parties)


@dataclass(frozen=True, slots=True)
class Alike:
    """A dossier of today that may be the same matter."""

    id: UUID
    number: str
    reasons: tuple[Likeness, ...]


def alike(procedure_code: str, parties: Parties, today: Iterable[ReceivedToday]) -> tuple[Alike, ...]:
    """Return the dossiers among today's that look like the one being received, in their order.

    The owners are compared, not the submitters: one neighbour or postal worker brings many dossiers. One person may ask
    for several procedures in a day, so only the same procedure counts.
    """
    found = []
    for other in today:
        if other.procedure_code == procedure_code:
            reasons = likeness(parties.effective_owner, other.parties.effective_owner)
            if reasons:
                found.append(Alike(other.id, other.number, reasons))
    return tuple(found)


def likeness(one: Party, other: Party) -> tuple[Likeness, ...]:
    """Return why one and other may be the same person or organisation.

    Names are compared without accents; a number also matches the old number of the other's card.
    """
    reasons = []
    if _numbers(one) & _numbers(other):
        reasons.append(Likeness.SAME_IDENTITY)
    born, also_born = (party.birth_date or party.birth_year for party in (one, other))
    if born is not None and born == also_born and syllables(one.full_name) == syllables(other.full_name) != ():
        reasons.append(Likeness.SAME_NAME_AND_BIRTH)
    return tuple(reasons)


def keys_of(party: Party) -> frozenset[object]:
    """Return by what a party is known again, as likeness compares two: for looking up one among many."""
    born = party.birth_date or party.birth_year
    name = syllables(party.full_name)
    return frozenset({*_numbers(party), *([(name, born)] if name and born is not None else [])})


def _numbers(party: Party) -> frozenset[str]:
    return frozenset({party.personal_id, party.old_id, normal_tax_code(party.tax_code)} - {""})
