"""National records: every doubt by a small record of its own, and the real file where it is at hand."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import Dong
from app.domain.catalogue_format import from_json, to_json
from app.domain.national_records import ImportReport, diff, read_records
from app.domain.national_records.papers import MOST_OF_ONE
from app.domain.procedures import (
    Channel,
    Doubt,
    FeeTier,
    PaperForm,
    ProcedureCase,
    ProcedureVersion,
    RequiredPaper,
    TimeLimit,
    TimeUnit,
)

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "national_procedures.json"


def time_row(value: object = 3, unit: str | None = "Ngày làm việc", fees: list[Any] | None = None) -> dict[str, Any]:
    return {"THOIGIANGIAIQUYET": value, "DONVITINH": unit, "MOTA": None, "PHILEPHI": fees or []}


def fee_row(amount: object, words: str | None = "") -> dict[str, Any]:
    return {"MAPHILEPHI": None, "SOTIEN": amount, "DONVI": "VND", "MOTA": words, "URL": None}


def paper_row(name: str, originals: object = 1, copies: object = 0, **more: object) -> dict[str, Any]:
    return {"MAGIAYTO": None, "TENGIAYTO": name, "TENMAUDON": None, "SOBANCHINH": originals, "SOBANSAO": copies} | more


def group(heading: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"TRUONGHOP": heading, "GIAYTO": list(rows)}


def record(**changes: object) -> dict[str, Any]:
    base: dict[str, Any] = {
        "MATTHC": "1.000001",
        "TENTTHC": "Thủ tục cấp giấy thử",
        "QUYETDINH": "1/QĐ-BTP",
        "TRANGTHAI": "1",
        "CAPTHUCHIEN": ["Cấp tỉnh", "Cấp xã"],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": None, "TENLINHVUC": "Chứng thực"}],
        "CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [time_row()]}],
        "THANHPHANHOSO": [group("Mặc định", paper_row("Tờ khai theo mẫu"))],
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G15.000031T", "TENKETQUA": "Trích lục"}],
    }
    return base | changes


def read(**changes: object) -> ProcedureVersion:
    report = read_records(json.dumps({"result": [record(**changes)]}))
    assert report.rejected == ()
    return report.accepted[0]


def timed(*rows: dict[str, Any]) -> ProcedureVersion:
    return read(CACHTHUCTHUCHIEN=[{"KENH": "1", "THOIGIAN": list(rows)}])


def asking(*groups: dict[str, Any]) -> ProcedureVersion:
    return read(THANHPHANHOSO=list(groups))


def doubts(version: ProcedureVersion) -> set[Doubt]:
    return {note.doubt for note in version.review}


def papers(version: ProcedureVersion) -> list[RequiredPaper]:
    return [paper for case in version.cases for paper in case.papers]


def test_a_clean_record_is_taken_whole() -> None:
    version = read()
    assert version.review == ()
    assert (version.code, version.name, version.field) == ("1.000001", "Cấp giấy thử", "Chứng thực")
    assert version.levels == ("commune", "province")
    assert version.cases[0].time_limits == ((Channel.COUNTER, TimeLimit(Decimal(3), TimeUnit.WORKING_DAY)),)
    assert version.cases[0].time_texts == ((Channel.COUNTER, "3 Ngày làm việc"),)
    assert [paper.name for paper in papers(version)] == ["Tờ khai theo mẫu"]


def test_the_letter_glued_to_a_result_code_is_dropped() -> None:
    assert read().result_codes == ("KQ.G15.000031",)


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ([time_row(3, None)], Doubt.UNIT_MISSING),
        ([time_row(3, "Tuần trăng")], Doubt.UNIT_MISSING),
        ([time_row(None, None)], Doubt.NO_LIMIT),
        ([time_row(0)], Doubt.NO_LIMIT),
        ([time_row("ba")], Doubt.NO_LIMIT),
        ([time_row(-3)], Doubt.NO_LIMIT),
        ([], Doubt.NO_LIMIT),
        ([time_row(1), time_row(3)], Doubt.SEVERAL_LIMITS),
        ([time_row(275, "Ngày")], Doubt.SEVERAL_LIMITS),
    ],
)
def test_a_doubtful_limit_stays_open(rows: list[dict[str, Any]], doubt: Doubt) -> None:
    version = timed(*rows)
    assert doubts(version) == {doubt}
    assert version.cases[0].time_limits == ((Channel.COUNTER, None),)
    assert version.review[0].place == "Trực tiếp / thời hạn"


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        (time_row(15, "Ngày"), TimeLimit(Decimal(15), TimeUnit.DAY)),
        (time_row("1", "Giờ"), TimeLimit(Decimal(1), TimeUnit.HOUR)),
        (time_row("0,5", "Ngày làm việc"), TimeLimit(Decimal("0.5"), TimeUnit.WORKING_DAY)),
        (time_row(2, "tháng"), TimeLimit(Decimal(2), TimeUnit.MONTH)),
    ],
)
def test_units_of_the_law(row: dict[str, Any], limit: TimeLimit) -> None:
    assert timed(row).cases[0].limit(Channel.COUNTER) == limit


def test_the_same_limit_said_twice_is_one_limit() -> None:
    assert timed(time_row(), time_row()).review == ()


def test_the_same_doubt_in_all_channels_is_said_once() -> None:
    ways = [{"KENH": str(kind), "THOIGIAN": [time_row(1, None)]} for kind in (1, 2, 3)]
    version = read(CACHTHUCTHUCHIEN=ways)
    assert [note.place for note in version.review] == ["Trực tiếp, Trực tuyến, Bưu chính / thời hạn"]


def priced(*rows: dict[str, Any], field: str = "Chứng thực") -> ProcedureVersion:
    return read(
        CACHTHUCTHUCHIEN=[{"KENH": "1", "THOIGIAN": [time_row(fees=list(rows))]}],
        LINHVUCTHUCHIEN=[{"TENLINHVUC": field}],
    )


@pytest.mark.parametrize("words", ["/trường hợp", "đồng/trường hợp", "đ / Trường hợp"])
def test_a_plain_fee_is_taken(words: str) -> None:
    version = priced(fee_row(10_000, words))
    fee = version.cases[0].fees[0]
    assert (fee.unit, fee.tiers) == ("trường hợp", (FeeTier(1, Dong(10_000)),))
    assert fee.channels == {Channel.COUNTER}
    assert version.review == ()


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (fee_row(8000, ""), Doubt.FEE_IN_TEXT),
        (fee_row(2000, "/trang"), Doubt.FEE_IN_TEXT),
        (fee_row(8000, "8.000 đồng/văn bản. Miễn cho hộ nghèo"), Doubt.FEE_IN_TEXT),
        (fee_row("theo quy định", "/trường hợp"), Doubt.FEE_IN_TEXT),
        (fee_row(None, None), Doubt.FEE_IN_TEXT),
        (fee_row(0, "Theo Nghị quyết của Hội đồng nhân dân"), Doubt.AMOUNT_RUN_TOGETHER),
        (fee_row(50, "50.000đ/giấy thông hành"), Doubt.AMOUNT_RUN_TOGETHER),
        (fee_row(20_001, "/trường hợp"), Doubt.AMOUNT_RUN_TOGETHER),
        (fee_row(50_000, "500.000 đồng/trường hợp"), Doubt.AMOUNT_RUN_TOGETHER),
        (fee_row(10**11, "/trường hợp"), Doubt.AMOUNT_RUN_TOGETHER),
    ],
)
def test_a_doubtful_fee_is_no_rule(row: dict[str, Any], doubt: Doubt) -> None:
    version = priced(row)
    assert doubts(version) == {doubt}
    assert version.cases[0].fees == ()


def test_two_amounts_in_one_channel_are_no_rule() -> None:
    version = priced(fee_row(10_000, "/trường hợp"), fee_row(20_000, "/trường hợp"))
    assert (doubts(version), version.cases[0].fees) == ({Doubt.FEE_IN_TEXT}, ())


@pytest.mark.parametrize(
    ("field", "found"), [("Hộ tịch", {Doubt.FREE_BUT_LOCAL}), ("Đất đai", {Doubt.FREE_BUT_LOCAL}), ("Thuế", set())]
)
def test_free_is_doubted_where_the_province_sets_fees(field: str, found: set[Doubt]) -> None:
    assert doubts(priced(fee_row(0, "Miễn phí"), field=field)) == found


def test_free_is_doubted_beside_a_channel_that_costs() -> None:
    ways = [
        {"KENH": "1", "THOIGIAN": [time_row(fees=[fee_row(50_000, "/thẻ")])]},
        {"KENH": "3", "THOIGIAN": [time_row(fees=[fee_row(0, "Miễn phí")])]},
    ]
    version = read(CACHTHUCTHUCHIEN=ways)
    assert [(note.doubt, note.place) for note in version.review] == [
        (Doubt.FREE_BUT_LOCAL, "Bưu chính / phí, lệ phí"),
    ]
    assert version.cases[0].fees[0].channels == {Channel.COUNTER}


def test_headings_that_are_no_cases() -> None:
    version = asking(
        group("Giấy tờ phải nộp", paper_row("Giấy chứng sinh")),
        group("Giấy tờ phải xuất trình", paper_row("Hộ chiếu hoặc thẻ căn cước")),
        group("Lưu ý", paper_row("Người nộp chịu trách nhiệm về giấy tờ")),
        group("Trường hợp ủy quyền thực hiện thủ tục", paper_row("Văn bản ủy quyền")),
    )
    assert [case.name for case in version.cases] == ["Mọi trường hợp"]
    assert [(paper.name, paper.form, paper.condition) for paper in papers(version)] == [
        ("Giấy chứng sinh", PaperForm.ORIGINAL, ""),
        ("Hộ chiếu hoặc thẻ căn cước", PaperForm.SHOWN, ""),
        ("Văn bản ủy quyền", PaperForm.ORIGINAL, "Trường hợp ủy quyền thực hiện thủ tục"),
    ]
    assert doubts(version) == {Doubt.NOTE_NOT_PAPER}


def test_real_cases_each_get_the_common_papers() -> None:
    version = asking(
        group("(i) Tạm trú theo danh sách, hồ sơ gồm:", paper_row("Danh sách người tạm trú")),
        group("Tạm trú của hộ gia đình", paper_row("Giấy tờ về chỗ ở")),
        group("Mặc định", paper_row("Tờ khai CT01")),
    )
    assert [(case.name, [paper.name for paper in case.papers]) for case in version.cases] == [
        ("Tạm trú theo danh sách", ["Danh sách người tạm trú", "Tờ khai CT01"]),
        ("Tạm trú của hộ gia đình", ["Giấy tờ về chỗ ở", "Tờ khai CT01"]),
    ]


def test_one_special_case_beside_papers_for_all_is_a_condition() -> None:
    version = asking(
        group("Mặc định", paper_row("Đơn đề nghị")),
        group("Trường hợp người chưa đủ 14 tuổi", paper_row("Giấy khai sinh")),
    )
    assert [case.name for case in version.cases] == ["Mọi trường hợp"]
    assert [(paper.name, paper.condition) for paper in papers(version)] == [
        ("Đơn đề nghị", ""),
        ("Giấy khai sinh", "Trường hợp người chưa đủ 14 tuổi"),
    ]


@pytest.mark.parametrize(
    ("row", "doubt", "kept"),
    [
        (paper_row("Trong đó ghi rõ số điện thoại", 1), Doubt.NOTE_NOT_PAPER, None),
        (paper_row("hoặc", 1), Doubt.NOTE_NOT_PAPER, None),
        (paper_row("Đối với giấy tờ nộp trực tiếp:", 0), Doubt.NOTE_NOT_PAPER, None),
        (paper_row("Giấy chứng nhận đã cấp", 0), Doubt.QUANTITY_ZERO, (1, 0, False)),
        (paper_row("Tờ khai ngày 28/8/", 20201), Doubt.QUANTITY_RUN_TOGETHER, (1, 0, True)),
        (paper_row("Bản khai", 1, 31), Doubt.QUANTITY_RUN_TOGETHER, (1, 0, True)),
    ],
)
def test_a_doubtful_paper(row: dict[str, Any], doubt: Doubt, kept: tuple[int, int, bool] | None) -> None:
    version = asking(group("Mặc định", paper_row("Đơn đề nghị"), row))
    assert doubts(version) == {doubt}
    found = [(paper.originals, paper.copies, paper.needed) for paper in papers(version)[1:]]
    assert found == ([kept] if kept else [])


def test_no_papers_at_all_is_noted() -> None:
    assert doubts(asking()) == {Doubt.NO_PAPERS}


@pytest.mark.parametrize(
    "groups",
    [
        group("Mặc định", paper_row("Đơn"), paper_row("đơn "), paper_row("Đơn đề nghị")),
        group("Đổi chủ hộ", paper_row("Đơn đề nghị"), paper_row("Đơn đề nghị")),
    ],
)
def test_the_same_paper_twice_means_cases_were_flattened(groups: dict[str, Any]) -> None:
    version = asking(groups)
    assert Doubt.CASES_FLATTENED in doubts(version)
    names = [paper.name.lower() for paper in papers(version)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản", "Trường hợp trẻ em bị bỏ rơi"),
        ("Văn bản ủy quyền trong trường hợp ủy quyền đăng ký.", "trong trường hợp ủy quyền đăng ký"),
        ("Chứng từ nộp tiền (nếu có)", "nếu có"),
        ("Giấy chứng nhận (bản gốc), trừ trường hợp quy định tại khoản 2 Điều 35", ""),
        ("Giấy chứng sinh; trường hợp không có thì nộp văn bản của người làm chứng", ""),
        ("Hợp đồng hoặc hợp đồng có công chứng trong trường hợp luật quy định", ""),
    ],
)
def test_in_doubt_a_paper_is_needed(name: str, condition: str) -> None:
    assert papers(asking(group("Mặc định", paper_row(name))))[0].condition == condition


def test_names_are_cleaned() -> None:
    rows = [
        paper_row("(iv) Giấy đề nghị;1.MuCT01banhnhkm (5)", TENMAUDON="Mẫu CT01.doc"),
        paper_row("Bản sao Giấy khai sinh", 0, 1, TENMAUDON=".doc", MAGIAYTO="KS01"),
        paper_row("Bản sao có chứng thực bằng cấp", 0, 2),
        paper_row("Bản sao không cần chứng thực giấy phép", 0, 1),
        paper_row("Xuất trình thẻ căn cước"),
        paper_row("Tờ khai\u0000  đa\u0303 k\u200eý \ud800"),
    ]
    found = papers(asking(group("Mặc định", *rows)))
    assert [(paper.name, paper.form, paper.template) for paper in found] == [
        ("Giấy đề nghị", PaperForm.ORIGINAL, "Mẫu CT01.doc"),
        ("Bản sao Giấy khai sinh", PaperForm.PHOTOCOPY, ""),
        ("Bản sao có chứng thực bằng cấp", PaperForm.CERTIFIED_COPY, ""),
        ("Bản sao không cần chứng thực giấy phép", PaperForm.PHOTOCOPY, ""),
        ("Xuất trình thẻ căn cước", PaperForm.SHOWN, ""),
        ("Tờ khai đã ký", PaperForm.ORIGINAL, ""),
    ]
    assert found[1].code == "KS01"


def test_codes_survive_a_second_import() -> None:
    first = asking(group("Trường hợp A", paper_row("Tờ khai  theo mẫu"), paper_row("Đơn")))
    second = asking(group("Trường hợp A", paper_row("Đơn"), paper_row("TỜ KHAI theo mẫu")))
    assert {paper.code for paper in papers(first)} == {paper.code for paper in papers(second)}
    assert first.cases[0].code == second.cases[0].code


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (record(MATTHC=""), "Không có mã"),
        (record(TENTTHC=None), "Không có tên"),
        (record(TRANGTHAI="0"), "không còn công khai"),
        ("chữ", "Không phải một bản ghi"),
    ],
)
def test_what_cannot_be_used_is_listed_with_a_reason(value: object, reason: str) -> None:
    report = read_records(json.dumps({"result": [value]}))
    assert report.accepted == ()
    assert reason in report.rejected[0].reason


def test_the_second_of_two_equal_codes_is_rejected() -> None:
    report = read_records(json.dumps([record(), record()]))
    assert ([v.code for v in report.accepted], [r.code for r in report.rejected]) == (["1.000001"], ["1.000001"])


@pytest.mark.parametrize("text", ["", "không phải JSON", "[" * 100_000, "7", '{"result": 7}'])
def test_no_list_of_procedures_is_said_plainly(text: str) -> None:
    report = read_records(text)
    assert (report.accepted, len(report.rejected)) == ((), 1)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        below = [found for key, item in value.items() for found in places(item, (*path, key))]
    elif isinstance(value, list):
        below = [found for number, item in enumerate(value) for found in places(item, (*path, number))]
    return [path, *below] if path else below


FULL = record(
    CACHTHUCTHUCHIEN=[
        {"KENH": "1", "THOIGIAN": [time_row(fees=[fee_row(10_000, "/trường hợp")]), time_row(5)]},
        {"KENH": "2", "THOIGIAN": [time_row(1, None, [fee_row(0, "Miễn phí")])]},
    ],
    THANHPHANHOSO=[
        group("Lưu ý", paper_row("Đối với giấy tờ:", 0)),
        group("Trường hợp A", paper_row("Đơn", TENMAUDON="a.doc"), paper_row("Giấy", 0)),
    ],
)
PLACES = places(FULL)


def replaced(holder: object, path: tuple[str | int, ...], value: object) -> object:
    """Return holder with value at path; a path that an earlier change took away is passed over."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(holder, dict) and step in holder:
        return holder | {step: replaced(holder[step], rest, value)}
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return [*holder[:step], replaced(holder[step], rest, value), *holder[step + 1 :]]
    return holder


