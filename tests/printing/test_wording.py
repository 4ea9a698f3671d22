"""What each form says: titles, fields, columns and signatures as the law and the desks have them."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.money import Dong
from app.domain.people import Parties, Party, PartyKind
from app.printing.forms.apology import render_apology
from app.printing.forms.cash_sheet import CashLine, render_cash_sheet
from app.printing.forms.certification import render_certification, render_certification_book
from app.printing.forms.control_sheet import ControlStep, Timeliness, render_control_sheet
from app.printing.forms.handover import render_handover
from app.printing.forms.missing import render_missing
from app.printing.forms.refusal import render_refusal
from app.printing.forms.result_receipt import render_result_receipt
from app.printing.preview import first_page_mm, page_count
from tests.printing import sample_desk as desk
from tests.printing import sample_office as office
from tests.printing import sample_statute as statute
from tests.printing.reading import bare, pictures, texts
from tests.printing.samples import SAMPLES

_NEW, _OLD = "tt03-2025", "tt01-2018"

_WORDING: dict[tuple[str, str], tuple[str, ...]] = {
    ("supplement", _NEW): (
        "Số: 0031/PBS-TTPVHCC",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của: Nguyễn Thị Hồng Nhung",
        "Nội dung yêu cầu giải quyết: Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1. Bản vẽ thiết kế xây dựng",
        "2. Bản sao giấy tờ",
        "Lý do: Thành phần hồ sơ chưa đủ",
        "liên hệ với Trần Văn Đức, số điện thoại 0235 3840 111 để được hướng dẫn./.",
        "NGƯỜI HƯỚNG DẪN",
    ),
    ("supplement", _OLD): ("Tiếp nhận hồ sơ, yêu cầu của: Nguyễn Thị Hồng Nhung", "NGƯỜI HƯỚNG DẪN"),
    ("refusal", _NEW): (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Số định danh cá nhân: 048190001234",
        "Mã hồ sơ (nếu có): H17.32-261122-100017",
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Thủ tục thuộc thẩm quyền giải quyết của Sở Xây dựng.",
        "Xin thông báo cho Ông/Bà được biết và thực hiện./.",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Thực hiện thay: Bưu điện khu vực Nam Giang",
    ),
    ("apology", _NEW): (
        "Số: ......../PXL",
        "Thạnh Mỹ, ngày ...... tháng ...... năm",
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Nguyễn Thị Hồng Nhung",
        "Ngày 22 tháng 11 năm 2026, Trung tâm Phục vụ hành chính công xã Thạnh Mỹ tiếp nhận",
        "số định danh cá nhân: 048190001234; mã số hồ sơ: H17.32-261122-100017",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 07 tháng 12 năm 2026",
        "Tuy nhiên đến nay, Ủy ban nhân dân xã Thạnh Mỹ chưa trả kết quả",
        "đề nghị gia hạn thời gian giải quyết và sẽ trả kết quả",
        "17 giờ 00 phút, ngày 14 tháng 12 năm 2026",
        "Mong nhận được sự thông cảm",
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký, ghi rõ họ tên và đóng dấu)",
    ),
    ("apology", _OLD): ("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà vào"),
    ("stop", _NEW): (
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "khoản 1 Điều 21 Nghị định số 118/2025/NĐ-CP và Điều 7 Thông tư số 03/2025/TT-VPCP",
        "Mã hồ sơ: H17.32-261122-100017",
        "Người nộp hồ sơ: Nguyễn Thị Hồng Nhung; số định danh: 048190001234",
        "Ngày tiếp nhận: 08 giờ 05 phút, ngày 22 tháng 11 năm 2026",
        "Ngày nhận yêu cầu dừng: 09 giờ 10 phút, ngày 25 tháng 11 năm 2026. Hình thức yêu cầu dừng: trực tiếp",
        "chưa có quyết định, kết quả giải quyết",
        "Thời điểm dừng giải quyết: 10 giờ 00 phút",
        "Giấy tờ trả lại cho Ông/Bà gồm: 1. Đơn đề nghị",
        "Phí, lệ phí: đã nộp 75.000 đ, không hoàn trả",
        "GIÁM ĐỐC",
    ),
    ("control-sheet", _NEW): (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Mã số hồ sơ: H17.32-261122-100017",
        "Cơ quan (bộ phận) giải quyết hồ sơ: Phòng Kinh tế xã Thạnh Mỹ",
        "Cơ quan phối hợp giải quyết hồ sơ: Ban Quản lý",
        "Hẹn trả kết quả vào: 17 giờ 00 phút, ngày 07 tháng 12 năm 2026",
        "TÊN ĐƠN VỊ",
        "THỜI GIAN GIAO, NHẬN HỒ SƠ",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/ Đúng hạn/ Quá hạn)",
        "GHI CHÚ",
        "Người giao",
        "Người nhận",
    ),
    ("control-sheet", _OLD): ("TÊN CƠ QUAN",),
    ("register", _NEW): (
        "SỔ THEO DÕI HỒ SƠ",
        "Lĩnh vực (nhóm lĩnh vực): Xây dựng",
        "Quyển số: 02; từ ngày 01/11/2026 đến ngày 30/11/2026",
        "STT Mã hồ sơ Tên thủ tục hành chính Tên tổ chức, cá nhân Địa chỉ, số điện thoại Cơ quan chủ trì giải quyết",
        "Nhận và trả kết quả Nhận hồ sơ Hẹn trả kết quả Trả kết quả Phương thức nhận kết quả Ký nhận",
        "120 H17.32-261120-100020",
        "08:20 20/11/2026 17:00 25/11/2026 10:00 24/11/2026",
        "Cộng: 3 hồ sơ",
    ),
    ("register", _OLD): ("TT Mã hồ sơ Tên thủ tục hành chính Số bộ Tên cá nhân, tổ chức", "Ghi chú"),
    ("handover", _NEW): (
        "PHIẾU BÀN GIAO HỒ SƠ",
        "Số chuyến: BG-261125-03",
        "Số niêm phong: NP 004512",
        "TT Mã hồ sơ Chủ hồ sơ Số giấy tờ Số trang Ghi chú",
        "Cộng: 3 hồ sơ 16 92",
        "Bên giao đếm: 3 hồ sơ; bên nhận đếm: 2 hồ sơ.",
        "– Thiếu hồ sơ H17.32-261122-100019",
        "NGƯỜI GIAO",
        "NGƯỜI NHẬN",
    ),
    ("result-handover", _NEW): (
        "TT Mã hồ sơ Nội dung Kết quả Chủ hồ sơ Địa chỉ Phí, lệ phí Đăng ký trả qua bưu điện",
        "☑ 75.000 đ ☐",
        "Thôn Đồng Râm ☐ ☑",
        "NGƯỜI GIAO",
    ),
    ("result-receipt", _NEW): (
        "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ",
        "Người trả kết quả: Trần Văn Đức",
        "Người nhận kết quả: Lê Văn Nam",
        "Giấy tờ ủy quyền: Giấy ủy quyền số 12/2026",
        "1 Giấy phép xây dựng 45/GPXD 30/11/2026",
        "Bản chính trả lại cho người nộp hồ sơ: 1. Giấy chứng nhận quyền sử dụng đất",
        "Bản chính cơ quan thu lại: 1. Giấy tiếp nhận",
        "Bản chính người nhận còn phải nộp lại: 1. Giấy phép xây dựng cũ",
        "75.000 đ (Bảy mươi lăm nghìn đồng) – chuyển khoản",
        "16 giờ 45 phút, ngày 30 tháng 11 năm 2026",
    ),
    ("group-slip", _NEW): (
        "GIẤY TIẾP NHẬN NHIỀU HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Số hồ sơ tiếp nhận: 02",
        "Chủ hồ sơ: Lê Nguyễn Gia Bảo",
        "Tổng cộng: 91.000 đ",
        "17:00 30/11/2026",
    ),
    ("history", _NEW): (
        "QUÁ TRÌNH XỬ LÝ HỒ SƠ",
        "TT Thời điểm Nội dung xử lý Người thực hiện",
        "1 08:05 22/11/2026 Tiếp nhận hồ sơ, in giấy hẹn Trần Văn Đức",
        "Thực hiện thay: Trung tâm Phục vụ hành chính công xã Thạnh Mỹ",
        "Thông tin tính đến 07 giờ 40 phút, ngày 26 tháng 11 năm 2026",
    ),
    ("consignment", _NEW): (
        "PHIẾU GỬI HỒ SƠ",
        "Thủ tục hành chính: Đăng ký khai sinh",
        "Danh mục giấy tờ Bản chính Bản sao Ghi chú",
        "3 Giấy chứng nhận kết hôn của cha, mẹ – 01 bản chứng thực",
        "Cộng 2 1",
        "thời gian toàn trình: J+1",
        "Giá cước: 26.000 đ; hình thức thanh toán: tiền mặt",
        "Phí, lệ phí giải quyết thủ tục nộp kèm: 8.000 đ",
        "Thời hạn khiếu nại 06 tháng",
        "NHÂN VIÊN BƯU CHÍNH",
    ),
    ("consignment-return", _NEW): (
        "PHIẾU GỬI KẾT QUẢ",
        "Kết quả giải quyết thủ tục hành chính: Giấy khai sinh số 121/2026",
        "Mã hồ sơ: H17.32-261122-100017",
        "ĐẠI DIỆN CƠ QUAN",
        "Người nhận xuất trình giấy tờ tùy thân",
    ),
    ("postal-record", _NEW): (
        "BIÊN BẢN GIAO NHẬN HỒ SƠ",
        "Bên giao: Zơrâm Thị Bé, chức vụ nhân viên bưu chính",
        "1 PH000123456VN H17.32-261122-100017 Đăng ký khai sinh Nguyễn Thị Hồng Nhung 02 01 Đủ 8.000 đ",
        "Thiếu – Thiếu tờ khai",
        "Cộng: 2 hồ sơ 3 1 8.000 đ",
        "8.000 đ (Tám nghìn đồng)",
        "Biên bản được ký lúc: 09 giờ 20 phút, ngày 25 tháng 11 năm 2026",
        "là thời điểm nộp hồ sơ theo khoản 4 Điều 7 Quyết định số 45/2016/QĐ-TTg",
    ),
    ("certification", _NEW): (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 1247; quyển số: 03/2026-SCT/BS",
        "Ngày 22 tháng 11 năm 2026",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
    ),
    ("certification-book", _NEW): (
        "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH",
        "Họ tên của người yêu cầu chứng thực Tên của bản chính giấy tờ, văn bản Họ tên, chức danh người ký chứng thực",
        "(1) (2) (3) (4) (5) (6) (7) (8)",
        "1247 22/11/2026 Nguyễn Thị Hồng Nhung Bằng tốt nghiệp đại học",
        "Cộng 7 22.000 đ",
        "Tổng số việc chứng thực trong kỳ: 2; số bản sao: 7; phí: 22.000 đ.",
    ),
    ("missing", _NEW): (
        "HỒ SƠ CÒN THIẾU",
        "Cần mang đến 3 giấy tờ:",
        "☐ Giấy chứng sinh (bản chính, bệnh viện cấp)",
        "☐ Thẻ căn cước của người đi đăng ký Trước ngày: 05 tháng 12 năm 2026",
        "Nơi nộp: quầy số 2",
        "Giờ làm việc: sáng 7 giờ",
        "Điện thoại: 0235 3840 111",
    ),
    ("cash-sheet", _NEW): (
        "BẢNG KÊ THU PHÍ, LỆ PHÍ TRONG CA",
        "từ 07 giờ 00 phút, ngày 25 tháng 11 năm 2026 đến 11 giờ 30 phút",
        "Tổng cộng 1.287.000 đ",
        "Chuyển khoản: 1.200.000 đ.",
        "Tiền mặt: 87.000 đ.",
        "1.287.000 đ (Một triệu hai trăm tám mươi bảy nghìn đồng)",
        "Tiền mặt kiểm đếm: 87.000 đ",
        "NGƯỜI NHẬN BÀN GIAO",
    ),
}


def _said(kind: str, layout_set: str = _NEW) -> str:
    sample = SAMPLES[kind]
    return bare("".join(texts(sample.render(sample.data, layout_set, "A4"))))


@pytest.mark.parametrize(("kind", "layout_set"), list(_WORDING))
def test_titles_fields_columns_and_signatures(kind: str, layout_set: str) -> None:
    said = _said(kind, layout_set)
    assert [text for text in _WORDING[kind, layout_set] if bare(text) not in said] == []


def test_every_form_but_the_slip_has_its_wording_here() -> None:
    assert {kind for kind, _ in _WORDING} == set(SAMPLES) - {"slip"}


@pytest.mark.parametrize(
    ("kind", "layout_set", "text"),
    [
        ("apology", _NEW, "Trần Văn Đức"),
        ("apology", _OLD, "gia hạn"),
        ("apology", _OLD, "048190001234"),
        ("refusal", _OLD, "048190001234"),
        ("refusal", _OLD, "Mã hồ sơ (nếu có)"),
        ("register", _NEW, "Số bộ"),
    ],
)
def test_what_a_form_does_not_say(kind: str, layout_set: str, text: str) -> None:
    assert bare(text) not in _said(kind, layout_set)


def test_an_organisation_is_addressed_as_one() -> None:
    company = Party("Công ty TNHH Đại Phát", PartyKind.ENTERPRISE, tax_code="0400123456", representative="Phạm Thị Ánh")
    dossier = replace(office.DOSSIER, parties=Parties(company))
    said = bare("".join(texts(render_apology(replace(statute.APOLOGY, dossier=dossier), _NEW, "A4"))))
    assert bare("Tổ chức Công ty TNHH Đại Phát (người đại diện: Phạm Thị Ánh)") in said
    assert bare("mã số tổ chức: 0400123456") in said
    assert bare("của Quý cơ quan, tổ chức đúng thời hạn") in said
    assert "Ông/Bà" not in said


def test_the_owner_is_addressed_not_who_brought_the_papers() -> None:
    mother = Party("Đỗ Thị Mẹ", personal_id="048160000001")
    dossier = replace(office.DOSSIER, parties=Parties(office.WOMAN, mother, "Giấy ủy quyền 12"))
    said = bare("".join(texts(render_apology(replace(statute.APOLOGY, dossier=dossier), _NEW, "A4"))))
    assert bare("Kính gửi: Đỗ Thị Mẹ") in said
    assert bare("Nguyễn Thị Hồng Nhung") not in said


@pytest.mark.parametrize(
    ("timeliness", "boxes"),
    [
        (Timeliness.EARLY, "☑ Trước hạn ☐ Đúng hạn ☐ Quá hạn"),
        (Timeliness.ON_TIME, "☐ Trước hạn ☑ Đúng hạn ☐ Quá hạn"),
        (Timeliness.LATE, "☐ Trước hạn ☐ Đúng hạn ☑ Quá hạn"),
        (Timeliness.UNKNOWN, "☐ Trước hạn ☐ Đúng hạn ☐ Quá hạn"),
    ],
)
def test_one_box_is_ticked_or_none(timeliness: Timeliness, boxes: str) -> None:
    step = ControlStep("Một cửa", "Phòng Kinh tế", office.at(22, 9), timeliness=timeliness)
    data = replace(statute.CONTROL, steps=(step,), blank_steps=0)
    said = bare("".join(texts(render_control_sheet(data, _NEW, "A4"))))
    assert said.count(bare(boxes)) == 1
    assert said.count("☑") == (timeliness is not Timeliness.UNKNOWN)


def test_blank_steps_are_left_to_be_written_by_hand() -> None:
    data = replace(statute.CONTROL, steps=(), blank_steps=4)
    said = bare("".join(texts(render_control_sheet(data, _NEW, "A4"))))
    assert said.count("Ngườigiao") == said.count("Ngườinhận") == 4
    assert said.count(bare("...... giờ ...... phút, ngày ...... tháng ...... năm ............")) == 4


def test_a_handover_without_differences_says_so_once_both_have_counted() -> None:
    none = replace(desk.HANDOVER, differences=(), counted_giver=3, counted_receiver=3)
    said = bare("".join(texts(render_handover(none, _NEW, "A4"))))
    assert said.count(bare("so với danh sách: không.")) == 2
    uncounted = replace(none, counted_receiver=None)
    said = bare("".join(texts(render_handover(uncounted, _NEW, "A4"))))
    assert bare("so với danh sách: không.") not in said
    assert bare("bên nhận đếm: ........................ hồ sơ") in said


def test_a_receipt_lists_only_the_originals_there_are() -> None:
    data = replace(desk.RECEIPT, originals_returned=(), originals_taken=(), originals_owed=(), authorisation="")
    said = "".join(texts(render_result_receipt(replace(data, fees=()), _NEW, "A4")))
    assert "Bản chính" not in said
    assert "ủy quyền" not in said
    assert "Phí" not in said


def test_more_paid_back_than_taken_in_has_no_words() -> None:
    data = replace(desk.CASH, lines=(CashLine("", "", "Hoàn lệ phí", "Tiền mặt", Dong(-5000)),))
    said = "".join(texts(render_cash_sheet(data, _NEW, "A4")))
    assert "Tổng cộng: -5.000 đ." in said


def test_a_book_is_signed_only_where_it_is_closed() -> None:
    for closing in (True, False):
        said = "".join(texts(render_certification_book(replace(desk.BOOK, closing=closing), _NEW, "A4")))
        assert ("PHÓ CHỦ TỊCH" in said) == closing


def test_certification_texts_come_one_a_label_or_where_the_copy_has_room() -> None:
    labels = render_certification(replace(desk.CERTIFICATION, pieces=5), _NEW, "label")
    assert (page_count(labels), first_page_mm(labels)) == (5, (100, 70))
    assert len(set(texts(labels))) == 1
    tops = []
    for down in (0, 180, 400):
        page = pictures(render_certification(replace(desk.CERTIFICATION, down=down), _NEW, "A4"), 127)[0]
        _, top, _, bottom = page.point(lambda value: 255 if value < 128 else 0).getbbox() or (0, 0, 0, 0)
        assert bottom / 5 <= 297 - 20 + 0.5
        tops.append(top / 5)
    assert tops[:2] == [pytest.approx(20, abs=0.5), pytest.approx(200, abs=0.5)]


def test_an_undated_certification_is_dated_by_hand() -> None:
    said = "".join(texts(render_certification(replace(desk.CERTIFICATION, day=None), _NEW, "A4")))
    assert "Ngày ...... tháng ...... năm" in said


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_what_is_missing_is_said_in_letters_of_twenty_points(paper: str) -> None:
    pdf = render_missing(desk.MISSING, _NEW, "A4" if paper == "A4" else "A5")
    with pdfium.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        start, end = text.index("Cần mang đến"), text.index("Nơi nộp")
        sizes = [pdfium.raw.FPDFText_GetFontSize(page, index) for index in range(start, end) if text[index].isalpha()]
    assert len(sizes) > 100
    assert min(sizes) >= 20
    assert paper == "A5" or page_count(pdf) == 1


def test_what_is_not_known_leaves_lines_to_write_on() -> None:
    data = replace(statute.REFUSAL, reason="", head=replace(statute.REFUSAL.head, office_name=""))
    said = "".join(texts(render_refusal(data, _NEW, "A4")))
    assert re.search(r"^\.{48}\s*$", said, re.MULTILINE)
    asked = said[said.index("cụ thể như sau:") : said.index("Xin thông báo")]
    assert len(re.findall(r"^\.{100,}\s*$", asked, re.MULTILINE)) == 4


def test_dates_in_columns_are_short_and_missing_ones_are_left_free() -> None:
    entry = replace(statute.REGISTER.entries[0], received_at=None, appointment=None, returned_at=None)
    data = replace(statute.REGISTER, entries=(entry,), first=None, last=date(2026, 2, 5))
    said = bare("".join(texts(SAMPLES["register"].render(data, _NEW, "A4"))))
    assert "20/11/2026" not in said
    assert bare("từ ngày ........................ đến ngày 05/02/2026") in said
