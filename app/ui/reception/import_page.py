"""A spreadsheet over the desk, line by line: what each becomes, what is wrong with it, and how far the import is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.core.words import _, mark
from app.domain.drafts import Draft
from app.services.importing import ImportLine, Preview
from app.ui.actions import ActionRegistry
from app.ui.theme.tokens import APART, INSET, NEAR, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton, Button, primary_button
from app.ui.widgets.cards import EmptyState, Note
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import ElidedLabel, Label
from app.ui.widgets.tables import Cell, Column, DataTable

_MOST_SAID = 4


class ImportPage(QFrame):
    """Covers its host while it is open.

    Attributes:
        left_out: asks whether a line is left out; the presenter knows.
    """

    closed = Signal()
    toggled = Signal(object)
    """ImportLine that is to be left out, or taken in again."""

    def __init__(self, host: QWidget, registry: ActionRegistry) -> None:
        super().__init__(host)
        named(self, "import_page", _("Nhập từ bảng tính"))
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._host = host
        self._seen: Preview | None = None
        self._back: QWidget | None = None
        self.left_out: Callable[[ImportLine], bool] = lambda _line: False
        self._title = ElidedLabel("", "title")
        self._about = Note("", Tone.ATTENTION, "import_note")
        self.table: DataTable[ImportLine] = DataTable("import_lines", _("Các dòng"), self._columns(), lambda n: n.place)
        self._said = Label("", wrap=True)
        self._counts = Label("", "strong")
        self.progress = InlineProgress("import")
        self._empty = EmptyState("file-text", "", "", "import_empty")
        self._stack = QStackedWidget()
        self._lay_out(registry)
        self.table.selected.connect(self._show_said)
        self._cover: QWidget = host
        self.hide()

    def _lay_out(self, registry: ActionRegistry) -> None:
        close = Button(_("Đóng"), "import_close_button", key="Escape", role="quiet")
        close.clicked.connect(self.closed)
        head = row(self._title, close, spacing=NEAR)
        head.setStretch(0, 1)
        lines = column(self.table, self._said, spacing=NEAR)
        lines.setStretch(0, 1)
        page = QWidget()
        page.setLayout(lines)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        acts = [
            ActionButton(registry, f"reception.{name}") for name in ("bring_file", "import_template", "import_mend")
        ]
        self._receive = primary_button(registry, "reception.commit")
        foot = Flow(
            KeyHint("Space", _("bỏ ra, lấy lại")), *acts, ActionButton(registry, "reception.import_drafts"),
            self._receive, across=NEAR, down=NEAR,
        )  # fmt: skip
        whole = column(spacing=APART, margins=(INSET, NEAR, INSET, INSET))
        whole.addLayout(head)
        for widget in (self._about, self._stack, self.progress, self._counts):
            whole.addWidget(widget)
        whole.addLayout(foot)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _columns(self) -> tuple[Column[ImportLine], ...]:
        return (
            Column(mark("Dòng"), lambda line: str(line.place), 52),
            Column(mark("Người nộp"), lambda line: line.draft.submitter.full_name, drop=2),
            Column(mark("Chủ hồ sơ"), lambda line: Cell(_owner(line.draft), strong=True)),
            Column(mark("Số định danh"), lambda line: _identity(line.draft), 124, drop=3),
            Column(mark("Tình trạng"), self._state, 130),
            Column(mark("Cần xem"), self._first, drop=1),
        )

    def _state(self, line: ImportLine) -> Cell:
        if line.wrong:
            return Cell(_("có lỗi"), Tone.LATE, pill=True)
        if self.left_out(line):
            return Cell(_("bỏ ra"), Tone.NEUTRAL, pill=True)
        return (
            Cell(_("có thể trùng"), Tone.ATTENTION, pill=True)
            if line.doubtful
            else Cell(_("được"), Tone.DONE, pill=True)
        )

    def _first(self, line: ImportLine) -> str:
        said = self._seen.sentences(line) if self._seen else ()
        return _said(said[0]) if said else ""

    @property
    def open(self) -> bool:
        """Whether it covers the desk."""
        return not self.isHidden()

    @property
    def said(self) -> str:
        """What is said of the chosen line."""
        return self._said.text()

    @property
    def counts(self) -> str:
        """How many lines are what."""
        return self._counts.text()

    @property
    def about(self) -> str:
        """What is to be known of the file as a whole; empty where nothing is."""
        return "" if self._about.isHidden() else self._about.text.text()

    def open_for(self, title: str) -> None:
        """Cover the desk without a file."""
        if self.isHidden():
            self._back = self.window().focusWidget()
        self._title.setText(title)
        self.say(
            _("Chọn tệp .xlsx hoặc .csv"), _("Mỗi dòng là một hồ sơ của thủ tục này; chưa ghi gì khi chưa xem xong.")
        )
        self._cover_what_is_seen()
        self.show()
        self.raise_()
        self.setFocus()

    def close_page(self) -> None:
        """Go back to where the keyboard was."""
        self.hide()
        self._seen = None
        self.table.set_rows(())
        if self._back is not None:
            self._back.setFocus()

    def take_focus(self) -> None:
        """Put the keyboard into the lines, or where they will be."""
        (self.table if self._stack.currentIndex() else self).setFocus()

    def say(self, text: str, hint: str) -> None:
        """Show no lines, and why."""
        self._seen = None
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._about.hide()
        self._counts.setText("")
        self._stack.setCurrentIndex(0)
        self.setFocus()

    def show_preview(self, seen: Preview, title: str, about: str, counts: str) -> None:
        """Show the lines of a file; about: what is to be known of it as a whole."""
        self._seen = seen
        self._title.setText(title)
        self._about.show_text(about, Tone.ATTENTION)
        self._about.setVisible(bool(about))
        self._counts.setText(counts)
        self.table.set_rows(seen.lines, select_first=True)
        self._stack.setCurrentIndex(1)
        self._show_said(self.table.current)
        self.take_focus()

    def show_counts(self, counts: str) -> None:
        """Say how many lines are what, after one changed."""
        self._counts.setText(counts)
        self.table.viewport().update()

    def _show_said(self, line: ImportLine | None) -> None:
        said = self._seen.sentences(line) if self._seen and line else ()
        texts = [_said(one) for one in said[:_MOST_SAID]]
        if len(said) > _MOST_SAID:
            texts.append("…")
        self._said.setText("\n".join(texts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; leave a line out with the space bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Space and self.table.current is not None:
            self.toggled.emit(self.table.current)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize and watched is self._cover and not self.isHidden():
            self.setGeometry(self._cover.rect())
        return False

    def _cover_what_is_seen(self) -> None:
        """Lie over the part of the desk that is on the screen: with large type the desk is higher, and scrolls."""
        seen: QWidget | None = self._host.parentWidget()
        cover = seen if seen is not None and isinstance(seen.parentWidget(), QScrollArea) else self._host
        if cover is not self._cover or self.parentWidget() is not cover:
            self._cover.removeEventFilter(self)
            self._cover = cover
            self.setParent(cover)
            cover.installEventFilter(self)
        self.setGeometry(cover.rect())


def _owner(draft: Draft) -> str:
    return (draft.owner or draft.submitter).full_name


def _identity(draft: Draft) -> str:
    return (draft.owner or draft.submitter).personal_id


def _said(said: tuple[str, str]) -> str:
    title, text = said
    return f"{title}: {text}" if title else text
