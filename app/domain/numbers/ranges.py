"""Number ranges: all serials that begin with certain digits.

A range grows by getting longer: ``1`` holds 1001–1999 and then 10000–19999. Two ranges share no serial as long as
neither's digits begin with the other's, whatever the length. Six digits and more are not given here: a centralised
service writes ``AAXXXX`` (TT 03/2025 art. 13.3), and a counter's 150001 would be its AA = 15.
"""

from dataclasses import dataclass

from app.core.problems import PersonProblem

SHORTEST, LONGEST = 4, 5


@dataclass(frozen=True, slots=True)
class NumberRange:
    """All serials of four and five digits that begin with ``lead`` (one to four digits, the first not 0)."""

    lead: str

    def __post_init__(self) -> None:
        # 0xxx belongs to the receiver and the portal; without leading zeros a serial is a plain number.
        if not (
            self.lead.isascii() and self.lead.isdecimal() and 1 <= len(self.lead) < SHORTEST and self.lead[0] != "0"
        ):
            raise PersonProblem("numbers.bad_range", lead=self.lead)

    @property
    def first(self) -> int:
        """The first serial of a day: x000 is left free, a day begins with 1."""
        return self._start(SHORTEST) + 1

    @property
    def last(self) -> int:
        """The last serial that can be given on one day."""
        return self._end(LONGEST)

    def __contains__(self, serial: int) -> bool:
        return any(self._start(width) <= serial <= self._end(width) for width in (SHORTEST, LONGEST))

    def after(self, serial: int) -> int:
        """Return the serial that follows.

        Raises:
            PersonProblem: ``numbers.range_used_up`` after the last.
        """
        if serial >= self.last:
            raise PersonProblem("numbers.range_used_up", lead=self.lead)
        return self._start(LONGEST) if serial == self._end(SHORTEST) else serial + 1

    def overlaps(self, other: "NumberRange") -> bool:
        """Return whether a serial lies in both."""
        return self.lead.startswith(other.lead) or other.lead.startswith(self.lead)

    def _start(self, width: int) -> int:
        return int(self.lead.ljust(width, "0"))

    def _end(self, width: int) -> int:
        return int(self.lead.ljust(width, "9"))


@dataclass(frozen=True, slots=True)
class DeskRanges:
    """What the manifest gives one counter.

    Attributes:
        counter: the counter's ordinal in the office.
        own: the range of ordinary days.
        recovery: one range for each time the desk comes back without knowing its last number on the same day.
    """

    counter: int
    own: NumberRange
    recovery: tuple[NumberRange, ...] = ()
