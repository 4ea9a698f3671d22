"""The audit chain: who did what, and whether anybody changed it afterwards."""

from app.core.words import _, mark
from app.domain.permissions import Permission
from app.services.admin import AuditLine, audit_lines, verify_audit
from app.ui.admin.panel import Panel
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Pill
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

ACTS = {
    "backup.made": mark("sao lưu"),
    "backup.restored": mark("khôi phục từ bản sao lưu"),
    "calendar.replaced": mark("thay lịch làm việc"),
    "counter.renamed": mark("đổi tên quầy"),
    "day.closed": mark("chốt ngày"),
    "dossier.received": mark("tiếp nhận hồ sơ"),
    "list.exported": mark("xuất danh sách"),
    "register.printed": mark("in sổ theo dõi"),
    "office.changed": mark("sửa thông tin đơn vị"),
    "office.founded": mark("lập đơn vị"),
    "procedures.imported": mark("nhập danh mục thủ tục"),
    "procedures.settled": mark("xử lý thủ tục cần xem lại"),
    "security.account_added": mark("thêm người dùng"),
    "security.account_changed": mark("sửa người dùng"),
    "security.password_changed": mark("đổi mật khẩu"),
    "security.signed_in": mark("đăng nhập"),
    "slip.given_up": mark("bỏ in giấy hẹn"),
    "slip.reprint": mark("in lại giấy hẹn"),
    "sync.adopted": mark("nhận lại dữ liệu từ tỉnh"),
    "sync.enrolled": mark("đăng ký với tỉnh"),
    "sync.fork_settled": mark("cho cấp số tiếp"),
    "sync.new_incarnation": mark("bắt đầu chuỗi gửi mới"),
    "sync.numbers_stopped": mark("ngừng cấp số"),
    "sync.sent_again": mark("tự gửi lại"),
    "sync.asked_again": mark("gửi lại hồ sơ"),
}


def _who(line: AuditLine) -> Cell:
    if line.entry.actor == "system":
        return Cell(_("chương trình"), quiet=True)
    who = line.who or line.entry.actor
    return Cell(_("{who}, thay {office}").format(who=who, office=line.entry.acts_for) if line.entry.acts_for else who)


def _what(line: AuditLine) -> str:
    words = ACTS.get(line.entry.action)
    return _(words) if words else line.entry.action


class AuditPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "audit", _("Nhật ký"), Permission.SEE_AUDIT, hidden=True, flush=True)
        self.table: DataTable[AuditLine] = DataTable(
            "audit",
            _("Nhật ký"),
            (
                Column(mark("Số"), lambda line: Cell(str(line.entry.seq), quiet=True), 64, right=True, drop=2),
                Column(mark("Lúc"), lambda line: f"{line.entry.at:%d/%m/%Y %H:%M:%S}", 150),
                Column(mark("Ai"), _who),
                Column(mark("Việc"), _what),
                Column(mark("Đối tượng"), lambda line: Cell(line.entry.subject, quiet=True), drop=1),
            ),
            lambda line: line.entry.seq,
        )
        self.card.body.addWidget(self.table, 1)
        self.state = Pill("", Tone.NEUTRAL)
        self.state.hide()
        self._check = Button(_("Kiểm tra chuỗi nhật ký"), "verify_audit_button")
        self._check.clicked.connect(self.verify)
        foot = self.card.add_foot(self.state)
        foot.addStretch(1)
        foot.addWidget(self._check)
        self.mirror(self.table, self._check)

    def opened(self) -> None:
        """Read the latest acts."""
        if not self.refused:
            desk, session = self.desk, self.session
            self.on_store(lambda: audit_lines(desk, session), self.table.set_rows)

    def verify(self) -> None:
        """Prove the chain."""
        desk, session = self.desk, self.session
        self.on_store(lambda: verify_audit(desk, session), self._say)

    def _say(self, broken: int | None) -> None:
        if broken is None:
            self.state.show_state(_("✓ Chuỗi nhật ký nguyên vẹn"), Tone.DONE)
        else:
            self.state.show_state(_("✗ Nhật ký bị sửa từ dòng {row}").format(row=broken), Tone.LATE)
