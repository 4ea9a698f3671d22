"""A reception that is being typed: kept exactly as typed, so that a killed program comes back to the same field.

Everything here is text or a choice; nothing is judged. app.domain.reception judges it.
"""

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from app.core.vietnamese import tidy
from app.domain.dossiers import PaperState, PaymentWay, ReturnPlace
from app.domain.life import PaperSource
from app.domain.people import Gender, Party, PartyKind
from app.domain.procedures import Channel, PaperForm, ProcedureCase, ProcedureVersion, RequiredPaper

_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class PartyText:
    """One person or organisation as typed; the names are those of Party."""

    full_name: str = ""
    kind: PartyKind = PartyKind.CITIZEN
    personal_id: str = ""
    old_id: str = ""
    tax_code: str = ""
    birth: str = ""
    gender: Gender = Gender.UNKNOWN
    card_address: str = ""
    address: str = ""
    card_issued: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""
    from_card: bool = False
    """Filled from a card's code and not changed since."""

    @property
    def empty(self) -> bool:
        """Whether nothing has been typed."""
        return self == PartyText(kind=self.kind)


def parse_date(text: str) -> date | None:
    """Return the day written as 15/3/1999, 15-03-1999, 15.3.1999 or 15031999; None where it is no day."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_year(text: str) -> int | None:
    """Return the year written alone (papers of the old state only the year); None otherwise."""
    return int(text.strip()) if _YEAR.fullmatch(text.strip()) else None


def party_of(text: PartyText) -> Party:
    """Return the party a typed one means; a date that is not understood is left out (and reported by the judge)."""
    return Party(
        full_name=tidy(text.full_name),
        kind=text.kind,
        personal_id="".join(text.personal_id.split()),
        old_id="".join(text.old_id.split()),
        tax_code="".join(text.tax_code.split()),
        birth_date=parse_date(text.birth),
        birth_year=parse_year(text.birth),
        gender=text.gender,
        card_address=tidy(text.card_address),
        address=tidy(text.address),
        card_issued=parse_date(text.card_issued),
        phone=tidy(text.phone),
        email=tidy(text.email),
        representative=tidy(text.representative),
    )


def text_of(party: Party, *, from_card: bool = False) -> PartyText:
    """Return a party as it would have been typed: the way a card or a known person fills the fields."""
    birth = f"{party.birth_date:%d/%m/%Y}" if party.birth_date else str(party.birth_year or "")
    return PartyText(
        full_name=party.full_name,
        kind=party.kind,
        personal_id=party.personal_id,
        old_id=party.old_id,
        tax_code=party.tax_code,
        birth=birth,
        gender=party.gender,
        card_address=party.card_address,
        address=party.address or party.card_address,
        card_issued=f"{party.card_issued:%d/%m/%Y}" if party.card_issued else "",
        phone=party.phone,
        email=party.email,
        representative=party.representative,
        from_card=from_card,
    )


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a paper comes from that is not handed in: an earlier dossier of the same person, or a database.

    Attributes:
        reference: number of the earlier dossier, or code of the database.
        at: when it was accepted first, or looked up.
        by: who accepted or looked it up.
        person: identity of whose it is; another owner of the draft may not use it.
        result: what the database said; number of an earlier result.
        file_digest, file_size, pages: of the file that is held; empty where there is none.
    """

    source: PaperSource
    reference: str
    at: datetime
    by: str
    person: str
    result: str = ""
    valid_until: date | None = None
    file_digest: str = ""
    file_size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One line of the checklist as ticked so far.

    Attributes:
        note: what is wrong with one that was brought and is missing still.
        basis: where one comes from that is not handed in.
        valid_until: last day one that is handed in may be used again, as typed.
    """

    ordinal: int
    name: str
    required_code: str = ""
    condition: str = ""
    asked_form: PaperForm = PaperForm.ORIGINAL
    state: PaperState = PaperState.MISSING
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    note: str = ""
    basis: Basis | None = None
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reception as typed.

    Attributes:
        id: becomes the dossier's id, so that receiving the same draft twice can be recognised.
        consignment: number of the consignment note, or of the handover, with which the post brought it.
        quantities: how many of each counted fee, by FeeRule.code; what is absent takes the rule's default.
        appointment: as typed, ``"17:00 23/11/2026"``; empty: the proposed one.
        focus, cursor: the field that had the keyboard, and the place in it.
        corrects: the received dossier that this draft corrects; None: a new reception.
        corrects_revision: the revision of it that was corrected.
        correction_reason: why, as typed.
        group: the first of the dossiers that this one is received with; None: it is brought alone.
    """

    id: UUID
    submitter: PartyText = PartyText()
    owner: PartyText | None = None
    authorisation: str = ""
    procedure_code: str = ""
    procedure_version: int = 0
    case_code: str = ""
    channel: Channel = Channel.COUNTER
    consignment: str = ""
    content: str = ""
    papers: tuple[PaperEntry, ...] = ()
    sets: int = 1
    quantities: dict[str, int] = field(default_factory=dict)
    exemption: str = ""
    fee_settled_by_hand: str = ""
    """Amount typed by the clerk where the fee table does not know the fee; digits only."""
    payment: PaymentWay = PaymentWay.NONE
    appointment: str = ""
    appointment_reason: str = ""
    return_place: ReturnPlace = ReturnPlace.COUNTER
    return_detail: str = ""
    resolving_unit: str = ""
    """Who resolves it, where that is not whom the procedure names."""
    note: str = ""
    procedure_text: str = ""
    """What stands in the search field of the procedure."""
    focus: str = ""
    cursor: int = 0
    corrects: UUID | None = None
    corrects_revision: int = 0
    correction_reason: str = ""
    group: UUID | None = None
    demands: str = ""
    """What is asked for besides missing papers, ``;`` between two; printed when the dossier is not taken in yet."""
    guidance_reason: str = ""
    """Why it is not taken in, as typed."""
    last_ordinal: int = 0
    """Highest number a removed paper had: its scanned pages keep it, so no other paper gets it."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return replace(self, focus="", cursor=0, payment=PaymentWay.NONE) == Draft(id=self.id)


def checklist(case: ProcedureCase) -> tuple[PaperEntry, ...]:
    """Return the checklist a case starts with: needed papers missing, conditional ones not applicable."""
    return tuple(
        PaperEntry(
            ordinal=ordinal,
            name=paper.name,
            required_code=paper.code,
            condition=paper.condition,
            asked_form=paper.form,
            state=PaperState.MISSING if paper.needed else PaperState.NOT_APPLICABLE,
        )
        for ordinal, paper in enumerate(case.papers, start=1)
    )


def choose(
    draft: Draft, version: ProcedureVersion, case: ProcedureCase, with_pages: frozenset[int] = frozenset()
) -> Draft:
    """Return the draft with this procedure and case.

    Ticks of papers that both cases ask for are kept. Scanned pages hang on a paper's number, so a number in with_pages
    stays with its paper: where the new case does not ask for it, it goes on as a paper that no rule asks for.
    """
    if (draft.procedure_code, draft.case_code) == (version.code, case.code):
        return replace(draft, procedure_version=version.version)
    same_procedure = draft.procedure_code == version.code
    return replace(
        draft,
        procedure_code=version.code,
        procedure_version=version.version,
        case_code=case.code,
        papers=_carried_over(draft, checklist(case), with_pages, same_procedure=same_procedure),
        quantities={},
        exemption="",
        fee_settled_by_hand="",
        appointment="",
        appointment_reason="",
        content=draft.content if same_procedure else "",
        resolving_unit=draft.resolving_unit if same_procedure else "",
        procedure_text=version.short_name or version.name,
    )


def _carried_over(
    draft: Draft, asked: tuple[PaperEntry, ...], with_pages: frozenset[int], *, same_procedure: bool
) -> tuple[PaperEntry, ...]:
    ticked = [p for p in draft.papers if p.state is not PaperState.MISSING or p.ordinal in with_pages]
    known = {paper.required_code: paper for paper in ticked if paper.required_code} if same_procedure else {}
    free = (number for number in itertools.count(1) if number not in with_pages)
    papers = []
    for entry in asked:
        old = known.get(entry.required_code)
        if old is not None and old.ordinal in with_pages:
            papers.append(old)
        else:
            papers.append(replace(old or entry, ordinal=next(free)))
    placed = {paper.ordinal for paper in papers}
    left = [p for p in draft.papers if p.ordinal in with_pages and p.ordinal not in placed]
    papers += [replace(paper, required_code="", condition="") for paper in left]
    return tuple(sorted(papers, key=lambda paper: paper.ordinal))


def handed_in(entry: PaperEntry, required: RequiredPaper | None) -> PaperEntry:
    """Return the entry ticked as asked for: the numbers the case asks for, or seen and given back."""
    if entry.asked_form is PaperForm.SHOWN:
        return counted(entry, PaperState.SHOWN)
    originals = required.originals if required else 1
    copies = required.copies if required else 0
    certified = entry.asked_form is PaperForm.CERTIFIED_COPY
    return counted(
        entry,
        PaperState.HANDED_IN,
        originals if originals or copies else 1,
        copies if certified else 0,
        0 if certified else copies,
    )


def counted(
    entry: PaperEntry, state: PaperState, originals: int = 0, certified: int = 0, photocopies: int = 0
) -> PaperEntry:
    """Return the entry as it is now; what was said of the one before, a fault or where it came from, is gone."""
    return replace(
        entry,
        state=state,
        originals=originals,
        certified_copies=certified,
        photocopies=photocopies,
        note="",
        basis=None,
    )


def all_handed_in(draft: Draft, case: ProcedureCase) -> Draft:
    """Return the draft with every paper that is still missing ticked as asked for."""
    required = {paper.code: paper for paper in case.papers}
    papers = tuple(
        handed_in(entry, required.get(entry.required_code)) if entry.state is PaperState.MISSING else entry
        for entry in draft.papers
    )
    return replace(draft, papers=papers)


def with_paper(draft: Draft, entry: PaperEntry) -> Draft:
    """Return the draft with the entry of the same ordinal replaced."""
    papers = tuple(entry if paper.ordinal == entry.ordinal else paper for paper in draft.papers)
    return replace(draft, papers=papers)


def added_paper(draft: Draft, name: str) -> Draft:
    """Return the draft with one more paper that no rule asks for, ticked as one original."""
    ordinal = _highest(draft) + 1
    entry = PaperEntry(ordinal, tidy(name), state=PaperState.HANDED_IN, originals=1)
    return replace(draft, papers=(*draft.papers, entry))


def removed_paper(draft: Draft, ordinal: int) -> Draft:
    """Return the draft without a paper that no rule asks for; one that a rule asks for stays."""
    papers = tuple(paper for paper in draft.papers if paper.ordinal != ordinal or paper.required_code)
    return replace(draft, papers=papers, last_ordinal=_highest(draft))


def _highest(draft: Draft) -> int:
    return max((draft.last_ordinal, *(paper.ordinal for paper in draft.papers)))
