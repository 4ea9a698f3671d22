"""Slips to print; the printers they are printed on are in tests/rigs/printers.py."""

from datetime import datetime

import pytest

from app.core.clock import VIETNAM
from app.core.money import Dong
from app.domain.people import Parties, Party
from app.printing.forms.slip import SlipData, SlipFee, SlipPaper


@pytest.fixture(scope="session")
def slip_data() -> SlipData:
    """An everyday dossier."""
    return SlipData(
        governing_body="Ủy ban nhân dân xã Thạnh Mỹ",
        office_name="Trung tâm Phục vụ hành chính công xã Thạnh Mỹ",
        place="Thạnh Mỹ",
        number="H17.32-261122-100017",
        parties=Parties(
            Party(
                "Nguyễn Thị Hồng Nhung", personal_id="048190001234", address="Thôn Dung, Thạnh Mỹ", phone="0905123456"
            )
        ),
        content="Đăng ký khai sinh",
        papers=(
            SlipPaper("Tờ khai đăng ký khai sinh theo mẫu", originals=1),
            SlipPaper("Giấy chứng sinh", originals=1),
            SlipPaper("Giấy chứng nhận kết hôn của cha, mẹ", certified_copies=1),
            SlipPaper("Thẻ căn cước của người đi đăng ký", note="chỉ xuất trình"),
        ),
        limit_text="01 ngày làm việc",
        received_at=datetime(2026, 11, 22, 8, 5, tzinfo=VIETNAM),
        appointment=datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM),
        return_place="Trung tâm Phục vụ hành chính công xã Thạnh Mỹ",
        clerk_name="Trần Văn Đức",
        form_number="0017/TTPVHCC",
        register_volume="02",
        register_serial="117",
        fees=(SlipFee("Bản sao trích lục khai sinh", Dong(16000)),),
        payment="tiền mặt",
        lookup_url="https://dichvucong.gov.vn/tra-cuu?ma={number}",
    )
