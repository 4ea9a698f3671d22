"""Correcting a dossier that was received: the record as a draft again, and what differs afterwards, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from app.core.clock import VIETNAM
from app.domain.dossiers import Dossier, DossierPaper
from app.domain.drafts import Draft, PaperEntry, PartyText, text_of
from app.domain.life import PaperOrigin
from app.domain.people import Party
from app.domain.reuse import basis_of

_PARTY = tuple(field.name for field in fields(Party))
_PLAIN = (
    "channel",
    "procedure_code",
    "procedure_version",
    "case_code",
    "content",
    "sets",
    "return_place",
    "return_detail",
    "resolving_unit",
    "note",
    "payment",
)
_PAPER = ("state", "form", "originals", "certified_copies", "photocopies", "note", "file_digest")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after.

    Attributes:
        field: dotted path: ``submitter.full_name``, ``papers.2.state``, ``appointment``.
        old, new: as people write it; empty where there was or is nothing.
    """

    field: str
    old: str
    new: str


def draft_of(dossier: Dossier, draft_id: UUID, *, fee_by_hand: str = "", origins: Sequence[PaperOrigin] = ()) -> Draft:
    """Return the dossier as it would be typed, to be corrected.

    Args:
        dossier: as it stands.
        draft_id: of the new draft; the dossier keeps its own id.
        fee_by_hand: the amount that was typed because no table knew it; digits.
        origins: where its papers come from.
    """
    known = {one.ordinal: one for one in origins}
    person = dossier.parties.effective_owner.identity
    parties = dossier.parties
    return Draft(
        id=draft_id,
        corrects=dossier.id,
        corrects_revision=dossier.revision,
        submitter=_typed(parties.submitter),
        owner=None if parties.owner is None else _typed(parties.owner),
        authorisation=parties.authorisation,
        procedure_code=dossier.procedure_code,
        procedure_version=dossier.procedure_version,
        case_code=dossier.case_code,
        channel=dossier.channel,
        content="" if dossier.content == dossier.procedure_name else dossier.content,
        papers=tuple(_entry(paper, known.get(paper.ordinal), person) for paper in dossier.papers),
        sets=dossier.sets,
        quantities={line.code: line.quantity for line in dossier.fees},
        fee_settled_by_hand=fee_by_hand,
        payment=dossier.payment,
        return_place=dossier.return_place,
        return_detail=dossier.return_detail,
        resolving_unit=dossier.resolving_unit,
        note=dossier.note,
        procedure_text=dossier.procedure_name,
    )


def _typed(party: Party) -> PartyText:
    # An address that was left empty stays empty: filling it from the card would be a correction nobody made.
    return replace(text_of(party), address=party.address)


def _entry(paper: DossierPaper, origin: PaperOrigin | None, person: str) -> PaperEntry:
    file = (paper.file_digest, paper.file_size, paper.pages)
    until = origin.valid_until if origin is not None and origin.source is None else None
    return PaperEntry(
        ordinal=paper.ordinal,
        name=paper.name,
        required_code=paper.required_code,
        asked_form=paper.form,
        state=paper.state,
        originals=paper.originals,
        certified_copies=paper.certified_copies,
        photocopies=paper.photocopies,
        note=paper.note,
        basis=basis_of(origin, person, file) if origin is not None else None,
        valid_until=f"{until:%d/%m/%Y}" if until else "",
    )


def differences(old: Dossier, new: Dossier) -> tuple[Difference, ...]:
    """Return what differs between two revisions of one dossier, in the order of the screen."""
    return tuple(found for found in _compared(old, new) if found.old != found.new)


def _compared(old: Dossier, new: Dossier) -> Iterator[Difference]:
    yield from _party("submitter", old.parties.submitter, new.parties.submitter)
    yield from _party("owner", old.parties.owner, new.parties.owner)
    yield Difference("authorisation", old.parties.authorisation, new.parties.authorisation)
    for name in _PLAIN:
        yield Difference(name, _text(getattr(old, name)), _text(getattr(new, name)))
    yield from _papers(old, new)
    yield Difference("fees", str(old.total), str(new.total))
    yield Difference("appointment", _text(old.appointment.appointment), _text(new.appointment.appointment))
    yield Difference("legal_deadline", _text(old.appointment.legal_deadline), _text(new.appointment.legal_deadline))


def _party(part: str, old: Party | None, new: Party | None) -> Iterator[Difference]:
    for name in _PARTY:
        before, after = (_text(getattr(party, name)) if party else "" for party in (old, new))
        yield Difference(f"{part}.{name}", before, after)


def _papers(old: Dossier, new: Dossier) -> Iterator[Difference]:
    before = {paper.ordinal: paper for paper in old.papers}
    after = {paper.ordinal: paper for paper in new.papers}
    for ordinal in sorted(before.keys() | after.keys()):
        one, other = before.get(ordinal), after.get(ordinal)
        yield Difference(f"papers.{ordinal}.name", one.name if one else "", other.name if other else "")
        if one and other:
            for name in _PAPER:
                yield Difference(f"papers.{ordinal}.{name}", _text(getattr(one, name)), _text(getattr(other, name)))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case datetime():
            return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
