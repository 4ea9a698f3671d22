"""How the tests of the dossier's clock write down facts, and what is shipped."""

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from app.domain.calendar_data import calendar_from_json
from app.domain.dossier_clock import (
    ClockEvent,
    Corrected,
    Extended,
    Finished,
    FinishReason,
    Override,
    Paused,
    PauseModel,
    PauseModels,
    PauseReason,
    Resumed,
    ResumeReason,
    Returned,
    ReturnReason,
    Started,
    StartReason,
)
from app.domain.dossier_clock.law_data import clock_law_from_json
from app.domain.procedures import CutOff, CutOffKind, TimeLimit, TimeUnit

RESOURCES = Path(__file__).parents[2] / "resources"
CALENDAR_TEXT = (RESOURCES / "calendars" / "vietnam-2025-2027.json").read_text(encoding="utf-8")
LAW_TEXT = (RESOURCES / "deadlines" / "dossier-clock.json").read_text(encoding="utf-8")
CALENDAR = calendar_from_json(CALENDAR_TEXT)
LAW = clock_law_from_json(LAW_TEXT)
GROUND, HEAD = "Chờ ý kiến cơ quan phối hợp", "Chủ tịch UBND"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


def limit(text: str) -> TimeLimit:
    """Read ``"5 working_day"``."""
    value, unit = text.split()
    return TimeLimit(Decimal(value), TimeUnit(unit))


def cut_off(text: str) -> CutOff:
    """Read ``""``, ``"15:00"`` or ``"last_hour"``."""
    if text in {"", "last_hour"}:
        return CutOff(CutOffKind.LAST_HOUR if text else CutOffKind.NONE)
    return CutOff(CutOffKind.AT, time.fromisoformat(text))


def every(model: PauseModel) -> PauseModels:
    return dict.fromkeys(PauseReason, model)


def event(text: str) -> ClockEvent:
    """Read ``"kind moment reason appointment=… deadline=…"``."""
    kind, moment, *rest = text.split()
    reason = "".join(word for word in rest if "=" not in word)
    told = {name: at(value) for name, _sign, value in (word.partition("=") for word in rest if "=" in word)}
    make: dict[str, Callable[[], ClockEvent]] = {
        "started": lambda: Started(at(moment), StartReason(reason), told.get("appointment")),
        "paused": lambda: Paused(at(moment), PauseReason(reason)),
        "resumed": lambda: Resumed(at(moment), ResumeReason(reason), told.get("appointment")),
        "extended": lambda: Extended(at(moment), told["appointment"], GROUND, HEAD, told.get("deadline")),
        "corrected": lambda: Corrected(at(moment), told["appointment"], GROUND, HEAD),
        "finished": lambda: Finished(at(moment), FinishReason(reason)),
        "returned": lambda: Returned(at(moment), ReturnReason(reason)),
    }
    return make[kind]()


def events(*texts: str) -> tuple[ClockEvent, ...]:
    return tuple(event(text) for text in texts)


ALLOWED = Override("Luật X, Điều 1", HEAD)
