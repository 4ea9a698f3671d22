"""What is said about a party: wrong forms are errors, misfits are warnings."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.checks import Severity, check_party, has_errors
from app.domain.people import Gender, Party, PartyKind
from app.domain.personal_ids import BirthPlaces

TODAY = date(2026, 11, 23)
PERSON = Party(
    full_name="Nguyễn Văn A",
    personal_id="001099012345",
    birth_date=date(1999, 3, 15),
    gender=Gender.MALE,
    card_issued=date(2021, 5, 10),
    phone="0912345678",
    email="a.nguyen@vidu.vn",
)
FIRM = Party(full_name="Công ty TNHH Ví Dụ", kind=PartyKind.ENTERPRISE, tax_code="0100109106")


@pytest.mark.parametrize("party", [PERSON, FIRM, replace(PERSON, phone="không có", email="", card_issued=None)])
def test_sound_parties_need_no_word(party: Party) -> None:
    assert check_party(party, places=BirthPlaces({"001": "Hà Nội"}), today=TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field", "code", "severity"),
    [
        ({"full_name": " "}, "full_name", "people.name_missing", Severity.ERROR),
        ({"full_name": "123"}, "full_name", "people.name_no_letters", Severity.ERROR),
        ({"full_name": "Nguy\ufffdn"}, "full_name", "people.name_letters_lost", Severity.ERROR),
        ({"full_name": "Nguyễn Văn 4"}, "full_name", "people.name_digits", Severity.WARNING),
        ({"personal_id": ""}, "personal_id", "people.id_missing", Severity.WARNING),
        ({"personal_id": "12345"}, "personal_id", "people.id_form", Severity.ERROR),
        ({"personal_id": "023456789"}, "personal_id", "people.id_old_card", Severity.WARNING),
        ({"personal_id": "003099012345"}, "personal_id", "people.id_prefix", Severity.WARNING),
        ({"personal_id": "001199012345"}, "personal_id", "people.id_gender", Severity.WARNING),
        ({"personal_id": "001299012345"}, "personal_id", "people.id_century", Severity.WARNING),
        ({"personal_id": "001098012345"}, "personal_id", "people.id_year", Severity.WARNING),
        ({"old_id": "12"}, "old_id", "people.old_id_form", Severity.WARNING),
        ({"birth_date": date(2099, 3, 15)}, "birth_date", "people.birth_in_future", Severity.ERROR),
        ({"birth_date": None, "birth_year": 2099}, "birth_date", "people.birth_in_future", Severity.ERROR),
        ({"birth_date": None, "birth_year": 1799}, "birth_date", "people.birth_long_ago", Severity.WARNING),
        ({"card_issued": date(2027, 1, 1)}, "card_issued", "people.issued_in_future", Severity.WARNING),
        ({"card_issued": date(1999, 3, 14)}, "card_issued", "people.issued_before_birth", Severity.WARNING),
        ({"phone": "0912"}, "phone", "people.phone_unusual", Severity.WARNING),
        ({"email": "a@b"}, "email", "people.email_form", Severity.ERROR),
    ],
)
def test_findings_of_a_person(changes: dict[str, object], field: str, code: str, severity: Severity) -> None:
    party = replace(PERSON, **changes)  # type: ignore[arg-type] # one field at a time, from the table above
    findings = check_party(party, places=BirthPlaces({"001": "Hà Nội"}), today=TODAY)
    assert (field, code, severity) in [(finding.field, finding.code, finding.severity) for finding in findings]
    assert has_errors(findings) == any(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize(
    ("tax_code", "code", "severity"),
    [
        ("", "people.tax_missing", Severity.WARNING),
        ("01", "people.tax_form", Severity.ERROR),
        ("0100109107", "people.tax_check_digit", Severity.ERROR),
        ("0100109106-000", "people.tax_branch", Severity.ERROR),
    ],
)
def test_findings_of_an_enterprise(tax_code: str, code: str, severity: Severity) -> None:
    (finding,) = check_party(replace(FIRM, tax_code=tax_code))
    assert (finding.field, finding.code, finding.severity) == ("tax_code", code, severity)


def test_a_state_body_needs_no_tax_code() -> None:
    assert check_party(Party(full_name="Ủy ban nhân dân xã Ví Dụ", kind=PartyKind.STATE_BODY)) == ()


def test_foreigners_may_have_any_paper() -> None:
    assert check_party(Party(full_name="Anna Nováková", kind=PartyKind.OTHER, personal_id="C1234567")) == ()


def test_without_list_and_today_nothing_is_compared_with_them() -> None:
    assert check_party(replace(PERSON, personal_id="003099012345", card_issued=date(2090, 1, 1))) == ()
