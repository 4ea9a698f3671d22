"""What the clock makes somebody owe: the apology before the deadline, the word that the result is there, an answer."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.deadlines import compute, whole_minutes
from app.domain.dossier_clock.backwards import latest_before
from app.domain.dossier_clock.events import ClockEvent, PauseReason, supplements
from app.domain.dossier_clock.law import ClockRules
from app.domain.dossier_clock.sequence import Phase, accepted, position_of
from app.domain.dossier_clock.views import ClockState
from app.domain.procedures import CutOff
from app.domain.working_calendar import WorkingCalendar


def letter_due(state: ClockState, rules: ClockRules, calendar: WorkingCalendar) -> datetime | None:
    """Return by when the apology (form 04) has to be written if the result will not be there when it is due.

    Where the time is too short for a letter ahead (same-day procedures), the letter is owed when the result is due.
    None while the clock does not run, or where nothing is due.
    """
    due, start = state.standing.due, state.deadline.clock_start
    if state.standing.phase is not Phase.RUNNING or due is None or start is None:
        return None
    latest = latest_before(due, rules.letter_lead.value, calendar)
    return latest if latest > start else due


def notice_due(
    state: ClockState,
    rules: ClockRules,
    calendar: WorkingCalendar,
    *,
    obligation_open: bool = False,
    obligation_met: datetime | None = None,
) -> datetime | None:
    """Return by when the applicant has the result or knows of it.

    Where a financial obligation has to be met before the result may be given (``obligation_open``), the time starts
    with its proof (``obligation_met``). None where there is no result yet, it was returned, or the proof is awaited.
    """
    known = state.finished_at
    if known is None or state.returned_at is not None or (obligation_open and obligation_met is None):
        return None
    since = max(known, whole_minutes(obligation_met)) if obligation_met else known
    return compute(rules.notice.value, CutOff(), since, calendar).legal_deadline


def supplement_closes(events: Iterable[ClockEvent], rules: ClockRules, calendar: WorkingCalendar) -> datetime | None:
    """Return until when the supplement is waited for; after it the dossier may be closed (``FinishReason.CLOSED``).

    None where none is waited for, or the procedure sets no end.
    """
    facts = accepted(events)
    if rules.supplement_closing is None or position_of(facts).waiting_for is not PauseReason.SUPPLEMENT:
        return None
    asked = supplements(facts)[-1].moment
    return compute(rules.supplement_closing.value, CutOff(), asked, calendar).legal_deadline
