"""What the clock says of one dossier at one moment: three views, each with the lines that explain it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.dossier_clock.changes import DateChange
from app.domain.dossier_clock.events import PauseReason
from app.domain.dossier_clock.pausing import Steps
from app.domain.dossier_clock.sequence import Phase
from app.domain.dossier_clock.timeline import Interval
from app.domain.procedures import TimeLimit


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The legal deadline.

    Attributes:
        clock_start: from when the limit counts; None where no clock started.
        legal: the deadline; of a paused clock the one that stood when it was paused. None where the procedure states
            no limit or no clock started.
        original: the first one.
        if_resumed: what it would be if the clock went on now; None where it does not stand.
        changes: old and new deadlines with their causes.
        why: the lines; the last one names the deadline.
    """

    clock_start: datetime | None
    legal: datetime | None
    original: datetime | None
    if_resumed: datetime | None
    changes: tuple[DateChange, ...]
    why: Steps


@dataclass(frozen=True, slots=True)
class PromiseView:
    """What the citizen was told.

    Attributes:
        appointment: the last return time told; never computed. None: none was promised.
        original: the first one, as on the slip.
        proposed: what would be told if it were told now; of a paused clock, if it went on now.
        outdated: the deadline moved after the appointment was told, to a later day: a new one is owed while the
            dossier is open.
        changes: old and new appointments with their reasons (NgayHenTraTruoc, NgayHenTraMoi).
        why: the lines.
    """

    appointment: datetime | None
    original: datetime | None
    proposed: datetime | None
    outdated: bool
    changes: tuple[DateChange, ...]
    why: Steps


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the work is.

    Attributes:
        phase: where the clock is, since when, and what is waited for.
        at: when the amounts are taken: now, or when the clock was stopped or paused.
        due: by when the office has to have the result: the appointment that was told last, or the deadline where it
            moved to a later day since and nobody told a new one. None where neither is known.
        used: of the limit, in its unit (months in days).
        remaining: to the deadline, in the same unit; never below nothing.
        overdue: ``at`` lies after the legal deadline, or after the appointment where there is no limit.
        overdue_by: working time in which the clock ran since then.
        promise_missed: ``at`` lies after the appointment, and the appointment is not outdated.
        why: the lines.
    """

    phase: Phase
    since: datetime | None
    waiting_for: PauseReason | None
    at: datetime
    due: datetime | None
    used: TimeLimit | None
    remaining: TimeLimit | None
    overdue: bool
    overdue_by: timedelta
    promise_missed: bool
    why: Steps


@dataclass(frozen=True, slots=True)
class ClockState:
    """Everything a screen, a queue or a form asks of the clock. Moments are whole minutes in Vietnamese time.

    Attributes:
        intervals: when the clock ran and stood, to the second as recorded.
        supplements, extensions: how often one was asked for or granted.
        finished_at, returned_at: None where it has not happened.
    """

    deadline: DeadlineView
    promise: PromiseView
    standing: Standing
    intervals: tuple[Interval, ...]
    supplements: int
    extensions: int
    finished_at: datetime | None
    returned_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether the office still owes work or an answer is waited for."""
        return self.standing.phase not in {Phase.FINISHED, Phase.RETURNED}

    @property
    def lines(self) -> Steps:
        """All three explanations, one after the other."""
        return (*self.deadline.why, *self.promise.why, *self.standing.why)
