"""Pictures that were drawn elsewhere as PNG."""

from PySide6.QtGui import QImage


def decoded(png: bytes) -> QImage:
    """Return a PNG as an image; may be called on any thread.

    The format is always named. Left to guess it, Qt asks every plugin while it holds a lock, one of them translates a
    text, our translator is Python and waits for the interpreter – which another thread may hold that waits for Qt's
    lock: the program would stand still for ever.
    """
    return QImage.fromData(png, "PNG")  # type: ignore[arg-type]  # the stub asks for bytes, PySide for text
