"""A dossier as the body of an operation: the shape that travels, version 1.

Names follow the glossary; values that have a national code carry it beside (``status_code``, ``channel``,
``owner_kind``), so that a receiver can build the national payload without asking the counter again.
A shape that was ever released is accepted for ever: a change is a new version beside this one.
"""

from collections.abc import Mapping
from datetime import date, datetime

from app.domain.dossiers import NATIONAL_STATUS, Dossier, DossierPaper, FeeLine, ReturnPlace
from app.domain.people import NATIONAL_KIND, Party

SCHEMA = 1


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def party_record(party: Party) -> dict[str, object]:
    """Return a party as it travels."""
    return {
        "full_name": party.full_name,
        "kind": party.kind.value,
        "kind_code": NATIONAL_KIND[party.kind],
        "personal_id": party.personal_id,
        "old_id": party.old_id,
        "tax_code": party.tax_code,
        "birth_date": _day(party.birth_date),
        "birth_year": party.birth_year,
        "gender": party.gender.value,
        "card_address": party.card_address,
        "address": party.address,
        "card_issued": _day(party.card_issued),
        "phone": party.phone,
        "email": party.email,
        "representative": party.representative,
    }


def _paper_record(paper: DossierPaper) -> dict[str, object]:
    return {
        "ordinal": paper.ordinal,
        "code": paper.required_code,
        "name": paper.name,
        "state": paper.state.value,
        "form": paper.form.value,
        "originals": paper.originals,
        "certified_copies": paper.certified_copies,
        "photocopies": paper.photocopies,
        "file": {"sha256": paper.file_digest, "size": paper.file_size, "pages": paper.pages}
        if paper.file_digest
        else None,
        "note": paper.note,
    }


def _fee_record(line: FeeLine) -> dict[str, object]:
    return {
        "code": line.code,
        "name": line.name,
        "quantity": line.quantity,
        "amount": int(line.amount),
        "exemption": line.exemption,
        "legal_basis": line.legal_basis,
    }


def to_record(dossier: Dossier, *, office_code: str, counter_ordinal: int, practice: bool) -> Mapping[str, object]:
    """Return the dossier as the body of a ``dossier.received`` operation; plain JSON values only."""
    appointment = dossier.appointment
    return {
        "schema": SCHEMA,
        "practice": practice,
        "id": str(dossier.id),
        "number": dossier.number,
        "provisional": dossier.provisional,
        "office_code": office_code,
        "counter": counter_ordinal,
        "received_at": _moment(dossier.received_at),
        "received_by": str(dossier.received_by),
        "received_for": dossier.received_for,
        "channel": int(dossier.channel),
        "status": dossier.status.value,
        "status_code": NATIONAL_STATUS[dossier.status],
        "procedure": {
            "code": dossier.procedure_code,
            "version": dossier.procedure_version,
            "name": dossier.procedure_name,
            "case_code": dossier.case_code,
            "case_name": dossier.case_name,
        },
        "content": dossier.content,
        "submitter": party_record(dossier.parties.submitter),
        "owner": party_record(dossier.parties.effective_owner),
        "authorisation": dossier.parties.authorisation,
        "papers": [_paper_record(paper) for paper in dossier.papers],
        "sets": dossier.sets,
        "fees": [_fee_record(line) for line in dossier.fees],
        "payment": dossier.payment.value,
        "clock_start": _moment(appointment.clock_start),
        "legal_deadline": _moment(appointment.legal_deadline),
        "appointment": _moment(appointment.appointment),
        "appointment_reason": appointment.reason,
        "limit_text": appointment.limit_text,
        "return_place": dossier.return_place.value,
        "return_code": 1 if dossier.return_place is ReturnPlace.POST else 0,
        "return_detail": dossier.return_detail,
        "resolving_unit": dossier.resolving_unit,
        "note": dossier.note,
        "files_to_come": sum(1 for paper in dossier.papers if paper.file_digest),
    }
