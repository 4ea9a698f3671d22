"""Form 03: a dossier is not taken in (Phiếu từ chối tiếp nhận giải quyết hồ sơ)."""

from dataclasses import dataclass

from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.people import acts_for
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class RefusalData:
    """Everything a refusal says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        dossier: its number is empty where none was given.
        reason: why, with the provision of law; its line breaks are kept.
        clerk_name: who refuses; acts_for: for postal staff: the office or person they act for.
    """

    head: Letterhead
    dossier: DossierFacts
    reason: str
    clerk_name: str = ""
    acts_for: str = ""
    marks: Marks = NO_MARKS


def render_refusal(data: RefusalData, layout_set: str, paper: PaperSize) -> bytes:
    """Return form 03 as PDF; problems as ``compose.render``."""
    values = {
        **dossier_values(data.dossier),
        "clerk": data.clerk_name,
        "acts_for": acts_for(data.acts_for),
    }
    rows = {"reasons": [{"what": line} for line in data.reason.splitlines()]}
    return render("refusal", Filling(data.head, values, rows, data.marks, data.dossier.number), layout_set, paper)
