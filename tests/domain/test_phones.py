"""Telephone numbers: one form to compare, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.phones import PhoneKind, normal_phone, phone_kind


@pytest.mark.parametrize(
    ("typed", "normal", "kind"),
    [
        ("0912345678", "0912345678", PhoneKind.MOBILE),
        ("+84 912.345.678", "0912345678", PhoneKind.MOBILE),
        ("84912345678", "0912345678", PhoneKind.MOBILE),
        ("0084 912 345 678", "0912345678", PhoneKind.MOBILE),
        ("(0203) 382-5678", "02033825678", PhoneKind.LANDLINE),
        ("+1 202 555 0143", "+12025550143", PhoneKind.FOREIGN),
        ("không có", "", PhoneKind.NONE),
        ("KHONG CO", "", PhoneKind.NONE),
        ("", "", PhoneKind.NONE),
        ("19001234", "19001234", PhoneKind.UNUSUAL),
        ("01681234567", "01681234567", PhoneKind.UNUSUAL),
        ("0912345", "0912345", PhoneKind.UNUSUAL),
        ("số nhà bên", "", PhoneKind.UNUSUAL),
    ],
)
def test_forms(typed: str, normal: str, kind: PhoneKind) -> None:
    assert (normal_phone(typed), phone_kind(typed)) == (normal, kind)


@given(st.from_regex("[35789][0-9]{8}", fullmatch=True), st.sampled_from(["0", "+84", "84", "0084", "+84 "]))
def test_every_way_of_writing_a_mobile_is_one_number(rest: str, start: str) -> None:
    assert normal_phone(f"{start}{rest[:2]} {rest[2:5]}.{rest[5:]}") == f"0{rest}"


@given(st.text(max_size=30))
def test_normal_form_is_stable(text: str) -> None:
    assert normal_phone(normal_phone(text)) == normal_phone(text)
