"""The forms that acts owe, filled from the record: nothing is typed twice.

What they say is Vietnamese in every language of the screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.dossiers import Dossier, PaperState
from app.domain.offices import Account
from app.domain.units import Unit
from app.models.store import Work
from app.printing.forms.apology import HEAD_OF_OFFICE, ApologyData
from app.printing.forms.refusal import RefusalData
from app.printing.forms.stop import StopData
from app.printing.forms.supplement import SupplementData
from app.services.desk import Desk
from app.services.form_kinds import FormData
from app.services.issuing import facts_of, letterhead

FormMaker = Callable[[Work, Dossier, datetime], FormData]
"""Fills a form about a dossier, as of a moment."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs for the office that decides."""

    office: str
    titles: tuple[str, ...]
    name: str


def supplement(desk: Desk, clerk: Account, demands: Sequence[str], reason: str) -> FormMaker:
    """Return how form 02 is filled."""

    def make(_work: Work, dossier: Dossier, _at: datetime) -> SupplementData:
        return SupplementData(
            head=letterhead(desk),
            dossier=facts_of(dossier),
            demands=tuple(demands),
            reason=reason.strip(),
            contact=clerk.full_name,
            contact_phone=desk.office.phone,
            clerk_name=clerk.full_name,
            acts_for=clerk.acts_for,
        )

    return make


def refusal(desk: Desk, clerk: Account, reason: str) -> FormMaker:
    """Return how form 03 is filled."""

    def make(_work: Work, dossier: Dossier, _at: datetime) -> RefusalData:
        return RefusalData(letterhead(desk), facts_of(dossier), reason.strip(), clerk.full_name, clerk.acts_for)

    return make


def stop(desk: Desk, channel: str, fee: str) -> FormMaker:
    """Return how form 05 is filled: asked for and stopped at the same moment, every paper given back."""

    def make(work: Work, dossier: Dossier, at: datetime) -> StopData:
        signing = signing_of(work, dossier)
        return StopData(
            head=letterhead(desk),
            dossier=facts_of(dossier),
            asked_at=at,
            channel=channel,
            stopped_at=at,
            papers_returned=tuple(paper.name for paper in dossier.papers if paper.state is PaperState.HANDED_IN),
            fee=fee,
            signer_titles=signing.titles,
            signer_name=signing.name,
        )

    return make


def apology(desk: Desk, reason: str = "", appointment: datetime | None = None, *, signed: bool = False) -> FormMaker:
    """Return how form 04 is filled: for the signature of the head of the office that decides.

    Args:
        desk: the open desk.
        reason: why it is late; empty: left to be written.
        appointment: the new one; None: left to be written.
        signed: it is signed today; a letter that waits for the signature has no day yet.
    """

    def make(work: Work, dossier: Dossier, _at: datetime) -> ApologyData:
        signing, head = signing_of(work, dossier), letterhead(desk)
        return ApologyData(
            head=replace(head, office_name=signing.office, day=head.day if signed else None),
            dossier=facts_of(dossier),
            resolving_office=signing.office,
            reason=reason.strip(),
            new_appointment=appointment,
            receiving_office=desk.office.name,
            signer_titles=signing.titles,
            signer_name=signing.name,
        )

    return make


def signing_of(work: Work, dossier: Dossier) -> Signing:
    """Return who signs for the office that decides: from the directory, else its title with an empty line."""
    unit = _unit_called(work, dossier.resolving_unit)
    if unit is None:
        return Signing(dossier.resolving_unit, HEAD_OF_OFFICE, "")
    return Signing(unit.name, (unit.head_title.upper(),) if unit.head_title else HEAD_OF_OFFICE, unit.head_name)


def _unit_called(work: Work, name: str) -> Unit | None:
    wanted = name.strip().casefold()
    if not wanted:
        return None
    return next((one for one in work.units.all() if wanted in {one.name.casefold(), one.code.casefold()}), None)
