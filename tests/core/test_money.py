import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Dong, in_words, parse, show


@pytest.mark.parametrize(
    ("amount", "shown", "words"),
    [
        (0, "0 đ", "Không đồng"),
        (5, "5 đ", "Năm đồng"),
        (10, "10 đ", "Mười đồng"),
        (15, "15 đ", "Mười lăm đồng"),
        (21, "21 đ", "Hai mươi mốt đồng"),
        (105, "105 đ", "Một trăm lẻ năm đồng"),
        (16_000, "16.000 đ", "Mười sáu nghìn đồng"),
        (200_000, "200.000 đ", "Hai trăm nghìn đồng"),
        (1_005_000, "1.005.000 đ", "Một triệu không trăm lẻ năm nghìn đồng"),
        (2_000_001, "2.000.001 đ", "Hai triệu không trăm lẻ một đồng"),
        (1_000_000_000, "1.000.000.000 đ", "Một tỷ đồng"),
        (3_000_000_020, "3.000.000.020 đ", "Ba tỷ không trăm hai mươi đồng"),
    ],
)
def test_amounts_as_figures_and_words(amount: int, shown: str, words: str) -> None:
    assert show(Dong(amount)) == shown
    assert in_words(Dong(amount)) == words


def test_a_negative_amount_has_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        in_words(Dong(-1))


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_amounts_read_differently(a: int, b: int) -> None:
    assert (in_words(Dong(a)) == in_words(Dong(b))) == (a == b)


@given(st.integers(0, 10**10))
def test_what_is_shown_can_be_typed_again(amount: int) -> None:
    assert parse(show(Dong(amount))) == parse(str(amount)) == amount


@pytest.mark.parametrize("text", ["", "đ", "-5", "5,5", "mười", "1e3", "²", "9" * 40])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse(text) is None
