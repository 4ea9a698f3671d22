"""Pictures are decoded without asking Python in between: two threads doing that would wait for each other for ever."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.core.paths import RESOURCES
from app.scanning.images import encode_png
from app.scanning.sample import sample_page
from app.ui.pictures import png_image

APP = Path(__file__).resolve().parents[2] / "app"


class Listening(QTranslator):
    """A translator in Python, as the program has one."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def translate(self, _context: str, text: str, _which: str | None = None, _n: int = -1) -> str:
        self.asked.append(text)
        return ""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


def test_decoding_asks_for_no_translation(application: QApplication) -> None:
    page = encode_png(sample_page(("TỜ KHAI",), dpi=30))
    translator = Listening()
    application.installTranslator(translator)
    try:
        translator.asked.clear()
        with ThreadPoolExecutor(4) as pool:
            pictures = list(pool.map(png_image, [page] * 24))
    finally:
        application.removeTranslator(translator)
    assert translator.asked == []
    assert {(picture.width() > 100, picture.isNull()) for picture in pictures} == {(True, False)}


def test_what_is_no_png_is_no_picture(application: QApplication) -> None:
    svg = (RESOURCES / "icons" / "check.svg").read_bytes()
    assert png_image(b"").isNull()
    assert png_image(svg).isNull()


def test_nobody_lets_qt_guess_a_format() -> None:
    guessing = re.compile(r"\.(loadFromData|fromData)\(|QImageReader")
    found = [path.name for path in (APP / "ui").rglob("*.py") if guessing.search(path.read_text(encoding="utf-8"))]
    assert found == ["pictures.py"]
