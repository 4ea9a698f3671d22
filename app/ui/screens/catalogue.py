"""All rooms that can be photographed, in the order of a day."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from app.ui.screens import (
    admin,
    certified,
    dossiers,
    first_start,
    handover,
    reception,
    reports,
    returns,
    sign_in,
    sync,
)
from app.ui.screens.stage import Stage

Shots = Callable[[Stage], Iterator[tuple[str, QWidget]]]
STATES = ("empty", "normal", "overfull", "error", "read-only")
"""In which every workspace is photographed: ``KEY-STATE``; read-only is what an auditor sees."""
OTHER_NAMES = {
    # Admin is photographed section by section.
    "admin-empty": "admin-backup",
    "admin-normal": "admin-office",
    "admin-overfull": "admin-people",
    "admin-error": "admin-people-error",
    "admin-read-only": "admin-office-read-only",
    # A return and a handover are photographed step by step.
    "returns-error": "returns-not-finished",
    "handover-normal": "handover-filled",
    "handover-error": "handover-refused",
}


def rooms() -> tuple[tuple[str, Shots], ...]:
    """Return the name of each room and its pictures."""
    return (
        ("first_start", first_start.shots),
        ("sign_in", sign_in.shots),
        ("reception", reception.shots),
        ("dossiers", dossiers.shots),
        ("returns", returns.shots),
        ("handover", handover.shots),
        ("reports", reports.shots),
        ("sync", sync.shots),
        ("certified", certified.shots),
        ("admin", admin.shots),
    )
