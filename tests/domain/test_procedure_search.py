"""Finding procedures as clerks ask for them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.core.vietnamese import fold
from app.domain.catalogue_format import pack_from_json
from app.domain.procedure_search import ProcedureHit, ProcedureIndex
from app.domain.procedures import ProcedureCase, ProcedureVersion
from app.domain.search_words import one_typo


def procedure(
    code: str, name: str, field: str, nicknames: tuple[str, ...] = (), cases: tuple[str, ...] = ()
) -> ProcedureVersion:
    made = tuple(ProcedureCase(code=str(n), name=text, papers=(), time_limits=()) for n, text in enumerate(cases))
    return ProcedureVersion(code, 1, name, field, "163/QĐ-BTP", made, nicknames=nicknames)


CATALOGUE = (
    procedure("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", ("giấy khai sinh",), ("Đúng hạn", "Quá hạn")),
    procedure("1.004884", "Thủ tục đăng ký lại khai sinh", "Hộ tịch"),
    procedure("1.000689", "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", "Hộ tịch"),
    procedure("1.000656", "Thủ tục đăng ký khai tử", "Hộ tịch", ("báo tử", "giấy chứng tử")),
    procedure("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch"),
    procedure("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", ("giấy độc thân",)),
    procedure("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực", ("sao y bản chính",)),
    procedure("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", ("nhập hộ khẩu",)),
    procedure("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú", ("KT3",)),
    procedure("1.001612", "Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động hộ kinh doanh"),
    procedure("1.013226", "Điều chỉnh giấy phép xây dựng", "Hoạt động xây dựng"),
    procedure("1.013225", "Cấp giấy phép xây dựng mới", "Hoạt động xây dựng", ("xin phép xây nhà",)),
)


@pytest.fixture(scope="module")
def index() -> ProcedureIndex:
    return ProcedureIndex(CATALOGUE)


def codes(hits: tuple[ProcedureHit, ...]) -> list[str]:
    return [hit.procedure.code for hit in hits]


def marked(hit: ProcedureHit) -> list[str]:
    return [hit.procedure.name[start:end] for start, end in hit.name_spans]


@pytest.mark.parametrize(
    "text", ["1193", "001193", "1.001193", "1001193", "1.001193.000.00.00.H48", " 1.001193 ", "1.1193"]
)
def test_code_in_every_form(index: ProcedureIndex, text: str) -> None:
    assert codes(index.search(text))[0] == "1.001193"


def test_part_of_a_code_shows_its_place(index: ProcedureIndex) -> None:
    (hit,) = index.search("1193")
    assert hit.code_span is not None
    assert hit.procedure.code[slice(*hit.code_span)] == "1193"
    assert codes(index.search("0132")) == ["1.013226", "1.013225"] or codes(index.search("0132")) == [
        "1.013225",
        "1.013226",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khai sinh", "1.001193"),
        ("đăng ký khai sinh", "1.001193"),
        ("sinh khai", "1.001193"),
        ("kha si", "1.001193"),
        ("ks", "1.001193"),
        ("dkks", "1.001193"),
        ("khaisinh", "1.001193"),
        ("khai snih", "1.001193"),
        ("lại khai sinh", "1.004884"),
        ("khai sinh nhận cha", "1.000689"),
        ("khai tử", "1.000656"),
        ("chung tu", "1.000656"),
        ("doc than", "1.004873"),
        ("tthn", "1.004873"),
        ("sao y", "2.000815"),
        ("kt3", "1.004194"),
        ("ho khau", "1.004222"),
        ("hkd", "1.001612"),
        ("gpxd mới", "1.013225"),
        ("xay nha", "1.013225"),
    ],
)
def test_best_hit(index: ProcedureIndex, text: str, code: str) -> None:
    assert codes(index.search(text))[0] == code


def test_words_nobody_knows_do_not_hide_the_right_one(index: ProcedureIndex) -> None:
    assert "1.001193" in codes(index.search("làm giúp giấy khai sinh cho cháu bé", limit=3))


def test_clerks_find_the_right_one_among_the_first_three() -> None:
    """At least 95 of 100 phrases as clerks say them, without the help of daily use."""
    packs = sorted((RESOURCES / "procedures").glob("*.json"))
    shipped = ProcedureIndex([one for pack in packs for one in pack_from_json(pack.read_text("utf-8")).procedures])
    phrases = json.loads(Path(__file__).with_name("procedure_phrases.json").read_text("utf-8"))
    asked = [(phrase, code) for code, several in phrases.items() for phrase in several]
    missed = [(phrase, code) for phrase, code in asked if code not in codes(shipped.search(phrase, limit=3))]
    assert len(asked) >= 200
    assert len(missed) <= len(asked) * 0.05, missed


def test_accents_that_were_typed_count() -> None:
    both = ProcedureIndex(
        (procedure("1.000001", "Chứng từ", "Thuế"), procedure("1.000002", "Giấy chứng tử", "Hộ tịch"))
    )
    assert codes(both.search("chứng tử"))[0] == "1.000002"
    assert codes(both.search("chứng từ"))[0] == "1.000001"


def test_what_was_found_is_marked(index: ProcedureIndex) -> None:
    assert marked(index.search("dang khai sinh")[0]) == ["đăng", "khai", "sinh"]
    assert marked(index.search("đăng ký kết hôn")[0]) == ["đăng", "ký", "kết", "hôn"]
    assert marked(index.search("khai sin")[0]) == ["khai", "sin"]
    assert marked(index.search("ks")[0]) == ["k", "s"]
    assert marked(index.search("khaisinh")[0]) == ["khai sinh"]


def test_a_nickname_explains_the_hit(index: ProcedureIndex) -> None:
    hit = index.search("doc than")[0]
    assert hit.nickname == "giấy độc thân"
    assert [hit.nickname[start:end] for start, end in hit.nickname_spans] == ["độc", "thân"]


def test_daily_use_decides_among_equals_but_not_against_the_words(index: ProcedureIndex) -> None:
    usage = {"1.013226": 400, "1.001193": 3}
    assert codes(index.search("giấy phép xây dựng", usage=usage))[0] == "1.013226"
    assert codes(index.search("khai sinh", usage=usage))[0] == "1.001193"


def test_nothing_typed_shows_the_most_used(index: ProcedureIndex) -> None:
    assert codes(index.search("  ", usage={"1.000894": 5, "2.000815": 90})) == ["2.000815", "1.000894"]
    assert index.search("") == ()


@pytest.mark.parametrize("text", ["zzzz", "hải quan", "9999"])
def test_what_nobody_knows_finds_nothing(index: ProcedureIndex, text: str) -> None:
    assert index.search(text) == ()


def test_an_empty_catalogue_is_no_mishap() -> None:
    empty = ProcedureIndex(())
    assert len(empty) == 0
    assert empty.search("khai sinh") == empty.search("1193") == ()


def test_limit(index: ProcedureIndex) -> None:
    assert len(index.search("đăng ký", limit=2)) == 2


@given(st.text(max_size=40), st.integers(1, 5))
def test_any_text_has_ordered_hits_with_sound_spans(text: str, limit: int) -> None:
    hits = ProcedureIndex(CATALOGUE).search(text, limit=limit)
    assert len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        spans = [0, *(edge for span in hit.name_spans for edge in span), len(hit.procedure.name)]
        assert spans == sorted(spans)


@given(st.sampled_from(CATALOGUE), st.data())
def test_every_name_finds_itself_without_accents_in_any_order(one: ProcedureVersion, data: st.DataObject) -> None:
    words = data.draw(st.permutations(fold(one.name).replace(",", "").split()))
    assert one.code in codes(ProcedureIndex(CATALOGUE).search(" ".join(words), limit=3))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_typo_is_what_edit_distance_says(one: str, other: str) -> None:
    shorter = {one[:at] + one[at + 1 :] for at in range(len(one))}
    longer = {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in "abc"}
    changed = {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in "abc"}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    assert one_typo(one, other) == (other != one and other in shorter | longer | changed | swapped)
