"""What the tests of handovers share: units, folders, a bag that is filled."""

from collections.abc import Callable, Iterable

from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.domain.handover import BatchKind
from app.domain.life import Life
from app.domain.units import Unit, UnitKind
from app.services.desk import Desk
from app.services.handover import Heading, open_batch
from app.services.handover_beeps import beep
from app.services.handover_signing import seal, sign
from app.services.handover_views import BatchView, view
from app.services.reception import receive
from app.services.security import Session
from app.services.units import save_unit

Filled = Callable[..., Draft]
POLICE, ECONOMY, POST = "Công an xã", "Phòng Kinh tế", "Bưu cục Thạnh Mỹ"
_KINDS = {POLICE: UnitKind.DEPARTMENT, ECONOMY: UnitKind.DEPARTMENT, POST: UnitKind.POST}
GIVER, TAKER = "Lê Thị Hoa", "Trần Văn Bình"


class Bags:
    """A desk with units and received folders, and the usual steps of a handover."""

    def __init__(self, desk: Desk, session: Session, filled: Filled) -> None:
        self.desk, self.session, self._filled = desk, session, filled
        self.units = {name: Unit(desk.ids.new(), name, kind) for name, kind in _KINDS.items()}
        for unit in self.units.values():
            save_unit(desk, session, unit)

    def receive(self, count: int, code: str = "1.001193") -> list[Dossier]:
        return [receive(self.desk, self.session, self._filled(code)).dossier for _ in range(count)]

    def open(self, kind: BatchKind = BatchKind.DOSSIERS, unit: str = POLICE) -> BatchView:
        return open_batch(self.desk, self.session, kind, self.units[unit].id)

    def fill(self, dossiers: Iterable[Dossier], kind: BatchKind = BatchKind.DOSSIERS, unit: str = POLICE) -> BatchView:
        bag = self.open(kind, unit)
        for dossier in dossiers:
            bag = beep(self.desk, self.session, bag.batch.id, dossier.number).view
        return bag

    def seal(self, bag: BatchView, number: str = "00417") -> BatchView:
        seal(self.desk, self.session, bag.batch.id, Heading(seal=number, giver=GIVER))
        return self.look(bag)

    def sign(self, bag: BatchView, *, giver: str = GIVER, taker: str = TAKER, shelf: str = "") -> BatchView:
        sign(self.desk, self.session, bag.batch.id, Heading(giver=giver, taker=taker), shelf=shelf)
        return self.look(bag)

    def look(self, bag: BatchView) -> BatchView:
        return view(self.desk, self.session, bag.batch.id)

    def life(self, dossier: Dossier) -> Life:
        with self.desk.store.read() as work:
            return work.lives.of(dossier.id)

    def now(self, dossier: Dossier) -> Dossier:
        with self.desk.store.read() as work:
            found = work.dossiers.get(dossier.id)
        assert found is not None
        return found
