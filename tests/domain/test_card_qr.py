"""The card's QR code: every shape a card, a reader or a keyboard can give it."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.vietnamese import tidy
from app.domain.card_qr import CardDoubt, CardScan, looks_like_card, looks_like_number, parse_card
from app.domain.garbled import restore_code_page
from app.domain.people import Gender, Party

CARD_2021 = "079190000001|023456789|Trần Thị Ánh Đào|01021990|Nữ|12 Đường Mẫu, Phường 3, TP. Hồ Chí Minh|25122021"
CARD_2024 = "001099012345||Nguyễn Văn A|15031999|Nam|Phường Ví Dụ, Hà Nội|10082024||||"


def doubts(scan: CardScan) -> set[CardDoubt]:
    return {note.doubt for note in scan.notes}


def test_card_of_2021_fills_seven_fields() -> None:
    scan = parse_card(CARD_2021)
    assert scan.party == Party(
        full_name="Trần Thị Ánh Đào",
        personal_id="079190000001",
        old_id="023456789",
        birth_date=date(1990, 2, 1),
        gender=Gender.FEMALE,
        card_address="12 Đường Mẫu, Phường 3, TP. Hồ Chí Minh",
        card_issued=date(2021, 12, 25),
    )
    assert (scan.extra, scan.notes, scan.raw) == ((), (), CARD_2021)


def test_card_of_2024_keeps_its_extra_fields_in_order() -> None:
    assert parse_card(CARD_2024).extra == ("", "", "", "")
    filled = parse_card(CARD_2024.removesuffix("||||") + "|Nguyễn Văn Cha||Trần Thị Vợ|001099054321")
    assert filled.extra == ("Nguyễn Văn Cha", "", "Trần Thị Vợ", "001099054321")
    assert filled.notes == ()


@pytest.mark.parametrize("ending", ["\r", "\r\n", "\n", "\t", "\t\r\n", " ", "\x00", "\x03\r"])
@pytest.mark.parametrize("beginning", ["", "]Q1", "\ufeff", "\x02", "\r\n"])
def test_what_readers_put_around_a_card_does_no_harm(beginning: str, ending: str) -> None:
    assert parse_card(beginning + CARD_2021 + ending).party == parse_card(CARD_2021).party


def test_decomposed_letters_become_one_form() -> None:
    scan = parse_card(unicodedata.normalize("NFD", CARD_2021))
    assert scan.party == parse_card(CARD_2021).party
    assert scan.notes == ()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("nGUYỄN vĂN a", "Nguyễn Văn A"),
        ("Y Bhĩm Niê Kđăm", "Y Bhĩm Niê Kđăm"),
        ("Trần  Thị   B", "Trần Thị B"),
    ],
)
def test_names_are_written_as_people_write_them(printed: str, name: str) -> None:
    party = parse_card(f"001099012345||{printed}|15031999|Nam|Hà Nội|10082024").party
    assert party is not None
    assert party.full_name == name


def test_upper_case_without_accents_is_filled_in_and_pointed_out() -> None:
    scan = parse_card("001099012345||NGUYEN VAN AN|15031999|NAM|HA NOI|10082024")
    assert scan.party is not None
    assert (scan.party.full_name, scan.party.gender) == ("Nguyen Van An", Gender.MALE)
    assert doubts(scan) == {CardDoubt.ACCENTS_MISSING}


@pytest.mark.parametrize("name", ["Mai Anh Khoa", "Ksor Hnhan", "Siu Black", "Cao Quang Minh"])
def test_names_that_need_no_accents_are_left_in_peace(name: str) -> None:
    assert parse_card(f"001099012345||{name}|15031999|Nam|Hà Nội|10082024").notes == ()


def test_lost_letters_are_shown() -> None:
    scan = parse_card("001099012345||Nguy\ufffdn V\ufffdn A|15031999|Nam|H\ufffd N\ufffdi|10082024")
    assert [(note.field, note.raw) for note in scan.notes] == [
        ("full_name", "Nguy\ufffdn V\ufffdn A"),
        ("card_address", "H\ufffd N\ufffdi"),
    ]
    assert doubts(scan) == {CardDoubt.LETTERS_LOST}


def test_utf8_read_as_windows_1252_is_restored_and_said() -> None:
    wrong = "".join(bytes([n]).decode("cp1252", errors="ignore") or chr(n) for n in CARD_2021.encode())
    scan = parse_card(wrong)
    assert scan.party == parse_card(CARD_2021).party
    assert [(note.doubt, note.raw) for note in scan.notes] == [(CardDoubt.LETTERS_RESTORED, wrong)]


@pytest.mark.parametrize("name", ["Nguyeenx Vawn A", "Hoofng Thij Hoa", "Phuowng Anh", "Nguyêễn Văn A"])
def test_keys_of_the_input_method_are_recognised(name: str) -> None:
    scan = parse_card(f"001099012345||{name}|15031999|Nam|Hà Nội|10082024")
    assert scan.party is not None
    assert scan.party.full_name == name
    assert doubts(scan) == {CardDoubt.LETTERS_MANGLED}


@pytest.mark.parametrize(
    ("text", "field", "doubt"),
    [
        ("31021999", "birth_date", CardDoubt.DATE_IMPOSSIBLE),
        ("1503199", "birth_date", CardDoubt.DATE_IMPOSSIBLE),
        ("99999999", "birth_date", CardDoubt.DATE_IMPOSSIBLE),
        ("00001950", "birth_date", CardDoubt.DATE_INCOMPLETE),
        ("1950", "birth_date", CardDoubt.DATE_INCOMPLETE),
    ],
)
def test_dates_that_are_none_are_kept_as_text(text: str, field: str, doubt: CardDoubt) -> None:
    scan = parse_card(f"001099012345||Nguyễn Văn A|{text}|Nam|Hà Nội|10082024")
    assert scan.party is not None
    assert scan.party.birth_date is None
    assert scan.party.birth_year == (1950 if doubt is CardDoubt.DATE_INCOMPLETE else None)
    assert [(note.field, note.doubt, note.raw) for note in scan.notes] == [(field, doubt, text)]


def test_issue_before_birth_is_pointed_out() -> None:
    assert doubts(parse_card("001099012345||Nguyễn Văn A|15031999|Nam|Hà Nội|10081998")) == {
        CardDoubt.ISSUED_BEFORE_BIRTH
    }


def test_half_a_scan_fills_what_it_has() -> None:
    scan = parse_card("001099012345||Nguyễn Văn A|15031999|Nam|Phường Ví")
    assert scan.party is not None
    assert (scan.party.full_name, scan.party.card_address) == ("Nguyễn Văn A", "Phường Ví")
    assert [(note.field, note.doubt, note.raw) for note in scan.notes] == [
        ("card_address", CardDoubt.FIELDS_MISSING, "Phường Ví")
    ]


@pytest.mark.parametrize("cut", ["9012345||", "|", ""])
def test_a_lost_front_does_not_shift_the_fields(cut: str) -> None:
    scan = parse_card(f"{cut}Nguyễn Văn A|15031999|Nam|Phường Ví Dụ, Hà Nội|10082024")
    assert scan.party is not None
    assert (scan.party.full_name, scan.party.personal_id) == ("Nguyễn Văn A", "")
    assert (scan.party.birth_date, scan.party.gender) == (date(1999, 3, 15), Gender.MALE)
    assert (scan.party.card_address, scan.party.card_issued) == ("Phường Ví Dụ, Hà Nội", date(2024, 8, 10))
    assert scan.notes


def test_separator_inside_an_address() -> None:
    scan = parse_card("001099012345||Nguyễn Văn A|15031999|Nam|Số 1|2 Phố Ví Dụ|10082024||")
    assert scan.party is not None
    assert (scan.party.card_address, scan.extra) == ("Số 1|2 Phố Ví Dụ", ("", ""))


def test_second_scan_in_the_same_burst_is_not_lost() -> None:
    scan = parse_card(CARD_2024 + "\r\n" + CARD_2021 + "\r\n")
    assert scan.party == parse_card(CARD_2024).party
    assert [(note.doubt, note.raw) for note in scan.notes] == [(CardDoubt.MORE_TEXT, CARD_2021)]


@pytest.mark.parametrize("text", ["https://example.org/x", "H47.12-261122-3001", "12345", "xin chào"])
def test_other_codes_are_no_card(text: str) -> None:
    scan = parse_card(text)
    assert scan.party is None
    assert [(note.doubt, note.raw) for note in scan.notes] == [(CardDoubt.NOT_A_CARD, text)]


def test_nothing_says_nothing() -> None:
    assert parse_card(" \r\n") == CardScan(None, (), (), " \r\n")


@pytest.mark.parametrize(
    "text", [CARD_2021, CARD_2024, "]Q1" + CARD_2021, CARD_2021[:14], CARD_2021[30:], "012345678|x"]
)
def test_cards_and_parts_of_cards_look_like_one(text: str) -> None:
    assert looks_like_card(text + "\r")


@pytest.mark.parametrize("text", ["", "Nguyễn Văn A", "001099012345", "0912345678", "H47.12-261122-3001", "a|b"])
def test_what_people_type_does_not_look_like_a_card(text: str) -> None:
    assert not looks_like_card(text)


@pytest.mark.parametrize(
    "text", ["H47.12-261122-3001", "H61.34.12-261007-0001\r", "000.00.12.H47-261122-0001", "h47.12-261122-3001"]
)
def test_numbers_on_slips(text: str) -> None:
    assert looks_like_number(text)


@pytest.mark.parametrize("text", ["", "001099012345", "15-03-1999", "H47.12-2611-3001", "H47-12", CARD_2021])
def test_what_is_no_number_of_a_slip(text: str) -> None:
    assert not looks_like_number(text)


SYLLABLES = ["Nguyễn", "Trần", "Thị", "Đặng", "Ánh", "Quỳnh", "Khuyên", "Oanh", "Hữu", "Phước", "Y", "H'Hen", "Niê"]
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@st.composite
def parties(draw: st.DrawFn) -> Party:
    birth = draw(DATES)
    return Party(
        full_name=" ".join(draw(st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=5))),
        personal_id=draw(st.from_regex(r"[0-9]{12}", fullmatch=True)),
        old_id=draw(st.one_of(st.just(""), st.from_regex(r"[0-9]{9}", fullmatch=True))),
        birth_date=birth,
        gender=draw(st.sampled_from([Gender.MALE, Gender.FEMALE])),
        card_address=", ".join(draw(st.lists(st.sampled_from(["Số 1", "Thôn Đoài", "Xã Ví Dụ", "TP. Huế", "12/3A"])))),
        card_issued=draw(st.dates(birth, date(2099, 12, 31))),
    )


def text_of(party: Party) -> str:
    assert party.birth_date is not None
    assert party.card_issued is not None
    gender = "Nam" if party.gender is Gender.MALE else "Nữ"
    birth, issued = f"{party.birth_date:%d%m%Y}", f"{party.card_issued:%d%m%Y}"
    return "|".join(
        (party.personal_id, party.old_id, party.full_name, birth, gender, party.card_address, issued),
    )


@given(parties(), st.lists(st.sampled_from(["", "Nguyễn Văn Cha", "001099054321"]), max_size=4))
def test_any_valid_card_round_trips(party: Party, extra: list[str]) -> None:
    scan = parse_card("|".join((text_of(party), *extra)))
    assert scan.party == party
    assert scan.extra == tuple(extra)
    assert scan.notes == ()


def shown(scan: CardScan) -> list[str]:
    """Everything a person can see of a scan, in the spelling of the card."""
    texts = [*scan.extra, *(note.raw for note in scan.notes)]
    if scan.party:
        party = scan.party
        gender = {Gender.MALE: ["Nam", "NAM"], Gender.FEMALE: ["Nữ"], Gender.UNKNOWN: []}[party.gender]
        days = [f"{day:%d%m%Y}" for day in (party.birth_date, party.card_issued) if day]
        texts += [party.full_name, party.personal_id, party.old_id, party.card_address, *days, *gender]
    return texts


@given(parties(), st.data())
def test_any_truncation_keeps_every_field(party: Party, data: st.DataObject) -> None:
    text = text_of(party)
    start = data.draw(st.integers(0, len(text) // 2))
    end = data.draw(st.integers(start, len(text)))
    scan = parse_card(text[start:end])
    seen = " ".join(shown(scan)).lower()
    for part in text[start:end].split("|"):
        assert tidy(part).lower() in seen


FRAGMENTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Nam", "Nữ", "15031999", "001099012345", "Nguyễn Văn A", "\ufffd", "00001950", "²¹", "٣", "", "]Q1"]
    ),
)


@given(st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=14).map("|".join)))
def test_any_text_is_accepted_and_none_of_it_lost(text: str) -> None:
    scan = parse_card(text)
    assert scan.raw == text
    assert isinstance(looks_like_card(text), bool)
    assert isinstance(looks_like_number(text), bool)
    # Spelling is the program's own in names and dates, so letters and digits are compared, not places.
    kept = letters("".join(shown(scan)))
    assert letters(re.sub(r"\][A-Za-z][0-9A-Za-z]", "", restore_code_page(text))) <= kept


def letters(text: str) -> set[str]:
    return {c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum()}
