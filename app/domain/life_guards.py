"""What must hold before an act, besides the state: judged from facts, one rule a guard.

How often a supplement may be asked for and an appointment put off is judged by ``app.domain.dossier_clock``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from app.core.money import ZERO, Dong, show
from app.core.problems import PersonProblem
from app.domain.lifecycle import Act, Guard, transition


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at.

    Attributes:
        reason: the words of whoever decides.
        has_result: a decision or a notice of a result exists.
        owed: what is still to be paid.
    """

    reason: str = ""
    has_result: bool = False
    owed: Dong = ZERO


def _reason(facts: Facts) -> PersonProblem | None:
    return None if facts.reason.strip() else PersonProblem("life.reason_missing")


def _no_decision_yet(facts: Facts) -> PersonProblem | None:
    return PersonProblem("life.decided_already") if facts.has_result else None


def _fees_settled(facts: Facts) -> PersonProblem | None:
    return PersonProblem("life.money_owed", amount=show(facts.owed)) if facts.owed > 0 else None


_RULES: MappingProxyType[Guard, Callable[[Facts], PersonProblem | None]] = MappingProxyType(
    {
        Guard.REASON: _reason,
        Guard.NO_DECISION_YET: _no_decision_yet,
        Guard.FEES_SETTLED: _fees_settled,
    }
)


def objections(act: Act, facts: Facts) -> tuple[PersonProblem, ...]:
    """Return everything that stands against act, in the table's order; empty: it may be done."""
    found = (_RULES[guard](facts) for guard in transition(act).guards if guard in _RULES)
    return tuple(problem for problem in found if problem is not None)
