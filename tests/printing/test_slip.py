"""The reception slip: what was given is what stands on the paper, whatever it is."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.people import Parties, Party, PartyKind
from app.printing import fonts
from app.printing.forms.pages import PRACTICE_MARK
from app.printing.forms.sets import form_layout, house, set_names
from app.printing.forms.sheets import PaperSize
from app.printing.forms.slip import SlipData, SlipFee, SlipPaper, render_slip
from app.printing.preview import first_page_mm, page_count
from tests.printing.reading import bare, pictures, texts

_SETS = ("tt03-2025", "tt01-2018")
_SIZES: tuple[PaperSize, ...] = ("A4", "A5")
_SYLLABLES = (
    "Nguyễn",
    "Đặng",
    "Thị",
    "Ánh",
    "Nguyệt",
    "Ươm",
    "Huỳnh",
    "Quỳnh",
    "Ỷ",
    "Lẫm",
    "Ngộ",
    "Bẩy",
    "Xuân",
    "Hằng",
)
_VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

names = st.lists(
    st.one_of(st.sampled_from(_SYLLABLES), st.text(_VIETNAMESE, min_size=1, max_size=7)), min_size=1, max_size=9
)
# Anything a person can paste, the shapes of the fonts permitting.
any_text = st.text(
    st.characters(max_codepoint=0x3FF, exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zs")), max_size=120
)


def test_both_sets_are_there_newest_first() -> None:
    assert set_names() == _SETS
    assert [form_layout("slip", name).name for name in _SETS] == [f"slip-{name}" for name in _SETS]


@pytest.mark.parametrize("layout", _SETS)
@pytest.mark.parametrize("paper", _SIZES)
def test_everything_given_is_on_the_paper(slip_data: SlipData, layout: str, paper: PaperSize) -> None:
    pages = texts(render_slip(slip_data, layout, paper))
    assert len(pages) == 2
    form = form_layout("slip", layout)
    for page, label in zip(pages, form.copies, strict=True):
        expected = [
            "ỦY BAN NHÂN DÂN XÃ THẠNH MỸ",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ THẠNH MỸ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Thạnh Mỹ, ngày 22 tháng 11 năm 2026",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            f"({label})",
            "Mã hồ sơ: H17.32-261122-100017",
            "Số: 0017/TTPVHCC",
            "Nguyễn Thị Hồng Nhung",
            "Đăng ký khai sinh",
            *(item.name for item in slip_data.papers),
            "(chỉ xuất trình)",
            "Số lượng hồ sơ: 01 (bộ)",
            "01 ngày làm việc",
            "08 giờ 05 phút, ngày 22 tháng 11 năm 2026",
            "17 giờ 00 phút, ngày 23 tháng 11 năm 2026",
            "16.000 đ (Mười sáu nghìn đồng) – tiền mặt",
            "quyển số: 02; số thứ tự: 117",
            "Trần Văn Đức",
            "https://dichvucong.gov.vn/tra-cuu?ma=H17.32-261122-100017",
        ]
        missing = [text for text in expected if bare(text) not in bare(page)]
        assert missing == []
    # The number of the citizen is new in the set of 2025.
    assert ("048190001234" in pages[0]) == (layout == "tt03-2025")


@settings(max_examples=25, deadline=None)
@given(name=names, content=names, layout=st.sampled_from(_SETS), paper=st.sampled_from(_SIZES))
def test_vietnamese_names_come_back_letter_by_letter(
    slip_data: SlipData, name: list[str], content: list[str], layout: str, paper: PaperSize
) -> None:
    full_name, wanted = " ".join(name), " ".join(content)
    data = replace(slip_data, parties=Parties(Party(full_name)), content=wanted, clerk_name=full_name)
    text = bare("".join(texts(render_slip(data, layout, paper))))
    assert text.count(bare(full_name)) >= 2 * 3
    assert bare(wanted) in text


@settings(max_examples=25, deadline=None)
@given(text=any_text, count=st.integers(0, 12), paper=st.sampled_from(_SIZES))
def test_no_text_breaks_a_slip(slip_data: SlipData, text: str, count: int, paper: PaperSize) -> None:
    data = replace(
        slip_data,
        parties=Parties(Party(text, address=text), Party(text), text),
        content=text,
        papers=tuple(SlipPaper(text, note=text) for _ in range(count)),
        return_place=text,
        office_name=text,
    )
    shapes = frozenset().union(*(fonts.load()[name] for name in (fonts.REGULAR, fonts.SIGNS)))
    if missing := [letter for letter in tidy(text) + tidy(text.upper()) if ord(letter) not in shapes]:
        with pytest.raises(PersonProblem) as told:
            render_slip(data, "tt03-2025", paper)
        assert told.value.code == "printing.letter_missing"
        assert told.value.params["letter"] in missing
    else:
        assert page_count(render_slip(data, "tt03-2025", paper)) % 2 == 0


def test_markup_in_user_text_is_only_text(slip_data: SlipData) -> None:
    data = replace(slip_data, governing_body="Sở A & B", content='<b>A & B</b> <para align="x"/> {number} %s')
    assert "SỞA&B" in bare(texts(render_slip(data, "tt03-2025", "A4"))[0])
    assert '<b>A&B</b><paraalign="x"/>{number}%s' in bare(texts(render_slip(data, "tt03-2025", "A4"))[0])


def test_a_letter_without_shape_is_refused_by_name(slip_data: SlipData) -> None:
    with pytest.raises(PersonProblem) as told:
        render_slip(replace(slip_data, content="Khai sinh 漢"), "tt03-2025", "A4")
    assert (told.value.code, told.value.params["letter"]) == ("printing.letter_missing", "漢")


def test_tick_boxes_come_from_the_second_font(slip_data: SlipData) -> None:
    assert (
        "☑ Quầy ☐ Bưu chính"
        in texts(render_slip(replace(slip_data, return_place="☑ Quầy ☐ Bưu chính"), "tt03-2025", "A4"))[0]
    )


def test_decomposed_letters_are_composed(slip_data: SlipData) -> None:
    decomposed = replace(slip_data, clerk_name="Tra\u0302\u0300n Va\u0306n \u0110u\u031b\u0301c")
    assert render_slip(decomposed, "tt03-2025", "A4") == render_slip(slip_data, "tt03-2025", "A4")


def test_the_same_data_give_the_same_bytes_and_only_subsets_of_fonts(slip_data: SlipData) -> None:
    first = render_slip(slip_data, "tt03-2025", "A4")
    assert render_slip(slip_data, "tt03-2025", "A4") == first
    assert len(first) < 150_000
    embedded = re.findall(rb"/FontName /([A-Z]{6})\+LiberationSerif", first)
    assert len(embedded) == 3


@pytest.mark.parametrize("paper", _SIZES)
@pytest.mark.parametrize("number", ["H17.32-261122-100017", "000.00.15.H26-250701-0001", "TAM-1"])
@pytest.mark.parametrize("practice", [False, True])
def test_barcode_and_qr_are_read_back_at_200_dpi(
    slip_data: SlipData, paper: PaperSize, number: str, practice: bool
) -> None:
    data = replace(slip_data, number=number, practice=practice, provisional=True, reprint=1)
    pages = pictures(render_slip(data, "tt03-2025", paper), 200)
    for page in (pages[0], pages[len(pages) // 2]):
        found = {
            code.format: code.text
            for code in zxingcpp.read_barcodes(page, formats=zxingcpp.barcode_formats_from_str("Code128,QRCode"))
        }
        assert found == {
            zxingcpp.BarcodeFormat.Code128: number,
            zxingcpp.BarcodeFormat.QRCode: f"https://dichvucong.gov.vn/tra-cuu?ma={number}",
        }


@pytest.mark.parametrize("url", ["", "https://dichvucong.gov.vn"])
def test_without_a_link_to_the_dossier_the_qr_is_the_number(slip_data: SlipData, url: str) -> None:
    page = pictures(render_slip(replace(slip_data, lookup_url=url), "tt03-2025", "A4"), 200)[0]
    (code,) = zxingcpp.read_barcodes(page, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    assert code.text == slip_data.number


@pytest.mark.parametrize("layout", _SETS)
@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("A5", (148, 210))])
def test_margins_are_kept_and_used(slip_data: SlipData, layout: str, paper: PaperSize, size: tuple[int, int]) -> None:
    data = replace(slip_data, papers=slip_data.papers * 10)
    pdf = render_slip(data, layout, paper)
    assert first_page_mm(pdf) == size
    sheet, said = house().sheets[paper], texts(pdf)
    dpi = 127  # five dots a millimetre
    for number, page in enumerate(pictures(pdf, dpi)[: page_count(pdf) // 2], start=1):
        if number > 1:
            # The page number stands in the upper margin, as the decree wants it.
            page.paste(255, (0, 0, page.width, int(sheet.top * 5) - 3))
        left, top, right, bottom = page.point(lambda value: 255 if value < 128 else 0).getbbox() or (0, 0, 0, 0)
        assert left / 5 >= sheet.left - 0.5
        assert right / 5 <= size[0] - sheet.right + 0.5
        if "Thành phần hồ sơ" in said[number - 1]:
            # The frame of the list of papers reaches from margin to margin.
            assert left / 5 == pytest.approx(sheet.left, abs=0.5)
            assert right / 5 == pytest.approx(size[0] - sheet.right, abs=0.5)
        assert sheet.top - 0.4 <= top / 5 <= sheet.top + 2
        assert bottom / 5 <= size[1] - sheet.bottom + 0.4


def test_type_and_margins_are_those_of_the_decree() -> None:
    sheet = house().sheets["A4"]
    assert 30 <= sheet.left <= 35
    assert 15 <= sheet.right <= 20
    assert 20 <= sheet.top <= 25
    assert 20 <= sheet.bottom <= 25
    assert 12 <= sheet.head_type <= 13 <= sheet.motto_type <= 14
    assert all(13 <= size <= 14 for size in (sheet.title_type, sheet.body_type, sheet.page_type))
    for paper in _SIZES:
        assert house().sheets[paper].qr >= 12
        assert all(0.30 <= module <= 0.33 for module in house().sheets[paper].bar_modules)


@settings(max_examples=15, deadline=None)
@given(count=st.integers(0, 45), layout=st.sampled_from(_SETS), paper=st.sampled_from(_SIZES))
def test_long_lists_break_well(slip_data: SlipData, count: int, layout: str, paper: PaperSize) -> None:
    papers = tuple(
        SlipPaper(f"Giấy tờ số {index}, kèm bản vẽ và thuyết minh", originals=1) for index in range(1, count + 1)
    )
    pages = texts(render_slip(replace(slip_data, papers=papers, copies=(1,)), layout, paper))
    heads = [index for index, page in enumerate(pages) if "Giấy tờ số" in page]
    for index, page in enumerate(pages):
        # Page numbers from the second page on, the head of the list on each page that has a part of it.
        assert page.split()[-1].isdigit() == (index > 0)
        assert index == 0 or page.split()[-1] == str(index + 1)
        assert ("chứng" in page) == (index in heads or not count)
    whole = bare("".join(pages))
    assert all(bare(f"Giấy tờ số {index},") in whole for index in range(1, count + 1))
    # Who signs sees at least the last lines above the signatures.
    signing = next(page for page in pages if "NGƯỜI TIẾP NHẬN HỒ SƠ" in page)
    assert signing is pages[-1]
    assert "NGƯỜI NỘP HỒ SƠ" in signing
    assert "số thứ tự" in signing
    assert "Trần Văn Đức" in signing


def test_one_paper_with_an_endless_name_is_split(slip_data: SlipData) -> None:
    endless = replace(slip_data, papers=(SlipPaper("Bản vẽ thiết kế công trình " * 300),), copies=(2,))
    pages = texts(render_slip(endless, "tt03-2025", "A5"))
    assert len(pages) > 3
    assert bare("".join(pages)).count("Bảnvẽthiếtkếcôngtrình") >= 295


def test_practice_reprint_and_provisional_are_on_every_copy(slip_data: SlipData) -> None:
    data = replace(slip_data, practice=True, reprint=3, provisional=True, papers=slip_data.papers * 8)
    pages = texts(render_slip(data, "tt03-2025", "A4"))
    assert len(pages) == 4
    assert all(page.count(PRACTICE_MARK) == 3 for page in pages)
    for first in (pages[0], pages[2]):
        assert "BẢN IN LẠI lần 3" in first
        assert "SỐ TẠM" in first
        assert "Số tạm do quầy cấp" in first
    plain = "".join(texts(render_slip(slip_data, "tt03-2025", "A4")))
    assert not any(mark in plain for mark in (PRACTICE_MARK, "BẢN IN LẠI", "SỐ TẠM"))


def test_owner_and_authorised_person_are_told_apart(slip_data: SlipData) -> None:
    son, mother = Party("Lê Văn Nam", personal_id="048090001234"), Party("Đỗ Thị Mẹ", personal_id="048160000001")
    acting = texts(
        render_slip(replace(slip_data, parties=Parties(son, mother, "Giấy ủy quyền 12")), "tt03-2025", "A4")
    )[0]
    assert "Tiếp nhận hồ sơ của Ông (Bà): Đỗ Thị Mẹ" in acting
    assert "Người được ủy quyền: Lê Văn Nam; số định danh: 048090001234" in acting
    assert "Giấy tờ ủy quyền: Giấy ủy quyền 12" in acting
    assert "Chủ hồ sơ" not in acting
    bringing = texts(render_slip(replace(slip_data, parties=Parties(son, mother)), "tt03-2025", "A4"))[0]
    assert "Tiếp nhận hồ sơ của Ông (Bà): Lê Văn Nam" in bringing
    assert "Chủ hồ sơ: Đỗ Thị Mẹ; số định danh: 048160000001" in bringing
    assert "ủy quyền" not in bringing


def test_an_organisation_signs_by_its_representative(slip_data: SlipData) -> None:
    company = Party("CÔNG TY TNHH ĐẠI PHÁT", PartyKind.ENTERPRISE, tax_code="0400123456", representative="Phạm Thị Ánh")
    page = bare(
        texts(
            render_slip(replace(slip_data, parties=Parties(company), acts_for="Bưu điện Nam Giang"), "tt03-2025", "A4")
        )[0]
    )
    assert bare("Tổ chức: CÔNG TY TNHH ĐẠI PHÁT (người đại diện: Phạm Thị Ánh)") in page
    assert bare("Mã số tổ chức: 0400123456") in page
    assert page.count(bare("Phạm Thị Ánh")) == 2
    assert bare("Thực hiện thay: Bưu điện Nam Giang") in page


def test_fees_are_listed_with_exemption_and_sum(slip_data: SlipData) -> None:
    fees = (SlipFee("Lệ phí", Dong(0), "hộ nghèo"), SlipFee("Bản sao", Dong(16000)))
    page = bare(texts(render_slip(replace(slip_data, fees=fees), "tt03-2025", "A4"))[0])
    assert (
        bare("Lệ phí: 0 đ (miễn, giảm: hộ nghèo); Bản sao: 16.000 đ. Tổng cộng: 16.000 đ (Mười sáu nghìn đồng)") in page
    )


def test_empty_values_leave_room_to_write(slip_data: SlipData) -> None:
    empty = replace(slip_data, parties=Parties(Party("")), return_place="", form_number="", place="", papers=())
    page = texts(render_slip(empty, "tt03-2025", "A4"))[0]
    for label in ("Địa chỉ:", "Số điện thoại:", "email:", "Đăng ký nhận kết quả tại:", "Số:", "Số định danh cá nhân:"):
        assert re.search(re.escape(label) + r"\s*\.{8}", page), label
    assert "Không có giấy tờ nộp kèm" in page


def test_problems_are_named(slip_data: SlipData) -> None:
    def code(act: Callable[[], object]) -> str:
        with pytest.raises(PersonProblem) as told:
            act()
        return told.value.code

    assert code(lambda: render_slip(slip_data, "tt99", "A4")) == "printing.layout_unknown"
    assert (
        code(lambda: render_slip(replace(slip_data, number="A" * 60), "tt03-2025", "A5")) == "printing.number_too_long"
    )
    assert code(lambda: render_slip(replace(slip_data, number="Đ-1"), "tt03-2025", "A4")) == "printing.not_encodable"
