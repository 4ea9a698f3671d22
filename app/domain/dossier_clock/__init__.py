"""The time of a dossier: stored facts in, computed views out.

``append`` adds a fact, ``state_of`` computes the legal deadline, the promise and how far the work is, ``words.explain``
says the lines. ``owed`` tells what has to be written by when, ``indicator`` counts as the service-quality index does,
``calendar_effect`` what another calendar changes. The rules come from data (``law_data``), facts go to the store as
JSON values (``event_record``); both are imported by name, because most callers need neither.
"""

from app.domain.dossier_clock.calendar_change import CalendarEffect, calendar_effect
from app.domain.dossier_clock.changes import Cause, DateChange
from app.domain.dossier_clock.events import (
    NATIONAL_PAUSE,
    ClockEvent,
    Corrected,
    Extended,
    Finished,
    FinishReason,
    Override,
    Paused,
    PauseReason,
    Resumed,
    ResumeReason,
    Returned,
    ReturnReason,
    Started,
    StartReason,
)
from app.domain.dossier_clock.indicator import Indication, indication
from app.domain.dossier_clock.law import ClockRules, Compared, LawValue, PauseModel, PauseModels
from app.domain.dossier_clock.owed import letter_due, notice_due, supplement_closes
from app.domain.dossier_clock.recording import Answer, Verdict, append, may_ask_supplement, may_extend
from app.domain.dossier_clock.sequence import Phase
from app.domain.dossier_clock.state import state_of
from app.domain.dossier_clock.steps import Punctuality, punctuality, step_deadlines
from app.domain.dossier_clock.timeline import Interval, timeline
from app.domain.dossier_clock.views import ClockState, DeadlineView, PromiseView, Standing
from app.domain.dossier_clock.words import explain

__all__ = [
    "NATIONAL_PAUSE",
    "Answer",
    "CalendarEffect",
    "Cause",
    "ClockEvent",
    "ClockRules",
    "ClockState",
    "Compared",
    "Corrected",
    "DateChange",
    "DeadlineView",
    "Extended",
    "FinishReason",
    "Finished",
    "Indication",
    "Interval",
    "LawValue",
    "Override",
    "PauseModel",
    "PauseModels",
    "PauseReason",
    "Paused",
    "Phase",
    "PromiseView",
    "Punctuality",
    "ResumeReason",
    "Resumed",
    "ReturnReason",
    "Returned",
    "Standing",
    "StartReason",
    "Started",
    "Verdict",
    "append",
    "calendar_effect",
    "explain",
    "indication",
    "letter_due",
    "may_ask_supplement",
    "may_extend",
    "notice_due",
    "punctuality",
    "state_of",
    "step_deadlines",
    "supplement_closes",
    "timeline",
]
