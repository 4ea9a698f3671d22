"""What must hold before an act, besides the state: judged from facts, one rule a guard."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from app.core.money import ZERO, Dong, show
from app.core.problems import PersonProblem
from app.domain.lifecycle import Act, Guard, transition


@dataclass(frozen=True, slots=True)
class Override:
    """Why a limit of the law does not hold this once.

    Attributes:
        ground: the legal ground, in words.
        approver: who approved it.
    """

    ground: str
    approver: str

    @property
    def complete(self) -> bool:
        """Whether both are named."""
        return bool(self.ground.strip() and self.approver.strip())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at.

    Attributes:
        reason: the words of whoever decides.
        supplements, extensions: how many there were already.
        most_supplements, most_extensions: how many the law allows.
        has_result: a decision or a notice of a result exists.
        owed: what is still to be paid.
        override: given where a limit is to be passed.
    """

    reason: str = ""
    supplements: int = 0
    extensions: int = 0
    most_supplements: int = 1
    most_extensions: int = 1
    has_result: bool = False
    owed: Dong = ZERO
    override: Override | None = None


def _reason(facts: Facts) -> PersonProblem | None:
    return None if facts.reason.strip() else PersonProblem("life.reason_missing")


def _limited(had: int, most: int, override: Override | None, code: str) -> PersonProblem | None:
    if had < most or (override is not None and override.complete):
        return None
    return PersonProblem(code, had=had, most=most)


def _one_supplement(facts: Facts) -> PersonProblem | None:
    return _limited(facts.supplements, facts.most_supplements, facts.override, "life.second_supplement")


def _one_extension(facts: Facts) -> PersonProblem | None:
    return _limited(facts.extensions, facts.most_extensions, facts.override, "life.second_extension")


def _no_decision_yet(facts: Facts) -> PersonProblem | None:
    return PersonProblem("life.decided_already") if facts.has_result else None


def _fees_settled(facts: Facts) -> PersonProblem | None:
    return PersonProblem("life.money_owed", amount=show(facts.owed)) if facts.owed > 0 else None


_RULES: MappingProxyType[Guard, Callable[[Facts], PersonProblem | None]] = MappingProxyType(
    {
        Guard.REASON: _reason,
        Guard.ONE_SUPPLEMENT: _one_supplement,
        Guard.ONE_EXTENSION: _one_extension,
        Guard.NO_DECISION_YET: _no_decision_yet,
        Guard.FEES_SETTLED: _fees_settled,
    }
)


def objections(act: Act, facts: Facts) -> tuple[PersonProblem, ...]:
    """Return everything that stands against act, in the table's order; empty: it may be done."""
    found = (_RULES[guard](facts) for guard in transition(act).guards)
    return tuple(problem for problem in found if problem is not None)


def uses_override(act: Act, facts: Facts) -> bool:
    """Return whether act passes only because a limit is overridden: somebody with the right to do so must be asked."""
    return facts.override is not None and bool(
        objections(act, facts_without_override(facts)) and not objections(act, facts)
    )


def facts_without_override(facts: Facts) -> Facts:
    """Return the same facts without the override."""
    return Facts(
        facts.reason,
        facts.supplements,
        facts.extensions,
        facts.most_supplements,
        facts.most_extensions,
        facts.has_result,
        facts.owed,
    )
