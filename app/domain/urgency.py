"""How pressing an appointment is: one rule for lists, counts and colours."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.core.clock import VIETNAM

SOON = timedelta(days=2)
"""How many days beyond today still count as soon."""


class Urgency(StrEnum):
    """Most pressing first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


def urgency(appointment: datetime, now: datetime) -> Urgency:
    """Return how pressing the appointment of an open dossier is at the moment now."""
    if appointment < now:
        return Urgency.OVERDUE
    days = days_until(appointment, now)
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days <= SOON.days else Urgency.LATER


def days_until(appointment: datetime, now: datetime) -> int:
    """Return how many calendar days lie between today and the day of the appointment; negative when it has passed."""
    return (appointment.astimezone(VIETNAM).date() - now.astimezone(VIETNAM).date()).days
