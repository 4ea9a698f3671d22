"""An event as plain JSON values, for the store and for what travels. A shape once released is read for ever."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter, ValidationError

from app.core.problems import PersonProblem
from app.domain.dossier_clock.events import (
    ClockEvent,
    Corrected,
    Extended,
    Finished,
    Paused,
    Resumed,
    Returned,
    Started,
)

KINDS: Mapping[str, type[ClockEvent]] = {
    "started": Started,
    "paused": Paused,
    "resumed": Resumed,
    "extended": Extended,
    "corrected": Corrected,
    "finished": Finished,
    "returned": Returned,
}
"""Kinds of events by the name they are kept under."""


def kind_of(event: ClockEvent) -> str:
    """Return the name of the event's kind."""
    return next(name for name, kind in KINDS.items() if isinstance(event, kind))


def to_record(event: ClockEvent) -> dict[str, object]:
    """Return the event as JSON values: ``kind``, ``moment`` (ISO with offset), and what the kind has besides."""
    name = kind_of(event)
    values: dict[str, object] = _adapter(name).dump_python(event, mode="json")
    return {"kind": name, **values}


def from_record(record: Mapping[str, object]) -> ClockEvent:
    """Return the event a record holds.

    Raises:
        PersonProblem: ``clock.event_unreadable``, also for a moment without an offset.
    """
    name = record.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        raise PersonProblem("clock.event_unreadable", kind=str(name))
    try:
        event = _adapter(name).validate_python({key: value for key, value in record.items() if key != "kind"})
    except ValidationError as error:
        raise PersonProblem("clock.event_unreadable", kind=name) from error
    moments = [getattr(event, field.name) for field in fields(event)]
    if any(isinstance(moment, datetime) and moment.tzinfo is None for moment in moments):
        raise PersonProblem("clock.event_unreadable", kind=name)
    return event


@cache
def _adapter(name: str) -> TypeAdapter[ClockEvent]:
    return TypeAdapter(KINDS[name])
