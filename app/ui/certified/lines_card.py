"""What is to be certified: a line being typed, the documents of last time by one key, and the lines typed so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit

from app.core.money import Dong, show
from app.core.words import _, mark
from app.domain.certification import MOST, CopyLine, DocumentKind, find_documents
from app.services.sentences import sentence
from app.ui.actions import ActionRegistry
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import KEEPS_ENTER, FieldRow, LineEdit
from app.ui.widgets.list_or_empty import ListOrEmpty
from app.ui.widgets.search_box import SearchBox, Suggestion
from app.ui.widgets.tables import Column, DataTable

OFFERS = 4
_MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line as typed, its place from 1 and what it costs; None: nobody knows."""

    place: int
    line: CopyLine
    fee: Dong | None


class LinesCard(Card):
    """The lines.

    Attributes:
        document, pages, copies: the line being typed.
        table: the lines typed so far.
    """

    line_entered = Signal()
    """Enter in the last field: the line is complete."""
    edited = Signal()

    def __init__(self, registry: ActionRegistry) -> None:
        super().__init__(_("Giấy tờ cần sao"), "certified_lines_card", flush=True)
        self._kinds: tuple[DocumentKind, ...] = ()
        self.document = SearchBox("certified_document", _("Tên giấy tờ hoặc tên gọi tắt: cccd, sổ đỏ, bằng đại học…"))
        self.pages, self.copies = _number("certified_pages"), _number("certified_copies")
        # Enter in the last field ends the line; in the others it goes on.
        self.copies.setProperty(KEEPS_ENTER, True)
        self.rows = {
            "document": FieldRow(_("Giấy tờ"), "certified_document", field=self.document, key="Alt+G"),
            "pages": FieldRow(_("Số trang bản chính"), "certified_pages", field=self.pages),
            "copies": FieldRow(_("Số bản sao"), "certified_copies", field=self.copies),
        }
        self.offers = [ActionButton(registry, f"certified.pick_{n}") for n in range(1, OFFERS + 1)]
        self.table: DataTable[PricedLine] = DataTable(
            "certified_lines", _("Giấy tờ cần sao"), _COLUMNS, lambda one: one.place
        )
        self._empty = EmptyState(
            "stamp",
            _("Gõ tên giấy tờ, bấm Enter cho đến hết dòng"),
            _("Khách quen: Alt+1 lấy giấy tờ lần trước. Ctrl+Enter chứng thực và in."),
            "certified_lines_empty",
        )
        self._list = ListOrEmpty(self.table, self._empty)
        self._lay_out()
        self._connect()
        self.clear_entry()

    def _lay_out(self) -> None:
        entry = row(*self.rows.values(), spacing=NEAR, margins=(14, 10, 14, 10))
        entry.setStretch(0, 1)
        for name in ("pages", "copies"):
            self.rows[name].setFixedWidth(px(118))
        offers = QGridLayout()
        offers.setContentsMargins(14, 0, 14, 10)
        offers.setSpacing(CLOSE)
        for place, button in enumerate(self.offers):
            offers.addWidget(button, place // 2, place % 2)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.hide()
        self.body.setSpacing(0)
        self.body.addLayout(entry)
        self.body.addLayout(offers)
        self.body.addWidget(self._list, 1)

    def _connect(self) -> None:
        self.document.searched.connect(self._search)
        self.document.chosen.connect(self._on_chosen)
        self.copies.returnPressed.connect(self.line_entered)
        for edit in (self.document, self.pages, self.copies):
            edit.textEdited.connect(lambda _text: self._on_edited())

    @property
    def entry(self) -> CopyLine:
        """The line being typed; an unreadable number is 0."""
        pages, copies = (int(edit.text() or 0) for edit in (self.pages, self.copies))
        return CopyLine(_official(self._kinds, self.rows["document"].text), pages, copies)

    @property
    def entry_empty(self) -> bool:
        """Whether no document is being typed."""
        return not self.document.text().strip()

    def know(self, kinds: Sequence[DocumentKind]) -> None:
        """Offer these documents by a few letters."""
        self._kinds = tuple(kinds)

    def show_entry(self, line: CopyLine) -> None:
        """Put a line into the fields."""
        self.document.setText(line.document)
        self.pages.setText(str(line.pages))
        self.copies.setText(str(line.copies))
        self._say_nothing()

    def clear_entry(self) -> None:
        """Empty the fields for the next line."""
        self.show_entry(CopyLine(""))

    def show_offers(self, lines: Sequence[CopyLine]) -> None:
        """Offer what the person had certified before; the buttons take their words from their actions."""
        for place, button in enumerate(self.offers):
            button.setVisible(place < len(lines))
            if place < len(lines):
                button.setText(offer_words(lines[place]))
                button.setAccessibleName(offer_words(lines[place]))

    def show_lines(self, lines: Sequence[PricedLine]) -> None:
        """Show the lines typed so far."""
        self.table.set_rows(lines)
        self._list.show_rows(any_rows=bool(lines))

    def say_wrong(self, wrong: Sequence[tuple[str, str]]) -> None:
        """Say (field, code) at the fields; the keyboard goes to the first."""
        self._say_nothing()
        for name, code in wrong:
            self.rows[name].say_error(str(sentence(code)))
        if wrong:
            self.rows[wrong[0][0]].field.setFocus()

    def _say_nothing(self) -> None:
        for each in self.rows.values():
            each.say_nothing()

    def _on_edited(self) -> None:
        self._say_nothing()
        self.edited.emit()

    def _search(self, text: str) -> None:
        found = find_documents(self._kinds, text)[:_MOST_FOUND]
        offered = [Suggestion(kind.name, ", ".join(kind.nicknames[:3]), kind) for kind in found]
        if text and text.casefold() not in {kind.name.casefold() for kind in found}:
            offered.append(Suggestion(text, _("ghi đúng như đã gõ"), DocumentKind(text)))
        self.document.show_results(offered)

    def _on_chosen(self, kind: object) -> None:
        if isinstance(kind, DocumentKind):
            self.document.setText(kind.name)
            self.pages.setText(str(kind.pages))
            self.edited.emit()
            self.pages.setFocus(Qt.FocusReason.TabFocusReason)
            self.pages.selectAll()


def offer_words(line: CopyLine) -> str:
    """Return a document of last time as its button names it."""
    name = line.document if len(line.document) <= 26 else f"{line.document[:25].rstrip()}…"
    return _("{document} · {pages} tr × {copies}").format(document=name, pages=line.pages, copies=line.copies)


def _official(kinds: Sequence[DocumentKind], text: str) -> str:
    typed = text.strip().casefold()
    for kind in kinds:
        if typed in {kind.name.casefold(), *(nick.casefold() for nick in kind.nicknames)}:
            return kind.name
    return text.strip()


def _number(name: str) -> QLineEdit:
    edit = LineEdit()
    named(edit, f"{name}_edit")
    edit.setValidator(QIntValidator(0, MOST, edit))
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    return edit


def _fee(one: PricedLine) -> str:
    return _("chưa rõ") if one.fee is None else show(one.fee)


_COLUMNS: tuple[Column[PricedLine], ...] = (
    Column(mark("TT"), lambda one: str(one.place), 40, right=True),
    Column(mark("Giấy tờ"), lambda one: one.line.document),
    Column(mark("Số trang"), lambda one: str(one.line.pages), 74, right=True),
    Column(mark("Số bản"), lambda one: str(one.line.copies), 70, right=True),
    Column(mark("Phí"), _fee, 112, right=True),
)
