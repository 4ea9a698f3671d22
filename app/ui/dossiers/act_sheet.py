"""The sheet of one act inside the panel: what it asks, what stands against it, Ctrl+Enter does it, Esc leaves it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from app.core.words import _
from app.ui.dossiers.act_parts import CHOICES, LABELS, Entered, Part
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Note
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import clear, column, named, row, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, EnterMovesOn, FieldRow
from app.ui.widgets.labels import ElidedLabel, Label

Tickable = Sequence[tuple[int, str, bool]]


class ActSheet(QFrame):
    """Asks; emits what a person wants and decides nothing."""

    opened = Signal()
    left = Signal()
    commit_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "act_sheet", _("Việc với hồ sơ"))
        self._title = Label("", "office", wrap=True)
        self._inside = column(spacing=NEAR, margins=(INSET, APART, INSET, APART))
        self._fields: dict[Part, FieldRow] = {}
        self._boxes: dict[int, QCheckBox] = {}
        self._lines: tuple[str, ...] = ()
        self._owed: tuple[str, ...] = ()
        self._note = Note("", Tone.LATE, "act_note")
        self._commit = Button(_("Ghi"), "act_commit_button", key="Ctrl+Return", role="primary")
        self._commit.clicked.connect(self.commit_wanted)
        self._preview = Button(_("Xem giấy"), "act_preview_button", key="Alt+G")
        self._preview.clicked.connect(self.preview_wanted)
        leave = Button(_("Thôi"), "act_leave_button", key="Escape")
        leave.clicked.connect(self.leave)
        foot = column(self._note, self._commit, spacing=NEAR, margins=(INSET, APART, INSET, APART))
        foot.addLayout(row(self._preview, leave, spacing=NEAR))
        whole = column(spacing=0)
        self._area = self._scrolling()
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)
        self.setLayout(whole)
        EnterMovesOn(self)
        self.hide()

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(self._inside)
        area = QScrollArea()
        named(area, "act_area", _("Nội dung cần ghi"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    @property
    def open(self) -> bool:
        """Whether something is being asked."""
        return not self.isHidden()

    @property
    def entered(self) -> Entered:
        """What has been filled in."""
        ticked = frozenset(ordinal for ordinal, box in self._boxes.items() if box.isChecked())
        return Entered({part: _text_in(field) for part, field in self._fields.items()}, ticked)

    def asks(self, part: Part) -> bool:
        """Whether a part is asked for."""
        return part in self._fields

    def said_at(self, part: Part) -> str:
        """Return what is said about one field; empty where nothing is."""
        return self._fields[part].message.text

    def fill(self, part: Part, text: str) -> None:
        """Put a text into a field; what was said about the one before goes."""
        self._fields[part].set_text(text)
        self._fields[part].say_nothing()

    def say_at(self, part: Part, text: str, tone: Tone) -> None:
        """Say something about one field, under it."""
        self._fields[part].message.say(text, tone)
        self._fields[part].field.setAccessibleDescription(text)
        # What is said below a field must not lie below the edge; its size is known after the layout.
        QTimer.singleShot(0, self._fields[part], lambda: self._area.ensureWidgetVisible(self._fields[part]))

    @property
    def owed(self) -> tuple[str, ...]:
        """The papers that are listed as owed."""
        return self._owed

    @property
    def said(self) -> str:
        """What stands against it, or what changed; empty where nothing does."""
        return "" if self._note.isHidden() else self._note.text.text()

    def ask(
        self,
        title: str,
        parts: Sequence[Part],
        proposed: Mapping[Part, str],
        papers: Tickable = (),
        *,
        hints: Mapping[Part, str] | None = None,
        previews: bool = False,
        owed: Sequence[str] = (),
    ) -> None:
        """Ask for parts, with what is proposed in the fields; hints stand below them, papers owed above."""
        clear(self._inside)
        self._area.verticalScrollBar().setValue(0)
        self._title = Label(title, "office", wrap=True)
        self._inside.addWidget(self._title)
        self._fields, self._boxes, self._lines = {}, {}, ()
        self._owed = tuple(owed)
        if owed:
            self._inside.addWidget(Label(_("Bản chính phải trả lại người dân"), "caption"))
            for name in owed:
                self._inside.addWidget(ElidedLabel(name))
        for part in parts:
            if part is Part.PAPERS:
                self._add_papers(papers)
            else:
                self._add_field(part, proposed.get(part, ""), (hints or {}).get(part, ""))
        self._inside.addStretch(1)
        self._preview.setVisible(previews)
        self.say("")
        self.show()
        self.opened.emit()
        first = next(iter([*self._boxes.values(), *(row.field for row in self._fields.values())]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_papers(self, papers: Tickable) -> None:
        self._inside.addWidget(Label(_(LABELS[Part.PAPERS]), "caption"))
        for ordinal, name, ticked in papers:
            box = QCheckBox(f"{ordinal}.")
            named(box, f"act_paper_{ordinal}_box", f"{ordinal}. {name}")
            box.setChecked(ticked)
            box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            # The papers are one question: ↑ ↓ go from one to the next, Enter goes on to what is asked after them.
            box.setProperty(KEEPS_ENTER, True)
            self._boxes[ordinal] = box
            self._inside.addWidget(_together(row(box, ElidedLabel(name), spacing=CLOSE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on from the papers with Enter."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if enter and any(box.hasFocus() for box in self._boxes.values()):
            following = next((row.field for row in self._fields.values()), self._commit)
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _add_field(self, part: Part, text: str, hint: str) -> None:
        key = "Alt+F" if part is Part.FILE else ""
        field = FieldRow(_(LABELS[part]), f"act_{part.value}", field=_chooser(part, text), key=key)
        field.set_text(text)
        self._fields[part] = field
        self._inside.addWidget(field)
        if hint:
            # Of several lines: a field's own message has room for one sentence.
            self._inside.addWidget(Label(hint, "caption", wrap=True))
            field.field.setAccessibleDescription(hint)

    def show_lines(self, lines: Sequence[tuple[str, str, Tone | None]]) -> None:
        """List what will be done, in place of fields: what, why not, tone."""
        place = self._inside.count() - 1
        for text, why, tone in lines:
            entry = column(ElidedLabel(text, "" if tone else "strong"), spacing=0)
            if why:
                reason = Label(why, "message", wrap=True)
                set_tone(reason, tone)
                entry.addWidget(reason)
            self._inside.insertWidget(place, _together(entry))
            place += 1
        self._lines = tuple(" ".join(part for part in (text, why) if part) for text, why, _tone in lines)
        self._commit.setFocus()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is listed."""
        return self._lines

    def say(self, text: str, tone: Tone = Tone.LATE) -> None:
        """Say what stands against it; an empty text says nothing."""
        self._note.show_text(text, tone)
        self._note.setVisible(bool(text))

    def leave(self) -> None:
        """Think better of it."""
        if self.open:
            self.hide()
            self.left.emit()

    def done(self) -> None:
        """Close after it was done."""
        self.leave()


def _chooser(part: Part, chosen: str) -> ChoiceBox | None:
    """Return the list of a part that is chosen and not typed; None for one that is typed."""
    if part not in CHOICES:
        return None
    box = ChoiceBox()
    for value, words in CHOICES[part]:
        box.addItem(_(words), value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _text_in(field: FieldRow) -> str:
    inside = field.field
    return str(inside.currentData()) if isinstance(inside, ChoiceBox) else field.text


def _together(layout: QLayout) -> QWidget:
    """Return a widget of the layout, which goes with everything in it when the sheet is cleared."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget
