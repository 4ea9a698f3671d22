"""The people and organisations of a dossier: submitter, owner, authorised person – three different parts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Gender(StrEnum):
    """Gender as printed on citizen cards; unknown where no card says it."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


class PartyKind(StrEnum):
    """Kind of an applicant; the national code is in NATIONAL_KIND (LoaiDoiTuong)."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    STATE_BODY = "state_body"
    OTHER = "other"


NATIONAL_KIND = {PartyKind.CITIZEN: 1, PartyKind.ENTERPRISE: 2, PartyKind.STATE_BODY: 3, PartyKind.OTHER: 4}


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation as it was told at the counter; a dossier keeps its own copy.

    Attributes:
        personal_id: 12 digits (or 9 of an old card); empty for an organisation.
        tax_code: 10, 13 or 12 digits; for an organisation.
        card_address: the address exactly as the card prints it; never rewritten.
        address: the present address in today's units.
        birth_year: for people whose papers state only the year; None where birth_date is known.
        phone: as typed; search compares the normalised form.
        representative: who speaks for an organisation.
    """

    full_name: str
    kind: PartyKind = PartyKind.CITIZEN
    personal_id: str = ""
    old_id: str = ""
    tax_code: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    gender: Gender = Gender.UNKNOWN
    card_address: str = ""
    address: str = ""
    card_issued: date | None = None
    phone: str = ""
    email: str = ""
    representative: str = ""

    @property
    def identity(self) -> str:
        """The number this party is known by: personal id or tax code, empty where there is neither."""
        return self.personal_id or self.tax_code


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands behind a dossier.

    Attributes:
        submitter: who stands at the counter.
        owner: whose dossier it is; None where the submitter is the owner.
        authorisation: name of the authorisation paper; empty where the submitter acts for himself or as the owner.
    """

    submitter: Party
    owner: Party | None = None
    authorisation: str = ""

    @property
    def effective_owner(self) -> Party:
        """The owner, who is the submitter where no other is named."""
        return self.owner or self.submitter
