"""Before a reception: the paper that says what is missing, and the draft that waits for the citizen to come back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.drafts import Draft, party_of
from app.domain.guidance import PERMISSIONS, Guidance, GuidanceKind, demands_of, objections
from app.domain.paper_words import TAKEN_BACK, USUAL_REASON, hours_said
from app.domain.permissions import Permission, allowed, require
from app.domain.reception import parties_of
from app.models.rows import HistoryEvent, PrintState
from app.models.store import Work
from app.printing.forms.dossier import DossierFacts
from app.printing.forms.missing import MissingData, MissingItem
from app.printing.forms.refusal import RefusalData
from app.printing.forms.supplement import SupplementData
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.drafts import draft_from, draft_json
from app.services.form_kinds import FormData
from app.services.issuing import About, issue, letterhead
from app.services.issuing import preview as drawn
from app.services.life import DEMANDS
from app.services.owed_prints import MAYBE_PAPER
from app.services.reference import rules
from app.services.security import Session

GUIDED, WITHDRAWN = "dossier.guided", "dossier.guidance_withdrawn"
FORM = "form"
"""Name in an event's detail of the kind of paper."""
TOUCHED = frozenset({Subject.DRAFTS, Subject.PRINTS})


@dataclass(frozen=True, slots=True)
class Given:
    """A paper that was given, the print it owes, and what changed."""

    guidance: Guidance
    number: str
    print_id: UUID | None

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        return Changes(TOUCHED)


def guide(desk: Desk, session: Session, draft: Draft, kind: GuidanceKind) -> Given:
    """Give a paper instead of receiving: what the draft says is printed, and the draft waits until the citizen returns.

    Raises:
        PersonProblem: ``permissions.refused``, ``guidance.received_already``, ``guidance.incomplete`` (params: fields).
    """
    require(session.account, PERMISSIONS[kind])
    with desk.store.work() as work:
        _refuse_received(work, draft)
        data = _data(desk, work, session, draft, kind)
        issued = issue(desk, work, session, data, About(draft.id))
        party = party_of(draft.submitter)
        guidance = Guidance(
            id=desk.ids.new(),
            draft_id=draft.id,
            at=issued.form.issued_at,
            by=session.account.full_name,
            acts_for=session.account.acts_for,
            kind=kind,
            form_id=issued.form.id,
            person=party.full_name,
            identity=party.identity,
            phone=party.phone,
            procedure_code=draft.procedure_code,
            content=_content(work, draft),
            demands="\n".join(one.line() for one in demands_of(draft)),
            reason=tidy(draft.guidance_reason),
            # What is received with it now goes on without it.
            draft=draft_json(replace(draft, group=None)),
        )
        work.guidances.add(guidance)
        work.drafts.delete(draft.id)
        _tell(desk, work, session, guidance, GUIDED)
        desk.audit(work, session.account, f"guidance.{kind.value}", str(draft.id), number=issued.form.number)
        work.commit()
    return Given(guidance, issued.form.number, issued.print_id)


def preview(desk: Desk, session: Session, draft: Draft, kind: GuidanceKind) -> bytes:
    """Return the paper as PDF before it is given. Problems as ``guide``."""
    require(session.account, PERMISSIONS[kind])
    with desk.store.read() as work:
        data = _data(desk, work, session, draft, kind)
    return drawn(desk, data)


def guided(desk: Desk, session: Session, draft: Draft) -> tuple[Guidance, ...]:
    """Return the papers whose drafts wait for the submitter of draft, newest first.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.RECEIVE)
    party = party_of(draft.submitter)
    with desk.store.read() as work:
        found = work.guidances.waiting(party.identity, party.full_name, party.phone)
    return tuple(one for one in found if one.draft_id != draft.id)


def resume(desk: Desk, session: Session, guidance_id: UUID) -> Draft:
    """Return the draft that waits with a paper, as it was typed; it is open again from now on, and this person's.

    Raises:
        PersonProblem: ``permissions.refused``, ``guidance.gone`` where it is open or received already.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        known = work.guidances.get(guidance_id)
        if known is None or not known.draft:
            raise PersonProblem("guidance.gone")
        draft = _reopen(desk, work, session, known)
        work.commit()
    return draft


def put_away(desk: Desk, session: Session, guidance_id: UUID, draft: Draft) -> Changes:
    """Let a draft wait again with its paper: it was opened by mistake.

    Raises:
        PersonProblem: ``permissions.refused``, ``guidance.received_already``.
    """
    require(session.account, Permission.RECEIVE)
    with desk.store.work() as work:
        _refuse_received(work, draft)
        work.guidances.keep(guidance_id, draft_json(draft))
        work.drafts.delete(draft.id)
        work.commit()
    return Changes(frozenset({Subject.DRAFTS}))


