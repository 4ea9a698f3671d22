"""What is worth knowing of the person at the counter: notes, each with at most one thing to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.core.words import _
from app.ui.theme.tokens import APART, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, EmptyState, Note
from app.ui.widgets.dress import column


@dataclass(frozen=True, slots=True)
class Remark:
    """One note.

    Attributes:
        text: translated.
        act: what its button does; None: there is nothing to do.
        act_text: on the button.
        key: the key of the registry that does the same, shown on the button.
    """

    text: str
    tone: Tone = Tone.INFO
    act: Callable[[], None] | None = None
    act_text: str = ""
    key: str = ""


class NotesCard(Card):
    """A scrolling column of notes; where there are none it says what will stand here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Đã gặp trước đây"), "notes_card", flush=True, parent=parent)
        self._empty = EmptyState(
            "id-card",
            _("Quét thẻ căn cước hoặc gõ số định danh"),
            _("Người đã từng nộp hồ sơ ở đây và hồ sơ trước của họ sẽ hiện tại chỗ này."),
            "notes_empty",
        )
        self._known_person = False
        self._area = QScrollArea()
        self._area.setObjectName("notes_area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._area)
        self._shown: tuple[Remark, ...] | None = None
        self.show_remarks(())

    @property
    def texts(self) -> tuple[str, ...]:
        """What the notes say, from the top."""
        return tuple(remark.text for remark in self._shown or ())

    def show_whether_asked(self, *, asked: bool) -> None:
        """Say what an empty card means: nobody was looked up yet, or nobody like this was here before."""
        if asked == self._known_person:
            return
        self._known_person = asked
        if asked:
            self._empty.show_text(_("Chưa gặp người này ở đây"), _("Hồ sơ trước đây của người này sẽ hiện ở chỗ này."))
        else:
            self._empty.show_text(
                _("Quét thẻ căn cước hoặc gõ số định danh"),
                _("Người đã từng nộp hồ sơ ở đây và hồ sơ trước của họ sẽ hiện tại chỗ này."),
            )

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show remarks from the top."""
        if self._shown == tuple(remarks):
            return
        self._shown = tuple(remarks)
        self._empty.setVisible(not remarks)
        self._area.setVisible(bool(remarks))
        inside = QWidget()
        inside.setObjectName("notes_inside")
        layout = column(
            *map(self._note, range(len(remarks)), remarks), spacing=NEAR, margins=(INSET, APART, INSET, APART)
        )
        layout.addStretch(1)
        inside.setLayout(layout)
        self._area.setWidget(inside)

    @staticmethod
    def _note(place: int, remark: Remark) -> Note:
        note = Note(remark.text, remark.tone, f"remark_{place}")
        if remark.act is not None:
            button = Button(remark.act_text, f"remark_{place}_button", key=remark.key)
            button.clicked.connect(remark.act)
            note.row.addWidget(button)
        return note
