"""Language, appearance, size of type, and how soon the screen locks: everybody may choose for the desk they sit at."""

from app.core.words import _, mark
from app.domain.permissions import Permission
from app.services.office import change_settings
from app.ui.admin.panel import Panel, fill
from app.ui.refusals import refusal
from app.ui.theme.tokens import SCALES, Tone
from app.ui.widgets.cards import Note
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.workroom import Workroom

_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
_MINUTES = (2, 5, 10, 15, 30, 60)
_LOOKS = {"light": mark("Sáng"), "dark": mark("Tối"), "contrast": mark("Tương phản cao")}


class LookPanel(Panel):
    """The section; a choice holds at once."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "look", _("Giao diện"))
        self.boxes = {name: ChoiceBox() for name in ("language", "appearance", "scale_percent")}
        labels = {"language": _("Ngôn ngữ"), "appearance": _("Màu sắc"), "scale_percent": _("Cỡ chữ")}
        self.card.body.addLayout(
            side_by_side(*(FieldRow(labels[name], name, field=box) for name, box in self.boxes.items()))
        )
        self.idle = ChoiceBox()
        self.idle_row = FieldRow(_("Tự khóa màn hình sau"), "idle_lock_minutes", field=self.idle)
        self.card.body.addLayout(side_by_side(self.idle_row))
        why = str(refusal(self.session, Permission.CHANGE_OFFICE))
        self.idle.setEnabled(not why)
        if why:
            self.idle_row.say_info(why)
        self.card.body.addWidget(
            Note(_("Thay đổi có hiệu lực ngay; bản nháp đang nhập được giữ nguyên."), Tone.INFO, "look_note")
        )
        self.card.body.addStretch(1)
        for name, box in self.boxes.items():
            box.activated.connect(lambda _place, which=name: self._choose(which))
        self.idle.activated.connect(lambda _place: self._choose_idle())

    def opened(self) -> None:
        """Show the settings as they are."""
        settings = self.desk.settings
        fill(self.boxes["language"], list(_LANGUAGES.items()), settings.language)
        fill(self.boxes["appearance"], [(key, _(words)) for key, words in _LOOKS.items()], settings.appearance)
        fill(self.boxes["scale_percent"], [(scale, f"{scale} %") for scale in SCALES], settings.scale_percent)
        kept = settings.idle_lock_minutes
        minutes = sorted({*_MINUTES, kept})
        fill(self.idle, [(each, _("{minutes} phút").format(minutes=each)) for each in minutes], kept)

    def _choose(self, name: str) -> None:
        value = self.boxes[name].currentData()
        desk, session = self.desk, self.session
        self.change(lambda: change_settings(desk, session, **{name: value}), _("Đã đổi giao diện."))

    def _choose_idle(self) -> None:
        minutes: int = self.idle.currentData()
        if minutes == self.desk.settings.idle_lock_minutes:
            return
        desk, session = self.desk, self.session
        self.change(
            lambda: change_settings(desk, session, idle_lock_minutes=minutes),
            _("Màn hình tự khóa sau {minutes} phút.").format(minutes=minutes),
        )
