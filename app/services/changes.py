"""What a use case changed. Every visible table asks "does this touch me?" and refreshes itself."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """What can change."""

    DOSSIERS = "dossiers"
    DRAFTS = "drafts"
    PRINTS = "prints"
    OUTBOX = "outbox"
    PROCEDURES = "procedures"
    CALENDAR = "calendar"
    PEOPLE = "people"
    OFFICE = "office"
    HANDOVERS = "handovers"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Changes:
    """The subjects touched and the dossiers among them; falsy when nothing changed."""

    subjects: frozenset[Subject] = field(default_factory=frozenset)
    dossiers: frozenset[UUID] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.subjects)

    def touches(self, *subjects: Subject) -> bool:
        """Return whether any of subjects changed."""
        return not self.subjects.isdisjoint(subjects)
