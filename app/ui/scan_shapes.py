"""What scanned texts look like: enough to know that one is not whole yet, or that it began a little earlier.

The card's parts stand in the decisions on citizen cards (twelve digits first, then six bars, the day of issue last);
a slip carries a dossier's number.
"""

import re

_ID_DIGITS = 12
_BARS = 6
_DAY_DIGITS = 8
_NUMBER = re.compile(r"[A-Z]\d{2}(\.\d+)+-\d{6}-\d{4,}")
_BEGINNING = re.compile(r"[A-Z](\d{0,2}|\d{2}(\.\d+)*(\.|-|-\d{1,6}|-\d{6}-\d{0,3})?)")


def is_unfinished(text: str) -> bool:
    """Return whether more of a card or of a slip's number is to come after text."""
    parts = text.split("|")
    if len(parts) == 1:
        return (text.isdigit() and len(text) <= _ID_DIGITS) or bool(_BEGINNING.fullmatch(text))
    if not all(letter.isdigit() for letter in parts[0]) or len(parts[0]) > _ID_DIGITS:
        return False
    return len(parts) <= _BARS or (len(parts) == _BARS + 1 and len(parts[-1]) < _DAY_DIGITS)


def letters_before(typed: str, scan: str) -> int:
    """Return how many of the last letters of typed belong to the scan that followed: those that it lacks.

    Args:
        typed: what went into a field just before.
        scan: what came then.
    """
    first, bar, _rest = scan.partition("|")
    if bar:
        if first and not first.isdigit():
            return 0
        digits = re.search(r"\d*$", typed)
        return min(len(digits.group()) if digits else 0, max(0, _ID_DIGITS - len(first)))
    if _NUMBER.fullmatch(scan):
        return 0
    return next((count for count in range(1, len(typed) + 1) if _NUMBER.fullmatch(typed[-count:] + scan)), 0)
