"""Decoding pictures off the main thread must not need the interpreter inside Qt."""

from PySide6.QtCore import QBuffer, QIODevice, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.ui.pictures import decoded


class Asked(QTranslator):
    """Counts what Qt wants translated."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, text: str, *_rest: object) -> str:
        self.texts.append(f"{context}: {text}")
        return text


def png() -> bytes:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, PySide for text
    return bytes(buffer.data().data())


def test_a_picture_is_decoded_without_a_word_of_ours(application: QApplication) -> None:
    data, asked = png(), Asked()
    application.installTranslator(asked)
    asked.texts.clear()
    try:
        image = decoded(data)
        silent = list(asked.texts)
        QImage.fromData(data)  # what would happen otherwise: if this no longer asks, the helper may go
        guessing = list(asked.texts)
    finally:
        application.removeTranslator(asked)
    assert (image.width(), image.height()) == (40, 30)
    assert silent == []
    assert guessing != []


def test_what_is_no_png_is_an_empty_image(application: QApplication) -> None:
    assert decoded(b"").isNull()
    assert decoded(b"%PDF-1.7").isNull()
