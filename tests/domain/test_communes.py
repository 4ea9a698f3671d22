"""The shipped table of communes against what was published, and what a broken table is answered."""

from collections import Counter
from datetime import date

import pytest

from app.core.paths import RESOURCES
from app.domain.communes import CommuneTable, FormerCommune, table_from_text
from app.domain.communes.spelling import key, sound, words_of

TEXT = (RESOURCES / "communes" / "vietnam-2025-07-01.tsv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table() -> CommuneTable:
    return table_from_text(TEXT)


def former(table: CommuneTable) -> list[FormerCommune]:
    return [
        commune
        for province in table.former_provinces
        for district in province.districts
        for commune in district.communes
    ]


def test_the_counts_are_those_that_were_published(table: CommuneTable) -> None:
    assert table.in_force == date(2025, 7, 1)
    assert len(table.provinces) == 34
    assert Counter(commune.word for commune in table.communes.values()) == {"Xã": 2621, "Phường": 687, "Đặc khu": 13}
    assert len(table.former_provinces) == 63
    assert sum(len(province.districts) for province in table.former_provinces) == 696
    assert len(former(table)) == 10_035


def test_441_communes_were_split_after_the_resolutions_were_compared(table: CommuneTable) -> None:
    sizes = Counter(len(commune.successors) for commune in former(table))
    assert sizes == {1: 9594, 2: 369, 3: 55, 4: 16, 5: 1}


def test_every_present_commune_comes_from_somewhere(table: CommuneTable) -> None:
    reached = {new.code for old in former(table) for new in old.successors}
    islands = {
        new.code
        for province in table.former_provinces
        for district in province.districts
        for new in district.successors
    }
    assert len(islands) == 5
    assert reached | islands == set(table.communes)


def test_the_communes_of_a_province_went_into_its_successor(table: CommuneTable) -> None:
    for province in table.former_provinces:
        for district in province.districts:
            for commune in district.communes:
                assert {new.province for new in commune.successors} == {province.successor}


def test_every_province_names_its_resolution(table: CommuneTable) -> None:
    numbers = {province.basis for province in table.provinces}
    assert numbers == {f"{number}/NQ-UBTVQH15" for number in range(1654, 1688)}
    assert len(table.legal_basis) == 2


@pytest.mark.parametrize(
    ("district", "commune", "present"),
    [
        # Điều 1 of the resolutions, read by hand: namesakes that the source of the table mixed up.
        ("Huyện Thới Lai", "Tân Thạnh", ["Trường Thành"]),
        ("Huyện Long Phú", "Tân Thạnh", ["Tân Thạnh"]),
        ("Huyện Vĩnh Bảo", "Hòa Bình", ["Nguyễn Bỉnh Khiêm"]),
        ("Huyện Kim Thành", "Hòa Bình", ["Hà Nam", "Kim Thành"]),
        ("Thành phố Sa Đéc", "3", ["Sa Đéc"]),
        ("Thành phố Cao Lãnh", "3", ["Cao Lãnh"]),
        # And split ones.
        ("Huyện Gia Lâm", "Đặng Xá", ["Phù Đổng", "Thuận An"]),
        ("Huyện Mê Linh", "Văn Khê", ["Mê Linh", "Tiến Thắng", "Yên Lãng", "Ô Diên"]),
        ("Quận Ninh Kiều", "Thới Bình", ["Ninh Kiều"]),
    ],
)
def test_what_the_resolutions_say(table: CommuneTable, district: str, commune: str, present: list[str]) -> None:
    found = [
        old
        for province in table.former_provinces
        for each in province.districts
        if f"{each.word} {each.name}" == district
        for old in each.communes
        if old.name == commune
    ]
    assert [sorted(new.name for new in old.successors) for old in found] == [present]


HEAD = "format\t1\nin_force\t2025-07-01\nbasis\tNQ\n"
SMALL = HEAD + "P\t01\tTỉnh\tMẫu\tNQ 1\nN\t00001\tXã\tAn\nO\t01\tTỉnh\tMẫu\t01\nD\t001\tHuyện\tTập\n"


def test_a_small_table_is_read() -> None:
    table = table_from_text(SMALL + "# a remark\n\nC\t00002\tXã\tBình\t00001\txã:chi\n")
    (province,) = table.former_provinces
    (commune,) = province.districts[0].communes
    assert commune.successors == (table.communes["00001"],)
    assert [(each.word, each.key) for each in commune.earlier] == [("xã", "chi")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 0"),
        ("format\t2\nP\t01\tTỉnh\tMẫu\tNQ", "line 2.*unknown format"),
        (HEAD + "X\t01", "line 4"),
        (HEAD + "P\t01\tTỉnh\tMẫu\tNQ\textra", "line 4.*too many columns"),
        (HEAD + "P\t01\tTỉnh\tMẫu\tNQ\nP\t01\tTỉnh\tMẫu\tNQ", "line 5.*province 01 stands twice"),
        (SMALL + "C\t00002\tXã\tBình\t00009", "line 8.*00009"),
        (SMALL + "C\t00002\tXã\tBình", "line 8.*became nothing"),
        (SMALL + "C\t00002\tXã\tBình\t00001\txã", "line 8.*no earlier name"),
        (SMALL, "line 7.*no communes"),
        (SMALL.replace("N\t00001\tXã\tAn\n", "N\t00001\tXã\tAn\nN\t00001\tXã\tAn\n"), "line 6.*stands twice"),
        (SMALL.replace("2025-07-01", "hôm qua"), "line"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        table_from_text(text)


@pytest.mark.parametrize(
    ("one", "other", "same_sound"),
    [
        ("Hòa Bình", "Hoà Bình", True),
        ("Hòa Bình", "hoa binh", False),
        ("Thủy", "Thuỷ", True),
        ("Mỹ Lộc", "Mĩ Lộc", True),
        ("Đắk Lắk", "Đắc Lak", False),
        ("Đăk Hà", "Đắk Hà", True),
        ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm", True),
        ("Ea H'leo", "Ea H’Leo", True),
        ("Ea H'leo", "Ea Hleo", False),
        ("4", "IV", True),
        ("4", "04", True),
        ("Tam Xuân II", "Tam Xuân 2", True),
        ("Hương Vân", "Hương Văn", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same_sound: bool) -> None:
    assert key(words_of(one)) == key(words_of(other))
    assert (sound(words_of(one)) == sound(words_of(other))) is same_sound


def test_other_names_have_other_keys() -> None:
    assert key(words_of("Tân Thành")) != key(words_of("Tân Thạnh Tây"))
    assert key(words_of("Xuân 1")) != key(words_of("Xuân 11"))
