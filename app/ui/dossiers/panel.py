"""The panel at the right: the chosen dossier in short, how far it has come, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.core.words import _
from app.domain.deadline_words import stored_limit_said
from app.domain.lifecycle import Act
from app.services.dossiers import DossierView
from app.services.handover_views import last_bag
from app.ui.actions import ActionRegistry
from app.ui.dossiers.act_button import ActButton
from app.ui.dossiers.act_forms import FORMS
from app.ui.dossiers.act_sheet import ActSheet
from app.ui.dossiers.places import place_words
from app.ui.dossiers.reprint_bar import ReprintBar
from app.ui.dossiers.story import Standing, standing, steps
from app.ui.dossiers.timeline import Timeline
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, Button
from app.ui.widgets.cards import Card, EmptyState, Note, rule
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.labels import ElidedLabel, Label, Pill

_LONGEST_NAME = 110
_TALL = 520
"""Pixels at 100 % that all buttons need beside a readable history."""


class DossierPanel(Card):
    """The panel.

    Attributes:
        reprint: asks for the reason of a reprint.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", "dossier_panel", flush=True, parent=parent)
        self.setAccessibleName(_("Hồ sơ đang chọn"))
        self._pill = Pill("", Tone.NEUTRAL)
        self.head.addWidget(self._pill)
        self._name = ElidedLabel("", "office")
        self._procedure = Label("", "muted", wrap=True)
        self._place = Label("", "small", wrap=True)
        self._desk_box = _box(_("Quầy ✓"), Tone.DONE)
        self._province_box = _box("", Tone.NEUTRAL)
        self._trouble = Note("", Tone.LATE, "province_note")
        self._timeline = Timeline()
        self._history = _scrolling(self._timeline)
        self._why = Note("", Tone.INFO, "why_note")
        self._read_only = Note("", Tone.INFO, "read_only_note")
        self._buttons = QWidget()
        self._further = QWidget()
        self.acts = QWidget()
        self.sheet = ActSheet()
        self.sheet.opened.connect(lambda: self._ask_act(asking=True))
        self.sheet.left.connect(lambda: self._ask_act(asking=False))
        self._at_list = True
        self.reprint = ReprintBar()
        self.reprint.asked.connect(lambda: self._make_room(asking=True))
        self.reprint.reason_given.connect(lambda _reason: self._make_room(asking=False))
        self.reprint.left.connect(lambda: self._make_room(asking=False))
        self._act_buttons: list[ActButton] = []
        self._laid: list[ActButton] | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState("folder-search", _("Chưa chọn hồ sơ"), _("Chọn một dòng bằng phím ↑ ↓."), "panel_empty")
        )
        self._stack.addWidget(self._contents())
        self.body.addWidget(self._stack)
        self.show_nothing()

    def _contents(self) -> QWidget:
        upper = column(self._name, self._procedure, spacing=CLOSE, margins=(INSET, APART, INSET, APART))
        upper.addLayout(row(self._desk_box, self._province_box, spacing=NEAR))
        upper.addWidget(self._place)
        upper.addWidget(self._trouble)
        lower = column(
            self._why,
            self._read_only,
            self.reprint,
            self.acts,
            self._buttons,
            spacing=NEAR,
            margins=(INSET, APART, INSET, APART),
        )
        whole = column(spacing=0)
        whole.addLayout(upper)
        whole.addWidget(rule())
        self._usual = QWidget()
        place = QWidget()
        place.setLayout(column(self._history, spacing=0))
        usual = column(spacing=0)
        usual.addWidget(place, 1)
        usual.addWidget(rule())
        usual.addLayout(lower)
        self._usual.setLayout(usual)
        whole.addWidget(self._usual, 1)
        whole.addWidget(self.sheet, 1)
        page = QWidget()
        page.setLayout(whole)
        return page

    def offer(self, registry: ActionRegistry, can: Callable[[Act], bool]) -> None:
        """Add the buttons, once their actions are registered; can says which acts are possible now."""
        # The list opens with Enter itself; as a shortcut, Enter would be taken from every field.
        open_button = Button(_("Mở hồ sơ"), "open_dossier_button", key="Return", role="primary")
        open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        open_button.clicked.connect(lambda: registry.trigger("dossiers.open"))
        back_button = ActionButton(registry, "dossiers.back")
        back_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def follow() -> None:
            open_button.setEnabled(registry["dossiers.open"].enabled())
            open_button.setVisible(self._at_list)
            back_button.setVisible(not self._at_list)

        registry.refreshed.connect(follow)
        buttons = column(spacing=CLOSE)
        buttons.addLayout(row(open_button, back_button, ActionButton(registry, "dossiers.print"), spacing=CLOSE))
        further = row(
            ActionButton(registry, "dossiers.slip"), ActionButton(registry, "dossiers.correct"), spacing=CLOSE
        )
        for side in (0, 1):
            further.setStretch(side, 1)
        self._further.setLayout(further)
        buttons.addWidget(self._further)
        self._buttons.setLayout(buttons)
        self._act_buttons = [ActButton(registry, act, can, self.acts) for act in FORMS]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(CLOSE)
        for side in (0, 1):
            self._grid.setColumnStretch(side, 1)
        self.acts.setLayout(self._grid)
        registry.refreshed.connect(self._lay_acts)
        self._lay_acts()
        # Not before: what is shown without a parent becomes a window of its own.
        follow()

    def show_place(self, *, at_list: bool) -> None:
        """Offer to open the dossier, or, where it stands open beside, to go back."""
        self._at_list = at_list

    def _lay_acts(self) -> None:
        """Show the acts that are possible now, two in a row."""
        possible = [button for button in self._act_buttons if button.possible]
        if possible == self._laid:
            return
        self._laid = possible
        for button in self._act_buttons:
            self._grid.removeWidget(button)
            button.setVisible(button in possible)
        for place, button in enumerate(possible):
            self._grid.addWidget(button, place // 2, place % 2)
        self.acts.setVisible(bool(possible))

    def act_words(self) -> list[str]:
        """Return the acts that are offered."""
        return [button.text() for button in self._act_buttons if button.possible]

    @property
    def name(self) -> str:
        """Whose dossier is shown; empty while none is."""
        return self._name.text() if self._stack.currentIndex() else ""

    @property
    def province(self) -> str:
        """What the box of the province says."""
        return self._province_box.text()

    @property
    def place(self) -> str:
        """Where the folder is."""
        return self._place.text()

    def history(self) -> list[str]:
        """Return the lines of the timeline."""
        return self._timeline.texts()

    def show_nothing(self) -> None:
        """Show that no dossier is chosen."""
        self.title.setText(_("Hồ sơ"))
        self._pill.show_state("", Tone.NEUTRAL)
        self._stack.setCurrentIndex(0)

    def show_view(self, view: DossierView, state: tuple[str, Tone]) -> None:
        """Show a dossier; state is what its pill says."""
        dossier = view.dossier
        if self.title.text() != dossier.number:
            self.reprint.leave()
        self.title.setText(dossier.number)
        self._pill.show_state(*state)
        self._name.setText(dossier.parties.effective_owner.full_name)
        limit = stored_limit_said(dossier.appointment.limit_text)
        procedure = " · ".join(part for part in (dossier.procedure_code, dossier.content, limit) if part)
        short = procedure if len(procedure) <= _LONGEST_NAME else procedure[:_LONGEST_NAME].rstrip() + "…"
        self._procedure.setText(short)
        self._procedure.setToolTip(procedure)
        self._place.setText(place_words(view.life.holder, view.life.shelf, last_bag(view.custody)))
        self._show_standing(standing(view))
        self._why.show_text(_reasons(dossier.appointment.explanation), Tone.INFO)
        self._timeline.show_steps(steps(view))
        self._stack.setCurrentIndex(1)

    def _ask_act(self, *, asking: bool) -> None:
        # The sheet needs the room of everything below the name.
        self._usual.setHidden(asking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rarer buttons to their keys where large type needs the room."""
        super().resizeEvent(event)
        self._further.setVisible(self.height() >= px(_TALL))

    def _make_room(self, *, asking: bool) -> None:
        # While a reason is asked for, Enter means one thing only, and large type needs the room.
        self._buttons.setHidden(asking)
        self.acts.setHidden(asking)
        self._history.setHidden(asking)

    def toggle_why(self) -> None:
        """Show or hide why the appointment is what it is."""
        self._why.setHidden(not self._why.isHidden())

    @property
    def why(self) -> str:
        """The explanation, while it is shown."""
        return "" if self._why.isHidden() else self._why.text.text()

    def show_read_only(self, reason: str) -> None:
        """Say why nothing can be changed here; an empty reason says nothing."""
        self._read_only.show_text(reason, Tone.INFO)
        self._read_only.setVisible(bool(reason))

    def _show_standing(self, found: Standing) -> None:
        self._province_box.show_state(found.text, found.tone)
        self._province_box.setAccessibleName(found.text)
        self._trouble.show_text(str(found.trouble or ""), Tone.LATE)
        self._trouble.setVisible(found.trouble is not None)
        self._why.hide()


def _box(text: str, tone: Tone) -> Pill:
    pill = Pill(text, tone)
    pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
    pill.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    pill.setMinimumHeight(34)
    return pill


def _scrolling(timeline: Timeline) -> QScrollArea:
    frame = QWidget()
    frame.setLayout(column(timeline, spacing=0, margins=(INSET, APART, INSET, APART)))
    area = QScrollArea()
    named(area, "history_area", _("Quá trình của hồ sơ"))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(frame)
    area.setMinimumHeight(1)  # the buttons come first where there is no room for both
    return area


def _reasons(lines: tuple[str, ...]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1)) or _("Không có giải thích kèm theo.")
