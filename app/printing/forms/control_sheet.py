"""Form 06 (05 in the older set): the sheet that travels with a dossier (Phiếu kiểm soát quá trình giải quyết hồ sơ)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.printing.forms.compose import render
from app.printing.forms.dossier import DossierFacts, dossier_values
from app.printing.forms.filling import NO_MARKS, Filling, Letterhead, Marks, Row
from app.printing.forms.house import moment_in_words
from app.printing.forms.people import tick
from app.printing.forms.sheets import PaperSize


class Timeliness(StrEnum):
    """How a step stood to its limit; written down by the receiver."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One hand-over of the dossier.

    Attributes:
        giver_unit, receiver_unit: from where to where.
        at: when; None: written by hand.
        giver, receiver: names under the signatures; empty: written by hand.
        timeliness: unknown: ticked by hand.
    """

    giver_unit: str
    receiver_unit: str = ""
    at: datetime | None = None
    giver: str = ""
    receiver: str = ""
    timeliness: Timeliness = Timeliness.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSheetData:
    """Everything a control sheet says.

    Attributes:
        resolving_office, partner_offices: who decides, and who is asked.
        steps: what has happened, in order.
        blank_steps: hand-overs left free to be written by hand.
    """

    head: Letterhead
    dossier: DossierFacts
    resolving_office: str
    partner_offices: str = ""
    steps: tuple[ControlStep, ...] = ()
    blank_steps: int = 3
    marks: Marks = NO_MARKS


def render_control_sheet(data: ControlSheetData, layout_set: str, paper: PaperSize) -> bytes:
    """Return the control sheet as PDF; problems as ``compose.render``."""
    values = {
        **dossier_values(data.dossier),
        "resolving_office": data.resolving_office,
        "partner_offices": data.partner_offices,
    }
    steps = [*data.steps, *[ControlStep("")] * data.blank_steps]
    rows = {"steps": [_step(step) for step in steps]}
    return render("control-sheet", Filling(data.head, values, rows, data.marks, data.dossier.number), layout_set, paper)


def _step(step: ControlStep) -> Row:
    return {
        "giver_unit": step.giver_unit,
        "receiver_unit": step.receiver_unit,
        "at": _in_two_lines(step.at),
        "giver": step.giver,
        "receiver": step.receiver,
        "early": tick(ticked=step.timeliness is Timeliness.EARLY),
        "on_time": tick(ticked=step.timeliness is Timeliness.ON_TIME),
        "late": tick(ticked=step.timeliness is Timeliness.LATE),
        "note": step.note,
    }


def _in_two_lines(moment: datetime | None) -> tuple[str, str]:
    time, day = moment_in_words(moment).split(", ")
    return f"{time},", day
