"""Lists that leave the program: who may, what the chain says of it, what the file holds."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.certification import CopyLine
from app.domain.dossiers import PaymentWay
from app.domain.drafts import Draft, PartyText
from app.domain.offices import Role
from app.domain.periods import PeriodKind, holding
from app.services import exporting
from app.services.certified_book import book
from app.services.certifying import Order, Signer, certify
from app.services.desk import Desk
from app.services.dossiers import search
from app.services.exporting import export
from app.services.monitoring import measure
from app.services.reception import receive
from app.services.register import RegisterQuery, register
from app.services.security import Session
from app.services.sheets import book_sheet, dossiers_sheet, indicators_sheet, register_sheet
from app.sheets.workbook import SheetColumn, SheetData
from tests.rigs.workbooks import Sheet, read

Filled = Callable[..., Draft]
Roles = Callable[..., Session]
TODAY = holding(PeriodKind.DAY, date(2026, 11, 20))
EVIL = '=HYPERLINK("http://x")'


def out(desk: Desk, session: Session, data: SheetData, folder: Path) -> Sheet:
    return read(export(desk, session, data, folder / "danh-sach.xlsx").path.read_bytes())


def columns(found: Sheet, head: int = 6) -> dict[str, str]:
    """Return the values of the first row of the table by the titles over them."""
    return dict(zip(found.texts(head), [cell.value for cell in found.row(head + 1)], strict=True))


def test_a_list_of_dossiers(desk: Desk, session: Session, filled: Filled, tmp_path: Path) -> None:
    dossier = receive(desk, session, filled(name=EVIL, number="001099012345")).dossier
    found = out(desk, session, dossiers_sheet(desk, "Tìm “=HYPERLINK”", search(desk, session, "")), tmp_path)
    assert found.texts(1) == ["Tìm “=HYPERLINK”"]
    assert found.texts(2) == ["1 hồ sơ"]
    assert "TTPVHCC xã Thạnh Mỹ" in found.texts(3)[0]
    said = columns(found)
    assert (said["Mã hồ sơ"], said["Số định danh"], said["Chủ hồ sơ"]) == (dossier.number, "001099012345", EVIL)
    kinds = dict(zip(found.texts(6), [cell.kind for cell in found.row(7)], strict=True))
    assert kinds["Số định danh"] == kinds["Mã hồ sơ"] == kinds["Chủ hồ sơ"] == "text"
    assert kinds["Nhận hồ sơ"] == "number"
    received = found.row(7)[found.texts(6).index("Nhận hồ sơ")]
    assert received.moment == dossier.received_at.replace(tzinfo=None, second=0, microsecond=0)
    assert not any(cell.kind == "formula" for cell in found.cells.values())


def test_the_register_the_book_and_the_figures(desk: Desk, session: Session, filled: Filled, tmp_path: Path) -> None:

    receive(desk, session, filled())
    person = PartyText("Trần Thị Bình", personal_id="049199012345", phone="0905123456")
    order = Order(desk.ids.new(), person, (CopyLine("Học bạ", 3, 2),), PaymentWay.CASH, Signer("Ông A", "CHỦ TỊCH"))
    certify(desk, session, order)
    sheet = out(desk, session, register_sheet(desk, register(desk, session, RegisterQuery(TODAY))), tmp_path)
    assert columns(sheet)["Tên tổ chức, cá nhân"] == "Nguyễn Thị Phượng Hằng"
    assert sheet.texts(2)[0].startswith("Ngày 20/11/2026; lĩnh vực: tất cả lĩnh vực; 2 hồ sơ")
    found = book(desk, session, TODAY.first, TODAY.last)
    sheet = out(desk, session, book_sheet(desk, found.first, found.last, found.lines), tmp_path)
    assert columns(sheet)["Giấy tờ"] == "Học bạ"
    assert columns(sheet)["Phí"] == str(found.total)
    now = measure(desk, session, TODAY)
    sheet = out(desk, session, indicators_sheet(desk, now, measure(desk, session, TODAY.before)), tmp_path)
    assert columns(sheet)["Chỉ tiêu"] == "Hồ sơ tiếp nhận"
    assert columns(sheet)["Kỳ này"] == "2"


def test_the_chain_names_the_file_before_it_is_there(desk: Desk, session: Session, tmp_path: Path) -> None:
    data = SheetData("Hồ sơ", ("Quá hạn",), (SheetColumn("a"),), (("x",), ("y",)))
    gone = tmp_path / "không có" / "a.xlsx"
    with pytest.raises(OutsideProblem, match=r"exporting\.not_saved"):
        export(desk, session, data, gone)
    done = export(desk, session, data, tmp_path / "a.xlsx")
    with desk.store.read() as work:
        second, first = work.audit.latest(2)
        assert work.audit.verify() is None
    assert first.action == second.action == "list.exported"
    assert (second.subject, second.detail["rows"], second.detail["file"]) == ("Hồ sơ", 2, "a.xlsx")
    assert second.detail["sha256"] == hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "store"]


def test_only_who_may_and_never_without_the_chain(desk: Desk, as_role: Roles, tmp_path: Path) -> None:
    data = SheetData("Hồ sơ", (), (SheetColumn("a"),), (("x",),))
    for role in (Role.AUDITOR, Role.POSTAL, Role.ADMINISTRATOR):
        with pytest.raises(PersonProblem, match=r"permissions\.refused"):
            export(desk, as_role(role), data, tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_too_many_rows_say_so(desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    data = SheetData("Hồ sơ", (), (SheetColumn("a"),), (("x",),) * 3)
    with pytest.raises(PersonProblem, match=r"exporting\.too_many"):
        export(desk, session, data, tmp_path / "a.xlsx")
