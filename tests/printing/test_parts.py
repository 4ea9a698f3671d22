"""Fonts, codes, dates, previews, the recovery sheet, and a sentence for every problem."""

import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem, PersonProblem
from app.printing import codes, fonts
from app.printing.forms.house import day_in_words, moment_in_words
from app.printing.forms.recovery import RecoveryData, recovery_sheet
from app.printing.forms.sets import house
from app.printing.forms.slip import SlipData, render_slip
from app.printing.preview import first_page_mm, page_count, pages_as_pictures, pages_as_png
from app.services.sentences.printing import SENTENCES

_ROOM = Path(fonts.__file__).parent
_VOWELS = "aăâeêioôơuưy"
_VIETNAMESE = {
    unicodedata.normalize("NFC", letter + tone)
    for letter in [*_VOWELS, *_VOWELS.upper()]
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} | {"đ", "Đ"}


def test_every_vietnamese_letter_has_a_shape_in_every_style() -> None:
    shapes = fonts.load()
    assert len(_VIETNAMESE) == 146
    wanted = {ord(letter) for letter in _VIETNAMESE} | set(range(0x20, 0x7F)) | {ord(sign) for sign in "–—“”…•№₫"}
    for style in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC):
        assert wanted - shapes[style] == set()


def test_invisible_signs_are_dropped_and_markup_is_escaped() -> None:
    assert fonts.clean(" Trần\u200b  Văn\ufeff\tĐức ") == "Trần Văn Đức"
    assert fonts.markup("a<b> & ☐") == f'a&lt;b&gt; &amp; <font name="{fonts.SIGNS}">☐</font>'


def test_leading_zeros_are_those_of_the_decree() -> None:
    assert day_in_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_in_words(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"
    assert moment_in_words(datetime(2026, 11, 2, 7, 5, tzinfo=VIETNAM)) == "07 giờ 05 phút, ngày 02 tháng 11 năm 2026"


def _picture(rows: list[str], scale: int = 4, margin: int = 12) -> Image.Image:
    image = Image.new("L", (len(rows[0]) + 2 * margin, len(rows) + 2 * margin), 255)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            image.putpixel((x + margin, y + margin), 0 if cell == "1" else 255)
    return image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=28))
def test_any_number_is_read_back_from_its_modules(text: str) -> None:
    bars = _picture([codes.code128(text)] * 30)
    (code,) = zxingcpp.read_barcodes(bars, formats=zxingcpp.barcode_formats_from_str("Code128"))
    assert code.text == text
    (square,) = zxingcpp.read_barcodes(
        _picture(list(codes.qr(text))), formats=zxingcpp.barcode_formats_from_str("QRCode")
    )
    assert square.text == text


@pytest.mark.parametrize("text", ["", "Số 1", "a\tb"])
def test_what_code128_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem) as told:
        codes.code128(text)
    assert told.value.code == "printing.not_encodable"


@pytest.mark.parametrize("text", ["", "x" * 5000])
def test_what_a_qr_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem) as told:
        codes.qr(text)
    assert told.value.code == "printing.not_encodable"


def test_previews_show_every_page_at_its_size(slip_data: SlipData) -> None:
    pdf = render_slip(slip_data, "tt03-2025", "A5")
    pictures = pages_as_pictures(pdf, 96)
    assert len(pictures) == page_count(pdf) == len(pages_as_png(pdf, 96)) == 2
    assert (pictures[0].width, pictures[0].height) == (560, 794)
    assert all(len(one.rgb) == one.width * one.height * 3 for one in pictures)
    assert min(pictures[0].rgb) < 30
    assert first_page_mm(pdf) == (148, 210)


def test_what_is_no_pdf_is_told() -> None:
    for act in (page_count, first_page_mm):
        with pytest.raises(OutsideProblem) as told:
            act(b"not a PDF")
        assert told.value.code == "printing.pdf_unreadable"


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_recovery_sheet_is_one_page_in_reading_order(paper: str) -> None:
    phrase = " ".join(f"{number:04}" for number in range(1111, 9999, 900))
    data = RecoveryData(
        phrase, "Ủy ban nhân dân xã Thạnh Mỹ", "Trung tâm Phục vụ hành chính công xã Thạnh Mỹ", "Thạnh Mỹ",
        "Quầy 1", datetime(2026, 1, 5, 8, 5, tzinfo=VIETNAM), "Trần Văn Đức", practice=True,
    )  # fmt: skip
    pdf = recovery_sheet(data, "A4" if paper == "A4" else "A5")
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == 1
        text = str(document[0].get_textpage().get_text_range())
    assert re.findall(r"\d+\. {1,2}(\d{4})\b", text) == phrase.split(" ")
    assert "PHIẾU KHÔI PHỤC DỮ LIỆU" in text
    assert "KHÔNG CÓ GIÁ TRỊ" in text
    assert house().motto in text


def test_every_problem_of_this_room_has_a_sentence_and_every_sentence_a_problem() -> None:
    raised = {
        code
        for path in _ROOM.rglob("*.py")
        for code in re.findall(r'"(printing\.[a-z_0-9]+)"', path.read_text("utf-8"))
    }
    assert raised == set(SENTENCES)
