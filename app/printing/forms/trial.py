"""A page to try a printer with: the margins, the type, every Vietnamese letter, greys."""

from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from app.printing import fonts
from app.printing.forms.blocks import Drawn
from app.printing.forms.house import moment_in_words
from app.printing.forms.kinds import kinds_of
from app.printing.forms.pages import Pages
from app.printing.forms.sets import house
from app.printing.forms.sheets import PaperSize
from app.printing.pen import Pen

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_TITLE = "TRANG IN THỬ"
_STEPS = 10


def trial_page(office: str, counter: str, at: datetime, paper: PaperSize = "A4", *, practice: bool = False) -> bytes:
    """Return one page; what is missing or pale on the paper is missing or pale on every slip.

    Raises:
        PersonProblem: ``printing.letter_missing``.
        OutsideProblem: ``printing.font_missing``, ``printing.layout_damaged``.
    """
    sheet = house().sheets[paper]
    kind = kinds_of(sheet)
    pages = Pages(sheet, title=_TITLE, author=fonts.clean(office), practice=practice)
    letters = fonts.clean(" ".join(base + tone for base in _BASES + "d" for tone in _TONES if base != "d" or not tone))
    lines = (
        f"{office} – {counter}",
        f"In lúc {moment_in_words(at)}",
        f"{letters} đ",
        f"{letters} đ".upper(),
        "0123456789 – 1234 5678 9012 – 16.000 đ",
        "Khung dưới đây phải liền nét và thẳng; mười ô phải nhạt dần từ trái sang phải.",
    )
    blocks = [
        Paragraph(_TITLE, kind.title),
        *(Paragraph(fonts.markup(fonts.clean(line)), kind.line) for line in lines),
        Drawn(40 * mm, _draw_steps),
    ]
    return pages.pdf(blocks)


def _draw_steps(pen: Pen, width: float) -> None:
    pen.rect(0, 0, width, 38 * mm)
    side = width / _STEPS
    for step in range(_STEPS):
        pen.setFillGray(step / _STEPS)
        pen.rect(step * side + 4, 10 * mm, side - 8, 18 * mm, stroke=1, fill=1)
