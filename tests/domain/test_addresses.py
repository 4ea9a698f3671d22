"""Old addresses and the present commune: by example, and for every commune there was in many spellings."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.core.vietnamese import nfc
from app.domain.addresses import Outcome, Proposal, successors
from app.domain.communes import FormerCommune, FormerDistrict, FormerProvince, Gazetteer, table_from_text
from app.domain.communes.spelling import key, words_of

NAMES = Gazetteer(table_from_text((RESOURCES / "communes" / "vietnam-2025-07-01.tsv").read_text(encoding="utf-8")))
BEFORE, AFTER = date(2024, 8, 10), date(2025, 7, 1)
Place = tuple[FormerProvince, FormerDistrict, FormerCommune]


def places() -> Iterator[Place]:
    for province in NAMES.table.former_provinces:
        for district in province.districts:
            for commune in district.communes:
                yield province, district, commune


PLACES = list(places())


def new_names(proposal: Proposal) -> list[str]:
    return [candidate.commune.full_name for candidate in proposal.candidates]


def one(text: str, issued: date | None = None) -> str:
    proposal = successors(NAMES, text, issued)
    assert proposal.outcome is Outcome.ONE, proposal
    return proposal.candidates[0].address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "Số 1, Phố Ví Dụ, Phường Phúc Xá, Quận Ba Đình, Hà Nội",
            "Số 1, Phố Ví Dụ, Phường Hồng Hà, Thành phố Hà Nội",
        ),
        # As cards print it: no words at all.
        ("Xóm 3, Hải Châu, Hải Hậu, Nam Định", "Xóm 3, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        ("xom 3, hai chau, hai hau, nam dinh", "xom 3, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        ("XÓM 3, HẢI CHÂU, HẢI HẬU, NAM ĐỊNH", "XÓM 3, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        ("Thôn 5 xã Hải Châu huyện Hải Hậu tỉnh Nam Định", "Thôn 5, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        ("Xóm 3, Xã Hải Châu - Huyện Hải Hậu - Tỉnh Nam Định, Việt Nam", "Xóm 3, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        ("12 Đường Mẫu, P3, Q3, TPHCM", "12 Đường Mẫu, Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("12 Đường Mẫu, P.3, Q.3, TP. HCM", "12 Đường Mẫu, Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("12 Đường Mẫu, F03, Quận 3, TP Hồ Chí Minh", "12 Đường Mẫu, Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("Phường IV, Thành phố Tây Ninh, Tây Ninh", "Phường Tân Ninh, Tỉnh Tây Ninh"),
        ("Khu 2, Phường 1, Vũng Tàu, Bà Rịa - Vũng Tàu", "Khu 2, Phường Vũng Tàu, Thành phố Hồ Chí Minh"),
        ("Tổ 5, TT. Vôi, H. Lạng Giang, Tỉnh Bắc Giang", "Tổ 5, Xã Lạng Giang, Tỉnh Bắc Ninh"),
        # Accents where they may stand on another letter, and Đắk in all its spellings.
        ("Xã Hoà Thắng, Buôn Ma Thuột, Đắc Lắc", "Phường Tân Lập, Tỉnh Đắk Lắk"),
        ("Thôn A, Xã Đắk Long, Huyện Đắk Glei, Kon Tum", "Thôn A, Xã Đăk Long, Tỉnh Quảng Ngãi"),
        # Districts and provinces that had other names before.
        ("12/3, Phường Long Bình, Quận 9, TP.HCM", "12/3, Phường Long Bình, Thành phố Hồ Chí Minh"),
        ("Tổ 5, Phường Phú Hội, Thành phố Huế, Thừa Thiên Huế", "Tổ 5, Phường Thuận Hóa, Thành phố Huế"),
        ("Tân Phước, Tân Thành, Bà Rịa - Vũng Tàu", "Phường Tân Phước, Thành phố Hồ Chí Minh"),
        # The province by its name of today, the rest by the names of before.
        ("Thị trấn Vôi, Lạng Giang, Bắc Ninh", "Xã Lạng Giang, Tỉnh Bắc Ninh"),
        # No district, but only one commune of that name in the province.
        ("Xóm 3, Xã Hải Châu, Tỉnh Nam Định", "Xóm 3, Xã Hải Thịnh, Tỉnh Ninh Bình"),
        # Two of one name in the district, and both became the same.
        ("Yên Viên, Gia Lâm, Hà Nội", "Xã Phù Đổng, Thành phố Hà Nội"),
        # An island district without communes.
        ("Thôn Tây, Huyện Lý Sơn, Tỉnh Quảng Ngãi", "Thôn Tây, Đặc khu Lý Sơn, Tỉnh Quảng Ngãi"),
        ("Huyện Côn Đảo, Bà Rịa-Vũng Tàu", "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
    ],
)
def test_exactly_one_present_address(text: str, address: str) -> None:
    assert one(text) == address
    assert one(text, BEFORE) == address


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Thôn 1, Xã Đặng Xá, Huyện Gia Lâm, Hà Nội", ["Xã Phù Đổng", "Xã Thuận An"]),
        ("Xã Hòa Bình, Kim Thành, Hải Dương", ["Xã Kim Thành", "Xã Hà Nam"]),
        ("Nhật Tân, Tây Hồ, Hà Nội", ["Phường Hồng Hà", "Phường Tây Hồ"]),
    ],
)
def test_a_split_commune_is_asked_about(text: str, present: list[str]) -> None:
    proposal = successors(NAMES, text, BEFORE)
    assert proposal.outcome is Outcome.SPLIT
    assert proposal.ask
    assert sorted(new_names(proposal)) == sorted(present)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        # Merged before 2025; which part went where is not in the table.
        ("12 Nguyễn Du, Bùi Thị Xuân, Hai Bà Trưng, Hà Nội",
         ["Phường Cửa Nam", "Phường Hai Bà Trưng", "Phường Văn Miếu - Quốc Tử Giám"]),
        ("Phường 4, Gò Vấp, TP.HCM", ["Phường Hạnh Thông"]),
        # A commune of today and two of before.
        ("Xã Tân Thành, Tỉnh An Giang", ["Xã Tân An", "Xã Tân Thạnh"]),
        # Nothing tells where the name begins.
        ("Thôn Đông Hải Châu, Hải Hậu, Nam Định", ["Xã Hải Thịnh"]),
        # Another word than it had, other accents than it has, another district, no province.
        ("Phường Hải Châu, Hải Hậu, Nam Định", ["Xã Hải Thịnh"]),
        ("Xã Hải Chấu, Hải Hậu, Nam Định", ["Xã Hải Thịnh"]),
        ("Xã Hải Châu, Huyện Giao Thủy, Nam Định", ["Xã Hải Thịnh"]),
        ("Xã Hải Châu, Huyện Không Có, Nam Định", ["Xã Hải Thịnh"]),
        ("Xã Hải Châu, Huyện Hải Hậu", ["Xã Hải Thịnh"]),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked_about(text: str, present: list[str]) -> None:
    proposal = successors(NAMES, text)
    assert proposal.outcome is Outcome.UNCLEAR
    assert sorted(new_names(proposal)) == present


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", Outcome.EMPTY),
        (" , - ", Outcome.EMPTY),
        ("Số 1", Outcome.NO_PROVINCE),
        ("Số 1, Phố Ví Dụ, Thành phố Mẫu", Outcome.NO_PROVINCE),
        ("Số 1, Phố Ví Dụ, Hà Nội", Outcome.NO_COMMUNE),
        ("Xã Ví Dụ, Huyện Tập, Tỉnh Quảng Nam", Outcome.NO_COMMUNE),
        # A street with the name of a ward elsewhere; the ward is missing.
        ("Số 5 Trần Phú, Ba Đình, Hà Nội", Outcome.NO_COMMUNE),
        # Every town has a Phường 3, this district had none.
        ("12 Đường Mẫu, Phường 3, Quận 1, TP. Hồ Chí Minh", Outcome.NO_COMMUNE),
        ("12, 3, Quận 3, TP. Hồ Chí Minh", Outcome.NO_COMMUNE),
    ],
)
def test_nothing_is_proposed_with_a_reason(text: str, outcome: Outcome) -> None:
    assert successors(NAMES, text) == Proposal(outcome)


def test_the_day_of_the_card_tells_in_which_units_it_writes() -> None:
    assert successors(NAMES, "Số 2, Phường Ba Đình, Hà Nội").outcome is Outcome.PRESENT
    assert successors(NAMES, "Số 2, Ba Đình, Hà Nội", AFTER).outcome is Outcome.PRESENT
    assert successors(NAMES, "Số 2, Ba Đình, Hà Nội", BEFORE).outcome is Outcome.NO_COMMUNE
    assert successors(NAMES, "Số 2, Ba Đình, Hà Nội").outcome is Outcome.NO_COMMUNE
    old = "Xã Tân Thành, Tỉnh Cà Mau"
    assert successors(NAMES, old, BEFORE).outcome is Outcome.ONE
    assert successors(NAMES, "Xã Tân Thạnh, Tỉnh An Giang", AFTER).outcome is Outcome.PRESENT


def test_a_present_address_stays_as_it_is() -> None:
    proposal = successors(NAMES, "Số 2 phố Mẫu, Phường Ba Đình, Thành phố Hà Nội", AFTER)
    assert [candidate.address for candidate in proposal.candidates] == [
        "Số 2 phố Mẫu, Phường Ba Đình, Thành phố Hà Nội"
    ]


# For every commune there was.


def written(place: Place, free: str = "") -> str:
    province, district, commune = place
    parts = [free] if free else []
    parts += [f"{unit.word} {unit.name}" for unit in (commune, district, province)]
    return ", ".join(parts)


def test_every_commune_written_in_full_yields_its_successors_and_split_ones_all_of_them() -> None:
    for place in PLACES:
        commune = place[2]
        proposal = successors(NAMES, written(place, "Số 7 ngõ 3"), BEFORE)
        assert [candidate.commune for candidate in proposal.candidates] == list(commune.successors), place
        assert proposal.outcome is (Outcome.ONE if len(commune.successors) == 1 else Outcome.SPLIT), place
        assert {candidate.free for candidate in proposal.candidates} == {"Số 7 ngõ 3"}


@cache
def bare(text: str) -> str:
    """Return text without accents, as an old machine writes it."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def spellings(place: Place) -> Iterator[str]:
    province, district, commune = place
    full = written(place)
    yield full.upper()
    yield full.replace(",", "")
    yield full.replace(", ", " - ")
    yield bare(full)
    short = {"Xã": "X.", "Phường": "P.", "Thị trấn": "TT.", "Huyện": "H.", "Quận": "Q.", "Thị xã": "TX.",
             "Thành phố": "TP.", "Tỉnh": ""}  # fmt: skip
    yield ", ".join(f"{short[unit.word]}{unit.name}" for unit in (commune, district, province))
    if not key(words_of(commune.name)).isdigit() and not district.name.isdigit():
        yield f"{commune.name}, {district.name}, {province.name}"
        yield bare(f"{commune.name}, {district.name}, {province.name}")


