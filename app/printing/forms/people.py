"""The people of a dossier as the lines of the forms name them."""

from app.domain.people import Parties, Party, PartyKind
from app.printing.forms.filling import Value
from app.printing.forms.house import two_digits


def people(parties: Parties) -> dict[str, Value]:
    """Return the values of applicant, owner and authorised person.

    The applicant is who stands at the counter, unless an authorisation makes that person act for the owner.
    """
    authorised = parties.submitter if parties.owner and parties.authorisation else None
    applicant = parties.effective_owner if authorised else parties.submitter
    owner = parties.effective_owner
    return {
        "applicant_kind": _kind(applicant),
        "identity_kind": _identity_kind(applicant),
        **party("applicant", applicant),
        **party("owner", None if authorised else parties.owner),
        **party("authorised", authorised),
        "whose": with_representative(owner),
        "whose_kind": _kind(owner),
        "whose_identity_kind": _identity_kind(owner).lower(),
        "whose_identity": owner.identity,
        "you": "Ông/Bà" if owner.kind is PartyKind.CITIZEN else "Quý cơ quan, tổ chức",
        "authorisation": parties.authorisation,
        "signer": parties.submitter.representative or parties.submitter.full_name,
    }


def _kind(one: Party) -> str:
    return "Ông (Bà)" if one.kind is PartyKind.CITIZEN else "Tổ chức"


def _identity_kind(one: Party) -> str:
    return "Số định danh cá nhân" if one.kind is PartyKind.CITIZEN else "Mã số tổ chức"


def party(role: str, one: Party | None) -> dict[str, Value]:
    """Return name, identity, address, phone and mail of one party, each name beginning with role."""
    if one is None:
        return dict.fromkeys((role, f"{role}_identity", f"{role}_address", f"{role}_phone", f"{role}_email"), "")
    return {
        role: with_representative(one),
        f"{role}_identity": one.identity,
        f"{role}_address": one.address or one.card_address,
        f"{role}_phone": one.phone,
        f"{role}_email": one.email,
    }


def with_representative(one: Party) -> str:
    """Return the name, with who speaks for an organisation."""
    return one.full_name + (f" (người đại diện: {one.representative})" if one.representative else "")


def acts_for(whom: str) -> str:
    """Return the line under the name of a clerk who acts for somebody else, as postal staff do."""
    return f"Thực hiện thay: {whom}" if whom else ""


def count(number: int) -> str:
    """Return number for a column of counts: none is a dash."""
    return two_digits(number) if number else "–"


def tick(*, ticked: bool) -> str:
    """Return a tick box."""
    return "☑" if ticked else "☐"
