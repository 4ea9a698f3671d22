"""Guidance before a reception: what a citizen whose dossier is not complete, or not right, is given in writing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from app.core.vietnamese import tidy
from app.core.words import mark
from app.domain.checks import Finding, Severity
from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PaperEntry
from app.domain.paper_words import BROUGHT, FORM_WORDS
from app.domain.permissions import Permission
from app.domain.procedures import PaperForm

Say = Callable[[str], str]
"""Says a marked text: ``_`` for the screen, ``str`` for paper, which is Vietnamese in every language."""


class GuidanceKind(StrEnum):
    """Which paper is given; the name of its form as well."""

    SUPPLEMENT = "supplement"
    """Form 02: what has to be added or mended."""
    MISSING = "missing"
    """One page in big letters for whoever reads with difficulty."""
    REFUSAL = "refusal"
    """Form 03: why the dossier cannot be taken in at all."""


KIND_NAMES: Mapping[GuidanceKind, str] = MappingProxyType(
    {
        GuidanceKind.SUPPLEMENT: mark("Phiếu yêu cầu bổ sung (mẫu 02)"),
        GuidanceKind.MISSING: mark("Tờ “còn thiếu gì”, chữ to"),
        GuidanceKind.REFUSAL: mark("Phiếu từ chối (mẫu 03)"),
    }
)
"""What each is called, in Vietnamese; translate with ``_``."""
PERMISSIONS: Mapping[GuidanceKind, Permission] = MappingProxyType(
    {
        GuidanceKind.SUPPLEMENT: Permission.GUIDE,
        GuidanceKind.MISSING: Permission.GUIDE,
        GuidanceKind.REFUSAL: Permission.REFUSE,
    }
)
"""Who may give it: postal staff guide, a refusal is a decision."""
FAULTS = (
    mark("hết hạn"),
    mark("thiếu chữ ký hoặc con dấu"),
    mark("ghi thiếu hoặc sai thông tin"),
    mark("không đúng mẫu"),
    mark("mờ, rách, tẩy xóa"),
    mark("không đúng loại bản (chính, sao)"),
)
"""What is usually wrong with a paper; kept and printed in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """One paper that was given instead of a reception.

    Attributes:
        draft_id: the draft it is about; the dossier's id once it is received.
        by: name of who gave it; acts_for: for postal staff.
        form_id: the issued form.
        person, identity, phone: who came, to be found again by them.
        demands: what was asked for, one a line.
        withdrawn: given by mistake and taken back; counts for nothing.
        draft: as it was typed; empty once it was received, or a later paper has it.
    """

    id: UUID
    draft_id: UUID
    at: datetime
    by: str
    acts_for: str
    kind: GuidanceKind
    form_id: UUID
    person: str
    identity: str
    phone: str
    procedure_code: str
    content: str
    demands: str
    reason: str
    withdrawn: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing to bring; fault: what is wrong with the one that was brought."""

    name: str
    form: PaperForm | None = None
    fault: str = ""

    def hint(self, say: Say = str) -> str:
        """Return in which form, and what was wrong: as papers say it, or as say does."""
        fault = say(BROUGHT).format(fault=say(self.fault)) if self.fault else ""
        return "; ".join(part for part in (say(FORM_WORDS[self.form]) if self.form else "", fault) if part)

    def line(self, say: Say = str) -> str:
        """Return all of it in one line, as ``hint`` says it."""
        hint = self.hint(say)
        return f"{self.name} ({hint})" if hint else self.name


def demands_of(draft: Draft) -> tuple[Demand, ...]:
    """Return what the draft still needs: its missing papers, then what was typed besides, ``;`` between two."""
    papers = tuple(
        Demand(paper.name, paper.asked_form, paper.note) for paper in draft.papers if paper.state is PaperState.MISSING
    )
    more = (tidy(text) for text in draft.demands.split(";"))
    return papers + tuple(Demand(text) for text in more if text)


def faulty(entry: PaperEntry, fault: str) -> PaperEntry:
    """Return a paper that was brought and does not do: missing still, with the reason."""
    return PaperEntry(
        ordinal=entry.ordinal,
        name=entry.name,
        required_code=entry.required_code,
        condition=entry.condition,
        asked_form=entry.asked_form,
        note=tidy(fault),
    )


def objections(draft: Draft, kind: GuidanceKind) -> tuple[Finding, ...]:
    """Return what keeps a paper of this kind from being given; forms 02 and 03 say whose dossier it is."""
    found = []
    if not draft.procedure_code:
        found.append(Finding("procedure", "reception.procedure_missing", Severity.ERROR))
    if kind is not GuidanceKind.MISSING and not tidy(draft.submitter.full_name):
        found.append(Finding("full_name", "guidance.nobody", Severity.ERROR))
    if kind is GuidanceKind.REFUSAL and not tidy(draft.guidance_reason):
        found.append(Finding("guidance_reason", "guidance.reason_missing", Severity.ERROR))
    if kind is not GuidanceKind.REFUSAL and not demands_of(draft):
        found.append(Finding("papers", "guidance.nothing_missing", Severity.ERROR))
    return tuple(found)
