"""The payment code a banking app reads: VietQR of NAPAS (QR Format T&C 1.0), EMV tag-length-value with CRC-16.

The text is made here; the picture of it is printing's.
"""

import re

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.core.vietnamese import fold, tidy
from app.domain.numbers import is_provisional, parse_number, parse_provisional

LONGEST_PURPOSE = 25
"""What every bank passes on whole."""
_NAPAS = "A000000727"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .,/\-]+")


def vietqr(
    bank: str, account: str, *, amount: Dong | None = None, purpose: str = "", bill: str = "", to_card: bool = False
) -> str:
    """Return the text of the code: dynamic (for one payment) where an amount is given, else static.

    Args:
        bank: the bank's BIN, six digits.
        account: account or card number, letters and digits, at most 19.
        amount: in đồng, above 0.
        purpose: shown to payer and payee; made plain ASCII here.
        bill: bill number, optional.
        to_card: the number is a card's.

    Raises:
        PersonProblem: ``fees.bank_account_bad``, ``fees.payment_amount_bad`` or ``fees.payment_purpose_long``.
    """
    if not re.fullmatch(r"\d{6}", bank, re.ASCII) or not re.fullmatch(r"[A-Za-z0-9]{4,19}", account, re.ASCII):
        raise PersonProblem("fees.bank_account_bad")
    if amount is not None and not 0 < amount < 10**13:
        raise PersonProblem("fees.payment_amount_bad", amount=amount)
    plain = plain_text(purpose)
    if len(plain) > LONGEST_PURPOSE or len(bill) > LONGEST_PURPOSE:
        raise PersonProblem("fees.payment_purpose_long", purpose=plain, longest=LONGEST_PURPOSE)
    payee = _field("00", _NAPAS) + _field("01", _field("00", bank) + _field("01", account))
    payee += _field("02", "QRIBFTTC" if to_card else "QRIBFTTA")
    text = _field("00", "01") + _field("01", "11" if amount is None else "12") + _field("38", payee)
    text += _field("53", "704")
    text += _field("54", "" if amount is None else str(amount)) + _field("58", "VN")
    text += _field("62", _field("01", plain_text(bill)) + _field("08", plain)) + "6304"
    return text + f"{crc16(text.encode('ascii')):04X}"


def purpose_of(number: str, count: int = 1) -> str:
    """Return the purpose that names a dossier within the 25 characters, the serial always whole.

    ``HS`` and the number; the number alone where that is too long; day and serial where even that is, because they
    are enough within one office's account. A provisional code fits as it is. One payment for several dossiers says how
    many, and names the first: ``3 HS H17.32-261120-3007``.

    Args:
        number: of the dossier, of the first one where there are several.
        count: how many are paid for.

    Raises:
        PersonProblem: ``numbers.malformed``.
    """
    dossiers = f"{count} HS" if count > 1 else "HS"
    if is_provisional(number):
        code = parse_provisional(number)
        short = code.partition("-")[2]
        texts = [f"{dossiers} {short}", f"{dossiers} {short.partition('-')[2]}"] if count > 1 else [code]
    else:
        parsed = parse_number(number)
        texts = [f"{dossiers} {parsed}", f"{dossiers} {parsed.day:%y%m%d}-{parsed.serial}"]
        if count == 1:
            texts.insert(1, str(parsed))
    return next((text for text in texts if len(text) <= LONGEST_PURPOSE), texts[-1])


def plain_text(text: str) -> str:
    """Return text in the letters every bank passes on: ASCII without accents, case kept."""
    letters = (fold(c).upper() if c.isupper() else fold(c) for c in tidy(text))
    return tidy(_NOT_PLAIN.sub(" ", "".join(letters)))


def crc16(data: bytes) -> int:
    """Return CRC-16/CCITT-FALSE: polynomial 1021, start FFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _bit in range(8):
            crc = crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return crc


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}" if value else ""