def withdraw(desk: Desk, session: Session, guidance_id: UUID) -> Draft:
    """Take a paper back that was given by mistake; its draft is open again. What was printed of it is worth nothing.

    Raises:
        PersonProblem: ``permissions.refused``, ``guidance.gone``.
    """
    with desk.store.work() as work:
        known = work.guidances.get(guidance_id)
        require(session.account, PERMISSIONS[known.kind] if known else Permission.GUIDE)
        if known is None or not known.draft:
            raise PersonProblem("guidance.gone")
        draft = _reopen(desk, work, session, known)
        work.guidances.withdraw(known.id)
        work.forms.void(known.form_id, TAKEN_BACK)
        for print_id in work.forms.prints_of(known.form_id):
            record = work.prints.get(print_id)
            if record is not None and record.state not in MAYBE_PAPER:
                work.prints.set_state(print_id, PrintState.CANCELLED, desk.now(), reason=TAKEN_BACK)
        _tell(desk, work, session, known, WITHDRAWN)
        desk.audit(work, session.account, "guidance.withdrawn", str(known.draft_id), kind=known.kind.value)
        work.commit()
    return draft


def guidance_counts(desk: Desk, session: Session, first: date, last: date) -> Mapping[GuidanceKind, int]:
    """Return how many papers of each kind were given from first to last, both days included.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_REPORTS)
    begin = datetime.combine(first, time(), VIETNAM)
    with desk.store.read() as work:
        return work.guidances.counts(begin, datetime.combine(last, time(), VIETNAM) + timedelta(days=1))


def may_give(session: Session) -> tuple[GuidanceKind, ...]:
    """Return the papers this person may give."""
    return tuple(kind for kind in GuidanceKind if allowed(session.account, PERMISSIONS[kind]))


def _refuse_received(work: Work, draft: Draft) -> None:
    known = work.dossiers.get(draft.corrects or draft.id)
    if known is not None:
        raise PersonProblem("guidance.received_already", number=known.number)


def _reopen(desk: Desk, work: Work, session: Session, known: Guidance) -> Draft:
    draft = draft_from(known.draft)
    work.guidances.let_go(draft.id)
    work.drafts.save(draft.id, str(session.account.id), known.draft, desk.now())
    return draft


def _data(desk: Desk, work: Work, session: Session, draft: Draft, kind: GuidanceKind) -> FormData:
    found = objections(draft, kind)
    if found:
        fields = tuple(one.field for one in found)
        raise PersonProblem("guidance.incomplete", count=len(found), fields=fields)
    facts = DossierFacts(parties_of(draft), _content(work, draft))
    clerk, head, reason = session.account, letterhead(desk), tidy(draft.guidance_reason)
    if kind is GuidanceKind.REFUSAL:
        return RefusalData(head, facts, reason, clerk.full_name, clerk.acts_for)
    demands = demands_of(draft)
    if kind is GuidanceKind.SUPPLEMENT:
        return SupplementData(
            head=head,
            dossier=facts,
            demands=tuple(one.line() for one in demands),
            reason=reason or USUAL_REASON,
            contact=clerk.full_name,
            contact_phone=desk.office.phone,
            clerk_name=clerk.full_name,
            acts_for=clerk.acts_for,
        )
    return MissingData(
        head=head,
        content=facts.content,
        items=tuple(MissingItem(one.name, one.hint()) for one in demands),
        applicant=facts.parties.effective_owner.full_name,
        where=", ".join(part for part in (desk.office.name, desk.office.address) if part),
        hours=hours_said(rules(desk, work).calendar),
        phone=desk.office.phone,
    )


def _content(work: Work, draft: Draft) -> str:
    version = work.procedures.version(draft.procedure_code, draft.procedure_version) if draft.procedure_code else None
    return tidy(draft.content) or (version.name if version else "")


def _tell(desk: Desk, work: Work, session: Session, guidance: Guidance, kind: str) -> None:
    """Write it into the history of the dossier that the draft becomes."""
    work.history.add(
        HistoryEvent(
            id=desk.ids.new(),
            dossier_id=guidance.draft_id,
            at=desk.now(),
            kind=kind,
            actor=session.account.full_name,
            acts_for=session.account.acts_for,
            text=guidance.reason,
            detail={FORM: guidance.kind.value, DEMANDS: guidance.demands},
        )
    )
