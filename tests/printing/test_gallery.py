"""Every form in every state: drawn whole, and fit to be looked at."""

from itertools import pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.money import Dong
from app.printing.forms.slip import SlipFee, fees_in_words
from tests.printing.gallery import LONG_NAME, MOST_PAGES, STATES, shots, side_by_side
from tests.printing.reading import bare, pictures, texts


def test_each_form_is_drawn_for_each_set_and_paper_in_each_state() -> None:
    assert {shot.name for shot in shots(("slip", "certification"))} == {
        *(f"slip-{name}-{paper}-{state}" for name in ("tt03-2025", "tt01-2018") for paper in ("a4", "a5")
          for state in STATES),
        *(f"certification-{name}-a4-{state}" for name in ("tt03-2025", "tt01-2018") for state in STATES
          if state != "many"),
    }  # fmt: skip


def test_a_long_form_is_shown_by_its_first_pages_and_its_last() -> None:
    (many,) = (shot for shot in shots(("register",)) if shot.name == "register-tt03-2025-a4-many")
    pages = pictures(many.pdf, 40)
    assert len(pages) > MOST_PAGES
    picture = side_by_side(pages)
    assert picture.width // pages[0].width == MOST_PAGES
    last = picture.crop((picture.width - 12 - pages[-1].width, 12, picture.width - 12, picture.height - 12))
    assert last.tobytes() == pages[-1].tobytes()


@pytest.mark.parametrize("kind", ["slip", "refusal", "consignment"])
def test_the_longest_names_of_those_who_sign_do_not_touch(kind: str) -> None:
    (long,) = (shot for shot in shots((kind,)) if shot.name == f"{kind}-tt03-2025-a4-long")
    with pdfium.PdfDocument(long.pdf) as document:
        text = document[len(document) - 1].get_textpage()
        # The first line of a name is the one that fills its column.
        found = text.search(LONG_NAME.split()[1])
        places = []
        while (at := found.get_next()) is not None:
            places.append(text.get_charbox(at[0]))
        lowest = min(bottom for _left, bottom, _right, _top in places)
        letters = [text.get_charbox(index) for index in range(text.count_chars())]
        row = sorted((box[0], box[2]) for box in letters if abs(box[1] - lowest) < 3)
    gaps = [after[0] - before[1] for before, after in pairwise(row)]
    # Between words there are less than 5 points, between two names at least the edges of both columns.
    assert max(gaps) > 3.9


def test_the_first_reasons_stay_with_the_words_that_announce_them() -> None:
    (long,) = (shot for shot in shots(("refusal",)) if shot.name == "refusal-tt03-2025-a4-long")
    first, last = texts(long.pdf)
    assert bare("lý do cụ thể như sau:") in bare(first)
    assert bare("Thửa đất nằm trong hành lang") in bare(first)
    assert bare("NGƯỜI TIẾP NHẬN HỒ SƠ") in bare(last)


def test_no_paragraph_leaves_one_line_for_the_next_page() -> None:
    (long,) = (shot for shot in shots(("result-receipt",)) if shot.name == "result-receipt-tt03-2025-a4-long")
    assert bare("Phí, lệ phí: Lệ phí cấp giấy phép") in bare(texts(long.pdf)[1])


def test_a_fee_without_a_name_is_an_amount() -> None:
    assert fees_in_words((SlipFee("", Dong(75_000)),), "tiền mặt") == "75.000 đ (Bảy mươi lăm nghìn đồng) – tiền mặt."
