"""One dossier whole: people, promise, fees, papers. Only shown; what can be done is in the panel beside it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.clock import VIETNAM
from app.core.money import show
from app.core.words import _, _n, mark
from app.domain.dossier_clock import explain
from app.domain.dossiers import Dossier, DossierPaper, PaperState, PaymentWay
from app.domain.issued_forms import IssuedForm
from app.domain.life import PaperOrigin
from app.domain.lifecycle import PAUSED
from app.domain.people import Party
from app.domain.results import Result
from app.services.dossiers import DossierView
from app.ui.dossiers.forms_table import FormsTable
from app.ui.dossiers.group_table import GroupTable
from app.ui.dossiers.results_table import ResultsTable
from app.ui.dossiers.story import moment_words, origin_said, return_words, who
from app.ui.dossiers.words import waiting_words
from app.ui.theme.tokens import APART, CLOSE, Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.digits import grouped, phone_groups
from app.ui.widgets.dress import clear, column
from app.ui.widgets.facts import Fact, Facts
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import Label
from app.ui.widgets.tables import Cell, Column, DataTable

_PAPERS = {
    PaperState.HANDED_IN: (mark("đã nộp"), Tone.DONE),
    PaperState.SHOWN: (mark("chỉ xuất trình"), Tone.NEUTRAL),
    PaperState.MISSING: (mark("chưa nộp"), Tone.ATTENTION),
    PaperState.NOT_APPLICABLE: (mark("không áp dụng"), Tone.NEUTRAL),
    PaperState.REUSED: (mark("↻ dùng lại"), Tone.DONE),
    PaperState.LOOKED_UP: (mark("✓ đã tra cứu"), Tone.DONE),
}
_PAYMENTS = {
    PaymentWay.NONE: mark("không thu"),
    PaymentWay.CASH: mark("tiền mặt"),
    PaymentWay.VIETQR: mark("chuyển khoản VietQR"),
    PaymentWay.LATER: mark("nộp khi nhận kết quả"),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with where it comes from; None: it was handed in, and nothing is known of how long it is good."""

    paper: DossierPaper
    origin: PaperOrigin | None = None


def _copies(line: PaperLine) -> str:
    paper = line.paper
    return str(paper.certified_copies + paper.photocopies or "–")


def _state(line: PaperLine) -> Cell:
    paper = line.paper
    text, tone = _PAPERS[paper.state]
    return Cell(_(text), tone, pill=True)


def _file(line: PaperLine) -> Cell:
    paper = line.paper
    if not paper.file_digest:
        return Cell("–", quiet=True)
    size = max(1, round(paper.file_size / 1000))
    return Cell(_n("{pages} trang · PDF {size} kB", paper.pages).format(pages=paper.pages, size=size), Tone.INFO)


def _name(line: PaperLine) -> str:
    said = "; ".join(part for part in (line.paper.note, origin_said(line.origin)) if part)
    return f"{line.paper.name} ({said})" if said else line.paper.name


_COLUMNS: tuple[Column[PaperLine], ...] = (
    Column("#", lambda line: str(line.paper.ordinal), 34),
    Column(mark("Giấy tờ"), _name, lines=2, least=170),
    Column(mark("Chính"), lambda line: str(line.paper.originals or "–"), 52, right=True, drop=1),
    Column(mark("Sao"), _copies, 46, right=True, drop=2),
    Column(mark("Tình trạng"), _state, 120),
    Column(mark("Tệp"), _file, 150, drop=3),
)


