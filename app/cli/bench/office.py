"""A practice office in a temporary folder, for benchmarks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.domain.card_qr import parse_card
from app.domain.drafts import Draft
from app.domain.made_up import MadeUpPerson
from app.services.desk import Desk
from app.services.practice import LOGIN, PASSWORD, filled_draft, made_up_people, open_practice
from app.services.reception import Received, receive
from app.services.reference import current_procedures
from app.services.security import Session, sign_in

_PROCEDURE = "1.004222"
"""Permanent residence: four papers, seven working days, a fee – an ordinary dossier."""


@dataclass(slots=True)
class BenchOffice:
    """The office and people to receive."""

    desk: Desk
    session: Session
    people: tuple[MadeUpPerson, ...]

    def draft(self, place: int) -> Draft:
        """Return a draft of the place-th person, ready to be received."""
        version = next(v for v in current_procedures(self.desk) if v.code == _PROCEDURE)
        party = parse_card(self.people[place].card_2021()).party
        if party is None:
            raise RuntimeError("a made-up card could not be read")
        return replace(filled_draft(self.desk, version, party), fee_settled_by_hand="20000")

    def receive(self, place: int) -> Received:
        """Receive the place-th person's dossier."""
        return receive(self.desk, self.session, self.draft(place))


@contextmanager
def bench_office(folder: Path, people: int = 1) -> Iterator[BenchOffice]:
    """Found a practice office in folder and sign its clerk in."""
    desk = open_practice(StoreFolder(folder / "store"), SystemClock())
    try:
        yield BenchOffice(desk, sign_in(desk, LOGIN, PASSWORD), made_up_people(1, people))
    finally:
        desk.close()
