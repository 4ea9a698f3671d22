"""Vietnamese text: one form at every edge (NFC), and the folding that search forgives with."""

import re
import unicodedata

_D_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def nfc(text: str) -> str:
    """Return text in Unicode form NFC, the only form that is stored, compared and printed."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return text in NFC with runs of white space made one space and none at the ends."""
    return _SPACES.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Return text in lower case without accents, đ as d; spaces and punctuation stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def syllables(text: str) -> tuple[str, ...]:
    """Return the folded words of text in order, punctuation dropped: ``"Đặng Thị Dư"`` → ``("dang", "thi", "du")``."""
    return tuple(word for word in _NOT_WORD.split(fold(text)) if word)


def title_name(text: str) -> str:
    """Return a person's name with each word capitalised, as cards print it: ``"NGUYỄN VĂN A"`` → ``"Nguyễn Văn A"``."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in tidy(text).split(" "))
