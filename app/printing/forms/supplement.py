"""Form 02: what a dossier still needs (Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ)."""

from dataclasses import dataclass

from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values, first_line, more_lines
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.people import acts_for
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class SupplementData:
    """Everything a request for a supplement says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        demands: what to add or correct, one a line.
        reason: why; its line breaks are kept.
        contact, contact_phone: whom to ask.
        clerk_name: who guides; acts_for: for postal staff: the office or person they act for.
    """

    head: Letterhead
    dossier: DossierFacts
    demands: tuple[str, ...]
    reason: str = ""
    contact: str = ""
    contact_phone: str = ""
    clerk_name: str = ""
    acts_for: str = ""
    marks: Marks = NO_MARKS


def render_supplement(data: SupplementData, layout_set: str, paper: PaperSize) -> bytes:
    """Return form 02 as PDF; problems as ``compose.render``."""
    values = {
        **dossier_values(data.dossier),
        "reason": first_line(data.reason),
        "contact": data.contact,
        "contact_phone": data.contact_phone,
        "clerk": data.clerk_name,
        "acts_for": acts_for(data.acts_for),
    }
    demands: list[Row] = [{"what": demand} for demand in data.demands]
    rows = {"demands": demands, "reasons": more_lines(data.reason)}
    return render("supplement", Filling(data.head, values, rows, data.marks, data.dossier.number), layout_set, paper)
