"""Where this counter sends to. Enrolling itself is done on F8, beside what it is for."""

from datetime import datetime

from app.core.words import _
from app.services.sync_screen import SyncOverview, overview
from app.ui.admin.panel import Panel
from app.ui.theme.tokens import NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Note
from app.ui.widgets.dress import row
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.workroom import Workroom


class SendingPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "sending", _("Đồng bộ với tỉnh"))
        self.state = Note("", Tone.NEUTRAL, "enrolment_note")
        self.receiver = FieldRow(_("Máy nhận"), "sending_receiver")
        self.heard = FieldRow(_("Trả lời lần cuối"), "sending_heard")
        for line in (self.receiver, self.heard):
            line.field.setEnabled(False)
        self.card.body.addWidget(self.state)
        self.card.body.addLayout(side_by_side(self.receiver, self.heard))
        go = Button(_("Đăng ký và gửi ở màn hình Đồng bộ"), "open_sync_button", key="F8")
        go.clicked.connect(lambda: self.room.open("sync"))
        foot = row(go, spacing=NEAR)
        foot.addStretch(1)
        self.card.body.addLayout(foot)
        self.card.body.addStretch(1)

    def opened(self) -> None:
        """Read how the counter is enrolled."""
        desk, session = self.desk, self.session
        self.on_store(
            lambda: overview(desk, session, 1),
            self._show,
            lambda notice: self.state.show_text(f"{notice.text} {notice.next_step}".strip(), Tone.INFO),
        )

    def _show(self, found: SyncOverview) -> None:
        if found.enrolled:
            self.state.show_text(_("Quầy này đã đăng ký với máy nhận của tỉnh."), Tone.DONE)
        else:
            self.state.show_text(
                _("Quầy này chưa đăng ký. Hồ sơ vẫn tiếp nhận bình thường và chờ ở máy này."), Tone.ATTENTION
            )
        self.receiver.set_text(found.receiver)
        self.heard.set_text(_moment(found.last_heard))


def _moment(moment: datetime | None) -> str:
    return f"{moment:%H:%M %d/%m/%Y}" if moment else _("chưa lần nào")
