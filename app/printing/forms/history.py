"""What happened to a dossier, in order, by whom and for whom (Quá trình xử lý hồ sơ)."""

from dataclasses import dataclass
from datetime import datetime

from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import moment_in_words, short_moment
from app.printing.forms.people import acts_for
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event: what was done, by whom in which unit, and for whom where somebody was acted for."""

    at: datetime
    what: str
    who: str = ""
    unit: str = ""
    acts_for: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryData:
    """A dossier's events in the order they are to be printed; printed_at: as of when."""

    head: Letterhead
    dossier: DossierFacts
    events: tuple[HistoryEvent, ...]
    printed_at: datetime
    clerk_name: str = ""
    marks: Marks = NO_MARKS


def render_history(data: HistoryData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the history as PDF; problems as ``compose.render``."""
    values = {
        **dossier_values(data.dossier),
        "printed": moment_in_words(data.printed_at),
        "clerk": data.clerk_name,
    }
    events: list[Row] = [
        {
            "at": short_moment(event.at),
            "what": event.what,
            "note": event.note,
            "who": event.who,
            "unit": event.unit,
            "acts_for": acts_for(event.acts_for),
        }
        for event in data.events
    ]
    filling = Filling(data.head, values, {"events": events}, data.marks, data.dossier.number)
    return render("history", filling, layout_set, paper)
