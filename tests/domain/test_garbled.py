"""Damaged letters: certain repairs are made, suspicions are said, sound text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.garbled import accents_missing, is_syllable, keys_left, restore_code_page


def misread(text: str) -> str:
    return "".join(bytes([n]).decode("cp1252", errors="ignore") or chr(n) for n in text.encode())


@given(st.text(max_size=60))
def test_every_misreading_is_restored(text: str) -> None:
    assert restore_code_page(misread(text)) == text


@pytest.mark.parametrize("text", ["Nguyễn Văn A", "Hà Nội", "É", "abc", "", "Kraków", "Trần Đức"])
def test_sound_text_is_not_touched(text: str) -> None:
    assert restore_code_page(text) == text


@pytest.mark.parametrize(
    "word",
    [
        "nguyễn",
        "thuỷ",
        "thủy",
        "khuya",
        "quý",
        "quyền",
        "gì",
        "gia",
        "yến",
        "oanh",
        "xoan",
        "nghĩa",
        "khuỷu",
        "hươu",
        "ương",
        "đặng",
    ],
)
def test_vietnamese_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ksor", "rmah", "nguyeenx", "vawn", "ddawngj", "bl", "h"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("text", ["Nguyeenx Vawn", "DDawngj", "Soos 1, Phoos", "Hoofng", "Nguyêễn"])
def test_keys_left_in(text: str) -> None:
    assert keys_left(text)


@pytest.mark.parametrize(
    "text", ["Ksor Hnhan", "Rơ Châm H'Yéo", "Số 12A đường Xuân Diệu, Q. Ba Đình", "NGUYEN VAN TEN", "K'Brơi"]
)
def test_sound_words_are_not_suspected(text: str) -> None:
    assert not keys_left(text)


def test_accents_missing() -> None:
    assert accents_missing("TRAN THI LAN")
    assert not accents_missing("Trần Thị Lan")
    assert not accents_missing("Mai Lan Anh")
