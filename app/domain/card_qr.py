"""The QR code of citizen cards: 7 fields on the card of 2021, 7 and 4 more (often empty) on the card of 2024.

``number|old number|name|ddMMyyyy|Nam or Nữ|address|ddMMyyyy`` in UTF-8. What arrives is what a reader and a keyboard
made of it, so nothing is refused: what is understood fills a Party, everything else stands in the notes.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.vietnamese import fold, nfc, tidy, title_name
from app.domain.garbled import accents_missing, keys_left, letters_lost, restore_code_page
from app.domain.people import Gender, Party

FIELDS = ("personal_id", "old_id", "full_name", "birth_date", "gender", "card_address", "card_issued")
"""The seven fields in the card's order, by their names in Party."""

_GENDER_AT = FIELDS.index("gender")
_ISSUED_AT = FIELDS.index("card_issued")
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE, "nuwx": Gender.FEMALE}  # the last: Telex keys left in
_DATE = re.compile(r"([0-9]{2})[/.-]?([0-9]{2})[/.-]?([0-9]{4})")
_INCOMPLETE_DATE = re.compile(r"(?:0000|00/00/|00[0-9]{2}|00/[0-9]{2}/)?[0-9]{4}")
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")  # readers may put their own "]Q1" in front
_CARD_START = re.compile(r"[0-9]{9}(?:[0-9]{3})?\|")
_NUMBER = re.compile(
    r"[0-9A-Z]{1,6}(?:\.[0-9A-Z]{1,6}){0,4}-[0-9]{6}-[0-9A-Z]{1,10}(?:-[0-9A-Z]{1,10})?", re.IGNORECASE
)


class CardDoubt(StrEnum):
    """Why something on a card was not taken over as it stands; the value is the code of its sentence."""

    NOT_A_CARD = "people.card_not_a_card"
    FIELDS_MISSING = "people.card_fields_missing"
    NUMBER_MALFORMED = "people.card_number_malformed"
    OLD_NUMBER_MALFORMED = "people.card_old_number_malformed"
    NAME_UNREADABLE = "people.card_name_unreadable"
    ACCENTS_MISSING = "people.card_accents_missing"
    LETTERS_LOST = "people.card_letters_lost"
    LETTERS_MANGLED = "people.card_letters_mangled"
    LETTERS_RESTORED = "people.card_letters_restored"
    DATE_IMPOSSIBLE = "people.card_date_impossible"
    DATE_INCOMPLETE = "people.card_date_incomplete"
    ISSUED_BEFORE_BIRTH = "people.card_issued_before_birth"
    GENDER_UNKNOWN = "people.card_gender_unknown"
    MORE_TEXT = "people.card_more_text"


@dataclass(frozen=True, slots=True)
class CardNote:
    """One thing to look at.

    Attributes:
        field: name of the Party field it is about; empty: the scan as a whole.
        raw: the card's own text.
    """

    field: str
    doubt: CardDoubt
    raw: str


@dataclass(frozen=True, slots=True)
class CardScan:
    """What a scan said.

    Attributes:
        party: what was understood; None where there is neither a number nor a name.
        extra: the fields after the seventh, in order, empty ones too; their order is not published.
        notes: what was not understood or is doubtful, with its text.
        raw: the text as it arrived.
    """

    party: Party | None
    extra: tuple[str, ...]
    notes: tuple[CardNote, ...]
    raw: str


def looks_like_card(text: str) -> bool:
    """Return whether text is a card's, or the front or back part of one; cheap enough for every burst of keys."""
    text = _SYMBOLOGY.sub("", text.strip())
    return _CARD_START.match(text) is not None or text.count("|") >= 3


def looks_like_number(text: str) -> bool:
    """Return whether text is the bar code of a slip: a dossier number such as ``H47.12-261122-3001``."""
    return _NUMBER.fullmatch(_SYMBOLOGY.sub("", text.strip())) is not None


def parse_card(text: str) -> CardScan:
    """Return what the text of a card's QR code says. Any text is accepted and no field of it is lost."""
    notes: list[CardNote] = []
    line = _one_line(text, notes)
    if "|" not in line and not re.fullmatch("[0-9]{12}", line):
        if line:
            notes.append(CardNote("", CardDoubt.NOT_A_CARD, line))
        return CardScan(None, (), tuple(notes), text)
    seven, extra = _align(line.split("|"), notes)
    party = _read(seven, notes)
    return CardScan(party, extra, tuple(notes), text)


def _one_line(text: str, notes: list[CardNote]) -> str:
    """Return the card's line, in NFC; other lines (a second scan that ran in) become a note."""
    restored = restore_code_page(text)
    if restored != text:
        notes.append(CardNote("", CardDoubt.LETTERS_RESTORED, text.strip()))
    whole = "".join(letter for letter in restored if letter.isprintable() or letter.isspace())
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    card = next((line for line in lines if "|" in line), lines[0] if lines else "")
    notes.extend(CardNote("", CardDoubt.MORE_TEXT, nfc(line)) for line in lines if line is not card)
    return nfc(_SYMBOLOGY.sub("", card))


