"""An act on a dossier as the body of an operation: the shape that travels, version 1.

A shape that was ever released is accepted for ever: a change is a new version beside this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.dossiers import NATIONAL_STATUS, Status

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ActRecord:
    """What is told of one act.

    Attributes:
        kind: Act value, or ``"dossier.undone"``, ``"dossier.corrected"``, ``"dossier.moved"``.
        due: when the result is due now; None while the limit does not run.
        detail: JSON values that belong to the kind.
    """

    event_id: UUID
    dossier_id: UUID
    number: str
    kind: str
    at: datetime
    actor: str
    acts_for: str
    reason: str
    before: Status
    after: Status
    due: datetime | None
    detail: Mapping[str, object]


def to_record(act: ActRecord, *, office_code: str, counter_ordinal: int, practice: bool) -> dict[str, object]:
    """Return the body of the operation."""
    return {
        "schema": SCHEMA,
        "practice": practice,
        "office": office_code,
        "counter": counter_ordinal,
        "event": str(act.event_id),
        "id": str(act.dossier_id),
        "number": act.number,
        "kind": act.kind,
        "at": act.at.isoformat(),
        "actor": act.actor,
        "acts_for": act.acts_for,
        "reason": act.reason,
        "status_before": act.before.value,
        "status": act.after.value,
        "status_code": NATIONAL_STATUS[act.after],
        "due": act.due.isoformat() if act.due else None,
        "detail": dict(act.detail),
    }


def from_record(record: Mapping[str, Any]) -> ActRecord:
    """Return the act of a body.

    Raises:
        ValueError: record has not this shape; newer versions of it included.
    """
    try:
        if record["schema"] != SCHEMA:
            raise ValueError("another version")
        return _act(record)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the record of an act") from error


def _act(record: Mapping[str, Any]) -> ActRecord:
    return ActRecord(
        event_id=UUID(record["event"]),
        dossier_id=UUID(record["id"]),
        number=record["number"],
        kind=record["kind"],
        at=datetime.fromisoformat(record["at"]),
        actor=record["actor"],
        acts_for=record["acts_for"],
        reason=record["reason"],
        before=Status(record["status_before"]),
        after=Status(record["status"]),
        due=datetime.fromisoformat(record["due"]) if record["due"] else None,
        detail=dict(record["detail"]),
    )
