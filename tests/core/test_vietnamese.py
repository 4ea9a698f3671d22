import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.vietnamese import fold, nfc, syllables, tidy, title_name

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Dư", "dang thi du"),
        ("NGUYỄN PHƯỢNG HẰNG", "nguyen phuong hang"),
        (unicodedata.normalize("NFD", "Đỗ Ước"), "do uoc"),
        ("đ/Đ", "d/d"),
        ("", ""),
    ],
)
def test_fold_drops_accents_and_strokes(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " "))
def test_fold_leaves_plain_lower_case_letters_only(text: str) -> None:
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(st.text())
def test_folding_twice_changes_nothing_more_and_form_does_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert nfc(nfc(text)) == nfc(text)


def test_tidy_makes_one_form_and_single_spaces() -> None:
    assert tidy(unicodedata.normalize("NFD", "  Lê   Thị\tHoa ")) == "Lê Thị Hoa"


def test_syllables_are_the_words_search_compares() -> None:
    assert syllables("Đăng ký khai-sinh (đúng hạn)") == ("dang", "ky", "khai", "sinh", "dung", "han")


def test_title_name_reads_as_the_card_prints_it() -> None:
    assert title_name("NGUYỄN VĂN AN") == "Nguyễn Văn An"
