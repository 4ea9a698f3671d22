"""What is to be said about a party as it was entered. A wrong form is an error; what does not fit, a warning."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from app.domain.garbled import letters_lost
from app.domain.people import Party, PartyKind
from app.domain.personal_ids import BirthPlaces, is_old_id, is_personal_id, mismatches
from app.domain.phones import PhoneKind, phone_kind
from app.domain.tax_codes import fault_of

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;.]+(?:\.[^@\s,;.]+)+")
_OLDEST = 130  # years
_MISMATCH_CODES = {
    "prefix": "people.id_prefix",
    "gender": "people.id_gender",
    "century": "people.id_century",
    "year": "people.id_year",
}


class Severity(StrEnum):
    """An error has to be mended before the dossier is received; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one field.

    Attributes:
        field: name of the Party field.
        code: names the sentence (app.services.sentences).
        params: values for the sentence.
    """

    field: str
    code: str
    severity: Severity
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def check_party(party: Party, *, places: BirthPlaces | None = None, today: date | None = None) -> tuple[Finding, ...]:
    """Return what is to be said about party, in the order of the fields.

    Args:
        party: as entered, fields tidied.
        places: known codes of birth places; None: prefixes are not looked at.
        today: None: dates are not compared with the present.
    """
    return (
        *_name(party),
        *(_personal_id(party, places) if party.kind is PartyKind.CITIZEN else _organisation(party)),
        *_dates(party, today),
        *_contact(party),
    )


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Return whether any of findings forbids to receive."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _name(party: Party) -> Iterator[Finding]:
    name = party.full_name
    if not name.strip():
        yield Finding("full_name", "people.name_missing", Severity.ERROR)
    elif not any(letter.isalpha() for letter in name):
        yield Finding("full_name", "people.name_no_letters", Severity.ERROR)
    elif letters_lost(name):
        yield Finding("full_name", "people.name_letters_lost", Severity.ERROR)
    elif party.kind is PartyKind.CITIZEN and any(letter.isdigit() for letter in name):
        yield Finding("full_name", "people.name_digits", Severity.WARNING)


def _personal_id(party: Party, places: BirthPlaces | None) -> Iterator[Finding]:
    number = party.personal_id
    if not number:
        yield Finding("personal_id", "people.id_missing", Severity.WARNING)
    elif is_personal_id(number):
        born = party.birth_date or party.birth_year
        for part in mismatches(number, born, party.gender, places):
            yield Finding("personal_id", _MISMATCH_CODES[part], Severity.WARNING, {"prefix": number[:3]})
    elif is_old_id(number):
        yield Finding("personal_id", "people.id_old_card", Severity.WARNING)
    else:
        yield Finding("personal_id", "people.id_form", Severity.ERROR, {"length": len(number)})
    if party.old_id and not (is_old_id(party.old_id) or is_personal_id(party.old_id)):
        yield Finding("old_id", "people.old_id_form", Severity.WARNING)


def _organisation(party: Party) -> Iterator[Finding]:
    if party.tax_code:
        fault = fault_of(party.tax_code)
        if fault is not None:
            yield Finding("tax_code", fault.value, Severity.ERROR)
    elif party.kind is PartyKind.ENTERPRISE:
        yield Finding("tax_code", "people.tax_missing", Severity.WARNING)


def _dates(party: Party, today: date | None) -> Iterator[Finding]:
    birth, issued = party.birth_date, party.card_issued
    if today is not None:
        year = birth.year if birth else party.birth_year
        if (birth and birth > today) or (year is not None and year > today.year):
            yield Finding("birth_date", "people.birth_in_future", Severity.ERROR)
        elif year is not None and today.year - year > _OLDEST:
            yield Finding("birth_date", "people.birth_long_ago", Severity.WARNING, {"years": today.year - year})
        if issued and issued > today:
            yield Finding("card_issued", "people.issued_in_future", Severity.WARNING)
    if birth and issued and issued < birth:
        yield Finding("card_issued", "people.issued_before_birth", Severity.WARNING)


def _contact(party: Party) -> Iterator[Finding]:
    if phone_kind(party.phone) is PhoneKind.UNUSUAL:
        yield Finding("phone", "people.phone_unusual", Severity.WARNING)
    if party.email and not _EMAIL.fullmatch(party.email):
        yield Finding("email", "people.email_form", Severity.ERROR)
