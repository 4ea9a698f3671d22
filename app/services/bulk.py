"""One act for many dossiers: said before what will and will not happen, then done, each in its own commit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier
from app.domain.lifecycle import Act, next_status
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services import life
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.letters import check_letter, draft_letter
from app.services.moves import Seen
from app.services.results import ResultText, usual_title
from app.services.security import Session


class BulkAct(StrEnum):
    """What can be done to many at once."""

    BEGIN = "begin"
    FINISH = "finish"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of many.

    Attributes:
        revision: as it was looked at; what changed since is left alone.
        problem: why it will not be done, or was not; None: it will, or was.
    """

    dossier_id: UUID
    number: str
    name: str
    revision: int
    problem: PersonProblem | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A print that one of them owes now; number: of its dossier."""

    print_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it; prints: in the order of the lines."""

    lines: tuple[Line, ...]
    changes: Changes
    prints: tuple[Owed, ...] = ()

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(line.problem is None for line in self.lines)

    @property
    def failed(self) -> tuple[Line, ...]:
        """Those that were not."""
        return tuple(line for line in self.lines if line.problem is not None)


class _Made(Protocol):
    """What doing one of them made."""

    @property
    def changes(self) -> Changes: ...

    @property
    def prints(self) -> tuple[UUID, ...]: ...


@dataclass(frozen=True, slots=True)
class _Way:
    permission: Permission
    check: Callable[[Desk, Work, Dossier], object]
    do: Callable[[Desk, Session, Seen], _Made]


def _finish(desk: Desk, session: Session, seen: Seen) -> _Made:
    with desk.store.read() as work:
        dossier = work.dossiers.get(seen.dossier_id)
    content = dossier.content if dossier else ""
    return life.finish(desk, session, seen, ResultText(title=usual_title(content)))


_WAYS: Final[Mapping[BulkAct, _Way]] = MappingProxyType(
    {
        BulkAct.BEGIN: _Way(
            Permission.RECORD_PROGRESS,
            lambda _desk, _work, dossier: next_status(Act.BEGIN, dossier.status),
            life.begin,
        ),
        BulkAct.FINISH: _Way(
            Permission.RECORD_PROGRESS,
            lambda _desk, _work, dossier: next_status(Act.FINISH, dossier.status),
            _finish,
        ),
        BulkAct.LETTER: _Way(
            Permission.EXTEND,
            check_letter,
            draft_letter,
        ),
    }
)


def foresee(desk: Desk, session: Session, act: BulkAct, dossiers: Sequence[UUID]) -> tuple[Line, ...]:
    """Return for each dossier whether act will be done; nothing is written. Dossiers that are gone are left out.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    way = _WAYS[act]
    require(session.account, way.permission)
    with desk.store.read() as work:
        found = [dossier for one in dossiers if (dossier := work.dossiers.get(one)) is not None]
        return tuple(_foreseen(desk, work, way, dossier) for dossier in found)


def _foreseen(desk: Desk, work: Work, way: _Way, dossier: Dossier) -> Line:
    line = Line(dossier.id, dossier.number, dossier.parties.effective_owner.full_name, dossier.revision)
    try:
        way.check(desk, work, dossier)
    except PersonProblem as problem:
        return replace(line, problem=problem)
    return line


def carry_out(desk: Desk, session: Session, act: BulkAct, lines: Sequence[Line]) -> Summary:
    """Do act to every dossier that was foreseen without a problem, each in its own commit; one failure stops no other.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    way = _WAYS[act]
    require(session.account, way.permission)
    done: list[Line] = []
    changes: list[Changes] = []
    prints: list[Owed] = []
    for line in lines:
        if line.problem is not None:
            done.append(line)
            continue
        try:
            made = way.do(desk, session, Seen(line.dossier_id, line.revision))
        except PersonProblem as problem:
            done.append(replace(line, problem=problem))
        else:
            done.append(line)
            changes.append(made.changes)
            prints.extend(Owed(print_id, line.number) for print_id in made.prints)
    return Summary(tuple(done), reduce(_both, changes, Changes()), tuple(prints))


def _both(one: Changes, other: Changes) -> Changes:
    return Changes(one.subjects | other.subjects, one.dossiers | other.dossiers)
