"""Dates as people type them: 15/3/1999, 15-3-99, 15031999, or only 1999."""

import re
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.ui.widgets.fields import LineEdit

_PARTED = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
_TOGETHER = re.compile(r"^(\d{2})(\d{2})(\d{4}|\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")
_EARLIEST = 1875


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A day, or only a year where papers state no more."""

    year: int
    day: date | None = None

    def __str__(self) -> str:
        """Return the form used in Viet Nam: dd/mm/yyyy, or the year."""
        return f"{self.day:%d/%m/%Y}" if self.day else str(self.year)


def read_date(text: str, today: date) -> TypedDate | None:
    """Return what text means, None where it is no date.

    Args:
        text: as typed.
        today: two-digit years mean the latest year that is not after today's.
    """
    text = text.strip()
    only_year = _YEAR.match(text)
    if only_year:
        year = int(only_year[1])
        return TypedDate(year) if _EARLIEST <= year <= today.year + 100 else None
    parts = _PARTED.match(text) or _TOGETHER.match(text)
    if not parts:
        return None
    day, month, year = (int(part) for part in parts.groups())
    if len(parts[3]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if year < _EARLIEST:
        return None
    try:
        return TypedDate(year, date(year, month, day))
    except ValueError:
        return None


class DateField(LineEdit):
    """A line edit for a date; keeps what was typed where it cannot be understood."""

    edited = Signal(object)
    """TypedDate, or None where the text is empty or no date; when the field is left or a valid date stands complete."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self._told: TypedDate | None = None
        self.setPlaceholderText(_("ngày/tháng/năm"))
        self.textEdited.connect(self._on_edited)

    @property
    def value(self) -> TypedDate | None:
        """What stands in the field."""
        return read_date(self.text(), self._today)

    @property
    def understood(self) -> bool:
        """Whether the field is empty or a date."""
        return not self.text().strip() or self.value is not None

    def set_value(self, value: TypedDate | None) -> None:
        """Show value without telling that a person typed it."""
        self._told = value
        self.setText(str(value) if value else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the date in full when the field is left."""
        super().focusOutEvent(event)
        value = self.value
        if value:
            self.setText(str(value))
        self._tell(value)

    def _on_edited(self, _text: str) -> None:
        # 1503 and 150319 could still become 15031999: short years are told only when the field is left.
        value = self.value
        if value is not None and value.day is not None and self.text().strip().endswith(f"{value.year:04}"):
            self._tell(value)

    def _tell(self, value: TypedDate | None) -> None:
        if value != self._told:
            self._told = value
            self.edited.emit(value)
