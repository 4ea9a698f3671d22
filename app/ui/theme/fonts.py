"""The typefaces that ship with the program. The system's own are never relied on: they may lack Vietnamese letters."""

from PySide6.QtGui import QFontDatabase

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem

FAMILIES = ("Noto Sans", "DejaVu Sans")
"""Text, and the second for the few signs the first lacks (arrows, ticks)."""

_FILES = (
    "noto-sans/NotoSans-Regular.ttf",
    "noto-sans/NotoSans-Medium.ttf",
    "noto-sans/NotoSans-SemiBold.ttf",
    "noto-sans/NotoSans-Bold.ttf",
    "noto-sans/NotoSans-Italic.ttf",
    "dejavu-sans/DejaVuSans.ttf",
)


def load_fonts() -> None:
    """Make the shipped typefaces known to Qt; once, after the application exists.

    Raises:
        OutsideProblem: ``ui.font_missing`` when a file is not there or cannot be read.
    """
    for name in _FILES:
        path = RESOURCES / "fonts" / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OutsideProblem("ui.font_missing", path=str(path))
