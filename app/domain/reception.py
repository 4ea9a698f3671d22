"""Judging a reception: what the typed draft means, what is wrong, what it costs and when the result is due.

Pure: the window asks on every change, the service asks again before it commits, and both get the same answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from app.core.clock import VIETNAM
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.core.words import _
from app.domain.checks import Finding, Severity, check_party
from app.domain.deadline_words import explain, limit_text
from app.domain.deadlines import compute
from app.domain.dossiers import Appointment, DossierPaper, FeeLine, PaperState, ReturnPlace
from app.domain.drafts import Draft, PaperEntry, PartyText, parse_date, parse_year, party_of
from app.domain.fees import ExemptionReason, FeeUnknown, fee_settled, price
from app.domain.life import PaperSource
from app.domain.people import Parties
from app.domain.personal_ids import BirthPlaces
from app.domain.procedures import ProcedureCase, ProcedureVersion
from app.domain.working_calendar import WorkingCalendar

BY_HAND = "by_hand"
"""Code of a fee line whose amount a person typed because the catalogue does not know it."""
_APPOINTMENT = re.compile(r"(\d{1,2})[:hg](\d{2})?\s*(?:ngày\s*)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a draft is judged by: the calendar in force and what is known of birth-place codes."""

    calendar: WorkingCalendar
    places: BirthPlaces | None = None
    exemptions: tuple[ExemptionReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Consigned:
    """What the signed records of the post say of the note that came with a dossier.

    Attributes:
        note: as typed.
        signed_at: when it was legally submitted: the signature under the record with which it was complete; None: there
            is no such record.
        record: number of the handover that knows the note; empty: none that was signed does.
        taken_as: number of the dossier that was received with this note already.
    """

    note: str
    signed_at: datetime | None = None
    record: str = ""
    taken_as: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """The judgement of a draft at one moment.

    Attributes:
        findings: errors and warnings; the field of an owner's finding starts with ``owner.``.
        parties: None while nobody is named.
        appointment: None while no procedure is chosen or the limit is unknown and none was entered.
        fees: None where the fee is not known: the clerk is asked, it is never silently nothing.
    """

    findings: tuple[Finding, ...]
    parties: Parties | None = None
    case: ProcedureCase | None = None
    appointment: Appointment | None = None
    fees: tuple[FeeLine, ...] | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended before the dossier can be received."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def total(self) -> Dong | None:
        """What is to be paid; None where it is not known."""
        return None if self.fees is None else Dong(sum(line.amount for line in self.fees))


def examine(
    draft: Draft, version: ProcedureVersion | None, now: datetime, rules: Rules, consigned: Consigned | None = None
) -> Examination:
    """Return the judgement of draft if it were received now.

    Args:
        draft: as typed.
        version: the chosen procedure as the draft names it; None while none is chosen.
        now: aware moment.
        rules: calendar and identity data in force.
        consigned: what the post's records say of the draft's consignment note; None: it names none.
    """
    findings = [*_people(draft, now.date(), rules)]
    findings += _consignment(consigned)
    parties = parties_of(draft)
    if version is None:
        findings.append(Finding("procedure", "reception.procedure_missing", Severity.ERROR))
        return Examination(tuple(findings), parties)
    case = version.case(draft.case_code)
    appointment, found = _appointment(draft, version, case, now, rules.calendar, consigned)
    findings += found
    fees, found = _fees(draft, version, case, now.date(), rules.exemptions)
    findings += found
    findings += _papers(draft.papers)
    findings += _bases(draft, now.date())
    if draft.return_place is not ReturnPlace.COUNTER and not tidy(draft.return_detail):
        findings.append(Finding("return_detail", "reception.return_detail_missing", Severity.ERROR))
    if draft.sets < 1:
        findings.append(Finding("sets", "reception.no_set", Severity.ERROR))
    return Examination(tuple(findings), parties, case, appointment, fees)


def parties_of(draft: Draft) -> Parties:
    """Return who stands behind the draft; the owner is None where the submitter is the owner."""
    owner = party_of(draft.owner) if draft.owner is not None else None
    return Parties(party_of(draft.submitter), owner, tidy(draft.authorisation))


def papers_of(draft: Draft) -> tuple[DossierPaper, ...]:
    """Return the checklist as the dossier keeps it, without the files that come with this draft."""
    return tuple(
        DossierPaper(
            ordinal=entry.ordinal,
            name=entry.name,
            state=entry.state,
            form=entry.asked_form,
            originals=entry.originals,
            certified_copies=entry.certified_copies,
            photocopies=entry.photocopies,
            required_code=entry.required_code,
            file_digest=entry.basis.file_digest if entry.basis else "",
            file_size=entry.basis.file_size if entry.basis else 0,
            pages=entry.basis.pages if entry.basis else 0,
            note=tidy(entry.note),
        )
        for entry in draft.papers
    )


def _people(draft: Draft, today: date, rules: Rules) -> Iterator[Finding]:
    yield from _party("", draft.submitter, today, rules)
    if draft.owner is not None:
        yield from _party("owner.", draft.owner, today, rules)


def _party(prefix: str, text: PartyText, today: date, rules: Rules) -> Iterator[Finding]:
    for finding in check_party(party_of(text), places=rules.places, today=today):
        yield replace(finding, field=prefix + finding.field)
    if text.birth.strip() and parse_date(text.birth) is None and parse_year(text.birth) is None:
        yield Finding(f"{prefix}birth", "reception.birth_not_understood", Severity.ERROR, {"text": text.birth})


def _consignment(consigned: Consigned | None) -> Iterator[Finding]:
    if consigned is None:
        return
    if consigned.taken_as:
        yield Finding("consignment", "reception.consignment_taken", Severity.WARNING, {"number": consigned.taken_as})
    elif not consigned.record:
        yield Finding("consignment", "reception.consignment_unknown", Severity.WARNING, {"note": consigned.note})
    elif consigned.signed_at is None:
        yield Finding("consignment", "reception.consignment_incomplete", Severity.WARNING, {"record": consigned.record})


def _papers(papers: tuple[PaperEntry, ...]) -> Iterator[Finding]:
    missing = [str(paper.ordinal) for paper in papers if paper.state is PaperState.MISSING]
    if missing:
        # Never blocks: the law asks for a complete dossier, but only the clerk sees what lies on the desk.
        yield Finding("papers", "reception.papers_missing", Severity.WARNING, {"ordinals": ", ".join(missing)})
    for paper in papers:
        counted = paper.originals + paper.certified_copies + paper.photocopies
        if paper.state is PaperState.HANDED_IN and not counted:
            yield Finding(f"paper.{paper.ordinal}", "reception.paper_not_counted", Severity.ERROR, {"name": paper.name})


def _bases(draft: Draft, today: date) -> Iterator[Finding]:
    person = party_of(draft.owner if draft.owner is not None else draft.submitter).identity
    for paper in draft.papers:
        basis, field, name = paper.basis, f"paper.{paper.ordinal}", paper.name
        # A look-up may come before the citizen's number was typed: then it is whose the dossier is.
        if basis is not None and basis.person != person and (basis.person or basis.source is PaperSource.EARLIER):
            yield Finding(field, "reuse.of_another", Severity.ERROR, {"name": name})
        elif basis is not None and basis.valid_until is not None and basis.valid_until < today:
            yield Finding(field, "reuse.expired", Severity.ERROR, {"name": name, "day": basis.valid_until})
        if paper.valid_until.strip() and parse_date(paper.valid_until) is None:
            yield Finding(field, "reuse.date_not_understood", Severity.ERROR, {"text": paper.valid_until})


def parse_appointment(text: str) -> datetime | None:
    """Return the moment written as ``17:00 23/11/2026`` or ``17h 23/11/2026``; None where it is none."""
    match = _APPOINTMENT.fullmatch(tidy(text))
    day = parse_date(match.group(3)) if match else None
    if match is None or day is None:
        return None
    try:
        return datetime.combine(day, time(int(match.group(1)), int(match.group(2) or 0)), VIETNAM)
    except ValueError:
        return None


def _appointment(
    draft: Draft,
    version: ProcedureVersion,
    case: ProcedureCase,
    now: datetime,
    calendar: WorkingCalendar,
    consigned: Consigned | None,
) -> tuple[Appointment | None, tuple[Finding, ...]]:
    limit = case.limit(draft.channel)
    signed = consigned.signed_at if consigned else None
    result = compute(limit, version.cut_off, min(now, signed or now), calendar)
    lines = explain(result.explanation)
    if consigned and signed:
        lines = (_("Bưu chính giao, biên bản {record}: tính từ lúc ký").format(record=consigned.record), *lines)
    words = limit_text(limit) if limit is not None else dict(case.time_texts).get(draft.channel, "")
    if not draft.appointment.strip():
        if result.appointment is None:
            return None, (Finding("appointment", "reception.appointment_needed", Severity.ERROR),)
        proposed = Appointment(result.clock_start, result.legal_deadline, result.appointment, words, lines)
        late = Finding("appointment", "reception.appointment_gone", Severity.WARNING)
        return proposed, (late,) if signed and proposed.appointment <= now else ()
    wanted = parse_appointment(draft.appointment)
    if wanted is None:
        fault = Finding(
            "appointment", "reception.appointment_not_understood", Severity.ERROR, {"text": draft.appointment}
        )
        return None, (fault,)
    reason = tidy(draft.appointment_reason)
    appointment = Appointment(result.clock_start, result.legal_deadline, wanted, words, lines, reason)
    return appointment, tuple(_own_appointment(appointment, now, calendar))


def _own_appointment(appointment: Appointment, now: datetime, calendar: WorkingCalendar) -> Iterator[Finding]:
    if not appointment.reason:
        yield Finding("appointment_reason", "reception.appointment_reason_missing", Severity.ERROR)
    if appointment.appointment <= now:
        yield Finding("appointment", "reception.appointment_past", Severity.ERROR)
    elif not calendar.is_working_day(appointment.appointment.date()):
        yield Finding("appointment", "reception.appointment_day_off", Severity.WARNING)
    if appointment.legal_deadline and appointment.appointment > appointment.legal_deadline:
        yield Finding("appointment", "reception.appointment_after_deadline", Severity.WARNING)


def _fees(
    draft: Draft, version: ProcedureVersion, case: ProcedureCase, today: date, reasons: tuple[ExemptionReason, ...]
) -> tuple[tuple[FeeLine, ...] | None, tuple[Finding, ...]]:
    try:
        lines = price(
            case.fees,
            channel=draft.channel,
            on=today,
            quantities=draft.quantities,
            exemption=draft.exemption,
            reasons=reasons,
            settled=fee_settled(version),
        )
    except FeeUnknown:
        return _fee_by_hand(draft)
    except PersonProblem as problem:
        return None, (Finding("fee", problem.code, Severity.ERROR, problem.params),)
    return lines, ()


def _fee_by_hand(draft: Draft) -> tuple[tuple[FeeLine, ...] | None, tuple[Finding, ...]]:
    typed = draft.fee_settled_by_hand.replace(".", "").strip()
    if not typed:
        return None, (Finding("fee", "reception.fee_unknown", Severity.WARNING),)
    if not typed.isdecimal():
        return None, (Finding("fee", "reception.fee_not_understood", Severity.ERROR, {"text": typed}),)
    amount = Dong(int(typed))
    return ((FeeLine(BY_HAND, "Phí, lệ phí", 1, amount),) if amount else ()), ()
