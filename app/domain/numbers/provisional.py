"""Provisional codes: for paper that must leave the desk before anybody may give an official number.

``TAM-261120-7K3QX-9F2MA-C``: the day, fifty random bits of the dossier's own id, a check character. ASCII, so that it
can stand in a barcode; three letters in front, so that it can never be read as an official number.
"""

import re
from datetime import date
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.vietnamese import fold, tidy

# Crockford's alphabet: no I, L, O, U; what is read wrongly off paper is put right.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_CODE = re.compile(rf"TAM-(\d{{6}})-([{_LETTERS}]{{5}})-([{_LETTERS}]{{5}})-([{_LETTERS}])", re.ASCII)


def provisional_code(dossier_id: UUID, day: date) -> str:
    """Return the provisional code of the dossier with this id (UUIDv7: its last 62 bits are random)."""
    bits = dossier_id.int & (1 << 50) - 1
    letters = "".join(_LETTERS[bits >> shift & 31] for shift in range(45, -1, -5))
    stem = f"TAM-{day:%y%m%d}-{letters[:5]}-{letters[5:]}"
    return f"{stem}-{_check_letter(stem)}"


def parse_provisional(text: str) -> str:
    """Return the code in its one form; case, accents (``TẠM``) and letters misread as digits are forgiven.

    Raises:
        PersonProblem: ``numbers.malformed``, also where the check character does not fit.
    """
    code = fold(tidy(text)).upper()
    code = code[:4] + code[4:].translate(_MISREAD)
    if _CODE.fullmatch(code) is None or _check_letter(code[:-2]) != code[-1]:
        raise PersonProblem("numbers.malformed", text=text[:60])
    return code


def is_provisional(text: str) -> bool:
    """Return whether text is a provisional code."""
    try:
        parse_provisional(text)
    except PersonProblem:
        return False
    return True


def _check_letter(stem: str) -> str:
    # Odd weights: any single wrong character changes the sum modulo 32.
    values = [_LETTERS.index(c) for c in stem[4:] if c != "-"]
    return _LETTERS[sum(value * (2 * place + 1) for place, value in enumerate(values)) % 32]
