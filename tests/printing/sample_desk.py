"""One everyday example of each paper around the statutory forms."""

from datetime import date

from app.core.money import Dong
from app.printing.forms.cash_sheet import CashLine, CashSheetData
from app.printing.forms.certification import (
    CertificationBookData,
    CertificationData,
    CertificationEntry,
)
from app.printing.forms.consignment import ConsignmentData, PostalPaper, PostalParty
from app.printing.forms.filling import Letterhead
from app.printing.forms.group_slip import GroupSlipData, GroupSlipItem
from app.printing.forms.handover import HandoverData, HandoverItem
from app.printing.forms.history import HistoryData, HistoryEvent
from app.printing.forms.missing import MissingData, MissingItem
from app.printing.forms.postal_record import PostalRecordData, PostalRecordItem
from app.printing.forms.result_handover import ResultHandoverData, ResultHandoverItem
from app.printing.forms.result_receipt import ResultReceiptData, ReturnedResult
from app.printing.forms.slip import SlipFee
from tests.printing.sample_office import DOSSIER, NUMBER, OFFICE, WOMAN, at, head

HANDOVER = HandoverData(
    head(),
    "BG-261125-03",
    f"Bộ phận tiếp nhận, {OFFICE}",
    "Phòng Kinh tế xã Thạnh Mỹ",
    (
        HandoverItem(NUMBER, "Nguyễn Thị Hồng Nhung", 5, 24),
        HandoverItem("H17.32-261122-100018", "Công ty TNHH Đại Phát", 8, 61, "Có 01 bản vẽ khổ A3"),
        HandoverItem("H17.32-261122-100019", "Zơrâm Đhượp", 3, 7),
    ),
    at(25, 16, 30),
    "NP 004512",
    3,
    2,
    ("Thiếu hồ sơ H17.32-261122-100019", "Thừa hồ sơ H17.32-261121-100009 của Phòng Văn hóa - Xã hội"),
    "Trần Văn Đức",
    "Lê Thị Hà",
)
RESULT_HANDOVER = ResultHandoverData(
    head(),
    "Phòng Kinh tế xã Thạnh Mỹ",
    OFFICE,
    (
        ResultHandoverItem(
            NUMBER,
            "Cấp giấy phép xây dựng nhà ở riêng lẻ",
            "Giấy phép xây dựng số 45/GPXD",
            "Nguyễn Thị Hồng Nhung",
            "Thôn Dung",
            Dong(75000),
        ),
        ResultHandoverItem(
            "H17.32-261122-100018",
            "Sử dụng tạm thời vỉa hè",
            "Giấy phép số 12/GP",
            "Công ty TNHH Đại Phát",
            "Thôn Đồng Râm",
            None,
            by_post=True,
        ),
    ),
    "KQ-261201-01",
    at(30, 16),
    "Lê Thị Hà",
    "Trần Văn Đức",
)
RECEIPT = ResultReceiptData(
    head(),
    NUMBER,
    DOSSIER.content,
    "Nguyễn Thị Hồng Nhung",
    "Lê Văn Nam",
    (ReturnedResult("Giấy phép xây dựng", "45/GPXD", date(2026, 11, 30), "Nhà ở riêng lẻ cấp III, thôn Dung", 2),),
    "048090001234",
    "0914555666",
    "Giấy ủy quyền số 12/2026, UBND xã chứng thực",
    ("Giấy chứng nhận quyền sử dụng đất số CS 123456",),
    ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả",),
    ("Giấy phép xây dựng cũ số 11/GPXD",),
    (SlipFee("Lệ phí cấp giấy phép xây dựng", Dong(75000)),),
    "chuyển khoản",
    at(30, 16, 45),
    "Trần Văn Đức",
    "Bưu điện khu vực Nam Giang",
)
GROUP = GroupSlipData(
    head("0018/TTPVHCC", date(2026, 11, 22)),
    WOMAN,
    (
        GroupSlipItem(NUMBER, DOSSIER.content, at(30, 17), "Nguyễn Thị Hồng Nhung", "UBND xã Thạnh Mỹ", "15 ngày"),
        GroupSlipItem(
            "H17.32-261122-100018", "Đăng ký khai sinh", at(23, 17), "Lê Nguyễn Gia Bảo", "", "01 ngày làm việc"
        ),
    ),
    at(22, 8, 5),
    OFFICE,
    "NHOM-261122-007",
    (SlipFee("Lệ phí cấp giấy phép xây dựng", Dong(75000)), SlipFee("Bản sao trích lục khai sinh", Dong(16000))),
    "tiền mặt",
    "Trần Văn Đức",
)
HISTORY = HistoryData(
    head(),
    DOSSIER,
    (
        HistoryEvent(at(22, 8, 5), "Tiếp nhận hồ sơ, in giấy hẹn", "Trần Văn Đức", OFFICE),
        HistoryEvent(
            at(22, 16, 30),
            "Bàn giao cho Phòng Kinh tế xã, chuyến BG-261122-03",
            "Zơrâm Thị Bé",
            "Bưu điện khu vực Nam Giang",
            OFFICE,
        ),
        HistoryEvent(
            at(25, 9),
            "Yêu cầu bổ sung hồ sơ",
            "Lê Thị Hà",
            "Phòng Kinh tế xã",
            note="Phiếu 0031/PBS-TTPVHCC; thời hạn tạm dừng",
        ),
    ),
    at(26, 7, 40),
    "Trần Văn Đức",
)
CONSIGNMENT = ConsignmentData(
    Letterhead("Tổng công ty Bưu điện Việt Nam", "Bưu điện khu vực Nam Giang", "Thạnh Mỹ", date(2026, 11, 24)),
    PostalParty("Nguyễn Thị Hồng Nhung", "Thôn Dung, xã Thạnh Mỹ, thành phố Đà Nẵng", "0905123456"),
    PostalParty(OFFICE, "Thôn Thạnh Mỹ 2, xã Thạnh Mỹ", "0235 3840 111", "ttpvhcc.thanhmy@example.vn"),
    "Đăng ký khai sinh",
    (
        PostalPaper("Tờ khai đăng ký khai sinh", 1),
        PostalPaper("Giấy chứng sinh", 1),
        PostalPaper("Giấy chứng nhận kết hôn của cha, mẹ", 0, 1, "bản chứng thực"),
    ),
    number="PH000123456VN",
    sent_at=at(24, 8, 20),
    sent_from="Bưu điện khu vực Nam Giang",
    mode="bưu chính công ích",
    promise="J+1",
    price=Dong(26000),
    payment="tiền mặt",
    fee=Dong(8000),
    seal_number="NP 004513",
    sender_name="Nguyễn Thị Hồng Nhung",
    carrier_name="Zơrâm Thị Bé",
)
CONSIGNMENT_BACK = ConsignmentData(
    head(),
    CONSIGNMENT.receiver,
    CONSIGNMENT.sender,
    "Đăng ký khai sinh",
    (PostalPaper("Giấy khai sinh", 1), PostalPaper("Trích lục khai sinh", 0, 2)),
    returning=True,
    number="PH000123499VN",
    dossier_number=NUMBER,
    result="Giấy khai sinh số 121/2026",
    sent_at=at(26, 8, 20),
    sent_from=OFFICE,
    mode="bưu chính công ích",
    promise="J+2",
    price=Dong(26000),
    payment="người nhận trả",
    seal_number="NP 004519",
    sender_name="Trần Văn Đức",
    carrier_name="Zơrâm Thị Bé",
)
POSTAL_RECORD = PostalRecordData(
    head(),
    (
        PostalRecordItem(
            "PH000123456VN", "Đăng ký khai sinh", "Nguyễn Thị Hồng Nhung", NUMBER, 2, 1, complete=True, fee=Dong(8000)
        ),
        PostalRecordItem(
            "PH000123457VN",
            "Xác nhận tình trạng hôn nhân",
            "Lê Văn Nam",
            "",
            1,
            0,
            complete=False,
            note="Thiếu tờ khai",
        ),
    ),
    "BC-261125-01",
    at(25, 9),
    "quầy số 1",
    "Bưu điện khu vực Nam Giang",
    "Zơrâm Thị Bé",
    "nhân viên bưu chính",
    "Trần Văn Đức",
    "công chức tiếp nhận",
    at(25, 9, 20),
)
CERTIFICATION = CertificationData(
    "1247", "03/2026-SCT/BS", date(2026, 11, 22), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Bnướch Thị Lan"
)
BOOK = CertificationBookData(
    head(),
    "03/2026-SCT/BS",
    (
        CertificationEntry(
            "1247",
            date(2026, 11, 22),
            "Nguyễn Thị Hồng Nhung",
            "Bằng tốt nghiệp đại học",
            "Bnướch Thị Lan, Phó Chủ tịch",
            5,
            Dong(10000),
        ),
        CertificationEntry(
            "1248",
            date(2026, 11, 22),
            "Lê Văn Nam",
            "Giấy chứng nhận quyền sử dụng đất",
            "Bnướch Thị Lan, Phó Chủ tịch",
            2,
            Dong(12000),
            "04 trang",
        ),
    ),
    date(2026, 11, 22),
    date(2026, 11, 22),
    closing=True,
    signer_titles=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer_name="Bnướch Thị Lan",
)
MISSING = MissingData(
    head(),
    "Đăng ký khai sinh",
    (
        MissingItem("Giấy chứng sinh", "bản chính, bệnh viện cấp"),
        MissingItem("Giấy chứng nhận kết hôn", "bản chứng thực hoặc bản chính để đối chiếu"),
        MissingItem("Thẻ căn cước của người đi đăng ký"),
    ),
    "Nguyễn Thị Hồng Nhung",
    NUMBER,
    f"quầy số 2, {OFFICE}",
    "sáng 7 giờ đến 11 giờ 30, chiều 13 giờ 30 đến 17 giờ, thứ Hai đến thứ Sáu",
    "0235 3840 111",
    "05 tháng 12 năm 2026",
)
CASH = CashSheetData(
    head(),
    "Quầy 1",
    "Trần Văn Đức",
    (
        CashLine(NUMBER, "Nguyễn Thị Hồng Nhung", "Lệ phí cấp giấy phép xây dựng", "Tiền mặt", Dong(75000), "0000121"),
        CashLine(
            "H17.32-261122-100018",
            "Công ty TNHH Đại Phát",
            "Phí sử dụng vỉa hè",
            "Chuyển khoản",
            Dong(1200000),
            "0000122",
        ),
        CashLine("", "Lê Văn Nam", "Chứng thực bản sao", "Tiền mặt", Dong(12000), "0000123"),
    ),
    at(25, 7),
    at(25, 11, 30),
    Dong(87000),
    "Hoàng Thị Mai",
)
