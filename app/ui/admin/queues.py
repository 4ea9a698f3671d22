"""After how long a dossier hangs, and a result waits for too long: the lists at F3 follow at once."""

from app.core.settings import BOUNDS
from app.core.words import _
from app.domain.permissions import Permission
from app.services.office import change_settings
from app.ui.admin.panel import Panel
from app.ui.theme.tokens import APART, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Note
from app.ui.widgets.dress import column, named
from app.ui.widgets.fields import NumberBox
from app.ui.widgets.flow import Flow
from app.ui.widgets.labels import Label
from app.ui.workroom import Workroom

_NAMES = ("hanging_after_hours", "uncollected_after_days")


class QueuesPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "queues", _("Nhắc việc"), Permission.CHANGE_OFFICE)
        self.boxes = {name: NumberBox(BOUNDS[name][0], BOUNDS[name][-1]) for name in _NAMES}
        words = {
            "hanging_after_hours": (_("Hồ sơ treo: không có việc gì mới quá"), _("giờ làm việc")),
            "uncollected_after_days": (_("Chưa ai tới nhận: có kết quả quá"), _("ngày làm việc")),
        }
        for name, box in self.boxes.items():
            before, unit = words[name]
            named(box, f"{name}_box", f"{before} ({unit})")
            bounds = _("từ {least} đến {most}").format(least=box.minimum(), most=box.maximum())
            parts = (Label(before), box, Label(unit), Label(f"({bounds})", "caption"))
            self.card.body.addLayout(Flow(*parts, across=APART, down=NEAR))
        said = _("Tính theo lịch làm việc của đơn vị. Danh sách ở Hồ sơ (F3) của máy này đổi theo ngay khi lưu.")
        self.card.body.addLayout(column(Note(said, Tone.INFO, "queues_note"), spacing=APART))
        self.card.body.addStretch(1)
        self._save = Button(_("Lưu"), "save_queues_button", key="Ctrl+Return", role="primary")
        self._save.clicked.connect(self.save)
        foot = self.card.add_foot()
        foot.addStretch(1)
        foot.addWidget(self._save)
        self.mirror(*self.boxes.values(), self._save)

    def opened(self) -> None:
        """Show the thresholds as they are."""
        for name, box in self.boxes.items():
            box.setValue(getattr(self.desk.settings, name))

    def save(self) -> None:
        """Keep them; a number out of bounds cannot be typed."""
        if self.refused:
            return
        desk, session = self.desk, self.session
        wanted = {name: box.value() for name, box in self.boxes.items()}
        self.change(lambda: change_settings(desk, session, **wanted), _("Đã lưu; danh sách ở F3 tính theo số mới."))
