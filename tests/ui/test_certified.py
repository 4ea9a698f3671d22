"""F9: one customer after the other with the keyboard alone, keys counted, on a real desk with a printer."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.problems import OutsideProblem
from app.domain.certification import CopyLine
from app.domain.certified import CertifiedCopy
from app.domain.dossiers import PaymentWay, Status
from app.domain.offices import Role
from app.models.rows import PrintState as Recorded
from app.printing.queue import PrintState
from app.services import certified_book as books
from app.services.admin import audit_lines
from app.services.dossiers import view
from app.services.order_drafts import OrderDraft, load_order
from app.services.practice import made_up_people
from app.services.slip_jobs import Queues
from app.services.slips import unprinted
from app.ui.screens.certified import CertifiedScene, order_for
from app.ui.screens.stage import Stage
from tests.ui.reception_desk import ScriptedPrinter, wait_until

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
PEOPLE = made_up_people(77, 6)
CARD = CopyLine("Căn cước công dân", 1, 2)
DEED = CopyLine("Giấy chứng nhận quyền sử dụng đất", 4, 3)
KEY_SECONDS, THINK_SECONDS = 0.28, 1.35


class Counter:
    """F9 with fingers: every key is an event and is counted; a chord counts each of its keys."""

    def __init__(self, stage: Stage, press: Press, type_text: Type) -> None:
        self.stage, self._press, self._type = stage, press, type_text
        self.printer = ScriptedPrinter()
        self.keys = 0
        self.open()

    def open(self) -> None:
        queues = Queues(lambda: (self.printer, "ipp://may-in"), lambda _job: self.printer)
        self.scene = CertifiedScene(self.stage, queues)
        self.view, self.order, self.book = self.scene.page.view, self.scene.page.order, self.scene.page.book

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self._press(self.scene.window, key)
            self.stage.wait()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        self.keys += len(text)
        self._type(focus, text)

    def line(self, document: str, pages: str = "", copies: str = "") -> None:
        """Type one line: document by a few letters, numbers only where they differ from what stands there."""
        self.type(document)
        self.press("Return")
        self.type(pages)
        self.press("Return")
        self.type(copies)
        self.press("Return")

    @property
    def focus(self) -> str:
        focus: QWidget | None = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""

    @property
    def lines(self) -> tuple[CertifiedCopy, ...]:
        """The book of the day in the store, oldest first."""
        self.stage.wait()
        today = self.stage.desk.now().date()
        return books.book(self.stage.desk, self.stage.session, today, today).lines

    def printed(self, count: int) -> bool:
        return wait_until(lambda: len(self.printer.jobs) >= count)

    def asking(self) -> bool:
        return self.view.book.reason.asking

    def close(self) -> None:
        self.stage.wait()
        self.scene.copies.close()


@pytest.fixture
def counter(stage: Stage, press: Press, type_text: Type) -> Counter:
    return Counter(stage, press, type_text)


@pytest.fixture
def regular(stage: Stage, press: Press, type_text: Type) -> Counter:
    """The counter after the first of PEOPLE was here before."""
    order_for(stage, PEOPLE[0], CARD, DEED)
    return Counter(stage, press, type_text)


def test_a_returning_customer_takes_ten_keys_and_eight_seconds(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    assert regular.focus == "certified_document_edit"
    assert regular.order.offers == (CARD, DEED)
    regular.press("Alt+1", "Alt+2", "Ctrl+Return")
    assert [(one.serial, one.document, one.copies) for one in regular.lines[2:]] == [
        (3, CARD.document, 2),
        (4, DEED.document, 3),
    ]
    assert regular.lines[-1].phone == PEOPLE[0].phone
    assert regular.keys <= 10
    # Two thoughts: which documents, and whether the sum is right.
    assert regular.keys * KEY_SECONDS + 2 * THINK_SECONDS <= 8
    assert regular.focus == "certified_personal_id_edit"
    assert regular.printed(2)
    regular.close()


def test_a_customer_known_by_telephone_is_filled_by_enter(regular: Counter) -> None:
    regular.type(PEOPLE[0].phone)
    regular.press("Return")
    assert regular.view.person.rows["full_name"].text == PEOPLE[0].full_name
    assert regular.view.person.rows["personal_id"].text == PEOPLE[0].personal_id
    assert regular.focus == "certified_document_edit"
    regular.press("Alt+2", "Ctrl+Return")
    assert regular.lines[-1].document == DEED.document
    regular.close()


def test_five_certified_copies_of_somebody_new(counter: Counter) -> None:
    person = PEOPLE[1]
    counter.type(person.personal_id)
    counter.press("Return")
    assert counter.focus == "certified_full_name_edit"
    counter.type(person.full_name)
    counter.press("Return")
    counter.type(person.phone)
    counter.press("Return")
    assert counter.focus == "certified_document_edit"
    counter.line("cccd", copies="2")
    counter.line("so do", copies="3")
    counter.line("hoc ba", pages="12")
    counter.line("Tờ khai riêng của trường", pages="2")
    counter.type("gks")
    counter.press("Return")
    # 2 × 2.000, 3 × 6.000, 4.000 + 10 × 1.000, 4.000, 2.000: the line still in the fields is counted.
    assert counter.view.finish.total_text == "42.000 đ"
    counter.press("Ctrl+Return")
    lines = counter.lines
    assert [(one.serial, one.document, one.pages, one.copies, one.fee) for one in lines] == [
        (1, "Căn cước công dân", 1, 2, 4_000),
        (2, "Giấy chứng nhận quyền sử dụng đất", 4, 3, 18_000),
        (3, "Học bạ", 12, 1, 14_000),
        (4, "Tờ khai riêng của trường", 2, 1, 4_000),
        (5, "Giấy khai sinh", 1, 1, 2_000),
    ]
    assert {(one.person, one.identity, one.phone) for one in lines} == {
        (person.full_name, person.personal_id, person.phone)
    }
    dossier = view(counter.stage.desk, counter.stage.session, lines[0].dossier_id).dossier
    assert (dossier.status, dossier.total) == (Status.RETURNED, 42_000)
    assert counter.printed(5)
    counter.stage.wait()
    assert wait_until(lambda: not unprinted(counter.stage.desk, counter.stage.session))
    assert counter.view.book.sum_text == "5 giấy tờ · 8 bản · 42.000 đ"
    assert "1–5" in counter.view.finish.done_text
    assert counter.view.finish.total_text == "0 đ"
    counter.close()


def test_sixty_in_a_row_without_the_mouse(counter: Counter) -> None:
    for number in range(60):
        counter.type(f"Khach {chr(65 + number // 26)}{chr(65 + number % 26)}")
        counter.press("Return")
        assert counter.focus == "certified_phone_edit"
        counter.press("Return")
        counter.line("cccd", copies=str(number % 3 + 1))
        counter.press("Ctrl+Return")
        assert counter.focus == "certified_personal_id_edit"
    lines = counter.lines
    assert [line.serial for line in lines] == list(range(1, 61))
    assert len({line.person for line in lines}) == 60
    assert [line.copies for line in lines] == [1, 2, 3] * 20
    assert counter.view.book.sum_text == "60 giấy tờ · 120 bản · 240.000 đ"
    assert counter.view.book.rows()[0].serial == 60
    assert counter.printed(60)
    counter.close()


def test_pressed_twice_it_is_certified_once(regular: Counter, press: Press) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+1")
    press(regular.scene.window, "Ctrl+Return")
    press(regular.scene.window, "Ctrl+Return")
    assert len(regular.lines) == 3
    assert regular.view.finish.trouble_text == ""
    regular.close()


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(counter: Counter) -> None:
    counter.type("0491990123")
    counter.press("Tab")
    counter.press("Alt+G")
    counter.line("cccd")
    counter.press("Ctrl+Return")
    assert counter.lines == ()
    assert counter.view.person.rows["full_name"].message.text
    assert counter.focus in {"certified_full_name_edit", "certified_personal_id_edit"}
    assert counter.view.finish.trouble_text
    assert [one.line.document for one in counter.view.lines.table.rows_model.rows] == [CARD.document]
    counter.press("Alt+G")
    counter.type("so do")
    counter.press("Return")
    counter.type("0")
    counter.press("Return", "Return")
    assert counter.view.lines.rows["pages"].message.text == "Số trang phải từ 1 đến 999. Đếm số trang của bản chính."
    assert counter.focus == "certified_pages_edit"
    counter.close()


def test_an_order_that_could_not_be_written_comes_back_as_it_was(
    regular: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> object:
        raise OutsideProblem("store.disk_full")

    monkeypatch.setattr("app.ui.certified.presenter.certify", full)
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+2", "Ctrl+Return")
    assert regular.view.finish.trouble_text
    assert regular.view.person.rows["full_name"].text == PEOPLE[0].full_name
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [DEED]
    monkeypatch.undo()
    regular.press("Ctrl+Return")
    assert [line.serial for line in regular.lines] == [1, 2, 3]
    regular.close()


def test_a_line_is_cancelled_with_a_reason_by_three_keys(regular: Counter) -> None:
    regular.press("Alt+H")
    assert regular.asking()
    regular.press("Return")
    assert regular.asking()
    regular.press("Alt+2")
    assert [line.cancelled for line in regular.lines] == ["", "Nhầm giấy tờ"]
    assert regular.view.book.sum_text == "1 giấy tờ · 2 bản · 4.000 đ"
    regular.press("Alt+H")
    assert not regular.asking()
    regular.close()


def test_esc_thinks_better_of_it_and_the_keyboard_is_where_it_was(regular: Counter) -> None:
    regular.press("Alt+G", "Alt+H", "Esc")
    assert not regular.asking()
    assert regular.focus == "certified_document_edit"
    assert [line.cancelled for line in regular.lines] == ["", ""]
    regular.close()


def test_a_text_is_printed_again_with_a_reason(regular: Counter) -> None:
    regular.press("Alt+B", "Down", "Ctrl+P", "Alt+1")
    assert regular.printed(1)
    seen = view(regular.stage.desk, regular.stage.session, regular.lines[0].dossier_id)
    prints = [record for records in seen.form_prints.values() for record in records if record.reprint]
    assert [record.reprint for record in prints] == [1]
    asked = [one.entry.detail for one in audit_lines(regular.stage.desk, regular.stage.session)]
    assert [one["reason"] for one in asked if "reason" in one] == ["Kẹt giấy, bản in hỏng"]
    regular.close()


def test_a_printer_without_paper_is_told_and_the_text_stays_owed(regular: Counter) -> None:
    regular.printer.state = PrintState.OUT_OF_PAPER
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+1", "Ctrl+Return")
    assert regular.printed(1)
    assert wait_until(lambda: "hết giấy" in regular.scene.window.notices.text)
    [owed] = unprinted(regular.stage.desk, regular.stage.session)
    assert owed.record.state in {Recorded.QUEUED, Recorded.PRINTING, Recorded.UNCERTAIN}
    regular.close()


def test_the_book_of_another_day_and_on_paper(regular: Counter) -> None:
    regular.press("Alt+S")
    assert regular.printed(1)
    regular.press("Alt+D")
    regular.type("01112026")
    regular.press("Tab")
    regular.type("02112026")
    regular.press("Return")
    assert regular.view.book.rows() == ()
    assert regular.view.book.period is not None
    assert not regular.book.may_print()
    regular.close()


def test_a_line_is_taken_back_into_the_fields_or_out(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+1", "Alt+2", "Ctrl+Del")
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [CARD]
    regular.view.undo()
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [CARD, DEED]
    regular.view.lines.table.setFocus()
    regular.view.lines.table.selectRow(0)
    regular.press("Return")
    assert regular.view.lines.entry == CARD
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [DEED]
    regular.close()


def test_begun_anew_can_be_taken_back(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+2", "Ctrl+N")
    assert regular.view.person.rows["full_name"].text == ""
    regular.view.undo()
    assert regular.view.person.rows["full_name"].text == PEOPLE[0].full_name
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [DEED]
    regular.close()


def test_what_is_paid_by_transfer_shows_its_code_until_the_next_person(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+1", "Alt+Q", "Ctrl+Return")
    assert wait_until(lambda: not regular.view.payment.isHidden())
    dossier = view(regular.stage.desk, regular.stage.session, regular.lines[-1].dossier_id).dossier
    assert dossier.payment is PaymentWay.VIETQR
    regular.scene.scan(PEOPLE[2])
    assert regular.view.payment.isHidden()
    regular.close()


def test_a_card_is_taken_from_any_field_of_this_page_only(counter: Counter) -> None:
    counter.press("Alt+K")
    assert counter.scene.copies.on_scanned(PEOPLE[3].card_2021())
    counter.stage.wait()
    assert counter.view.person.rows["personal_id"].text == PEOPLE[3].personal_id
    assert counter.focus == "certified_document_edit"
    assert not counter.scene.copies.on_scanned("Y00.99-261120-3001")
    counter.scene.window.open("dossiers")
    assert not counter.scene.copies.on_scanned(PEOPLE[3].card_2021())
    counter.close()


@pytest.mark.parametrize(("role", "rows"), [(Role.AUDITOR, 2), (Role.POSTAL, 2), (Role.ADMINISTRATOR, 0)])
def test_who_may_not_certify_sees_what_he_may_and_changes_nothing(regular: Counter, role: Role, rows: int) -> None:
    stage = regular.stage
    regular.close()
    clerk = stage.session
    stage.session = replace(clerk, account=replace(clerk.account, roles=frozenset({role}), acts_for="Bưu cục"))
    regular.open()
    regular.stage.wait()
    assert len(regular.view.book.rows()) == rows
    assert regular.view.note_text
    assert not regular.view.person.isEnabled()
    regular.press("Ctrl+Return", "Alt+H", "Ctrl+P", "Alt+S", "Alt+1")
    assert not regular.asking()
    stage.session = clerk
    assert [line.cancelled for line in regular.lines] == ["", ""]
    assert regular.printer.jobs == []
    regular.close()


def test_a_killed_program_comes_back_to_the_order_in_hand(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.press("Alt+2")
    regular.type("hoc b")
    assert wait_until(lambda: [one.entry.document for one in kept(regular)] == ["hoc b"])
    # Nothing is closed and nothing is said: the next window is made from the store alone.
    regular.open()
    regular.stage.wait()
    assert regular.view.person.rows["full_name"].text == PEOPLE[0].full_name
    assert [one.line for one in regular.view.lines.table.rows_model.rows] == [DEED]
    assert regular.view.lines.entry.document == "hoc b"
    assert regular.focus == "certified_document_edit"
    regular.view.lines.clear_entry()
    regular.press("Ctrl+Return")
    assert [line.serial for line in regular.lines] == [1, 2, 3]
    assert wait_until(lambda: not kept(regular))
    regular.open()
    regular.stage.wait()
    assert regular.view.person.rows["full_name"].text == ""
    regular.close()


def test_what_is_typed_meanwhile_is_not_put_aside(regular: Counter) -> None:
    regular.scene.scan(PEOPLE[0])
    regular.close()
    assert kept(regular)
    regular.open()
    regular.order.keeper.note(replace(OrderDraft(regular.stage.desk.ids.new()), lines=(CARD,)))
    found: list[OrderDraft] = []
    regular.order.keeper.find(found.append)
    regular.stage.wait()
    assert found == []


def kept(counter: Counter) -> list[OrderDraft]:
    """Return the order that is kept, where there is one."""
    counter.stage.wait()
    found = load_order(counter.stage.desk, counter.stage.session)
    return [found] if found is not None else []