class DossierPage(QWidget):
    """The page in the middle. ``paper_opened`` carries the DossierPaper whose file is to be seen."""

    paper_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier_page")
        self._people = Facts("people")
        self._promise = Label("", "display")
        self._reasons = column(spacing=CLOSE)
        self._terms = Facts("terms")
        self.group = GroupTable()
        self._beside = Label("", "caption")
        self.papers: DataTable[PaperLine] = DataTable(
            "dossier_papers", _("Thành phần hồ sơ"), _COLUMNS, lambda line: line.paper.ordinal, least_rows=1
        )
        self.papers.opened.connect(self._on_opened)
        upper = Columns()
        upper.add(column(self._people_card(), spacing=0), 1)
        upper.add(column(self._promise_card(), spacing=0), 1)
        whole = column(upper, spacing=APART)
        whole.addWidget(self._papers_card(), 1)
        self.results = ResultsTable()
        self._results_card = self._card_of_results()
        self._results_card.hide()
        whole.addWidget(self._results_card)
        self.forms = FormsTable()
        self._forms_card = self._card_of_forms()
        self._forms_card.hide()
        whole.addWidget(self._forms_card)
        self.setLayout(whole)

    def _people_card(self) -> Card:
        card = Card(_("Người nộp và chủ hồ sơ"), "people_card")
        card.body.addWidget(self._people)
        card.body.addStretch(1)
        return card

    def _promise_card(self) -> Card:
        card = Card(_("Hẹn trả và phí, lệ phí"), "promise_card")
        card.body.addWidget(self._promise)
        card.body.addLayout(self._reasons)
        card.body.addWidget(self._terms)
        card.body.addWidget(self._beside)
        card.body.addWidget(self.group)
        card.body.addStretch(1)
        return card

    def _papers_card(self) -> Card:
        card = Card(_("Thành phần hồ sơ"), "papers_card", flush=True)
        card.head.addWidget(KeyHint("Return", _("xem giấy tờ đã quét")))
        card.body.addWidget(self.papers)
        return card

    def _card_of_forms(self) -> Card:
        card = Card(_("Giấy đã cấp"), "forms_card", flush=True)
        for key, text in (("Return", _("xem")), ("Ctrl+P", _("in"))):
            card.head.addWidget(KeyHint(key, text))
        card.body.addWidget(self.forms)
        return card

    def _card_of_results(self) -> Card:
        card = Card(_("Kết quả"), "results_card", flush=True)
        for key, text in (("Return", _("xem tệp")), ("Ctrl+S", _("lưu tệp"))):
            card.head.addWidget(KeyHint(key, text))
        card.body.addWidget(self.results)
        return card

    @property
    def result_in_hand(self) -> Result | None:
        """The result the keyboard is at; None while it is elsewhere."""
        return self.results.current if self.results.hasFocus() else None

    @property
    def form_in_hand(self) -> IssuedForm | None:
        """The form the keyboard is at; None while it is elsewhere."""
        return self.forms.current if self.forms.hasFocus() else None

    @property
    def promise_text(self) -> str:
        """The day in large letters."""
        return self._promise.text()

    def show_view(self, view: DossierView) -> None:
        """Show a dossier."""
        dossier = view.dossier
        self._people.show_facts(_people(view))
        promise = view.times.state.promise
        told = promise.appointment or dossier.appointment.appointment
        since = view.times.state.standing.since
        if dossier.status in PAUSED and since is not None:
            # No day is true while the clock stands still: the one that was told is said small.
            self._promise.setText(waiting_words(dossier.status, since))
            self._show_reasons((_("Đã hẹn {moment}; hẹn lại khi hồ sơ đi tiếp").format(moment=moment_words(told)),))
        else:
            self._promise.setText(moment_words(told))
            # Once it was moved, the slip's reasons explain a day that is no longer true.
            moved = told != dossier.appointment.appointment
            self._show_reasons(explain(promise.why) if moved else dossier.appointment.explanation)
        self._terms.show_facts([*_promise(dossier), *_fees(dossier)])
        origins = {one.ordinal: one for one in view.origins}
        lines = [PaperLine(paper, origins.get(paper.ordinal)) for paper in dossier.papers]
        self.papers.set_rows(lines, select_first=True)
        self.results.show_view(view)
        self._results_card.setVisible(bool(view.results))
        self.forms.show_view(view)
        self._forms_card.setVisible(bool(view.forms))
        self.group.show_rows(view.group)
        count = len(view.group)
        self._beside.setText(_n("Nộp cùng lúc với {count} hồ sơ – ↵ để mở", count).format(count=count))
        for widget in (self._beside, self.group):
            widget.setVisible(bool(view.group))

    def _show_reasons(self, lines: tuple[str, ...]) -> None:
        clear(self._reasons)
        for place, line in enumerate(lines, 1):
            self._reasons.addWidget(Label(f"{place}. {line}", "caption", wrap=True))

    def _on_opened(self, line: PaperLine) -> None:
        if line.paper.file_digest:
            self.paper_opened.emit(line.paper)


def _people(view: DossierView) -> list[Fact]:
    parties = view.dossier.parties
    facts = [(_("Người nộp"), parties.submitter.full_name), *_party(parties.submitter)]
    if parties.owner is not None:
        facts += [(_("Chủ hồ sơ"), parties.owner.full_name), *_party(parties.owner)]
    facts.append((_("Ủy quyền"), parties.authorisation))
    clerk = view.clerk.full_name if view.clerk else ""
    facts.append((_("Cán bộ nhận"), who(clerk, view.dossier.received_for)))
    facts.append((_("Số khác"), ", ".join(number for number in view.numbers if number != view.dossier.number)))
    return facts


def _party(party: Party) -> list[Fact]:
    birth = f"{party.birth_date:%d/%m/%Y}" if party.birth_date else str(party.birth_year or "")
    return [
        (_("Số định danh"), grouped(party.identity)),
        (_("Ngày sinh"), birth),
        (_("Điện thoại"), grouped(party.phone, phone_groups)),
        (_("Địa chỉ"), party.address or party.card_address),
        (_("Người đại diện"), party.representative),
    ]


def _promise(dossier: Dossier) -> list[Fact]:
    promise = dossier.appointment
    legal = promise.legal_deadline
    other = legal is not None and legal != promise.appointment
    return [
        (_("Hạn theo luật"), f"{legal.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if legal and other else ""),
        (_("Lý do đổi"), promise.reason),
        (_("Trả kết quả"), return_words(dossier)),
    ]


def _fees(dossier: Dossier) -> list[Fact]:
    lines = [(line.name, line.exemption or show(line.amount)) for line in dossier.fees]
    return [*lines, (_("Phải thu"), f"{show(dossier.total)} · {_(_PAYMENTS[dossier.payment])}")]
