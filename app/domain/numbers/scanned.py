"""Which number a scanned or typed text carries."""

import re

from app.core.vietnamese import tidy
from app.domain.numbers.codes import is_number
from app.domain.numbers.provisional import is_provisional

_BATCH = re.compile(r"BG-\d{6}-\d{1,2}-\d{2,4}", re.ASCII)
_CONSIGNMENT = re.compile(r"[A-Z0-9][A-Z0-9.\-]{4,39}", re.ASCII)


def number_in(text: str) -> str:
    """Return the dossier number that a scanned code carries, alone or as part of a link; empty where there is none."""
    for part in (text.strip(), *text.strip().replace("=", "/").replace("?", "/").replace("&", "/").split("/")):
        if is_number(part) or is_provisional(part):
            return part.strip()
    return ""


def batch_number_in(text: str) -> str:
    """Return the number of a handover that text is; empty where it is none."""
    number = tidy(text).upper()
    return number if _BATCH.fullmatch(number) else ""


def consignment_in(text: str) -> str:
    """Return the number of a postal consignment note in the one form it is kept in; empty where text cannot be one.

    Posts and couriers number as they like (the post by UPU S10, ``EB123456785VN``): only the letters are judged.
    """
    number = "".join(tidy(text).split()).upper()
    return number if _CONSIGNMENT.fullmatch(number) else ""
