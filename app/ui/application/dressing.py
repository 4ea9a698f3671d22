"""The one QApplication, dressed and speaking before the first window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from app.core.settings import Settings
from app.ui.qt_words import QtWords
from app.ui.theme.active import apply_theme
from app.ui.theme.fonts import load_fonts


def make_application(arguments: Sequence[str], settings: Settings) -> QApplication:
    """Return the application with its typefaces, its appearance and Vietnamese for Qt's own buttons.

    Args:
        arguments: the command line, the program's name first.
        settings: which appearance and scale.

    Raises:
        OutsideProblem: ``ui.font_missing``.
    """
    application = QApplication(list(arguments))
    application.setApplicationName("motcua")
    load_fonts()
    apply_theme(application, settings.appearance, settings.scale_percent)
    words = QtWords(application)
    application.installTranslator(words)
    return application
