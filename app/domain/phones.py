"""Telephone numbers of Viet Nam: kept as typed, compared in one form (``0`` and the national number)."""

import re
from enum import StrEnum

from app.core.vietnamese import fold

_FILLING = re.compile(r"[\s.()/-]+")
_ABROAD = re.compile(r"(?:\+|00)?84(?=[235789])")
_MOBILE = re.compile("0[35789][0-9]{8}")
_LANDLINE = re.compile("02[0-9]{9}")
_FOREIGN = re.compile(r"\+[1-9][0-9]{6,14}")
_NONE = {"khong co", "khong", "k co"}


class PhoneKind(StrEnum):
    """What a text in the telephone field is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    FOREIGN = "foreign"
    NONE = "none"
    """Empty, or said not to exist (``"không có"``): allowed."""
    UNUSUAL = "unusual"


def normal_phone(text: str) -> str:
    """Return the form to compare and to search: ``"+84 912.345.678"`` → ``"0912345678"``; empty where there is none.

    A text that is no known number keeps its digits, so that it can still be found.
    """
    if fold(text).strip() in _NONE:
        return ""
    plain = _FILLING.sub("", text)
    home = _ABROAD.sub("0", plain, count=1) if _ABROAD.match(plain) else plain
    if _MOBILE.fullmatch(home) or _LANDLINE.fullmatch(home):
        return home
    return plain if _FOREIGN.fullmatch(plain) else re.sub("[^0-9]", "", plain)


def phone_kind(text: str) -> PhoneKind:
    """Return what text is. The numbering plan moves: unusual is a hint, never an error."""
    if not text.strip() or fold(text).strip() in _NONE:
        return PhoneKind.NONE
    normal = normal_phone(text)
    for kind, form in ((PhoneKind.MOBILE, _MOBILE), (PhoneKind.LANDLINE, _LANDLINE), (PhoneKind.FOREIGN, _FOREIGN)):
        if form.fullmatch(normal):
            return kind
    return PhoneKind.UNUSUAL
