import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.vietqr import crc16, plain_text, purpose_of, vietqr

# NAPAS' own examples. The first states a length of 12 for a number of 13 digits, so only its CRC is compared.
STATIC = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
DYNAMIC = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E"
)


def fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while text:
        tag, length = text[:2], int(text[2:4])
        assert len(text) >= 4 + length
        found[tag], text = text[4 : 4 + length], text[4 + length :]
    return found


@pytest.mark.parametrize("code", [STATIC, DYNAMIC])
def test_the_crc_of_the_published_examples(code: str) -> None:
    assert f"{crc16(code[:-4].encode()):04X}" == code[-4:]


def test_the_crc_check_string() -> None:
    assert crc16(b"123456789") == 0x29B1


def test_the_dynamic_example_is_made_exactly() -> None:
    made = vietqr("970403", "0011012345678", amount=Dong(180_000), purpose="thanh toán đơn hàng", bill="NPS6869")
    assert made == DYNAMIC


def test_a_code_without_amount_is_static() -> None:
    parts = fields(vietqr("970403", "0011012345678"))
    assert parts["01"] == "11"
    assert "54" not in parts
    assert "62" not in parts


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.from_regex(r"[A-Z0-9]{4,19}", fullmatch=True),
    st.integers(1, 10**13 - 1),
    st.text(max_size=20),
    st.booleans(),
)
def test_every_code_reads_back(bank: str, account: str, amount: int, purpose: str, to_card: bool) -> None:
    plain = plain_text(purpose)
    if len(plain) > 25:  # some letters of other scripts fold to several
        return
    code = vietqr(bank, account, amount=Dong(amount), purpose=purpose, to_card=to_card)
    parts = fields(code)
    payee = fields(parts["38"])
    assert fields(payee["01"]) == {"00": bank, "01": account}
    assert payee["02"] == ("QRIBFTTC" if to_card else "QRIBFTTA")
    assert parts["54"] == str(amount)
    assert fields(parts.get("62", "")).get("08", "") == plain
    assert crc16(code[:-4].encode("ascii")) == int(code[-4:], 16)


@pytest.mark.parametrize(
    ("number", "purpose"),
    [
        ("H17.32-261120-3007", "HS H17.32-261120-3007"),
        ("H61.34.12-261007-0001", "HS H61.34.12-261007-0001"),
        ("000.00.06.H56-231027-0361", "000.00.06.H56-231027-0361"),
        ("T.H61.34.12.5-261007-10001", "HS 261007-10001"),
        ("TẠM-261120-G0000-00005-X", "TAM-261120-G0000-00005-X"),
    ],
)
def test_the_purpose_names_the_dossier(number: str, purpose: str) -> None:
    assert purpose_of(number) == purpose
    assert len(purpose) <= 25


def test_accents_become_plain_letters() -> None:
    assert plain_text("  Lệ phí Đăng ký – khai sinh ") == "Le phi Dang ky khai sinh"


@pytest.mark.parametrize(
    ("bank", "account", "amount", "purpose", "code"),
    [
        ("97040", "0011012345678", 1, "", "fees.bank_account_bad"),
        ("970403", "", 1, "", "fees.bank_account_bad"),
        ("970403", "00-11", 1, "", "fees.bank_account_bad"),
        ("970403", "0011012345678", 0, "", "fees.payment_amount_bad"),
        ("970403", "0011012345678", -5, "", "fees.payment_amount_bad"),
        ("970403", "0011012345678", 1, "x" * 26, "fees.payment_purpose_long"),
    ],
)
def test_what_no_bank_would_take_is_refused(bank: str, account: str, amount: int, purpose: str, code: str) -> None:
    with pytest.raises(PersonProblem) as caught:
        vietqr(bank, account, amount=Dong(amount), purpose=purpose)
    assert caught.value.code == code
