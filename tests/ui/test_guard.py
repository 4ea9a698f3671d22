"""Qt 6.12.0 loses a reference to None in every call that returns nothing; thousands of calls kill the interpreter."""

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_void_calls_do_not_eat_none(application: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _round in range(300_000):
        label.setText("a")
        label.clear()
    assert abs(sys.getrefcount(None) - before) < 10_000