def _align(fields: list[str], notes: list[CardNote]) -> tuple[list[str], tuple[str, ...]]:
    """Return the seven fields and the rest, whichever end of the card was cut off."""
    shift = _GENDER_AT - _gender_place(fields)
    if shift > 0:
        notes.append(CardNote(FIELDS[0], CardDoubt.FIELDS_MISSING, fields[0].strip()))
        fields = [""] * shift + fields
    elif shift < 0:
        notes.extend(CardNote("", CardDoubt.MORE_TEXT, field.strip()) for field in fields[:-shift] if field.strip())
        fields = fields[-shift:]
    if len(fields) < len(FIELDS):
        notes.append(CardNote(FIELDS[len(fields) - 1], CardDoubt.FIELDS_MISSING, fields[-1].strip()))
        fields = fields + [""] * (len(FIELDS) - len(fields))
    # An address may itself hold the separator; the date of issue shows where it ends.
    issued = next((at for at in range(_ISSUED_AT, len(fields)) if _DATE.fullmatch(fields[at].strip())), _ISSUED_AT)
    address = "|".join(fields[_GENDER_AT + 1 : issued])
    seven = [field.strip() for field in (*fields[: _GENDER_AT + 1], address, fields[issued])]
    return seven, tuple(field.strip() for field in fields[issued + 1 :])


def _gender_place(fields: list[str]) -> int:
    """Return where the gender stands, known by the date before it; its lawful place where that is not to be seen."""
    for at in range(1, len(fields)):
        if fold(fields[at]).strip() in _GENDERS and _DATE.fullmatch(fields[at - 1].strip()):
            return at
    return _GENDER_AT


def _read(seven: list[str], notes: list[CardNote]) -> Party | None:
    number, old, name, birth_text, gender_text, address, issued_text = seven
    personal_id = _digits(number, {12}, CardDoubt.NUMBER_MALFORMED, "personal_id", notes)
    old_id = _digits(old, {9, 12}, CardDoubt.OLD_NUMBER_MALFORMED, "old_id", notes)
    full_name = _name(name, notes)
    birth = _date(birth_text, "birth_date", notes)
    birth_year = int(birth_text[-4:]) if _INCOMPLETE_DATE.fullmatch(birth_text) else None
    gender = _GENDERS.get(fold(gender_text), Gender.UNKNOWN)
    if gender_text and gender is Gender.UNKNOWN:
        notes.append(CardNote("gender", CardDoubt.GENDER_UNKNOWN, gender_text))
    _look_at_letters(address, "card_address", notes)
    issued = _date(issued_text, "card_issued", notes)
    if birth and issued and issued < birth:
        notes.append(CardNote("card_issued", CardDoubt.ISSUED_BEFORE_BIRTH, issued_text))
    if not personal_id and not full_name:
        _keep_the_rest(seven, notes)
        return None
    return Party(
        full_name=full_name,
        personal_id=personal_id,
        old_id=old_id,
        birth_date=birth,
        birth_year=birth_year or None,
        gender=gender,
        card_address=address,
        card_issued=issued,
    )


def _keep_the_rest(seven: list[str], notes: list[CardNote]) -> None:
    """Note every field that has no party to stand in."""
    noted = {note.raw for note in notes}
    for name, raw in zip(FIELDS, seven, strict=True):
        if raw and raw not in noted:
            notes.append(CardNote(name, CardDoubt.NOT_A_CARD, raw))


def _digits(raw: str, lengths: set[int], doubt: CardDoubt, field: str, notes: list[CardNote]) -> str:
    plain = raw.replace(" ", "")
    if not plain:
        return ""
    if re.fullmatch("[0-9]+", plain) and len(plain) in lengths:
        return plain
    notes.append(CardNote(field, doubt, raw))
    return ""


def _name(raw: str, notes: list[CardNote]) -> str:
    name = tidy(raw)
    if not any(letter.isalpha() for letter in name):
        if name:
            notes.append(CardNote("full_name", CardDoubt.NAME_UNREADABLE, raw))
        return ""
    _look_at_letters(raw, "full_name", notes)
    if accents_missing(name):
        notes.append(CardNote("full_name", CardDoubt.ACCENTS_MISSING, raw))
    if name.isupper() or name[0].islower():
        # A capital after an apostrophe belongs to names such as H'Hen and K'Brơi.
        return re.sub(r"(?<=['’-])\w", lambda letter: letter[0].upper(), title_name(name))
    return name


def _look_at_letters(raw: str, field: str, notes: list[CardNote]) -> None:
    if letters_lost(raw):
        notes.append(CardNote(field, CardDoubt.LETTERS_LOST, raw))
    elif keys_left(raw):
        notes.append(CardNote(field, CardDoubt.LETTERS_MANGLED, raw))


def _date(raw: str, field: str, notes: list[CardNote]) -> date | None:
    if not raw:
        return None
    match = _DATE.fullmatch(raw)
    if match:
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            pass  # said below, with the card's own text
    incomplete = _INCOMPLETE_DATE.fullmatch(raw) is not None
    notes.append(CardNote(field, CardDoubt.DATE_INCOMPLETE if incomplete else CardDoubt.DATE_IMPOSSIBLE, raw))
    return None
