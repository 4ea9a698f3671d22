"""Which column means what, and what a line becomes."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import PersonProblem
from app.domain.checks import Severity
from app.domain.dossiers import PaperState, PaymentWay, ReturnPlace
from app.domain.drafts import Draft
from app.domain.importing.columns import find_columns, normal
from app.domain.importing.lines import Read, meaning_of, read_line, repeated
from app.domain.importing.table import SheetCell, SheetLine
from app.domain.importing.template import TITLES, how_to_fill
from app.domain.people import Gender, PartyKind
from app.services.reference import shipped_procedures

BIRTH = next(version for version in shipped_procedures() if version.code == "1.001193")


def line(*texts: str | int, place: int = 1) -> SheetLine:
    return SheetLine(place, tuple(SheetCell(str(text), isinstance(text, int)) for text in texts))


def meant(*titles: str) -> dict[str, int]:
    return dict(find_columns([line(*titles)]).places)


def read(titles: list[str], *cells: str | int) -> Read:
    return read_line(line(*cells), find_columns([line(*titles)]), uuid4(), BIRTH)


def test_the_template_means_what_it_says() -> None:
    assert meant(*TITLES.values()) == {meaning: place for place, meaning in enumerate(TITLES)}
    assert ("Giấy tờ 1", BIRTH.cases[0].papers[0].name) in how_to_fill(BIRTH)


@given(st.sampled_from(sorted(TITLES.items())), st.data())
def test_accents_case_and_signs_are_forgiven(title: tuple[str, str], data: st.DataObject) -> None:
    meaning, text = title
    change = data.draw(st.sampled_from([str.upper, normal, lambda t: f" {t.replace(' ', '  ')}: ", str.title]))
    found = meant(change(text), "Họ tên người nộp" if meaning != "submitter.full_name" else "Ghi chú")
    assert found[meaning] == 0


def test_a_list_of_a_village_is_read() -> None:
    lines = [
        line("DANH SÁCH ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI"),
        line("Thôn 3, xã Thạnh Mỹ", "", "2026"),
        line("STT", "Họ và tên", "Ngày, tháng, năm sinh", "Nam/Nữ", "Số CCCD", "Nơi ở hiện nay", "SĐT", "Hoàn cảnh"),
    ]
    columns = find_columns(lines)
    assert columns.line == 2
    assert dict(columns.places) == {
        "submitter.full_name": 1, "submitter.birth": 2, "submitter.gender": 3, "submitter.personal_id": 4,
        "submitter.address": 5, "submitter.phone": 6,
    }  # fmt: skip
    assert columns.unused == ("Hoàn cảnh",)


def test_a_name_that_does_not_say_whose_is_the_owners_where_somebody_hands_in() -> None:
    assert meant("Người nộp", "CCCD người nộp", "Họ và tên", "CCCD") == {
        "submitter.full_name": 0, "submitter.personal_id": 1, "owner.full_name": 2, "owner.personal_id": 3,
    }  # fmt: skip
    both = find_columns([line("Người nộp", "Chủ hồ sơ", "Điện thoại")])
    assert both.unused == ("Điện thoại",)


def test_columns_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(PersonProblem, match=r"imports\.same_column"):
        meant("Họ tên", "Họ và tên", "CCCD")
    with pytest.raises(PersonProblem, match=r"imports\.no_titles"):
        meant("Cột 1", "Cột 2")
    with pytest.raises(PersonProblem, match=r"imports\.no_titles"):
        find_columns([])


def test_a_line_becomes_a_draft() -> None:
    titles = [
        "Người nộp",
        "CCCD người nộp",
        "Chủ hồ sơ",
        "Ngày sinh chủ hồ sơ",
        "Giới tính chủ hồ sơ",
        "Giấy tờ đã nộp",
    ]
    titles += ["Cách nộp phí", "Số bộ", "Trả qua bưu chính", "Ghi chú"]
    draft = read(
        titles, "Lê A", "049080000011", "Trần Bé", "2/9/2020", "NỮ", "đủ", "Tiền mặt", "2", "Thôn 3", "gấp"
    ).draft
    assert (draft.submitter.full_name, draft.submitter.personal_id) == ("Lê A", "049080000011")
    assert draft.owner is not None
    assert (draft.owner.full_name, draft.owner.birth, draft.owner.gender) == ("Trần Bé", "2/9/2020", Gender.FEMALE)
    assert (draft.payment, draft.sets, draft.note) == (PaymentWay.CASH, 2, "gấp")
    assert (draft.return_place, draft.return_detail) == (ReturnPlace.POST, "Thôn 3")
    assert PaperState.MISSING not in {paper.state for paper in draft.papers}
    assert draft.procedure_code == BIRTH.code


def test_who_hands_in_for_himself_is_the_owner() -> None:
    titles = ["Người nộp", "Chủ hồ sơ", "CCCD chủ hồ sơ"]
    assert read(titles, "Lê A", "", "").draft.owner is None
    alone = read(titles, "", "Lê A", "049080000011").draft
    assert (alone.submitter.full_name, alone.owner) == ("Lê A", None)
    assert read(["Họ tên", "MST"], "Công ty A", "0400123456").draft.submitter.kind is PartyKind.ENTERPRISE


def test_zeros_that_a_spreadsheet_took_come_back_and_are_told() -> None:
    found = read(["Họ tên", "CCCD", "SĐT"], "Lê A", 49080000011, 905123456)
    assert found.draft.submitter.personal_id == "049080000011"
    assert found.draft.submitter.phone == "0905123456"
    assert {one.field for one in found.findings} == {"submitter.personal_id", "submitter.phone"}
    assert {one.severity for one in found.findings} == {Severity.WARNING}
    typed = read(["Họ tên", "CCCD"], "Lê A", "49080000011")
    assert typed.draft.submitter.personal_id == "49080000011"
    assert read(["Họ tên", "CCCD"], "Lê A", 12345).draft.submitter.personal_id == "12345"


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("Giới tính", "khác", "imports.gender_not_understood"),
        ("Cách nộp phí", "bằng gà", "imports.payment_not_understood"),
        ("Số bộ", "hai", "imports.sets_not_understood"),
        ("Số bộ", "0", "imports.sets_not_understood"),
        ("Giấy tờ đã nộp", "một ít", "imports.papers_not_understood"),
        ("Giấy tờ đã nộp", "1, 99", "imports.papers_not_understood"),
        ("Trường hợp", "không có", "imports.no_such_case"),
    ],
)
def test_an_answer_that_is_not_understood_is_told_and_left_out(title: str, text: str, code: str) -> None:
    found = read(["Họ tên", title], "Lê A", text)
    (fault,) = found.findings
    assert (fault.code, fault.severity) == (code, Severity.ERROR)
    assert find_columns([line("Họ tên", title)]).title(fault.field) == title
    assert (found.draft.sets, found.draft.payment) == (1, PaymentWay.LATER)


def test_papers_are_ticked_by_their_number() -> None:
    entries = {paper.ordinal: paper.state for paper in read(["Họ tên", "Giấy tờ"], "Lê A", "1; 2").draft.papers}
    assert PaperState.MISSING not in {entries[1], entries[2]}
    assert all(paper.state is not PaperState.HANDED_IN for paper in read(["Họ tên", "Giấy tờ"], "A", "").draft.papers)


@pytest.mark.parametrize(
    ("field", "meaning"),
    [
        ("full_name", "submitter.full_name"), ("owner.birth_date", "owner.birth"), ("birth", "submitter.birth"),
        ("paper.3", "papers"), ("return_detail", "post"), ("fee", ""), ("appointment", ""),
    ],
)  # fmt: skip
def test_a_finding_is_led_to_its_column(field: str, meaning: str) -> None:
    assert meaning_of(field) == meaning


@given(st.lists(st.frozensets(st.integers(0, 5), max_size=2), max_size=12))
def test_repetitions_name_the_first_of_their_kind(keys: list[frozenset[int]]) -> None:
    found = repeated(frozenset[object](each) for each in keys)
    for place, mine in enumerate(keys):
        earlier = [before for before in range(place) if keys[before] & mine]
        assert found.get(place) == (min(earlier) if earlier else None)


@given(st.lists(st.text(max_size=20), min_size=6, max_size=6))
def test_whatever_stands_in_the_cells_a_line_is_read(cells: list[str]) -> None:
    titles = ["Họ tên", "Giới tính", "Số bộ", "Giấy tờ", "Cách nộp phí", "Trường hợp"]
    found = read(titles, *cells)
    assert isinstance(found.draft, Draft)
    assert all(one.field for one in found.findings)
