"""The present address beside the card's, by the keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.made_up import MadeUpPerson
from app.services.practice import made_up_people
from app.ui.reception.party_form import PartyForm
from tests.ui.reception_desk import ReceptionDesk

Lint = Callable[[QWidget], list[str]]
ONE, SPLIT = 0, 5


def person(place: int, address: str = "") -> MadeUpPerson:
    found = made_up_people(20, place + 1)[place]
    return replace(found, address=address or found.address)


def scan(desk: ReceptionDesk, who: MadeUpPerson) -> PartyForm:
    desk.view.take_scan(who.card_2021())
    desk.settle()
    return desk.view.person.form


def shown(desk: ReceptionDesk) -> str:
    return desk.view.person.form.edit("address").text()


def test_one_key_takes_the_present_address_and_the_card_keeps_its_text(desk: ReceptionDesk) -> None:
    who = person(ONE)
    form = scan(desk, who)
    assert who.address == "Thôn Hoa, Phường Cẩm Phô, Thành phố Hội An, Tỉnh Quảng Nam"
    assert form.offer.text == "→ Phường Hội An"
    focus = desk.focus
    desk.press("Alt+A")
    assert shown(desk) == "Thôn Hoa, Phường Hội An, Thành phố Đà Nẵng"
    assert form.offer.text == "đã đổi"
    assert desk.focus == focus
    draft = desk.presenter.sheet.draft
    assert draft.submitter.card_address == form.edit("card_address").text() == who.address
    assert draft.submitter.from_card
    # Taken is taken: the key has nothing more to do.
    desk.press("Alt+A")
    assert shown(desk) == "Thôn Hoa, Phường Hội An, Thành phố Đà Nẵng"


def test_a_split_commune_is_chosen_by_arrows_and_enter(desk: ReceptionDesk, lint_widgets: Lint) -> None:
    empty = desk.view.person.form.edit("address").y()
    form = scan(desk, person(SPLIT))
    assert form.offer.text == "Chọn 1 trong 5 xã, phường"
    focus = desk.focus
    desk.press("Alt+A")
    assert form.edit("address").y() == empty
    assert desk.focus == "submitter_address_suggestions"
    assert form.choices.count() == 5
    assert form.offer.text == "xã cũ đã chia: hỏi nhà ở đâu"
    assert lint_widgets(desk.window) == []
    second = form.choices.item(1).text()
    desk.press("Down", "Return")
    assert form.choices.isHidden()
    assert shown(desk) == f"Tổ 4, {second}"
    assert form.offer.text == "đã đổi Chọn lại"
    assert desk.focus == focus
    desk.press("Alt+A", "Return")
    assert shown(desk) == f"Tổ 4, {form.choices.item(0).text()}"


def test_escape_leaves_the_list_and_nothing_else(desk: ReceptionDesk) -> None:
    who = person(SPLIT)
    form = scan(desk, who)
    focus = desk.focus
    desk.press("Alt+A", "Escape")
    assert form.choices.isHidden()
    assert shown(desk) == who.address
    assert desk.focus == focus
    # The Esc was the list's: a second one is not "twice" yet and clears nothing.
    desk.press("Escape")
    assert shown(desk) == who.address


def test_the_list_closes_when_the_keyboard_goes_elsewhere(desk: ReceptionDesk) -> None:
    form = scan(desk, person(SPLIT))
    desk.press("Alt+A", "Alt+T")
    assert form.choices.isHidden()
    assert desk.focus == "procedure_edit"
    assert form.offer.text == "Chọn 1 trong 5 xã, phường"
    # Another card while it is open: the list belonged to the one before.
    desk.press("Alt+A")
    desk.view.take_scan(person(ONE).card_2021())
    desk.settle()
    assert form.choices.isHidden()
    assert form.offer.text == "→ Phường Hội An"


def test_an_address_that_is_not_recognised_gets_a_quiet_hint(desk: ReceptionDesk) -> None:
    form = scan(desk, person(ONE, "Thôn Hoa, Xã Ví Dụ, Huyện Tập, Tỉnh Quảng Nam"))
    assert form.offer.text == "chưa nhận ra xã cũ"
    desk.press("Alt+A")
    assert shown(desk) == "Thôn Hoa, Xã Ví Dụ, Huyện Tập, Tỉnh Quảng Nam"
    assert form.choices.isHidden()
    form.edit("address").setFocus()
    form.edit("address").selectAll()
    desk.type("Thôn Hoa, xã Thạnh Mỹ")
    assert form.offer.text == ""


def test_a_card_of_today_needs_nothing_and_one_of_2021_cannot_name_a_ward_of_today(desk: ReceptionDesk) -> None:
    who = person(ONE, "Số 2, Phường Ba Đình, Thành phố Hà Nội")
    assert scan(desk, replace(who, issued=date(2025, 8, 1))).offer.text == ""
    assert scan(desk, who).offer.text == "chưa nhận ra xã cũ"


def test_what_was_typed_instead_comes_back_with_undo(desk: ReceptionDesk) -> None:
    form = scan(desk, person(ONE))
    form.edit("address").setFocus()
    form.edit("address").selectAll()
    desk.type("Số 9, xã Thạnh Mỹ")
    assert form.offer.text == "→ Phường Hội An"
    desk.press("Alt+A")
    assert shown(desk) == "Thôn Hoa, Phường Hội An, Thành phố Đà Nẵng"
    desk.view.undo()
    desk.settle()
    assert shown(desk) == "Số 9, xã Thạnh Mỹ"


def test_an_address_typed_by_hand_is_offered_too(desk: ReceptionDesk) -> None:
    form = desk.view.person.form
    form.edit("card_address").setFocus()
    desk.type("xom 3, hai chau, hai hau, nam dinh")
    assert form.offer.text == "→ Xã Hải Thịnh"
    desk.press("Alt+A")
    assert shown(desk) == "xom 3, Xã Hải Thịnh, Tỉnh Ninh Bình"
    form.edit("card_address").selectAll()
    desk.type("xom 3, hai chau, nam dinh")
    desk.press("Alt+A")
    assert shown(desk) == "xom 3, Xã Hải Thịnh, Tỉnh Ninh Bình"


def test_the_owner_has_his_own(desk: ReceptionDesk) -> None:
    scan(desk, person(ONE))
    desk.press("Alt+C")
    form = scan(desk, person(SPLIT))
    assert form is desk.view.person.owner
    desk.press("Alt+A", "Return")
    assert shown(desk).startswith("Tổ 4, ")
    assert desk.presenter.sheet.draft.submitter.address == person(ONE).address


def test_a_received_dossier_offers_nothing(desk: ReceptionDesk) -> None:
    form = scan(desk, person(ONE))
    desk.choose_procedure("khai sinh")
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    desk.press("Alt+A")
    assert shown(desk) == person(ONE).address
    assert form.offer.text == ""
