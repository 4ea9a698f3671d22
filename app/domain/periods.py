"""The days a register or a report is about, and the days before them that it is compared with."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.core.clock import VIETNAM

_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How a period is cut out of the calendar."""

    DAY = "day"
    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    RANGE = "range"
    """Any days."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in Viet Nam, both ends included; ``holding`` and ``between`` make sound ones."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time.min, tzinfo=VIETNAM)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + _DAY, time.min, tzinfo=VIETNAM)

    @property
    def before(self) -> "Period":
        """The period it is compared with: the one before it of the same kind, or as many days as it has."""
        if self.kind is PeriodKind.RANGE:
            length = self.last - self.first + _DAY
            return Period(self.kind, self.first - length, self.last - length)
        return holding(self.kind, self.first - _DAY)

    @property
    def after(self) -> "Period":
        """The period that follows it."""
        if self.kind is PeriodKind.RANGE:
            length = self.last - self.first + _DAY
            return Period(self.kind, self.first + length, self.last + length)
        return holding(self.kind, self.last + _DAY)


def holding(kind: PeriodKind, day: date) -> Period:
    """Return the period of this kind that day lies in; of RANGE the day alone."""
    match kind:
        case PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(kind, monday, monday + timedelta(days=6))
        case PeriodKind.MONTH:
            first = day.replace(day=1)
            following = (first + timedelta(days=32)).replace(day=1)
            return Period(kind, first, following - _DAY)
        case _:
            return Period(kind, day, day)


def between(one: date, other: date) -> Period:
    """Return the days from the earlier to the later of two."""
    return Period(PeriodKind.RANGE, min(one, other), max(one, other))
