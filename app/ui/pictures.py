"""PNG bytes become pictures, also in worker threads.

The format is always named. Asked to find it out, Qt lets every plugin look at the bytes while it holds a lock of its
own, and one of them asks for a translation, which is Python (``qt_words``) and wants the interpreter's lock. Another
thread that decodes at the same moment has that and wants Qt's: both wait for ever, and the window with them.
"""

from PySide6.QtGui import QImage


def png_image(data: bytes) -> QImage:
    """Return the picture; a null one where data is no PNG."""
    return QImage.fromData(data, "PNG")  # type: ignore[arg-type]  # the stubs want bytes, the binding a text
