"""What changes in a dossier after its reception, apart from the record that was received."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Life:
    """The moving part of a dossier.

    Attributes:
        due: when the result is due now; None while the time limit does not run or nothing is owed any more. The
            appointment on the slip stays in the dossier's record and is never rewritten.
        moved_at: when something happened to it last; what has not moved for long hangs.
        ended_at: when the result was known, or that there will be none.
        holder: who has the folder now, in words; empty: this office's own counter.
        shelf: where the folder stands at the counter.
        group: dossiers received together for one submitter share it.
        supplements: how many supplement requests there were, undone ones left out.
        extensions: how many new appointments, undone ones left out.
    """

    dossier_id: UUID
    due: datetime | None
    moved_at: datetime
    ended_at: datetime | None = None
    holder: str = ""
    shelf: str = ""
    group: UUID | None = None
    supplements: int = 0
    extensions: int = 0


class PaperSource(StrEnum):
    """Where a paper of a dossier comes from when it was not handed in for it."""

    EARLIER = "earlier"
    """Accepted before in another dossier of the same person."""
    DATABASE = "database"
    """Looked up in a national database; the result is kept in the dossier."""


@dataclass(frozen=True, slots=True)
class PaperOrigin:
    """Where a paper that was not handed in comes from, or until when one that was is valid.

    Attributes:
        ordinal: the paper's place in its dossier.
        source: None for a paper that was handed in with this dossier.
        reference: number of the earlier dossier, or the code of the database (MaCSDL).
        looked_at: when it was accepted first, or looked up.
        by: who accepted or looked it up.
        result: what the database said.
        valid_until: last day it may be used again; None: without end.
    """

    dossier_id: UUID
    ordinal: int
    source: PaperSource | None
    reference: str
    looked_at: datetime
    by: str
    result: str = ""
    valid_until: date | None = None
