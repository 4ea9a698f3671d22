"""Tax codes against published numbers and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tax_codes import TaxCodeFault, check_digit, fault_of, normal_tax_code

NINE = st.from_regex("[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize("text", ["0100109106", "0101248141", "0100112437", "0300588569"])
def test_published_numbers_are_sound(text: str) -> None:
    assert fault_of(text) is None


@pytest.mark.parametrize(
    "text", ["0100109106-001", "0100109106001", "0100109106 001", "0100.109.106-999", "001099012345"]
)
def test_dependent_units_and_people(text: str) -> None:
    assert fault_of(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("010010910", TaxCodeFault.FORM),
        ("01001091061", TaxCodeFault.FORM),
        ("0100109106-01", TaxCodeFault.FORM),
        ("010010910x", TaxCodeFault.FORM),
        ("", TaxCodeFault.FORM),
        ("0100109107", TaxCodeFault.CHECK_DIGIT),
        ("0100109107-001", TaxCodeFault.CHECK_DIGIT),
        ("0100109106-000", TaxCodeFault.BRANCH),
    ],
)
def test_faults(text: str, fault: TaxCodeFault) -> None:
    assert fault_of(text) is fault


def test_written_with_a_hyphen_before_the_last_three() -> None:
    assert normal_tax_code(" 0100109106001 ") == "0100109106-001"
    assert normal_tax_code("0100109106") == "0100109106"


def test_check_digit_needs_nine_digits() -> None:
    with pytest.raises(ValueError, match="nine digits"):
        check_digit("12345678")


@given(NINE, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(nine: str, place: int, change: int) -> None:
    digit = check_digit(nine)
    wrong = f"{nine[:place]}{(int(nine[place]) + change) % 10}{nine[place + 1 :]}"
    assert check_digit(wrong) != digit


@given(NINE)
def test_exactly_one_tenth_digit_is_sound_or_none(nine: str) -> None:
    sound = [digit for digit in range(10) if fault_of(f"{nine}{digit}") is None]
    assert sound == ([] if check_digit(nine) == 10 else [check_digit(nine)])


@given(st.text(max_size=20))
def test_any_text_has_an_answer(text: str) -> None:
    assert fault_of(text) in {None, *TaxCodeFault}
    assert normal_tax_code(normal_tax_code(text)) == normal_tax_code(text)
