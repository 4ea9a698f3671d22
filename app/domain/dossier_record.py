"""A dossier as the body of an operation: the shape that travels, version 1.

Names follow the glossary; values that have a national code carry it beside (``status_code``, ``channel``,
``owner_kind``), so that a receiver can build the national payload without asking the counter again.
A shape that was ever released is accepted for ever: a change is a new version beside this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.money import Dong
from app.domain.dossiers import (
    NATIONAL_STATUS,
    Appointment,
    Dossier,
    DossierPaper,
    FeeLine,
    PaperState,
    PaymentWay,
    ReturnPlace,
    Status,
)
from app.domain.life import PaperOrigin, PaperSource
from app.domain.people import NATIONAL_KIND, Gender, Parties, Party, PartyKind
from app.domain.procedures import Channel, PaperForm

SCHEMA = 1
_REUSE_CODES = {PaperState.REUSED: 1, PaperState.LOOKED_UP: 1}
"""DuocTaiSuDung of the national payload: the citizen was not asked for it again."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept beside a dossier and travels with it.

    Attributes:
        consignment: the note, or the handover, with which the post brought it.
        origins: where its papers come from that were not handed in.
    """

    consignment: str = ""
    origins: tuple[PaperOrigin, ...] = ()


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


def _paper_record(paper: DossierPaper, origin: PaperOrigin | None) -> dict[str, object]:
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
        "reuse_code": _REUSE_CODES.get(paper.state, 0),
        "origin": _origin_record(origin) if origin is not None else None,
    }


def _origin_record(origin: PaperOrigin) -> dict[str, object]:
    return {
        "source": origin.source.value if origin.source else None,
        "reference": origin.reference,
        "looked_at": _moment(origin.looked_at),
        "by": origin.by,
        "result": origin.result,
        "valid_until": _day(origin.valid_until),
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


def to_record(
    dossier: Dossier,
    *,
    office_code: str,
    counter_ordinal: int,
    practice: bool,
    beside: Beside | None = None,
) -> Mapping[str, object]:
    """Return the dossier as the body of a ``dossier.received`` operation; plain JSON values only.

    Args:
        dossier: as it was received.
        office_code: of the office that received it.
        counter_ordinal: of its counter.
        practice: made for practice.
        beside: what is kept beside it.
    """
    beside = beside or Beside()
    appointment, known = dossier.appointment, {one.ordinal: one for one in beside.origins}
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
        "consignment": beside.consignment,
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
        "by_owner": dossier.parties.owner is None,
        "authorisation": dossier.parties.authorisation,
        "papers": [_paper_record(paper, known.get(paper.ordinal)) for paper in dossier.papers],
        "sets": dossier.sets,
        "fees": [_fee_record(line) for line in dossier.fees],
        "payment": dossier.payment.value,
        "clock_start": _moment(appointment.clock_start),
        "legal_deadline": _moment(appointment.legal_deadline),
        "appointment": _moment(appointment.appointment),
        "appointment_reason": appointment.reason,
        "limit_text": appointment.limit_text,
        "explanation": list(appointment.explanation),
        "return_place": dossier.return_place.value,
        "return_code": 1 if dossier.return_place is ReturnPlace.POST else 0,
        "return_detail": dossier.return_detail,
        "resolving_unit": dossier.resolving_unit,
        "note": dossier.note,
        "files_to_come": sum(1 for paper in dossier.papers if paper.file_digest),
    }


def from_record(record: Mapping[str, Any], *, office_id: UUID, counter_id: UUID) -> Dossier:
    """Return the dossier that a record tells of, as it was received; the inverse of to_record.

    Args:
        record: the body of a ``dossier.received`` operation.
        office_id: whose it is; stands in the operation, not in its body.
        counter_id: likewise.

    Raises:
        ValueError: record has not this shape; newer versions of it included.
    """
    try:
        if record["schema"] != SCHEMA:
            raise ValueError("another version")
        return _dossier(record, office_id, counter_id)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the record of a dossier") from error


def origins_of_record(record: Mapping[str, Any]) -> tuple[PaperOrigin, ...]:
    """Return where the papers of a record come from that were not handed in.

    Raises:
        ValueError: record has not this shape.
    """
    try:
        told = [(paper["ordinal"], paper.get("origin")) for paper in record["papers"]]
        return tuple(_origin(UUID(record["id"]), ordinal, one) for ordinal, one in told if one)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the record of a dossier") from error


def _origin(dossier_id: UUID, ordinal: int, record: Mapping[str, Any]) -> PaperOrigin:
    return PaperOrigin(
        dossier_id=dossier_id,
        ordinal=ordinal,
        source=PaperSource(record["source"]) if record["source"] else None,
        reference=record["reference"],
        looked_at=datetime.fromisoformat(record["looked_at"]),
        by=record["by"],
        result=record["result"],
        valid_until=_day_of(record["valid_until"]),
    )


def _dossier(record: Mapping[str, Any], office_id: UUID, counter_id: UUID) -> Dossier:
    procedure = record["procedure"]
    return Dossier(
        id=UUID(record["id"]),
        number=record["number"],
        provisional=record["provisional"],
        office_id=office_id,
        counter_id=counter_id,
        received_by=UUID(record["received_by"]),
        received_for=record["received_for"],
        channel=Channel(record["channel"]),
        procedure_code=procedure["code"],
        procedure_version=procedure["version"],
        procedure_name=procedure["name"],
        case_code=procedure["case_code"],
        case_name=procedure["case_name"],
        content=record["content"],
        parties=_parties(record),
        papers=tuple(map(_paper, record["papers"])),
        sets=record["sets"],
        fees=tuple(map(_fee, record["fees"])),
        payment=PaymentWay(record["payment"]),
        received_at=datetime.fromisoformat(record["received_at"]),
        appointment=_appointment(record),
        return_place=ReturnPlace(record["return_place"]),
        return_detail=record["return_detail"],
        resolving_unit=record["resolving_unit"],
        note=record["note"],
        status=Status(record["status"]),
    )


def _parties(record: Mapping[str, Any]) -> Parties:
    owner = None if record["by_owner"] else _party(record["owner"])
    return Parties(_party(record["submitter"]), owner, record["authorisation"])


def _party(record: Mapping[str, Any]) -> Party:
    plain = {name: value for name, value in record.items() if name != "kind_code"}
    typed = {
        "kind": PartyKind(record["kind"]),
        "gender": Gender(record["gender"]),
        "birth_date": _day_of(record["birth_date"]),
        "card_issued": _day_of(record["card_issued"]),
    }
    return Party(**plain | typed)


def _paper(record: Mapping[str, Any]) -> DossierPaper:
    file = record["file"] or {"sha256": "", "size": 0, "pages": 0}
    return DossierPaper(
        ordinal=record["ordinal"],
        name=record["name"],
        state=PaperState(record["state"]),
        form=PaperForm(record["form"]),
        originals=record["originals"],
        certified_copies=record["certified_copies"],
        photocopies=record["photocopies"],
        required_code=record["code"],
        file_digest=file["sha256"],
        file_size=file["size"],
        pages=file["pages"],
        note=record["note"],
    )


def _fee(record: Mapping[str, Any]) -> FeeLine:
    return FeeLine(**{**record, "amount": Dong(record["amount"])})


def _appointment(record: Mapping[str, Any]) -> Appointment:
    deadline = record["legal_deadline"]
    return Appointment(
        clock_start=datetime.fromisoformat(record["clock_start"]),
        legal_deadline=datetime.fromisoformat(deadline) if deadline else None,
        appointment=datetime.fromisoformat(record["appointment"]),
        limit_text=record["limit_text"],
        explanation=tuple(record["explanation"]),
        reason=record["appointment_reason"],
    )


def _day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
