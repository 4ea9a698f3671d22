"""What the forms say about one dossier."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.people import Parties
from app.printing.forms.filling import Row, Value
from app.printing.forms.house import day_in_words, moment_in_words
from app.printing.forms.people import people


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """One dossier as papers name it.

    Attributes:
        parties: who stands behind it.
        content: what is asked for, most often the procedure's name.
        number: ASCII; empty where the dossier was not received. Printed as text, Code128 and QR.
        received_at, appointment: printed in their own offset; None: written by hand.
    """

    parties: Parties
    content: str
    number: str = ""
    received_at: datetime | None = None
    appointment: datetime | None = None


def dossier_values(facts: DossierFacts) -> dict[str, Value]:
    """Return the values every form on one dossier has."""
    received = facts.received_at.date() if facts.received_at else None
    return {
        **people(facts.parties),
        "content": facts.content,
        "received": moment_in_words(facts.received_at),
        "received_date": day_in_words(received).removeprefix("ngày "),
        "appointment": moment_in_words(facts.appointment),
    }


def first_line(text: str) -> str:
    """Return the first line of a text that was typed with line breaks."""
    return next(iter(text.splitlines()), "")


def more_lines(text: str) -> list[Row]:
    """Return the other lines of such a text as rows, each a paragraph of its own."""
    return [{"what": line} for line in text.splitlines()[1:]]
