"""The words of the product: Vietnamese in the source, every other language from a gettext catalogue.

``_`` marks and translates at once, ``mark`` only marks (for texts that are built before the language is known), ``_n``
translates a text with a number in it, for languages in which one thing is said otherwise than several.
No f-strings inside either: ``_("Còn {days} ngày").format(days=3)``.
"""

import gettext
from pathlib import Path

LANGUAGES = ("vi", "en")
_LOCALE_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "locale"


class _Active:
    """The catalogue in use; one for the process, because a desk has one language at a time."""

    language = "vi"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Make language the language of every text translated from now on.

    Raises:
        ValueError: the language is not one of LANGUAGES.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language}")
    _Active.language = language
    if language == "vi":
        _Active.catalogue = gettext.NullTranslations()
    else:
        _Active.catalogue = gettext.translation("motcua", str(_LOCALE_FOLDER), languages=[language])


def language() -> str:
    """Return the code of the language in use."""
    return _Active.language


def _(text: str) -> str:
    """Return text in the language in use."""
    return _Active.catalogue.gettext(text) if text else ""


def _n(text: str, count: float) -> str:
    """Return text in the language in use, in the form for count things; fill the count in with ``format``."""
    return _Active.catalogue.ngettext(text, text, 1 if count == 1 else 2)


def mark(text: str) -> str:
    """Return text unchanged; the extractor finds it, and ``_`` translates it where it is shown."""
    return text


def mark_n(text: str) -> str:
    """Return text unchanged, as ``mark`` does, for a text that ``_n`` translates."""
    return text
