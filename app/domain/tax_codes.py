"""Tax codes: 10 digits for a unit, 13 for its dependent units, the 12-digit personal number for people (TT 86/2024).

The tenth digit checks the first nine: ``10 − (Σ weight·digit mod 11)``; a unit number for which that gives 10 is not
issued. The last three of 13 count the dependent units from 001 and are written behind a hyphen (TT 105/2020, Điều 5).
"""

import re
from enum import StrEnum

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_FORM = re.compile("([0-9]{10})(?:-?([0-9]{3}))?")
_PERSONAL = re.compile("[0-9]{12}")
_FILLING = re.compile(r"[\s.]+")


class TaxCodeFault(StrEnum):
    """What is wrong with a tax code; the value is the code of its sentence."""

    FORM = "people.tax_form"
    CHECK_DIGIT = "people.tax_check_digit"
    BRANCH = "people.tax_branch"


def normal_tax_code(text: str) -> str:
    """Return text as tax codes are written: ``"0100109106 001"`` → ``"0100109106-001"``; unknown forms only tidied."""
    plain = _FILLING.sub("", text).replace("–", "-")
    match = _FORM.fullmatch(plain)
    return f"{match[1]}-{match[2]}" if match and match[2] else plain


def check_digit(nine: str) -> int:
    """Return the tenth digit for the first nine; 10 where no such number is issued.

    Raises:
        ValueError: nine is not nine digits.
    """
    if not re.fullmatch("[0-9]{9}", nine):
        raise ValueError("a check digit is made from nine digits")
    return 10 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, nine, strict=True)) % 11


def fault_of(text: str) -> TaxCodeFault | None:
    """Return what is wrong with a tax code in any way of writing; None where nothing is."""
    plain = normal_tax_code(text)
    if _PERSONAL.fullmatch(plain):
        return None
    match = _FORM.fullmatch(plain)
    if match is None:
        return TaxCodeFault.FORM
    if check_digit(match[1][:9]) != int(match[1][9]):
        return TaxCodeFault.CHECK_DIGIT
    return TaxCodeFault.BRANCH if match[2] == "000" else None
