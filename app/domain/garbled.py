"""Letters that were damaged between a card and the desk: wrong code page, or keys an input method should have eaten.

Only one repair is certain and is made: UTF-8 that was read as Windows-1252. Everything else is a suspicion to be shown.
"""

import re
import unicodedata

from app.core.vietnamese import fold, nfc

LOST = "\N{REPLACEMENT CHARACTER}"

# Windows-1252 leaves five bytes without a letter; they come through as control characters of the same number.
_CP1252_BYTES = {bytes([n]).decode("cp1252", errors="ignore") or chr(n): n for n in range(256)}

_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONE_KEY = re.compile("(?<=[aeiouyâăêôơưw])([^sfrxj]*)[sfrxj]")
_SHAPE_KEYS = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))

_ONSET = "(?:ngh|ng|nh|gh|gi|qu|ch|kh|ph|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:uyê|iê|yê|uô|ươ|uyu|uya|oai|oay|oeo|oao|uây|uôi|ươi|ươu|iêu|yêu|uê|uơ|uy|uâ|oa|oă|oe|ia|ua|ưa|ai|ao|au|ay|âu|ây"
    "|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_CODA = "(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)


def restore_code_page(text: str) -> str:
    """Return what text was before UTF-8 was read as Windows-1252; text itself where it was not.

    ``"Nguyá»…n"`` → ``"Nguyễn"``. The repair is certain: text that is not such a misreading does not decode.
    """
    if text.isascii():
        return text
    try:
        return bytes(_CP1252_BYTES[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


def letters_lost(text: str) -> bool:
    """Return whether letters of a name were replaced by ``�`` or ``?`` on the way."""
    return LOST in text or "?" in text


def keys_left(text: str) -> bool:
    """Return whether a word of text still carries the keys of the Telex input method, or two tones at once.

    ``"Nguyeenx Vawn A"`` is such a text. ``"Ksor"`` and ``"Rơ Châm"`` are not: a word counts only when taking the keys
    for accents turns what is no Vietnamese syllable into one.
    """
    return any(_keys_left(word) for word in re.split(r"[\W\d_]+", nfc(text).lower()) if word)


def _keys_left(word: str) -> bool:
    if sum(mark in _TONE_MARKS for mark in unicodedata.normalize("NFD", word)) > 1:
        return True
    if not word.isascii() and ("aa" in fold(word) or "ee" in fold(word)):  # not "oo": moóc, xoong
        return True
    typed = _as_typed(word)
    return typed != word and not is_syllable(word) and is_syllable(typed)


def _as_typed(word: str) -> str:
    word = _TONE_KEY.sub(r"\1", word, count=1)
    for keys, letter in _SHAPE_KEYS:
        word = word.replace(keys, letter)
    return word


def is_syllable(word: str) -> bool:
    """Return whether word, in lower case, has the build of a Vietnamese syllable."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if letter not in _TONE_MARKS)
    return _SYLLABLE.fullmatch(nfc(bare)) is not None


# Surnames and middle names that are never written without an accent.
_ALWAYS_ACCENTED = {
    *("nguyen", "tran", "le", "pham", "huynh", "hoang", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly"),
    *("dinh", "truong", "luong", "trinh", "thi", "van"),
}


def accents_missing(name: str) -> bool:
    """Return whether a person's name was evidently written without its accents (``"NGUYEN VAN A"``)."""
    return name.isascii() and not _ALWAYS_ACCENTED.isdisjoint(fold(name).split())
