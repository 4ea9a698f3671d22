"""Serials of a year: forms and the book of certified copies, never one twice whatever is restored."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.domain.certification import CopyLine
from app.domain.dossiers import PaymentWay
from app.domain.drafts import Draft, PartyText
from app.models.backup import RESTORED
from app.models.keys import KeyRing
from app.models.store import Store
from app.printing.forms.refusal import RefusalData
from app.services.certifying import Order, Signer, certify
from app.services.desk import Desk
from app.services.issuing import About, facts_of, issue, letterhead
from app.services.opening import open_desk
from app.services.reception import receive
from app.services.security import Session

Filled = Callable[..., Draft]
PERSON = PartyText(full_name="Nguyễn Thị Hoa", personal_id="049199012345", phone="0905123456")
CARD = CopyLine("Căn cước", 1, 2)


def certified(desk: Desk, session: Session) -> list[int]:
    order = Order(desk.ids.new(), PERSON, (CARD, CARD), PaymentWay.CASH, Signer("Trần Văn Mẫu"))
    return [line.serial for line in certify(desk, session, order).lines]


def refused(desk: Desk, session: Session, draft: Draft) -> str:
    dossier = receive(desk, session, replace(draft, id=desk.ids.new())).dossier
    with desk.store.work() as work:
        data = RefusalData(letterhead(desk), facts_of(dossier), "Không thuộc thẩm quyền", "Hoa", "")
        number = issue(desk, work, session, data, About(dossier_id=dossier.id)).form.number
        work.commit()
    return number


class Machine:
    """A desk whose store can be copied and put back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._copy = desk.folder.root.with_suffix(".copy")
        self.back_up()

    def back_up(self) -> None:
        self._copy.unlink(missing_ok=True)
        self.desk.store.copy_to(self._copy)

    def restore(self, *, side_file: bool) -> None:
        folder, clock = self.desk.folder, self.desk.clock
        self.desk.close()
        shutil.copyfile(self._copy, folder.database)
        if not side_file:
            folder.witness.unlink(missing_ok=True)
        store = Store.open(folder, KeyRing(folder).unlock_with_system(), clock)
        with store.work() as work:
            work.offices.put(RESTORED, clock.now().isoformat().encode())
            work.commit()
        store.close()
        self.desk = open_desk(folder, clock)


@pytest.fixture
def machine(desk: Desk) -> Machine:
    return Machine(desk)


def test_the_book_has_no_gap_and_forms_are_counted_by_kind(machine: Machine, session: Session, filled: Filled) -> None:
    assert certified(machine.desk, session) == [1, 2]
    assert refused(machine.desk, session, filled()).startswith("01.3/")
    assert certified(machine.desk, session) == [3, 4]
    assert refused(machine.desk, session, filled()).startswith("02.3/")


def test_a_restored_store_goes_on_above_what_the_side_file_knows(
    machine: Machine, session: Session, filled: Filled
) -> None:
    certified(machine.desk, session)
    refused(machine.desk, session, filled())
    machine.restore(side_file=True)
    assert certified(machine.desk, session) == [3, 4]
    assert refused(machine.desk, session, filled()).startswith("02.3/")


def test_without_the_side_file_it_goes_on_far_above(machine: Machine, session: Session, filled: Filled) -> None:
    certified(machine.desk, session)
    refused(machine.desk, session, filled())
    machine.restore(side_file=False)
    assert certified(machine.desk, session) == [1001, 1002]
    assert certified(machine.desk, session) == [1003, 1004]
    assert refused(machine.desk, session, filled()).startswith("1001.3/")
    assert refused(machine.desk, session, filled()).startswith("1002.3/")


STEPS = st.lists(
    st.one_of(st.just("certify"), st.just("refuse"), st.just("copy"), st.just("restore")), min_size=1, max_size=12
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_serial_is_on_two_papers_whatever_is_restored(
    founded: Path,
    session: Session,
    filled: Filled,
    clock: FixedClock,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[str],
) -> None:
    folder = StoreFolder(tmp_path_factory.mktemp("serials") / "store")
    shutil.copytree(founded, folder.root)
    machine, draft = Machine(open_desk(folder, clock)), filled()
    lines: list[int] = []
    forms: list[str] = []
    try:
        for step in steps:
            if step == "certify":
                lines += certified(machine.desk, session)
            elif step == "refuse":
                forms.append(refused(machine.desk, session, draft))
            elif step == "copy":
                machine.back_up()
            else:
                machine.restore(side_file=True)
        assert len(set(lines)) == len(lines)
        if "restore" not in steps:
            assert lines == list(range(1, len(lines) + 1))
        assert len(set(forms)) == len(forms)
    finally:
        machine.desk.close()
