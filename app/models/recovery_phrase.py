"""The recovery phrase: forty digits in ten groups, that can be written down and read out without doubt.

Digits are the same in every language and have no accents. 38 are random (126 bits), two are check digits (ISO 7064
MOD 97-10), which find every single wrong digit and every exchange of two digits.
"""

import secrets

from app.core.problems import PersonProblem

_RANDOM_DIGITS = 38
_GROUP = 4


def new_recovery_phrase() -> str:
    """Return a new phrase, ``"1234 5678 …"``."""
    number = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}}"
    check = 98 - int(number + "00") % 97
    digits = f"{number}{check:02}"
    return " ".join(digits[i : i + _GROUP] for i in range(0, len(digits), _GROUP))


def phrase_digits(phrase: str) -> str:
    """Return the forty digits of a typed phrase; spaces, dots and hyphens between them do not matter.

    Raises:
        PersonProblem: ``keys.phrase_mistyped`` where it cannot be a phrase: a digit is wrong or missing.
    """
    digits = "".join(c for c in phrase if c not in " .-\t\r\n\u00a0")
    sound = len(digits) == _RANDOM_DIGITS + 2 and digits.isascii() and digits.isdigit() and int(digits) % 97 == 1
    if not sound:
        raise PersonProblem("keys.phrase_mistyped", groups=(_RANDOM_DIGITS + 2) // _GROUP)
    return digits
