"""What ``doctor`` says: each verdict, of a desk that is well and of one that is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import OutsideProblem
from app.core.settings import Settings
from app.domain.drafts import Draft
from app.domain.operations import Delivery
from app.models.store import Store
from app.printing.queue import Printer
from app.services import health
from app.services.desk import Desk
from app.services.health import Verdict, examine_desk
from app.services.numbering import NUMBERS_STOPPED
from app.services.reception import receive
from app.services.safekeeping import back_up_daily
from app.services.security import Session


def verdict(desk: Desk, name: str) -> tuple[Verdict, str]:
    (found,) = [check for check in examine_desk(desk) if check.name == name]
    return found.verdict, found.text


def test_a_new_desk_asks_for_what_is_missing_and_for_nothing_else(desk: Desk) -> None:
    verdicts = {check.name: check.verdict for check in examine_desk(desk) if check.name != "Ổ đĩa"}
    assert verdicts == {
        "Cơ sở dữ liệu": Verdict.GOOD,
        "Nhật ký": Verdict.GOOD,
        "Sao lưu": Verdict.ATTENTION,
        "Số hồ sơ": Verdict.GOOD,
        "Máy in": Verdict.ATTENTION,
        "Đồng bộ": Verdict.GOOD,
    }


def test_an_audit_chain_that_was_touched_is_named_with_its_row(desk: Desk) -> None:
    with desk.store.work() as work:
        work.connection.exec_driver_sql("UPDATE audit SET entry = replace(entry, 'founded', 'foumded') WHERE seq = 1")
        work.commit()
    found, text = verdict(desk, "Nhật ký")
    assert (found, "1" in text) == (Verdict.BAD, True)


@pytest.mark.parametrize(("free", "expected"), [(1 << 30, Verdict.ATTENTION), (3 << 30, Verdict.GOOD)])
def test_little_room_is_pointed_out(desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, expected: Verdict) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": free}))
    assert verdict(desk, "Ổ đĩa")[0] is expected


def test_a_backup_is_good_until_it_is_old(desk: Desk, clock: FixedClock) -> None:
    (desk.folder.backups / "motcua-latest.zip").write_bytes(b"not a daily one")
    assert verdict(desk, "Sao lưu")[0] is Verdict.ATTENTION
    back_up_daily(desk)
    assert verdict(desk, "Sao lưu") == (Verdict.GOOD, "Bản mới nhất: ngày 20/11/2026.")
    clock.advance(timedelta(days=4))
    assert verdict(desk, "Sao lưu")[0] is Verdict.GOOD
    clock.advance(timedelta(days=1))
    assert verdict(desk, "Sao lưu")[0] is Verdict.ATTENTION


def test_numbers_that_are_stopped_or_cannot_be_given_are_bad(desk: Desk, clock: FixedClock) -> None:
    assert verdict(desk, "Số hồ sơ") == (Verdict.GOOD, "H17.32-261120-3001")
    with desk.store.work() as work:
        work.offices.put(NUMBERS_STOPPED, b"1")
        work.commit()
    assert verdict(desk, "Số hồ sơ")[0] is Verdict.BAD
    with desk.store.work() as work:
        work.offices.remove(NUMBERS_STOPPED)
        work.offices.put("restored_on", b"2026-11-20")
        work.commit()
    assert verdict(desk, "Số hồ sơ")[0] is Verdict.ATTENTION
    clock.set(clock.now() - timedelta(days=900))
    found, text = verdict(desk, "Số hồ sơ")
    assert found is Verdict.BAD
    assert "bảng phân dải số" in text


PRINTER = Printer("ipp://localhost/printers/A", "HP tầng 1")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((PRINTER,), Verdict.GOOD),
        ((Printer(PRINTER.uri, PRINTER.name, ready=False),), Verdict.ATTENTION),
        ((), Verdict.ATTENTION),
        (OutsideProblem("printing.refused", printer="x", status="y"), Verdict.BAD),
    ],
)
def test_the_printer_is_judged_by_what_the_system_says_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, known: tuple[Printer, ...] | OutsideProblem, expected: Verdict
) -> None:
    def asked() -> tuple[Printer, ...]:
        if isinstance(known, OutsideProblem):
            raise known
        return known

    desk.settings = Settings(practice=True, printer=PRINTER.uri)
    monkeypatch.setattr(health, "printers", asked)
    assert verdict(desk, "Máy in")[0] is expected


def test_records_that_need_a_person_are_counted(
    desk: Desk, session: Session, filled: Callable[..., Draft], clock: FixedClock
) -> None:
    receive(desk, session, filled())
    assert verdict(desk, "Đồng bộ") == (Verdict.GOOD, "1 chưa gửi, 0 có vấn đề, 0 tỉnh đã lưu.")
    with desk.store.work() as work:
        (operation,) = work.outbox.to_send(2)
        work.outbox.record(operation.op_id, Delivery.REFUSED, b"", "x", clock.now())
        work.commit()
    assert verdict(desk, "Đồng bộ") == (Verdict.ATTENTION, "0 chưa gửi, 1 có vấn đề, 0 tỉnh đã lưu.")


def test_a_store_that_cannot_be_read_makes_lines_and_no_exception(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Store) -> None:
        raise OutsideProblem("store.damaged", cause="test")

    monkeypatch.setattr(Store, "read", broken)
    bad = {check.name for check in examine_desk(desk) if check.verdict is Verdict.BAD}
    assert bad == {"Nhật ký", "Số hồ sơ", "Đồng bộ"}
