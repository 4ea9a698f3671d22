"""Forms that were issued: what they said is kept for ever, so that a reprint says the same."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FormState(StrEnum):
    """What an issued form is worth."""

    DRAFT = "draft"
    """Written, not yet given to anybody: an apology drafted before the deadline passes."""
    ISSUED = "issued"
    VOID = "void"
    """Superseded or undone; a print of it carries the mark."""


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """One statutory form or office slip.

    Attributes:
        form: its number in the set (``"02"``), or the name of an office slip (``"handover"``).
        layout: the set of forms, e.g. ``"tt03-2025"``.
        number: number and symbol as printed (``"3001/PBS-TTPVHCC"``); empty where the form carries none.
        dossier_id, batch_id: what it is about; None where it is about neither.
        event_id: the history event that owes it.
        data: JSON of the form's data, frozen.
        sent_at: when it was handed, mailed or sent to whom it is addressed.
        replaces: the form it took the place of.
    """

    id: UUID
    form: str
    layout: str
    number: str
    dossier_id: UUID | None
    batch_id: UUID | None
    event_id: UUID | None
    issued_at: datetime
    issued_by: str
    state: FormState
    data: str
    sent_at: datetime | None = None
    void_reason: str = ""
    replaces: UUID | None = None
