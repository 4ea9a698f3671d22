"""Form 05: a dossier is stopped at the citizen's request (Thông báo dừng giải quyết hồ sơ); new in TT 03/2025."""

from dataclasses import dataclass
from datetime import datetime

from app.printing.forms.apology import HEAD_OF_OFFICE
from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks
from app.printing.forms.house import moment_in_words
from app.printing.forms.sheets import PaperSize


@dataclass(frozen=True, slots=True)
class StopData:
    """Everything a stop notice says. Any text may be empty; empty ones become dotted lines.

    Attributes:
        asked_at: when the request to stop came; channel: how, in words (``"trực tiếp"``, ``"qua bưu chính"``).
        state: how far the dossier was when it was looked at; empty: no decision and no result yet.
        stopped_at: from when on it is stopped.
        papers_returned: what is given back, one a line.
        fee: what becomes of the fee, in words.
        signer_titles, signer_name: as in form 04.
    """

    head: Letterhead
    dossier: DossierFacts
    asked_at: datetime | None = None
    channel: str = ""
    state: str = ""
    stopped_at: datetime | None = None
    papers_returned: tuple[str, ...] = ()
    fee: str = ""
    signer_titles: tuple[str, ...] = HEAD_OF_OFFICE
    signer_name: str = ""
    marks: Marks = NO_MARKS


def render_stop(data: StopData, layout_set: str, paper: PaperSize) -> bytes:
    """Return form 05 as PDF; problems as ``compose.render``, and the older set has no such form."""
    values = {
        **dossier_values(data.dossier),
        "asked": moment_in_words(data.asked_at),
        "channel": data.channel,
        "state": data.state or "chưa có quyết định, kết quả giải quyết",
        "stopped": moment_in_words(data.stopped_at),
        "fee": data.fee,
        "signer_titles": data.signer_titles,
        "signer_name": data.signer_name,
    }
    rows = {"papers": [{"name": name} for name in data.papers_returned]}
    return render("stop", Filling(data.head, values, rows, data.marks, data.dossier.number), layout_set, paper)
