"""Procedures as dated data: a dossier keeps the version it was received under (form NĐ 118/2025, TT 03/2025).

Duration and fee belong to (case, channel); papers belong to the case. A value that the source does not state is
``None`` and stands in the review list; it can never become a deadline or a fee silently.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import IntEnum, StrEnum

from app.core.money import Dong


class Channel(IntEnum):
    """How a dossier comes in (KenhThucHien of the national portal)."""

    COUNTER = 1
    ONLINE = 2
    POST = 3


class TimeUnit(StrEnum):
    """Units in which the law states time limits."""

    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


class CutOffKind(StrEnum):
    """When reception is too late for the clock to start the same day. There is no general 15:00 rule."""

    NONE = "none"
    AT = "at"
    LAST_HOUR = "last_hour"


@dataclass(frozen=True, slots=True)
class CutOff:
    """The cut-off of one procedure; ``at`` is set for CutOffKind.AT only."""

    kind: CutOffKind = CutOffKind.NONE
    at: time | None = None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit: value in unit; a value of 0 working days is the same working day. Half days are exact."""

    value: Decimal
    unit: TimeUnit


class PaperForm(StrEnum):
    """In which form a paper is asked for or was handed in."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    PHOTOCOPY = "photocopy"
    SHOWN = "shown"
    """Only shown: checked and given back; no copy may be demanded, none is scanned."""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """A paper a case asks for.

    Attributes:
        code: stable within the procedure (MAGIAYTO, else made by the importer).
        condition: when it is needed, in the law's words; empty: always.
        originals, copies: how many are asked for.
    """

    code: str
    name: str
    form: PaperForm = PaperForm.ORIGINAL
    originals: int = 1
    copies: int = 0
    condition: str = ""
    template: str = ""

    @property
    def needed(self) -> bool:
        """Whether the case always needs it; a conditional paper starts as not applicable."""
        return not self.condition


class FeeKind(StrEnum):
    """Phí or lệ phí: the two stand apart on every list."""

    FEE = "fee"
    CHARGE = "charge"


@dataclass(frozen=True, slots=True)
class FeeTier:
    """From the from_unit-th unit (1-based) each unit costs price."""

    from_unit: int
    price: Dong


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What one thing costs.

    Attributes:
        unit: what is counted, in Vietnamese (``"trang"``, ``"bản"``, ``"trường hợp"``).
        tiers: price by number of units; a flat price is one tier from 1.
        cap: at most this much for one copy/case; None: no cap.
        channels: the channels it holds for; empty: all.
        optional: only when asked for (extra copies); the quantity starts at 0.
        per_copy: tiers and cap hold for one copy; the number of copies is a second quantity (pages × copies).
        exemptions: reasons (codes of ExemptionReason data) that waive it.
        valid_from, valid_to: both inclusive; None: open.
    """

    code: str
    name: str
    kind: FeeKind
    unit: str
    tiers: tuple[FeeTier, ...]
    cap: Dong | None = None
    channels: frozenset[Channel] = frozenset()
    optional: bool = False
    exemptions: tuple[str, ...] = ()
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    per_copy: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureCase:
    """A case (trường hợp): decides papers, time limit and fee.

    Attributes:
        time_limits: by channel; a channel that is absent is not offered; None: the source states no limit
            (the clerk enters the appointment with a reason).
        time_texts: what the source says, by channel; stays visible.
    """

    code: str
    name: str
    papers: tuple[RequiredPaper, ...]
    time_limits: tuple[tuple[Channel, TimeLimit | None], ...]
    time_texts: tuple[tuple[Channel, str], ...] = ()
    fees: tuple[FeeRule, ...] = ()

    def limit(self, channel: Channel) -> TimeLimit | None:
        """Return the limit for channel; the counter's where the channel has none of its own; None: not stated."""
        limits = dict(self.time_limits)
        return limits.get(channel, limits.get(Channel.COUNTER))


class Doubt(StrEnum):
    """Why an imported value is in the review list. A doubtful limit or fee is never used."""

    UNIT_MISSING = "unit_missing"
    SEVERAL_LIMITS = "several_limits"
    NO_LIMIT = "no_limit"
    NOTE_NOT_PAPER = "note_not_paper"
    QUANTITY_ZERO = "quantity_zero"
    QUANTITY_RUN_TOGETHER = "quantity_run_together"
    AMOUNT_RUN_TOGETHER = "amount_run_together"
    FEE_IN_TEXT = "fee_in_text"
    FREE_BUT_LOCAL = "free_but_local"
    CASES_FLATTENED = "cases_flattened"
    NO_PAPERS = "no_papers"


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """One doubt about one place of an imported procedure.

    Attributes:
        place: where, as a path a person understands (``"Trực tiếp / thời hạn"``).
        text: the source's own words.
    """

    doubt: Doubt
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ProcedureVersion:
    """A published procedure as it holds from a date.

    Attributes:
        code: national code, e.g. ``"1.001193"``.
        version: counts up per code, from 1.
        legal_basis: the deciding document, e.g. ``"163/QĐ-BTP"``.
        nicknames: what clerks and citizens call it; search knows them.
        levels: office levels that receive it, as OfficeLevel values.
        resolving_unit: who resolves it, by default.
        collects_originals: copies accepted at submission oblige to hand in the originals at return.
        review: doubts to be settled by an administrator.
    """

    code: str
    version: int
    name: str
    field: str
    legal_basis: str
    cases: tuple[ProcedureCase, ...]
    short_name: str = ""
    nicknames: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("commune",)
    cut_off: CutOff = CutOff()
    result_codes: tuple[str, ...] = ()
    resolving_unit: str = ""
    collects_originals: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    review: tuple[ReviewNote, ...] = ()

    def case(self, code: str) -> ProcedureCase:
        """Return the case with this code.

        Raises:
            KeyError: there is none.
        """
        for case in self.cases:
            if case.code == code:
                return case
        raise KeyError(code)
