"""The panel at the right: the chosen dossier in short, how far it has come, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.core.words import _
from app.domain.deadline_words import stored_limit_said
from app.services.dossiers import DossierView
from app.services.handover_views import last_bag
from app.ui.actions import ActionRegistry
from app.ui.dossiers.act_sheet import ActSheet
from app.ui.dossiers.offer_buttons import OfferButtons
from app.ui.dossiers.offers import Offered
from app.ui.dossiers.places import place_words
from app.ui.dossiers.reprint_bar import ReprintBar
from app.ui.dossiers.story import Standing, standing, steps
from app.ui.dossiers.timeline import Timeline
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, Button
from app.ui.widgets.cards import Card, EmptyState, Note, rule
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.labels import ElidedLabel, Label, Pill

_LONGEST_NAME = 110
_IN_THE_MENU = (
    "dossiers.correct", "dossiers.duplicate", "dossiers.slip", "dossiers.save", "dossiers.letters",
    "dossiers.sheet_history", "dossiers.sheet_missing", "dossiers.sheet_control", "dossiers.why", "dossiers.copy",
)  # fmt: skip
"""What can be done with a dossier besides the acts; its keys work wherever the menu is."""


class DossierPanel(Card):
    """The panel.

    Attributes:
        reprint: asks for the reason of a reprint.
        offers: what can be done with the dossier; there once ``offer`` was called.
    """

    offers: OfferButtons

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
        self._held = Note("", Tone.ATTENTION, "held_note")
        self._timeline = Timeline()
        self._history = _scrolling(self._timeline)
        self._why = Note("", Tone.INFO, "why_note")
        self._read_only = Note("", Tone.INFO, "read_only_note")
        self.acts = QWidget()
        self._acts = column(spacing=0)
        self.acts.setLayout(self._acts)
        self.sheet = ActSheet()
        self.sheet.opened.connect(lambda: self._ask_act(asking=True))
        self.sheet.left.connect(lambda: self._ask_act(asking=False))
        self._at_list = True
        self.reprint = ReprintBar()
        self.reprint.asked.connect(lambda: self._make_room(asking=True))
        self.reprint.reason_given.connect(lambda _reason: self._make_room(asking=False))
        self.reprint.left.connect(lambda: self._make_room(asking=False))
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
        upper.addWidget(self._held)
        lower = column(
            self._why,
            self._read_only,
            self.reprint,
            self.acts,
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

    def offer(self, registry: ActionRegistry, offered: Callable[[], Offered]) -> None:
        """Add the buttons, once their actions are registered; offered says what can be done now."""
        # The list opens with Enter itself; as a shortcut, Enter would be taken from every field.
        open_button = Button(_("Mở hồ sơ"), "open_dossier_button", key="Return", parent=self.acts)
        open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        open_button.clicked.connect(lambda: registry.trigger("dossiers.open"))
        back_button = ActionButton(registry, "dossiers.back", parent=self.acts)
        back_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def follow() -> None:
            open_button.setEnabled(registry["dossiers.open"].enabled())
            open_button.setHidden(not self._at_list)
            back_button.setHidden(self._at_list)

        # Before the offers lay themselves out, and never without a parent: that would become a window of its own.
        follow()
        registry.refreshed.connect(follow)
        self._registry = registry
        always = (open_button, back_button, ActionButton(registry, "dossiers.print", parent=self.acts))
        self.offers = OfferButtons(registry, offered, _IN_THE_MENU, always)
        self._acts.addWidget(self.offers)

    def show_menu(self) -> None:
        """Open everything that can be done and has no button."""
        self.offers.show_menu()

    def show_place(self, *, at_list: bool) -> None:
        """Offer to open the dossier, or, where it stands open beside, to go back."""
        self._at_list = at_list

    def act_words(self) -> list[str]:
        """Return the acts that are offered: the next step, the usual ones, the rest."""
        found = self.offers.shown
        names = [found.next, *found.usual, *found.rest]
        return [_(self._registry[name].words) for name in names if name]

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
        self._show_held(view)
        self._why.show_text(_reasons(dossier.appointment.explanation), Tone.INFO)
        self._timeline.show_steps(steps(view))
        self._stack.setCurrentIndex(1)

    def _show_held(self, view: DossierView) -> None:
        """Say what of the citizen's lies here still, and which result is missing that the law asks for."""
        lines = []
        if view.held:
            lines.append(_("Còn giữ bản chính của người dân: {papers}").format(papers="; ".join(view.held)))
        if view.lacks is not None:
            lines.append(_("Chưa có kết quả điện tử ({basis}).").format(basis=view.lacks.legal_basis))
        self._held.show_text("\n".join(lines), Tone.ATTENTION)
        self._held.setVisible(bool(lines))

    @property
    def held(self) -> str:
        """What is said of papers held and files missing; empty where nothing is."""
        return "" if self._held.isHidden() else self._held.text.text()

    def _ask_act(self, *, asking: bool) -> None:
        # The sheet needs the room of everything below the name.
        self._usual.setHidden(asking)

    def _make_room(self, *, asking: bool) -> None:
        # While a reason is asked for, Enter means one thing only, and large type needs the room.
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
