"""The recovery sheet: one page with the phrase that opens an office's store when everything else is lost."""

import math
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Paragraph, Table

from app.printing import fonts
from app.printing.forms import house
from app.printing.forms.blocks import Block
from app.printing.forms.filling import Said
from app.printing.forms.kinds import kinds_of
from app.printing.forms.layout import Signature
from app.printing.forms.pages import Pages
from app.printing.forms.sets import house as house_style
from app.printing.forms.sheets import PaperSize, Sheet
from app.printing.forms.signing import signatures

_TITLE = "PHIẾU KHÔI PHỤC DỮ LIỆU"
_COLUMNS = 4
_BEFORE = (
    "Cụm từ khôi phục dưới đây mở được toàn bộ dữ liệu hồ sơ của {counter} khi máy tính hỏng, "
    "bị mất hoặc phải cài đặt lại. Cụm từ được tạo lúc {made}."
)
_AFTER = """\
1. In một bản duy nhất, cho vào phong bì niêm phong và cất trong két hoặc tủ có khóa của cơ quan, không để cùng \
nơi với máy tính và bản sao lưu.
2. Không chụp ảnh, không nhập vào điện thoại, không gửi qua thư điện tử hay tin nhắn.
3. Khi khôi phục, nhập đúng thứ tự từ trái sang phải, từ trên xuống dưới.
4. Nếu nghi ngờ người khác đã biết cụm từ, báo ngay cho người quản trị."""
_SIGNATURES = (
    Signature(title="NGƯỜI QUẢN TRỊ", hint="(Ký, ghi rõ họ tên)", name="{administrator}"),
    Signature(title="NGƯỜI CẤT GIỮ PHIẾU", hint="(Ký, ghi rõ họ tên)", name="{keeper}"),
)


@dataclass(frozen=True, slots=True)
class RecoveryData:
    """What the sheet says.

    Attributes:
        phrase: parts separated by spaces, or by hyphens where there are no spaces.
        governing_body, office_name, place: head of the sheet.
        counter_name: whose store the phrase opens.
        made_at: when the phrase was made; printed in its own offset.
        administrator: who made it; empty: written by hand.
        practice: mark the page as made for practice.
    """

    phrase: str
    governing_body: str
    office_name: str
    place: str
    counter_name: str
    made_at: datetime
    administrator: str = ""
    practice: bool = False


def recovery_sheet(data: RecoveryData, paper: PaperSize = "A4") -> bytes:
    """Return one page with the phrase, its parts numbered in reading order. The bytes are as secret as the phrase.

    Raises:
        PersonProblem: ``printing.letter_missing``.
        OutsideProblem: ``printing.font_missing``, ``printing.layout_damaged``.
    """
    style = house_style()
    sheet = style.sheets[paper]
    kind = kinds_of(sheet)
    pages = Pages(sheet, title=_TITLE, author=fonts.clean(data.office_name), practice=data.practice)
    date_line = f"{data.place or '..........'}, {house.day_in_words(data.made_at)}"
    values = {
        "counter": fonts.markup(f"{data.counter_name}, {data.office_name}"),
        "made": house.moment_in_words(data.made_at),
        "administrator": fonts.markup(data.administrator),
        "keeper": "",
    }
    blocks = [
        house.head(
            style,
            sheet,
            pages.column,
            owner=data.governing_body,
            office=data.office_name,
            number="",
            place_and_date=date_line,
        ),
        Paragraph(_TITLE, kind.title),
        Paragraph("(Tài liệu mật của cơ quan – không sao chụp)", kind.under_title),
        Paragraph(_BEFORE.format_map(values), kind.line),
        _words(data.phrase, sheet, pages.column),
        *(Paragraph(text, kind.line) for text in _AFTER.splitlines()),
        signatures(_SIGNATURES, Said(values, {}), sheet, pages.column),
    ]
    return pages.pdf(blocks)


def _words(phrase: str, sheet: Sheet, column: float) -> Block:
    text = fonts.clean(phrase)
    parts = text.split(" ") if " " in text else text.split("-")
    numbered = [(f"{index}.", part) for index, part in enumerate(parts, start=1)]
    size = sheet.body_type + 2
    columns = _columns([part for _, part in numbered], size, column)
    rows = math.ceil(len(numbered) / columns)
    padded = [*numbered, *[("", "")] * (rows * columns - len(numbered))]
    cells = [
        [f"{number}  {part}".strip() for number, part in padded[at : at + columns]] for at in _starts(rows, columns)
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("FONT", (0, 0), (-1, -1), fonts.BOLD, size),
        ("TOPPADDING", (0, 0), (-1, -1), size * 0.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.6),
    ]
    table = Table(cells, colWidths=[column / columns] * columns, style=style)
    table.spaceBefore = table.spaceAfter = sheet.body_type
    return table


def _starts(rows: int, columns: int) -> range:
    return range(0, rows * columns, columns)


def _columns(parts: list[str], size: float, column: float) -> int:
    """Return how many columns fit the longest part with its number."""
    widest = max(fonts.width(f"00.  {part}", fonts.BOLD, size) for part in parts) + 12
    return max(1, min(_COLUMNS, int(column // widest)))
