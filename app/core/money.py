"""Money in whole đồng. There is no smaller unit and no floating point."""

from typing import NewType

Dong = NewType("Dong", int)

ZERO = Dong(0)
_LONGEST = 13
"""Digits; nobody at a counter pays more than the state has."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")


def show(amount: Dong) -> str:
    """Return the amount as it is printed: ``16000`` → ``"16.000 đ"``."""
    return f"{amount:,}".replace(",", ".") + " đ"


def parse(text: str) -> Dong | None:
    """Return the amount that was typed, dots, blanks and the sign of the currency forgiven; None where it is none."""
    digits = "".join(text.replace(".", "").split()).removesuffix("đ")
    return Dong(int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) < _LONGEST else None


def _hundreds(number: int, *, full: bool) -> str:
    hundred, ten, one = number // 100, number // 10 % 10, number % 10
    words = [f"{_DIGITS[hundred]} trăm"] if hundred or full else []
    if ten == 0:
        if one:
            words += ["lẻ", _DIGITS[one]] if words else [_DIGITS[one]]
        return " ".join(words)
    words.append("mười" if ten == 1 else f"{_DIGITS[ten]} mươi")
    if one == 1:
        words.append("một" if ten == 1 else "mốt")
    elif one == 5:
        words.append("lăm")
    elif one:
        words.append(_DIGITS[one])
    return " ".join(words)


def _spell(number: int) -> str:
    if number >= 10**9:
        high, low = divmod(number, 10**9)
        return f"{_spell(high)} tỷ" + (f" {_below_billion(low, full=True)}" if low else "")
    return _below_billion(number, full=False)


def _below_billion(number: int, *, full: bool) -> str:
    groups = [number // 10**6, number // 1000 % 1000, number % 1000]
    words: list[str] = []
    for scale, group in zip((2, 1, 0), groups, strict=True):
        if group:
            words.append(_hundreds(group, full=full or bool(words)) + _SCALES[scale])
    return " ".join(words)


def in_words(amount: Dong) -> str:
    """Return the amount in Vietnamese words as receipts require: ``16000`` → ``"Mười sáu nghìn đồng"``.

    Raises:
        ValueError: the amount is negative.
    """
    if amount < 0:
        raise ValueError(f"no words for a negative amount: {amount}")
    words = _spell(amount) if amount else _DIGITS[0]
    return words[0].upper() + words[1:] + " đồng"
