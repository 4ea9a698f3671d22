"""Every form with its everyday example."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.printing.forms.apology import render_apology
from app.printing.forms.cash_sheet import render_cash_sheet
from app.printing.forms.certification import (
    render_certification,
    render_certification_book,
)
from app.printing.forms.consignment import render_consignment
from app.printing.forms.control_sheet import render_control_sheet
from app.printing.forms.group_slip import render_group_slip
from app.printing.forms.handover import render_handover
from app.printing.forms.history import render_history
from app.printing.forms.missing import render_missing
from app.printing.forms.postal_record import render_postal_record
from app.printing.forms.refusal import render_refusal
from app.printing.forms.register import render_register
from app.printing.forms.result_handover import render_result_handover
from app.printing.forms.result_receipt import render_result_receipt
from app.printing.forms.sheets import PaperSize
from app.printing.forms.slip import render_slip
from app.printing.forms.stop import render_stop
from app.printing.forms.supplement import render_supplement
from tests.printing import sample_desk as desk
from tests.printing import sample_statute as statute
from tests.printing.sample_office import NUMBER


@dataclass(frozen=True)
class Sample:
    """A form with its example.

    Attributes:
        kind: as the sets name it.
        rows: name of the field that holds the rows of its list; empty: it has none.
        code: the number that is beeped; empty: none.
        copies: how many copies it is printed in.
        unsaid: fields the form does not print, besides those in ``UNSAID``.
    """

    kind: str
    render: Callable[[Any, str, PaperSize], bytes]
    data: Any
    rows: str = ""
    code: str = NUMBER
    copies: int = 1
    unsaid: frozenset[str] = frozenset()
    sets: Sequence[str] = ("tt03-2025", "tt01-2018")


NUMBERS = frozenset({"number", "batch_number", "group_number", "dossier_number", "lookup_url"})
"""Fields that become codes, and therefore stay ASCII."""
UNSAID = frozenset({"lookup_url", "phone", "kind", "timeliness", "gender"})
"""Names of fields that are not printed as they are, or not on every form."""
_IDENTITY, _ADDRESS = "personal_id", "address"

SAMPLES = {
    one.kind: one
    for one in (
        Sample("slip", render_slip, statute.SLIP, "papers", copies=2, unsaid=frozenset({_IDENTITY})),
        Sample("supplement", render_supplement, statute.SUPPLEMENT, "demands", unsaid=frozenset({_IDENTITY})),
        Sample("refusal", render_refusal, statute.REFUSAL, unsaid=frozenset({_IDENTITY})),
        Sample("apology", render_apology, statute.APOLOGY, unsaid=frozenset({_IDENTITY, _ADDRESS})),
        Sample("stop", render_stop, statute.STOP, "papers_returned", unsaid=frozenset({_ADDRESS}), sets=("tt03-2025",)),
        Sample(
            "control-sheet",
            render_control_sheet,
            statute.CONTROL,
            "steps",
            unsaid=frozenset({_IDENTITY, _ADDRESS, "full_name", "content"}),
        ),
        Sample("register", render_register, statute.REGISTER, "entries", ""),
        Sample("handover", render_handover, desk.HANDOVER, "items", desk.HANDOVER.batch_number, 2),
        Sample(
            "result-handover",
            render_result_handover,
            desk.RESULT_HANDOVER,
            "items",
            "KQ-261201-01",
            2,
        ),
        Sample("result-receipt", render_result_receipt, desk.RECEIPT, "results"),
        Sample("group-slip", render_group_slip, desk.GROUP, "items", desk.GROUP.group_number, 2),
        Sample("history", render_history, desk.HISTORY, "events", unsaid=frozenset({_IDENTITY, _ADDRESS})),
        Sample("consignment", render_consignment, desk.CONSIGNMENT, "papers", desk.CONSIGNMENT.number, 3),
        Sample("consignment-return", render_consignment, desk.CONSIGNMENT_BACK, "papers", "PH000123499VN", 3),
        Sample("postal-record", render_postal_record, desk.POSTAL_RECORD, "items", desk.POSTAL_RECORD.batch_number, 2),
        Sample("certification", render_certification, desk.CERTIFICATION, "", ""),
        Sample("certification-book", render_certification_book, desk.BOOK, "entries", ""),
        Sample("missing", render_missing, desk.MISSING, "items"),
        Sample("cash-sheet", render_cash_sheet, desk.CASH, "lines", ""),
    )
}


def with_rows(sample: Sample, count: int) -> object:
    """Return the sample's data with so many rows, the same ones again and again."""
    if not sample.rows:
        return sample.data
    rows = getattr(sample.data, sample.rows)
    return replace(sample.data, **{sample.rows: tuple(rows[index % len(rows)] for index in range(count))})