def sound(report: ImportReport) -> None:
    """Check what must hold for whatever was imported."""
    for version in report.accepted:
        assert from_json(to_json(version)) == version
        assert version.cases
        assert all(limit_is_certain(version, case) for case in version.cases)
        assert all(paper.originals <= MOST_OF_ONE and paper.copies <= MOST_OF_ONE for paper in papers(version))
        assert all(paper.originals + paper.copies > 0 and paper.name for paper in papers(version))
        json.dumps(to_json(version), ensure_ascii=False).encode()


def limit_is_certain(version: ProcedureVersion, case: ProcedureCase) -> bool:
    names = {Channel.COUNTER: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu chính"}
    doubted = ", ".join(note.place for note in version.review if note.place.endswith("thời hạn"))
    return all((limit is None) == (names[channel] in doubted) for channel, limit in case.time_limits)


@given(st.lists(st.tuples(st.sampled_from(PLACES), json_values), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_mutated_record_raises_or_slips_through(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    mutated: object = FULL
    for path, value in changes:
        mutated = replaced(mutated, path, value)
    report = read_records(json.dumps([mutated]))
    assert len(report.accepted) + len(report.rejected) == 1
    sound(report)


@given(json_values)
@settings(deadline=None)
def test_no_json_raises(value: object) -> None:
    sound(read_records(json.dumps(value)))


@pytest.mark.skipif(not REAL.exists(), reason="the published records are not at hand")
def test_the_published_records_all_import_or_are_listed() -> None:
    report = read_records(REAL.read_text("utf-8"))
    assert len(report.accepted) + len(report.rejected) == 458
    assert all(rejected.reason for rejected in report.rejected)
    assert len(report.accepted) >= 450
    sound(report)
    found = {doubt for version in report.accepted for doubt in doubts(version)}
    assert found == set(Doubt)


def test_a_new_version_says_what_it_changes() -> None:
    old = read()
    new = read(
        TENTTHC="Cấp giấy thử nghiệm",
        CACHTHUCTHUCHIEN=[{"KENH": kind, "THOIGIAN": [time_row(5)]} for kind in ("1", "2")],
        THANHPHANHOSO=[group("Mặc định", paper_row("Đơn đề nghị"), paper_row("Tờ khai theo mẫu", 2))],
    )
    assert diff(old, old) == ()
    assert diff(old, new) == (
        "Tên: Cấp giấy thử → Cấp giấy thử nghiệm",
        "Mọi trường hợp, Trực tiếp: thời hạn 3 ngày làm việc → 5 ngày làm việc",
        "Mọi trường hợp, Trực tuyến: thời hạn không thực hiện → 5 ngày làm việc",
        "Mọi trường hợp: đổi yêu cầu đối với giấy tờ “Tờ khai theo mẫu”",
        "Mọi trường hợp: thêm giấy tờ “Đơn đề nghị”",
    )


def test_a_new_version_says_which_cases_come_and_go() -> None:
    old = asking(group("Trường hợp A", paper_row("Đơn")))
    new = asking(group("Trường hợp B", paper_row("Đơn")), group("Lưu ý", paper_row("Ghi nhớ")))
    assert diff(old, new) == (
        "Bỏ trường hợp “Trường hợp A”",
        "Thêm trường hợp “Trường hợp B”",
        "1 chỗ chưa rõ cần người quản trị xem",
    )
