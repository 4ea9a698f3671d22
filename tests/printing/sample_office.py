"""The office, the people and the dossier that the examples of forms are about."""

from datetime import date, datetime

from app.core.clock import VIETNAM
from app.domain.people import Parties, Party
from app.printing.forms.dossier import DossierFacts
from app.printing.forms.filling import Letterhead

OFFICE = "Trung tâm Phục vụ hành chính công xã Thạnh Mỹ"
COMMUNE = "Ủy ban nhân dân xã Thạnh Mỹ"
NUMBER = "H17.32-261122-100017"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def head(number: str = "", day: date | None = date(2026, 11, 25)) -> Letterhead:
    """Return the office's head with the form's own number."""
    return Letterhead(
        COMMUNE, OFFICE, "Thạnh Mỹ", day, number, "0235 3840 111", "https://dichvucong.gov.vn/tra-cuu?ma={number}"
    )


WOMAN = Party("Nguyễn Thị Hồng Nhung", personal_id="048190001234", address="Thôn Dung, xã Thạnh Mỹ", phone="0905123456")
DOSSIER = DossierFacts(
    Parties(WOMAN),
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    NUMBER,
    at(22, 8, 5),
    datetime(2026, 12, 7, 17, tzinfo=VIETNAM),
)
