"""What scanned texts look like: enough to know that one is not whole yet, or that it began earlier or later.

The card's parts stand in the decisions on citizen cards (twelve digits first, then six bars, the day of issue last);
a slip carries a dossier's number.
"""

import re

from app.domain.numbers import batch_number_in, number_in
from app.domain.numbers.codes import is_number
from app.domain.numbers.provisional import is_provisional

_ID_DIGITS = 12
_BARS = 6
_DAY_DIGITS = 8
_CARD = re.compile(rf"([^|]*?)\d{{{_ID_DIGITS}}}\|")
_CONSIGNMENT = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
"""How the posts number what they carry (UPU S10)."""
_LINK = re.compile(r"https?://")
_SYMBOLOGY = re.compile(r"\][A-Za-z]\d")
"""What a scanner may put before a code to say of which kind it is (ISO/IEC 15424)."""
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
    if _is_code(scan):
        return 0
    return next((count for count in range(1, len(typed) + 1) if _is_code(typed[-count:] + scan)), 0)


def is_recognised(text: str) -> bool:
    """Return whether text is a card, half of one, a slip, a handover or a consignment, whatever stands before it."""
    code = text[letters_of_person(text) :].strip()
    return "|" in text or bool(number_in(code) or batch_number_in(code) or _CONSIGNMENT.fullmatch(code))


def consignment_note_in(text: str) -> str:
    """Return the number of a postal consignment note that a scan is; empty where it has another shape."""
    code = text.strip().upper()
    return code if _CONSIGNMENT.fullmatch(code) else ""


def letters_of_person(text: str) -> int:
    """Return how many letters stand before a card or a slip's number: a person's, typed just before it was scanned."""
    card = _CARD.match(text)
    if card is not None:
        return 0 if _SYMBOLOGY.match(text) else len(card.group(1))
    link = _LINK.search(text)
    if link is not None:
        return link.start()
    return next((count for count in range(len(text)) if _is_code(text[count:])), 0)


def _is_code(text: str) -> bool:
    return is_number(text) or is_provisional(text)
