"""Which folder a beep means: a dossier of this desk, or a stranger that is named at once."""

from dataclasses import dataclass

from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.dossiers import Dossier
from app.domain.numbers import (
    DossierNumber,
    is_provisional,
    manifest_for,
    manifest_from_json,
    number_in,
    parse_number,
    parse_provisional,
)
from app.models.rows import Match
from app.models.store import Work
from app.services.desk import Desk

_MOST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Folder:
    """What was beeped.

    Attributes:
        number: in its one form; what was typed where it is no number at all.
        dossier: None for a stranger.
        stranger: what to say of one; None for a dossier of this desk.
    """

    number: str
    dossier: Dossier | None = None
    stranger: PersonProblem | None = None


def find_folder(desk: Desk, work: Work, text: str) -> Folder:
    """Return the folder that a scan, a number or the end of one (typed where a code cannot be read) means.

    A stranger carries ``handover.other_office``, ``handover.other_counter``, ``handover.unknown``,
    ``handover.several`` or ``handover.not_a_number``; only the first three can be noted in a handover.
    """
    scanned = number_in(text)
    if not scanned:
        return _by_tail(work, tidy(text))
    number = parse_provisional(scanned) if is_provisional(scanned) else str(parse_number(scanned))
    dossier = work.dossiers.by_number(number)
    return Folder(number, dossier) if dossier is not None else Folder(number, stranger=_stranger(desk, work, number))


def _by_tail(work: Work, typed: str) -> Folder:
    alike = work.dossiers.search(typed, _MOST_ALIKE) if any(letter.isdigit() for letter in typed) else ()
    found = [row for row in alike if row.match is Match.NUMBER]
    if len(found) == 1:
        return Folder(found[0].number, work.dossiers.get(found[0].id))
    if found:
        example = found[0].number.partition("-")[2]
        return Folder(typed, stranger=PersonProblem("handover.several", typed=typed, example=example))
    return Folder(typed, stranger=PersonProblem("handover.not_a_number", typed=typed[:40]))


def _stranger(desk: Desk, work: Work, number: str) -> PersonProblem:
    if is_provisional(number):
        return PersonProblem("handover.unknown", number=number)
    parsed = parse_number(number)
    if parsed.organisation != desk.office.code:
        return PersonProblem("handover.other_office", number=number, office=parsed.organisation)
    counter = _counter_of(work, parsed)
    if counter not in {None, desk.counter.ordinal}:
        return PersonProblem("handover.other_counter", number=number, counter=counter)
    return PersonProblem("handover.unknown", number=number)


def _counter_of(work: Work, number: DossierNumber) -> int | None:
    manifests = [manifest_from_json(text) for text in work.numbers.manifests()]
    if all(manifest.effective_from > number.day for manifest in manifests):
        return None
    return manifest_for(manifests, number.day).counter_of(int(number.serial))
