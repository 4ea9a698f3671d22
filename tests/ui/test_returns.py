"""F5: beeped, confirmed, returned – with real keys and a reader that types, on a real desk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.vietnamese import fold
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.results import Collector, Proof
from app.models.rows import PrintState
from app.services import by_post
from app.services.cash import Money, take_payment
from app.services.dossiers import view
from app.services.issuing import want_form_print
from app.services.moves import Seen
from app.services.practice import filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.results import ResultText, record_result
from app.services.slips import record_print
from app.services.undoing import undo
from app.ui.input_router import InputRouter
from app.ui.screens.returns import ReturnsScene, act, finish, owing, ready
from app.ui.screens.stage import Stage, party
from tests.signing.signed_files import plain_pdf, sign, signer
from tests.ui.reception_desk import wait_until

Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
KEY_SECONDS, THINK_SECONDS = 0.28, 1.35
"""The operator model: what a key and a thought take."""


class ReturnDesk:
    """F5 with a reader that plays keyboard, and a count of the keys a person pressed."""

    def __init__(self, stage: Stage, press: Press, type_text: Type, application: QApplication) -> None:
        self.stage, self._press, self._type = stage, press, type_text
        self.scene = ReturnsScene(stage)
        self.view, self.presenter, self.window = self.scene.view, self.scene.presenter, self.scene.window
        self.router = InputRouter(application, self.window.press_key, self.window)
        self.router.scanned.connect(self.scene.returns.on_scanned)
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self._press(self.window, key)
            self._pause()
            self.stage.wait()

    def _pause(self) -> None:
        """Let a person's letter pass: the router holds it back for as long as it could be a reader's."""
        wait_until(lambda: not self.router._timer.isActive(), 2_000)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        self.keys += len(text)
        for letter in text:
            self._type(focus, letter)
            self._pause()
        self.stage.wait()

    def scan(self, text: str) -> None:
        for letter in text:
            key = QKeySequence(letter.upper() if letter != " " else "Space")[0].key()  # type: ignore[index]  # the stubs leave the index out
            self._send(key, letter)
        self._send(Qt.Key.Key_Return, "\r")
        self.stage.wait()

    def _send(self, key: Qt.Key, text: str) -> None:
        target = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(target, event)

    @property
    def focus(self) -> str:
        inside = QApplication.focusWidget()
        return inside.objectName() if inside is not None else ""

    @property
    def done(self) -> str:
        return self.view.case.done

    def said(self) -> str:
        ladder = self.view.case.ladder
        return " ".join(line.message.text for line in (ladder.who, ladder.document, ladder.money, ladder.proof))

    def stored(self, dossier: Dossier) -> Status:
        return view(self.stage.desk, self.stage.session, dossier.id).dossier.status


@pytest.fixture
def returns(stage: Stage, press: Press, type_text: Type, application: QApplication) -> Iterator[ReturnDesk]:
    made = ReturnDesk(stage, press, type_text, application)
    yield made
    made.router.stop()


def test_ten_results_with_two_by_proxy(returns: ReturnDesk) -> None:
    """The usual case takes a beep, Enter, Ctrl+Enter: three keys of the six, and well under ten seconds."""
    done = ready(returns.stage, 10)
    for place, dossier in enumerate(done):
        before = returns.keys
        returns.scan(dossier.number)
        assert returns.view.case.title.text() == dossier.number
        assert returns.focus == "return_ladder"
        if place in {3, 7}:
            returns.press("Alt+U")
            assert returns.focus == "taker_name_edit"
            stranger = made_up_people(90 + place, 1)[0]
            # The card that is shown fills name and number; the paper is what has to be typed.
            returns.scan(stranger.card_2021())
            assert returns.focus == "taker_paper_edit"
            returns.type(f"UQ {place}")
            typed = len(f"UQ {place}")
        else:
            typed = 0
        returns.press("Return")
        assert returns.focus == "returns_give_button"
        returns.press("Ctrl+Return")
        assert returns.done.startswith("Đã trả ")
        assert returns.stored(dossier) is Status.RETURNED
        assert returns.focus in {"waiting_table", "returns_search_edit"}
        pressed = returns.keys - before - typed
        assert pressed <= 6
        if place not in {3, 7}:
            assert pressed == 3
            # Two thoughts: is it he, and is it done.
            assert pressed * KEY_SECONDS + 2 * THINK_SECONDS <= 10
    taken = [view(returns.stage.desk, returns.stage.session, one.id).returns[0] for one in done]
    assert [one.collector for one in taken].count(Collector.AUTHORISED) == 2
    assert all(one.proof is Proof.SLIP for one in taken)
    assert taken[3].authorisation == "UQ 3"
    assert taken[3].name == made_up_people(93, 1)[0].full_name
    assert returns.view.waiting.empty_text == "Không có kết quả nào chờ trả"


def test_keys_that_come_before_the_beeped_dossier_do_nothing_to_another(returns: ReturnDesk) -> None:
    """A slow store must not let an Enter open the chosen row, nor Ctrl+Enter give what was in hand before."""
    first, second, third = ready(returns.stage, 3)
    returns.presenter.search("")
    returns.presenter.open([second.id])
    returns.stage.wait()
    assert returns.view.waiting.table.current is not None
    assert returns.view.waiting.table.current.row.id == first.id
    returns.presenter.beep(third.number)
    returns.view.waiting.table.opened.emit(returns.view.waiting.table.current)
    returns.presenter.give()
    returns.stage.wait()
    assert returns.view.case.title.text() == third.number
    assert {returns.stored(one) for one in (first, second, third)} == {Status.DONE}


def test_money_is_asked_for_and_taken_with_the_result(returns: ReturnDesk) -> None:
    dossier = finish(returns.stage, owing(returns.stage), "5/BS")
    returns.scan(dossier.number)
    returns.press("Ctrl+Return")
    assert returns.stored(dossier) is Status.DONE
    assert returns.focus == "returns_cash_button"
    assert "Alt+1" in returns.said()
    returns.press("Alt+1", "Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED
    paid = view(returns.stage.desk, returns.stage.session, dossier.id).payments
    assert [(one.amount, one.way) for one in paid] == [(10_000, PaymentWay.CASH)]
    assert "10.000" in returns.view.cash._sums.text()


def test_a_lost_slip_needs_the_document(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    returns.press("Alt+M")
    assert returns.focus == "taker_identity_edit"
    returns.press("Return")
    assert returns.focus == "taker_identity_edit"
    assert "giấy tờ tùy thân" in returns.said()
    owner = dossier.parties.submitter
    card = next(one for one in made_up_people(31, 1) if one.personal_id == owner.personal_id)
    returns.scan(card.card_2021())
    returns.press("Return", "Ctrl+Return")
    done = view(returns.stage.desk, returns.stage.session, dossier.id).returns[0]
    assert (done.proof, done.identity) == (Proof.IDENTITY, owner.personal_id)


def test_a_card_finds_what_waits_for_its_owner(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 2)[0]
    returns.scan(made_up_people(31, 1)[0].card_2021())
    assert returns.view.case.title.text() == dossier.number
    returns.press("Return", "Ctrl+Return")
    assert view(returns.stage.desk, returns.stage.session, dossier.id).returns[0].proof is Proof.IDENTITY
    returns.scan(made_up_people(77, 1)[0].card_2021())
    assert "Không có kết quả nào chờ" in returns.window.notices.text


def test_another_persons_number_is_seen(returns: ReturnDesk, type_text: Type) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    field = returns.view.case.ladder.identity
    field.clear()
    returns.view.case.ladder.identity.setFocus()
    returns.type("001099000001")
    returns.press("Return")
    assert "không phải của" in returns.said()
    returns.press("Ctrl+Return")
    assert returns.stored(dossier) is Status.DONE


@pytest.mark.parametrize("printed", [False, True])
def test_ctrl_z_takes_the_return_back(returns: ReturnDesk, *, printed: bool) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    returns.press("Return", "Ctrl+Return")
    if printed:
        desk, session = returns.stage.desk, returns.stage.session
        form = view(desk, session, dossier.id).forms[-1]
        record_print(desk, want_form_print(desk, session, form.id), PrintState.PRINTED)
    returns.press("Ctrl+Z")
    if printed:
        assert returns.stored(dossier) is Status.RETURNED
        assert returns.focus == "undo_reason_edit"
        returns.type("nham")
        returns.press("Return")
    assert returns.stored(dossier) is Status.DONE
    assert returns.view.case.title.text() == dossier.number
    assert view(returns.stage.desk, returns.stage.session, dossier.id).returns == ()
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED


def test_what_was_returned_earlier_is_undone_from_its_slip(returns: ReturnDesk) -> None:
    first, second = ready(returns.stage, 2)
    for dossier in (first, second):
        returns.scan(dossier.number)
        returns.press("Return", "Ctrl+Return")
    returns.scan(first.number)
    assert "đã trả" in returns.view.case.obstacle
    returns.press("Ctrl+Z")
    assert (returns.stored(first), returns.stored(second)) == (Status.DONE, Status.RETURNED)


def test_the_receipt_is_printed_when_somebody_wants_it(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    returns.press("Return", "Ctrl+Return")
    returns.press("Ctrl+P")

    def saved() -> bool:
        returns.stage.wait()
        shown = view(returns.stage.desk, returns.stage.session, dossier.id)
        return any(one.state is PrintState.SAVED for prints in shown.form_prints.values() for one in prints)

    assert wait_until(saved)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda stage: finish(stage, owing(stage), "1", "Công an xã"), "đang ở Công an xã"),
        (owing, "chưa có kết quả: Đã tiếp nhận"),
        (lambda stage: act(stage, owing(stage), Act.ASK_PAYMENT), "chưa có kết quả: Chờ nộp tiền"),
    ],
)
def test_what_cannot_be_given_says_why(returns: ReturnDesk, make: Callable[[Stage], Dossier], said: str) -> None:
    dossier = make(returns.stage)
    status = returns.stored(dossier)
    returns.scan(dossier.number)
    assert said in returns.view.case.obstacle
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is status


def test_a_code_of_another_office_is_a_plain_sentence(returns: ReturnDesk) -> None:
    returns.scan("H99.99-261120-0001")
    assert "H99.99-261120-0001" in returns.window.notices.text
    assert not returns.view.case.on_case
    assert not returns.scene.returns.on_scanned("https://example.vn/quang-cao")


def test_a_result_in_the_hand_is_taken_in_and_returned(returns: ReturnDesk) -> None:
    dossier = finish(returns.stage, returns.stage.receive(1, seed=61)[0].dossier, "1", "Công an xã")
    returns.scan(dossier.number)
    returns.press("Alt+H", "Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED


def test_finished_and_returned_on_the_spot(returns: ReturnDesk) -> None:
    dossier = returns.stage.receive(1, seed=62)[0].dossier
    returns.scan(dossier.number)
    returns.press("Alt+K")
    assert returns.focus == "result_number_edit"
    returns.type("15")
    returns.press("Return", "Ctrl+Return")
    shown = view(returns.stage.desk, returns.stage.session, dossier.id)
    assert (shown.dossier.status, [one.number for one in shown.results]) == (Status.RETURNED, ["15"])


def test_ten_results_of_one_person_go_together(returns: ReturnDesk) -> None:
    stage = returns.stage
    one = party(made_up_people(31, 1)[0])
    versions = [version for version in current_procedures(stage.desk) if version.code == "1.001193"]
    done = []
    for _place in range(10):
        stage.wait()
        dossier = receive(stage.desk, stage.session, filled_draft(stage.desk, versions[0], one)).dossier
        done.append(finish(stage, dossier))
    returns.scan(done[4].number)
    assert "9" in returns.view.case._beside.text.text()
    before = returns.keys
    returns.press("Alt+G")
    assert "10" in returns.view.case.title.text()
    returns.press("Return", "Ctrl+Return")
    assert returns.keys - before == 5
    assert {returns.stored(dossier) for dossier in done} == {Status.RETURNED}
    assert "10" in returns.done
    receipts = {view(stage.desk, stage.session, dossier.id).forms[-1].id for dossier in done}
    assert len(receipts) == 10
    returns.press("Ctrl+Z")
    assert {returns.stored(dossier) for dossier in done} == {Status.DONE}


def test_marked_rows_go_together_to_who_was_sent(returns: ReturnDesk) -> None:
    done = ready(returns.stage, 3)
    returns.window.open("returns")
    returns.presenter.search("")
    returns.stage.wait()
    returns.view.waiting.focus_list()
    returns.press("Space", "Space", "Alt+G", "Alt+U")
    returns.scan(made_up_people(95, 1)[0].card_2021())
    returns.type("UQ 9")
    returns.press("Return", "Ctrl+Return")
    assert [returns.stored(dossier) for dossier in done] == [Status.RETURNED, Status.RETURNED, Status.DONE]


def test_by_post_and_back_after_two_tries(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    returns.press("Alt+P")
    assert returns.focus == "carrier_edit"
    returns.type("Buu cuc")
    returns.view.case.post.fields["tracking"].setFocus()
    returns.scan("CP123456789VN")
    returns.press("Ctrl+Return")
    assert "CP123456789VN" in returns.done
    returns.scan(dossier.number)
    assert "Buu cuc" in returns.view.case.obstacle
    returns.press("Alt+C")
    returns.press("Alt+C")
    assert "hai ngày làm việc" in returns.window.notices.text
    returns.press("Alt+D")
    assert returns.stored(dossier) is Status.RETURNED


def test_the_shift_is_counted_and_differences_are_named(returns: ReturnDesk) -> None:
    dossier = finish(returns.stage, owing(returns.stage), "5/BS")
    returns.scan(dossier.number)
    returns.press("Alt+1", "Ctrl+Return")
    returns.press("Alt+Q")
    assert returns.focus == "counted_edit"
    returns.type("0")
    assert "Thiếu 10.000 đ" in returns.view.cash.said
    assert dossier.number in returns.view.cash.said
    returns.press("Alt+I")
    assert returns.focus == "difference_edit"
    returns.type("chua thu")
    returns.press("Return")
    assert "bảng kê" in returns.window.notices.text or "PDF" in returns.window.notices.text


def test_papers_of_a_withdrawn_dossier_go_back(returns: ReturnDesk) -> None:
    dossier = act(returns.stage, returns.stage.receive(1, seed=63)[0].dossier, Act.WITHDRAW)
    returns.scan(dossier.number)
    assert returns.view.case.give_button.text() == "Trả lại giấy tờ"
    returns.press("Return", "Ctrl+Return")
    assert returns.done.startswith("Đã trả lại giấy tờ ")
    shown = view(returns.stage.desk, returns.stage.session, dossier.id)
    assert shown.dossier.status is Status.WITHDRAWN
    assert shown.returns[0].papers_back


def test_whoever_only_looks_gives_nothing(
    stage: Stage, press: Press, type_text: Type, application: QApplication
) -> None:
    dossier = ready(stage, 1)[0]
    signed_in = stage.session
    stage.session = replace(signed_in, account=replace(signed_in.account, roles=frozenset({Role.AUDITOR})))
    desk = ReturnDesk(stage, press, type_text, application)
    desk.scan(dossier.number)
    desk.press("Return", "Ctrl+Return")
    assert desk.stored(dossier) is Status.DONE
    desk.router.stop()


def test_a_person_is_found_by_name_whatever_the_state(returns: ReturnDesk) -> None:
    waiting, unfinished = ready(returns.stage, 1)[0], returns.stage.receive(1, seed=66)[0].dossier
    for dossier in (waiting, unfinished):
        name = fold(dossier.parties.submitter.full_name)
        returns.press("Alt+T")
        returns.type(name)
        returns.press("Return", "Return")
        assert returns.view.case.title.text() == dossier.number
        returns.press("Esc", "Esc")
    assert returns.view.waiting.search.text() == ""


def signed_file(folder: Path) -> Path:
    path = folder / "ket-qua.pdf"
    path.write_bytes(sign(plain_pdf(), signer("Trần Văn Bình", "ec")))
    return path


def test_a_signed_file_is_added_and_the_result_goes_out(returns: ReturnDesk, tmp_path: Path) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    returns.stage.interaction.answer([signed_file(tmp_path)])
    returns.press("Alt+F")
    assert returns.focus == "result_number_edit"
    assert "nguyên vẹn, phủ cả tệp" in returns.view.case.spot.message.text
    assert returns.view.case.give_button.text() == "Ghi kết quả"
    returns.type("12/KS")
    returns.press("Return")
    shown = view(returns.stage.desk, returns.stage.session, dossier.id)
    assert [(one.number, one.electronic) for one in shown.results][-1] == ("12/KS", True)
    # It stays in hand, to be given to whoever stands there.
    assert returns.view.case.title.text() == dossier.number
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED


def test_a_file_that_does_not_fit_keeps_the_dossier_in_hand(returns: ReturnDesk, tmp_path: Path) -> None:
    dossier = ready(returns.stage, 1)[0]
    wrong = tmp_path / "anh.png"
    wrong.write_bytes(b"\x89PNG")
    returns.scan(dossier.number)
    returns.stage.interaction.answer([wrong])
    returns.press("Alt+F")
    assert "không phải PDF hay XML" in returns.view.case.spot.message.text
    returns.press("Ctrl+Return")
    assert "không phải PDF hay XML" in returns.window.notices.text
    assert len(view(returns.stage.desk, returns.stage.session, dossier.id).results) == 1
    assert returns.view.case.title.text() == dossier.number


def test_finished_on_the_spot_with_its_file(returns: ReturnDesk, tmp_path: Path) -> None:
    dossier = returns.stage.receive(1, seed=62)[0].dossier
    returns.scan(dossier.number)
    returns.press("Alt+K")
    returns.stage.interaction.answer([signed_file(tmp_path)])
    returns.press("Alt+F")
    returns.press("Return", "Ctrl+Return")
    [result] = view(returns.stage.desk, returns.stage.session, dossier.id).results
    assert (result.electronic, result.signed_by) == (True, "Trần Văn Bình")
    assert returns.stored(dossier) is Status.RETURNED


def test_money_goes_back_with_the_papers(returns: ReturnDesk) -> None:
    stage = returns.stage
    dossier = owing(stage)
    take_payment(stage.desk, stage.session, Seen(dossier.id), Money(PaymentWay.CASH))
    act(stage, dossier, Act.WITHDRAW)
    returns.scan(dossier.number)
    assert "Đã thu 10.000 đ" in returns.view.case._beside.text.text()
    returns.press("Alt+L")
    assert returns.focus == "refund_reason_edit"
    returns.press("Return")
    assert "lý do" in returns.window.notices.text
    returns.type("rut trong ngay")
    returns.press("Return")
    assert [one.amount for one in view(stage.desk, stage.session, dossier.id).payments] == [10_000, -10_000]
    assert "0 đ" in returns.view.cash._sums.text()
    # The papers are still to be given back, and every original is listed.
    originals = [paper.name for paper in dossier.papers if paper.originals]
    returns.press("Return", "Ctrl+Return")
    assert view(stage.desk, stage.session, dossier.id).returns[0].papers_back == "; ".join(originals)


def test_the_post_hands_in_what_it_collected(returns: ReturnDesk) -> None:
    dossier = finish(returns.stage, owing(returns.stage), "5/BS")
    returns.scan(dossier.number)
    returns.press("Alt+P")
    returns.type("Buu cuc")
    returns.view.case.post.fields["tracking"].setFocus()
    returns.scan("CP123456789VN")
    returns.press("Ctrl+Return")
    returns.scan(dossier.number)
    assert "CP123456789VN" in returns.view.case.obstacle
    returns.press("Alt+D")
    assert returns.stored(dossier) is Status.DONE
    assert "Còn 10.000 đ chưa thu" in returns.window.notices.text
    returns.press("Alt+1", "Alt+D")
    shown = view(returns.stage.desk, returns.stage.session, dossier.id)
    assert (shown.dossier.status, [one.amount for one in shown.payments]) == (Status.RETURNED, [10_000])


def test_the_second_failure_brings_it_back_to_the_counter(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 1)[0]
    by_post.send(returns.stage.desk, returns.stage.session, Seen(dossier.id), by_post.Parcel("Bưu cục", "CP1"))
    returns.scan(dossier.number)
    # Nothing to be signed for here: Enter must not print or write anything.
    assert returns.view.waiting.table.hasFocus() or returns.view.waiting.search.hasFocus()
    returns.press("Alt+C")
    assert "1 lần không phát được" in returns.view.case.obstacle
    returns.stage.clock.advance(timedelta(days=7))
    returns.press("Alt+C")
    assert returns.view.case.obstacle == ""
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED


def test_a_stale_return_shows_what_changed_before_anything_is_given(returns: ReturnDesk) -> None:
    dossier = ready(returns.stage, 1)[0]
    returns.scan(dossier.number)
    desk, session = returns.stage.desk, returns.stage.session
    undo(desk, session, Seen(dossier.id))
    record_result(desk, session, Seen(dossier.id), ResultText("99/MOI"))
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.DONE
    assert "Hoàn tác – " in returns.view.case.changed
    assert "99/MOI" in returns.view.case.changed
    returns.press("Return", "Ctrl+Return")
    assert returns.stored(dossier) is Status.RETURNED
