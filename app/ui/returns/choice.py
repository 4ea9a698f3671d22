"""What the clerk has chosen for the dossiers in hand: a value the presenter changes and the services are asked with."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.money import ZERO, Dong, show
from app.core.problems import PersonProblem
from app.domain.dossiers import PaymentWay
from app.domain.results import Collector, Proof
from app.domain.returning import Collection, Taker, objections, role_in
from app.services.moves import Seen
from app.services.results import ResultText
from app.services.returning import Payer, ReturnCase, Wanted
from app.ui.returns.ladder import Entered

PROXY = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """The dossiers in hand and how they go.

    Attributes:
        cases: at least one; several go to one collector.
        person: place in the first case's people; PROXY: somebody who was sent.
        lost: the slip is lost, an identity document is looked at instead.
        way: how what is owed is paid.
        on_spot: the result is here though nothing was written of it; by_post: it goes by post.
        adds: another result of it is written down; refunds: money goes back.
    """

    cases: tuple[ReturnCase, ...]
    person: int = 0
    lost: bool = False
    way: PaymentWay = PaymentWay.NONE
    on_spot: bool = False
    by_post: bool = False
    adds: bool = False
    refunds: bool = False

    @property
    def aside(self) -> bool:
        """Whether something else is being done with it than giving it over the counter."""
        return self.by_post or self.adds or self.refunds

    @property
    def with_post(self) -> bool:
        """Whether the post has it to deliver."""
        return not self.several and self.first.sent is not None

    @property
    def first(self) -> ReturnCase:
        """The dossier that was opened."""
        return self.cases[0]

    @property
    def several(self) -> bool:
        """Whether several go together."""
        return len(self.cases) > 1

    @property
    def owed(self) -> Dong:
        """What is to be paid for all of them."""
        return Dong(sum((case.owed for case in self.cases), ZERO))

    @property
    def originals(self) -> tuple[str, ...]:
        """The originals owed for all of them."""
        return tuple(name for case in self.cases for name in case.originals)

    @property
    def obstacle(self) -> PersonProblem | None:
        """What stands in the way of giving them out; a result that is here after all stands in nobody's way."""
        if self.on_spot and self.first.working:
            return None
        return next((case.obstacle for case in self.cases if case.obstacle is not None), None)

    def known(self) -> Entered:
        """Return what the fields hold before anybody touches them: a lost slip asks for the document itself."""
        if self.person == PROXY:
            return Entered()
        person = self.first.people[self.person]
        return Entered(identity="" if self.lost else person.identity, phone=person.phone)

    def taker(self, entered: Entered) -> Taker:
        """Return who collects."""
        if self.person == PROXY:
            return Taker(Collector.AUTHORISED, entered.name, entered.identity, entered.phone, entered.paper)
        person = self.first.people[self.person]
        return Taker(person.role, person.name, entered.identity, entered.phone, person.authorisation)

    def collection(self, entered: Entered, *, originals: bool, back: tuple[int, ...]) -> Collection:
        """Return what the service is asked for; several dossiers give back what the rules propose."""
        proof = Proof.IDENTITY if self.lost else Proof.SLIP
        return Collection(self.taker(entered), proof, originals, None if self.several else back)

    def payer(self, entered: Entered) -> Payer | None:
        """Return how what is owed is paid; None where it is not said."""
        return Payer(self.way, entered.receipt) if self.way is not PaymentWay.NONE else None

    def wanted(self, result: ResultText | None) -> tuple[Wanted, ...]:
        """Return the dossiers as they were seen."""
        spot = result if self.on_spot else None
        return tuple(Wanted(Seen(case.dossier.id, case.dossier.revision), spot) for case in self.cases)

    def problems(self, entered: Entered, *, originals: bool) -> Iterator[PersonProblem]:
        """Yield what still stands against it, in the order of the screen."""
        asked = self.collection(entered, originals=originals, back=())
        for case in self.cases:
            mine = asked
            if self.several:
                mine = Collection(role_in(case.dossier, asked.taker), asked.proof, asked.originals)
            yield from objections(case.dossier, mine, case.originals)
        if self.owed and self.way is PaymentWay.NONE:
            yield PersonProblem("cash.way_missing", amount=show(self.owed))
