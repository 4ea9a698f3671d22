"""What the reception desk shows beside a draft, in one look at the store; and the code a citizen pays by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.addresses import Outcome, Proposal, successors
from app.domain.alikeness import Alike
from app.domain.drafts import Draft, PartyText, parse_date, party_of
from app.domain.fees import ExemptionReason, claimable, rules_in_force
from app.domain.guidance import Guidance
from app.domain.organisations import OrganisationHistory
from app.domain.people import Party
from app.domain.permissions import Permission, allowed, require
from app.domain.procedures import FeeRule, ProcedureVersion
from app.domain.reception import Consigned, Examination, examine
from app.domain.units import Unit, UnitKind
from app.domain.vietqr import purpose_of, vietqr
from app.models.rows import DossierRow, Queue
from app.printing.codes import qr
from app.services.desk import Desk
from app.services.dossiers import earlier
from app.services.guiding import guided
from app.services.numbering import expected_number
from app.services.organisations import Named, known_codes, who_now
from app.services.postal import consigned, judged_at
from app.services.reception import alike_today, resolving_unit
from app.services.reference import communes, rules
from app.services.security import Session

_LOOKED_BACK = 400
"""How many of the newest dossiers say what a desk does most; more would not change the order."""


@dataclass(frozen=True, slots=True)
class DraftLook:
    """What is to be said about a draft now.

    Attributes:
        draft: what was looked at; an answer to an older draft is out of date.
        number: the number it will probably get; empty where nobody can say.
        fee_rules: the rules in force, for the quantities.
        exemptions: the incentives that would change something.
        consigned: what the post's records say of its consignment note.
        may_appoint: whether this person may set another appointment than the proposed one.
        submitter_address, owner_address: what is proposed for the address on the card.
        resolver: who resolves it unless somebody else is chosen; empty while no procedure is.
        resolver_now: who will resolve it where somebody was chosen; empty: the usual one.
        resolver_said: why it is another than the one that was named, or must be chosen; None where all is well.
        resolvers: whom else it may be sent to, by name.
        offices: where else a result may be given, by name.
    """

    draft: Draft
    examination: Examination
    version: ProcedureVersion | None
    number: str
    fee_rules: tuple[FeeRule, ...]
    exemptions: tuple[ExemptionReason, ...]
    may_appoint: bool
    consigned: Consigned | None
    submitter_address: Proposal
    owner_address: Proposal
    resolver: str
    resolver_now: str
    resolver_said: PersonProblem | None
    resolvers: tuple[str, ...]
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of the person at the counter.

    Attributes:
        dossiers: earlier ones.
        alike: what was received today for the same matter.
        guided: the papers given before whose drafts wait for this person.
    """

    dossiers: tuple[DossierRow, ...]
    alike: tuple[Alike, ...]
    guided: tuple[Guidance, ...] = ()


def look(desk: Desk, session: Session, draft: Draft) -> DraftLook:
    """Return what is to be said about draft if it were received now; a correction, when its dossier was received."""
    now = desk.now()
    with desk.store.read() as work:
        in_force = rules(desk, work)
        version = None
        if draft.procedure_code:
            version = work.procedures.version(draft.procedure_code, draft.procedure_version)
        units = [unit for unit in work.units.all() if unit.in_use(now.date())]
        codes = known_codes(work)
        usual = resolving_unit(desk, work, replace(draft, resolving_unit=""), version) if version else Named("")
        chosen = who_now(work.units.all(), codes, draft.resolving_unit, now.date()) if draft.resolving_unit else usual
        corrected = work.dossiers.get(draft.corrects) if draft.corrects is not None else None
        note = consigned(work, draft)
        if corrected is not None:
            now = judged_at(work, draft, corrected)
        try:
            number = corrected.number if corrected else expected_number(desk, work)
        except PersonProblem:
            # Told when it matters: receiving raises it with its next step.
            number = ""
    examination = examine(draft, version, now, in_force, note)
    fees = examination.case.fees if examination.case else ()
    return DraftLook(
        draft=draft,
        examination=examination,
        version=version,
        number=number,
        fee_rules=rules_in_force(fees, draft.channel, now.date()),
        exemptions=claimable(fees, in_force.exemptions, draft.channel, now.date()),
        may_appoint=allowed(session.account, Permission.SET_APPOINTMENT),
        consigned=note,
        submitter_address=_present_address(desk, draft.submitter),
        owner_address=_present_address(desk, draft.owner or PartyText()),
        resolver=usual.name,
        resolver_now=chosen.name if draft.resolving_unit else "",
        resolver_said=chosen.said,
        resolvers=_by_name(units, codes, now.date(), frozenset({UnitKind.DEPARTMENT, UnitKind.OFFICE})),
        offices=_by_name(units, codes, now.date(), frozenset({UnitKind.OFFICE})),
    )


def _by_name(
    units: Sequence[Unit], codes: OrganisationHistory, today: date, kinds: frozenset[UnitKind]
) -> tuple[str, ...]:
    """Return whom a folder can be sent to; a unit whose code ended gives way to who took over its work."""
    names = (who_now(units, codes, unit.name, today).name for unit in units if unit.kind in kinds)
    return tuple(dict.fromkeys(names))


def _present_address(desk: Desk, party: PartyText) -> Proposal:
    if not party.card_address.strip():
        return Proposal(Outcome.EMPTY)
    return successors(communes(desk), party.card_address, parse_date(party.card_issued))


def acquaintance(desk: Desk, session: Session, draft: Draft) -> Acquaintance:
    """Return what is known of the submitter of draft."""
    party: Party = party_of(draft.submitter)
    return Acquaintance(earlier(desk, session, party), alike_today(desk, session, draft), guided(desk, session, draft))


def usage(desk: Desk, session: Session) -> Mapping[str, int]:
    """Return how often each procedure was received here lately, by code."""
    require(session.account, Permission.RECEIVE)
    with desk.store.read() as work:
        rows = work.dossiers.queue(Queue.ALL, None, _LOOKED_BACK)
    return Counter(row.procedure_code for row in rows)


def can_take_transfers(desk: Desk) -> bool:
    """Return whether the office has said to which bank account fees go."""
    return bool(desk.office.bank_bin and desk.office.bank_account)


def payment_code(desk: Desk, number: str, amount: Dong, count: int = 1) -> tuple[str, ...]:
    """Return the rows of the VietQR for one payment, ``1`` for black, without the white margin.

    Args:
        desk: the open desk.
        number: of the dossier, of the first where several are paid for at once.
        amount: of all of them.
        count: how many are paid for.

    Raises:
        PersonProblem: ``fees.bank_account_bad``, ``fees.payment_amount_bad``, ``numbers.malformed``.
    """
    office = desk.office
    return qr(vietqr(office.bank_bin, office.bank_account, amount=amount, purpose=purpose_of(number, count)))
