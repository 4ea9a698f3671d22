"""Form 04: the result is late (Phiếu xin lỗi và đề nghị gia hạn; in the older set: và hẹn lại ngày trả kết quả)."""

from dataclasses import dataclass
from datetime import datetime

from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values, first_line, more_lines
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.house import moment_in_words
from app.printing.forms.sheets import PaperSize

HEAD_OF_OFFICE = ("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",)


@dataclass(frozen=True, slots=True)
class ApologyData:
    """Everything an apology says; it is signed by the head of the office that decides, never by the clerk.

    Attributes:
        head: of the office that signs; without a day while the letter waits for the signature.
        resolving_office: the office that is late.
        receiving_office: the office that took the dossier in; empty: the resolving office.
        reason: why it is late; its line breaks are kept.
        new_appointment: when the result will be there; None: written by hand.
        signer_titles: authority and office of who signs, one a line (``("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")``).
        signer_name: empty: written by hand.
    """

    head: Letterhead
    dossier: DossierFacts
    resolving_office: str
    reason: str = ""
    new_appointment: datetime | None = None
    receiving_office: str = ""
    signer_titles: tuple[str, ...] = HEAD_OF_OFFICE
    signer_name: str = ""
    marks: Marks = NO_MARKS


def render_apology(data: ApologyData, layout_set: str, paper: PaperSize) -> bytes:
    """Return form 04 as PDF; problems as ``compose.render``."""
    values = {
        **dossier_values(data.dossier),
        "resolving_office": data.resolving_office,
        "receiving_office": data.receiving_office or data.resolving_office,
        "reason": first_line(data.reason),
        "new_appointment": moment_in_words(data.new_appointment),
        "signer_titles": data.signer_titles,
        "signer_name": data.signer_name,
    }
    rows = {"reasons": more_lines(data.reason)}
    return render("apology", Filling(data.head, values, rows, data.marks, data.dossier.number), layout_set, paper)
