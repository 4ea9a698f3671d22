"""One everyday example of each form of the circulars (01 to 07)."""

from datetime import date, datetime

from app.core.clock import VIETNAM
from app.core.money import Dong
from app.domain.people import Parties
from app.printing.forms.apology import ApologyData
from app.printing.forms.control_sheet import ControlSheetData, ControlStep, Timeliness
from app.printing.forms.filling import Letterhead
from app.printing.forms.refusal import RefusalData
from app.printing.forms.register import RegisterData, RegisterEntry
from app.printing.forms.slip import SlipData, SlipFee, SlipPaper
from app.printing.forms.stop import StopData
from app.printing.forms.supplement import SupplementData
from tests.printing.sample_office import COMMUNE, DOSSIER, NUMBER, OFFICE, WOMAN, at, head

SLIP = SlipData(
    COMMUNE,
    OFFICE,
    "Thạnh Mỹ",
    NUMBER,
    Parties(WOMAN),
    "Đăng ký khai sinh",
    (
        SlipPaper("Tờ khai đăng ký khai sinh theo mẫu", originals=1),
        SlipPaper("Giấy chứng sinh", originals=1),
        SlipPaper("Giấy chứng nhận kết hôn của cha, mẹ", certified_copies=1),
        SlipPaper("Thẻ căn cước của người đi đăng ký", note="chỉ xuất trình"),
    ),
    "01 ngày làm việc",
    at(22, 8, 5),
    at(23, 17),
    OFFICE,
    "Trần Văn Đức",
    form_number="0017/TTPVHCC",
    register_volume="02",
    register_serial="117",
    fees=(SlipFee("Bản sao trích lục khai sinh", Dong(16000)),),
    payment="tiền mặt",
    lookup_url="https://dichvucong.gov.vn/tra-cuu?ma={number}",
)
SUPPLEMENT = SupplementData(
    head("0031/PBS-TTPVHCC"),
    DOSSIER,
    (
        "Bản vẽ thiết kế xây dựng: bổ sung mặt cắt móng và sơ đồ đấu nối hạ tầng",
        "Bản sao giấy tờ chứng minh quyền sử dụng đất có chứng thực",
    ),
    "Thành phần hồ sơ chưa đủ theo Điều 95 Luật Xây dựng",
    "Trần Văn Đức",
    "0235 3840 111",
    "Trần Văn Đức",
)
REFUSAL = RefusalData(
    head("0007/PTC-TTPVHCC"),
    DOSSIER,
    "Thửa đất nằm trong hành lang bảo vệ đường bộ.\nThủ tục thuộc thẩm quyền giải quyết của Sở Xây dựng.",
    "Trần Văn Đức",
    "Bưu điện khu vực Nam Giang",
)
APOLOGY = ApologyData(
    Letterhead("Ủy ban nhân dân thành phố Đà Nẵng", COMMUNE, "Thạnh Mỹ", None, "", "", head().lookup_url),
    DOSSIER,
    COMMUNE,
    "Phải xin ý kiến của Ban Quản lý khu bảo tồn về chỉ giới xây dựng, đến nay chưa có văn bản trả lời.",
    datetime(2026, 12, 14, 17, tzinfo=VIETNAM),
    OFFICE,
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "Bnướch Thị Lan",
)
STOP = StopData(
    head("0003/TB-TTPVHCC"),
    DOSSIER,
    at(25, 9, 10),
    "trực tiếp tại Trung tâm",
    stopped_at=at(25, 10),
    papers_returned=("Đơn đề nghị cấp giấy phép xây dựng", "02 bộ bản vẽ thiết kế"),
    fee="đã nộp 75.000 đ, không hoàn trả",
    signer_titles=("GIÁM ĐỐC",),
    signer_name="Hoàng Minh Tuấn",
)
CONTROL = ControlSheetData(
    head("0017/PKS-TTPVHCC", date(2026, 11, 22)),
    DOSSIER,
    "Phòng Kinh tế xã Thạnh Mỹ",
    "Ban Quản lý khu bảo tồn Sông Thanh",
    (
        ControlStep(OFFICE, "Phòng Kinh tế xã", at(22, 9), "Trần Văn Đức", "Lê Thị Hà", Timeliness.ON_TIME),
        ControlStep(
            "Phòng Kinh tế xã",
            "Lãnh đạo UBND xã",
            at(30, 15, 30),
            "Lê Thị Hà",
            "Phạm Quang Hưng",
            Timeliness.EARLY,
            "Trình ký",
        ),
    ),
    2,
)
REGISTER = RegisterData(
    head("02/STD-TTPVHCC", date(2026, 11, 30)),
    "Xây dựng",
    "02",
    tuple(
        RegisterEntry(
            f"H17.32-2611{day}-1000{day}",
            procedure,
            applicant,
            f"{100 + day}",
            "Thôn Dung, xã Thạnh Mỹ",
            "0905123456",
            "Phòng Kinh tế",
            1,
            at(day, 8, day),
            at(day + 5, 17),
            at(day + 4, 10) if day < 22 else None,
            way,
        )
        for day, procedure, applicant, way in (
            (20, "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Nguyễn Thị Hồng Nhung", "Trực tiếp"),
            (21, "Sử dụng tạm thời lòng đường, vỉa hè", "Công ty TNHH Đại Phát", "Bưu chính"),
            (22, "Điều chỉnh giấy phép xây dựng", "Zơrâm Đhượp", "Trực tiếp"),
        )
    ),
    date(2026, 11, 1),
    date(2026, 11, 30),
)