@pytest.mark.parametrize("start", range(7))
def test_every_commune_in_other_spellings_yields_its_successors(start: int) -> None:
    # Each commune in one spelling a run, so that seven runs try each in all of them.
    for number, place in enumerate(PLACES):
        tried = list(spellings(place))
        text = tried[(number + start) % len(tried)]
        found = {candidate.commune for candidate in successors(NAMES, text, BEFORE).candidates}
        # Without accents or words, names may be the same as a neighbour's: then both are offered.
        namesakes = [each for each in place[1].communes if bare(each.name).lower() == bare(place[2].name).lower()]
        assert set(place[2].successors) <= found <= {new for each in namesakes for new in each.successors}, text


@given(st.text(max_size=30), st.integers(0, len(PLACES) - 1), st.sampled_from([", ", " - ", ","]))
def test_the_free_part_is_kept_letter_by_letter(free: str, number: int, between: str) -> None:
    place = PLACES[number]
    text = f"{free}{between}{written(place)}"
    proposal = successors(NAMES, text, BEFORE)
    assert {candidate.commune for candidate in proposal.candidates} >= set(place[2].successors)
    for candidate in proposal.candidates:
        assert candidate.free == nfc(free).strip(" ,;-–\n\t")
        assert candidate.address.endswith(candidate.commune.written)


PIECES = st.sampled_from(
    ["Phường", "P.", "3", "IV", "Quận", "Q1", "Xã", "Tân Thành", "Hải Hậu", "Hà Nội", "TP", "HCM", "Việt Nam", "Huế",
     "Tỉnh", ",", "-", " ", "(", "Thị", "trấn", "Đắk", "Sơn", "X", "Thừa Thiên"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map(" ".join)),
    st.sampled_from([None, BEFORE, AFTER]),
)
def test_any_text_is_answered_and_nothing_is_made_up(text: str, issued: date | None) -> None:
    proposal = successors(NAMES, text, issued)
    lone = {Outcome.ONE, Outcome.PRESENT}
    none = {Outcome.EMPTY, Outcome.NO_PROVINCE, Outcome.NO_COMMUNE}
    assert (len(proposal.candidates) == 1) >= (proposal.outcome in lone)
    assert (not proposal.candidates) == (proposal.outcome in none)
    for candidate in proposal.candidates:
        assert candidate.free in nfc(text)
        assert NAMES.table.communes[candidate.commune.code] is candidate.commune
    codes = [candidate.commune.code for candidate in proposal.candidates]
    assert len(codes) == len(set(codes))
