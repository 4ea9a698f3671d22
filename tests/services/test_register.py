"""The register: what it holds, in which order, narrowed, printed, saved; thousands of rows page by page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.clock import FixedClock
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.dossiers import Status
from app.domain.drafts import Draft
from app.domain.offices import Role
from app.domain.periods import PeriodKind, between, holding
from app.domain.results import Collector, Proof
from app.domain.returning import Collection, Taker
from app.services import register as registers
from app.services.desk import Desk
from app.services.issuing import data_of
from app.services.life import finish
from app.services.moves import Seen
from app.services.paging import PAGE
from app.services.reception import receive
from app.services.register import RegisterQuery, choices, draw, parts, print_register, register, save_register
from app.services.results import ResultText
from app.services.returning import Wanted, return_results
from app.services.security import Session
from app.services.slips import prepare
from app.services.undoing import undo

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
TODAY = holding(PeriodKind.DAY, date(2026, 11, 20))
BIRTH = "1.001193"
T = TypeVar("T")


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.fixture
def three(desk: Desk, session: Session, filled: Filled, clock: FixedClock) -> list[str]:
    """Two of today and one of tomorrow; numbers in the order of reception."""
    numbers = []
    for name, code, apart in (("Nguyễn Văn An", BIRTH, 0), ("Trần Thị Bình", "2.000884", 1), ("Lê Chín", BIRTH, 24)):
        clock.advance(timedelta(hours=apart))
        numbers.append(receive(desk, session, filled(code, name=name)).dossier.number)
    return numbers


def test_the_days_decide_and_the_order_is_that_of_reception(desk: Desk, session: Session, three: list[str]) -> None:
    found = register(desk, session, RegisterQuery(TODAY))
    assert [row.number for row in found.rows] == three[:2]
    assert [row.applicant for row in found.rows] == ["Nguyễn Văn An", "Trần Thị Bình"]
    both = register(desk, session, RegisterQuery(between(date(2026, 11, 20), date(2026, 11, 21))))
    assert [row.number for row in both.rows] == three
    assert register(desk, session, RegisterQuery(TODAY.before)).rows == ()


def test_it_is_narrowed_by_field_and_office(desk: Desk, session: Session, three: list[str]) -> None:
    offered = choices(desk, session, TODAY)
    assert offered.fields == {"Chứng thực": 1, "Hộ tịch": 1}
    assert sum(offered.units.values()) == 2
    found = register(desk, session, RegisterQuery(TODAY, field="Chứng thực"))
    assert [row.number for row in found.rows] == three[1:2]
    for unit, count in offered.units.items():
        assert len(register(desk, session, RegisterQuery(TODAY, unit=unit)).rows) == count
    assert register(desk, session, RegisterQuery(TODAY, unit="không có")).rows == ()
    assert register(desk, session, RegisterQuery(TODAY, field="Đất đai")).rows == ()


def test_what_was_returned_stands_with_who_took_it(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    dossier = receive(desk, session, filled()).dossier
    done = finish(desk, session, Seen(dossier.id), ResultText(title="Giấy khai sinh")).moved.dossier
    clock.advance(timedelta(minutes=10))
    taker = Taker(Collector.OWNER, "Nguyễn Thị Phượng Hằng", "")
    return_results(desk, session, [Wanted(Seen(done.id, done.revision))], Collection(taker, Proof.SLIP))
    (row,) = register(desk, session, RegisterQuery(TODAY)).rows
    assert (row.returned_at, row.collector, row.status) == (clock.now(), "Nguyễn Thị Phượng Hằng", Status.RETURNED)
    undo(desk, session, Seen(dossier.id), "Trả nhầm người")
    (row,) = register(desk, session, RegisterQuery(TODAY)).rows
    assert (row.returned_at, row.collector, row.status) == (None, "", Status.DONE)


def test_printed_it_is_a_form_that_says_all_of_it(desk: Desk, session: Session, three: list[str]) -> None:
    found = register(desk, session, RegisterQuery(TODAY))
    (print_id,) = print_register(desk, session, found)
    text = words(prepare(desk, session, print_id).pdf)
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert "Cộng: 2 hồ sơ" in text
    for row in found.rows:
        assert row.applicant in text
        assert row.number.split("-")[-1] in text.replace(" ", "")
    with desk.store.read() as work:
        form = work.forms.newest("register")
        (entry,) = work.audit.latest(1)
    assert form is not None
    assert form.number.startswith("01.3/")
    assert data_of(form).entries == parts(desk, found)[0].entries  # type: ignore[union-attr] # a register
    assert (entry.action, entry.detail["rows"]) == ("register.printed", 2)


def test_an_empty_register_is_not_printed(desk: Desk, session: Session) -> None:
    with pytest.raises(PersonProblem, match=r"reports\.register_empty"):
        print_register(desk, session, register(desk, session, RegisterQuery(TODAY)))


def test_who_may_not_print_may_still_look(desk: Desk, session: Session, as_role: Roles, three: list[str]) -> None:
    auditor = as_role(Role.AUDITOR)
    found = register(desk, auditor, RegisterQuery(TODAY))
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        print_register(desk, auditor, found)
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        register(desk, as_role(Role.POSTAL), RegisterQuery(TODAY))
    with desk.store.read() as work:
        assert work.forms.newest("register") is None


def test_a_long_register_is_printed_in_parts_that_count_on(
    desk: Desk, session: Session, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "PART", 2)
    found = register(desk, session, RegisterQuery(between(date(2026, 11, 20), date(2026, 11, 21))))
    first, second = parts(desk, found)
    assert [entry.serial for entry in first.entries + second.entries] == ["1", "2", "3"]
    assert [part.volume for part in (first, second)] == ["03/2026 (phần 1/2)", "03/2026 (phần 2/2)"]
    assert len(print_register(desk, session, found)) == 2


def test_saved_and_looked_at(desk: Desk, session: Session, three: list[str], tmp_path: Path) -> None:
    found = register(desk, session, RegisterQuery(TODAY))
    target = save_register(desk, session, found, tmp_path / "so.pdf")
    assert "Trần Thị Bình" in words(target.read_bytes())
    assert "Trần Thị Bình" not in words(draw(desk, found, most=1))
    with pytest.raises(OutsideProblem, match=r"slips\.not_saved"):
        save_register(desk, session, found, tmp_path / "không có" / "so.pdf")


def test_many_rows_come_in_pages_with_others_work_in_between(desk: Desk, session: Session, filled: Filled) -> None:
    first = receive(desk, session, filled()).dossier
    with desk.store.work() as work:
        for number in range(PAGE + 20):
            # All in one moment: the place in the store decides then.
            copy = replace(first, id=desk.ids.new(), number=f"H17.32-261120-{40_000 + number}")
            work.dossiers.add(copy)
        work.commit()
    lanes, told = [], []

    def lane(act: Callable[[], T]) -> T:
        lanes.append(1)
        return act()

    def report(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    found = register(desk, session, RegisterQuery(TODAY), lane, report)
    assert len({row.id for row in found.rows}) == len(found.rows) == PAGE + 21
    assert [row.row for row in found.rows] == sorted(row.row for row in found.rows)
    assert told == [(PAGE, PAGE + 21), (PAGE + 21, PAGE + 21)]
    assert len(lanes) == 3


def test_it_can_be_stopped(desk: Desk, session: Session, three: list[str]) -> None:
    with pytest.raises(PersonProblem, match=r"reports\.stopped"):
        register(desk, session, RegisterQuery(TODAY), report=lambda _done, _total: False)
