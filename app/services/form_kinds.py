"""Every form that is issued: its data, how it is drawn, what it is called. The reception slip has its own way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from app.core.words import mark
from app.printing.forms.apology import ApologyData, render_apology
from app.printing.forms.cash_sheet import CashSheetData, render_cash_sheet
from app.printing.forms.certification import (
    CertificationBookData,
    CertificationData,
    render_certification,
    render_certification_book,
)
from app.printing.forms.consignment import ConsignmentData, render_consignment
from app.printing.forms.control_sheet import ControlSheetData, render_control_sheet
from app.printing.forms.group_slip import GroupSlipData, render_group_slip
from app.printing.forms.handover import HandoverData, render_handover
from app.printing.forms.history import HistoryData, render_history
from app.printing.forms.missing import MissingData, render_missing
from app.printing.forms.postal_record import PostalRecordData, render_postal_record
from app.printing.forms.refusal import RefusalData, render_refusal
from app.printing.forms.register import RegisterData, render_register
from app.printing.forms.result_handover import ResultHandoverData, render_result_handover
from app.printing.forms.result_receipt import ResultReceiptData, render_result_receipt
from app.printing.forms.sheets import PaperSize
from app.printing.forms.stop import StopData, render_stop
from app.printing.forms.supplement import SupplementData, render_supplement

FormData = (
    ApologyData
    | CashSheetData
    | CertificationBookData
    | CertificationData
    | ConsignmentData
    | ControlSheetData
    | GroupSlipData
    | HandoverData
    | HistoryData
    | MissingData
    | PostalRecordData
    | RefusalData
    | RegisterData
    | ResultHandoverData
    | ResultReceiptData
    | StopData
    | SupplementData
)


COMMON_SLIP = "group-slip"
"""The kind that is the slip of several dossiers at once."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """One kind of form.

    Attributes:
        name: as the sets of forms call it; stands in the store for ever.
        title: what it is called on the screen, marked Vietnamese.
        data: the dataclass that it is drawn from.
        render: draws it: (data, set of forms, paper) → PDF.
        slip: it may be printed on A5 like the reception slip; the others are A4.
    """

    name: str
    title: str
    data: type[Any]
    render: Callable[[Any, str, PaperSize], bytes]
    slip: bool = False


_ALL = (
    FormKind("supplement", mark("Phiếu yêu cầu bổ sung"), SupplementData, render_supplement),
    FormKind("refusal", mark("Phiếu từ chối"), RefusalData, render_refusal),
    FormKind("apology", mark("Phiếu xin lỗi và hẹn lại"), ApologyData, render_apology),
    FormKind("stop", mark("Thông báo dừng giải quyết"), StopData, render_stop),
    FormKind("control-sheet", mark("Phiếu kiểm soát"), ControlSheetData, render_control_sheet),
    FormKind("register", mark("Sổ theo dõi hồ sơ"), RegisterData, render_register),
    FormKind("handover", mark("Phiếu bàn giao hồ sơ"), HandoverData, render_handover),
    FormKind("result-handover", mark("Phiếu bàn giao kết quả"), ResultHandoverData, render_result_handover),
    FormKind("result-receipt", mark("Giấy biên nhận kết quả"), ResultReceiptData, render_result_receipt, slip=True),
    FormKind(COMMON_SLIP, mark("Giấy tiếp nhận nhiều hồ sơ"), GroupSlipData, render_group_slip),
    FormKind("history", mark("Quá trình xử lý"), HistoryData, render_history),
    FormKind("consignment", mark("Phiếu gửi bưu chính"), ConsignmentData, render_consignment),
    FormKind("postal-record", mark("Biên bản giao nhận bưu chính"), PostalRecordData, render_postal_record),
    FormKind("certification", mark("Lời chứng"), CertificationData, render_certification),
    FormKind("certification-book", mark("Sổ chứng thực"), CertificationBookData, render_certification_book),
    FormKind("missing", mark("Tờ “còn thiếu gì”"), MissingData, render_missing),
    FormKind("cash-sheet", mark("Bảng kê thu phí"), CashSheetData, render_cash_sheet),
)
KINDS: Final[Mapping[str, FormKind]] = MappingProxyType({kind.name: kind for kind in _ALL})
"""All kinds by name."""
_BY_DATA: Final[Mapping[type[Any], FormKind]] = MappingProxyType({kind.data: kind for kind in _ALL})
STATUTORY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "02": "supplement",
        "03": "refusal",
        "04": "apology",
        "05": "stop",
        "06": "control-sheet",
        "07": "register",
    }
)
"""The kinds by their number in TT 03/2025/TT-VPCP, as the table of a dossier's life names them."""


def kind_of(data: FormData) -> FormKind:
    """Return the kind that is drawn from data."""
    return _BY_DATA[type(data)]
