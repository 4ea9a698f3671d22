"""F10 as one value: what the window registers, connects and closes."""

from PySide6.QtCore import QObject

from app.core.words import mark
from app.ui.actions import Action
from app.ui.admin.audit import AuditPanel
from app.ui.admin.backup import BackupPanel
from app.ui.admin.calendar import CalendarPanel
from app.ui.admin.devices import DevicesPanel
from app.ui.admin.health import HealthPanel
from app.ui.admin.look import LookPanel
from app.ui.admin.office import OfficePanel
from app.ui.admin.organisations import OrganisationsPanel
from app.ui.admin.own_password import OwnPasswordPanel
from app.ui.admin.people import PeoplePanel
from app.ui.admin.procedures import ProceduresPanel
from app.ui.admin.queues import QueuesPanel
from app.ui.admin.sending import SendingPanel
from app.ui.admin.units import UnitsPanel
from app.ui.admin.view import AdminView, Section
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

KEY = "admin"
_SECTIONS = (
    ("office", mark("Đơn vị và quầy"), "landmark", OfficePanel),
    ("people", mark("Người dùng"), "user", PeoplePanel),
    ("units", mark("Nơi giao nhận"), "hand-helping", UnitsPanel),
    ("organisations", mark("Mã cơ quan"), "id-card", OrganisationsPanel),
    ("procedures", mark("Danh mục thủ tục"), "file-text", ProceduresPanel),
    ("calendar", mark("Lịch làm việc"), "calendar", CalendarPanel),
    ("queues", mark("Nhắc việc"), "triangle-alert", QueuesPanel),
    ("devices", mark("Máy in, máy quét"), "printer", DevicesPanel),
    ("sending", mark("Đồng bộ"), "refresh-cw", SendingPanel),
    ("backup", mark("Sao lưu"), "package-check", BackupPanel),
    ("own_password", mark("Mật khẩu của tôi"), "lock", OwnPasswordPanel),
    ("look", mark("Giao diện"), "eye", LookPanel),
    ("health", mark("Kiểm tra máy"), "check", HealthPanel),
    ("audit", mark("Nhật ký"), "file-user", AuditPanel),
)


SECTION_KEYS = tuple(key for key, *_rest in _SECTIONS)


class Admin(QObject):
    """Make it with the window's surroundings and register ``spec()``."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._view: AdminView | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F10 registers itself."""
        return WorkspaceSpec(KEY, mark("Quản trị"), "settings", "F10", self._make)

    def connect_window(self, window: MainWindow) -> None:
        """Nothing of the window itself belongs to Admin."""

    def close(self) -> None:
        """Nothing runs by itself here."""

    @property
    def view(self) -> AdminView | None:
        """The page, once it has been opened."""
        return self._view

    def _make(self) -> AdminView:
        room = self._room
        view = AdminView(
            [Section(key, title, icon, lambda make=make: make(room)) for key, title, icon, make in _SECTIONS]  # type: ignore[misc]
        )
        self._view = view

        def save() -> None:
            if view.panel is not None:
                view.panel.save()

        def open_own_password() -> None:
            view.open_section("own_password")
            view.enter_panel()

        room.registry.add(
            Action("admin.previous", mark("Mục trước"), lambda: view.step(-1), ("Alt+Up",), KEY),
            Action("admin.next", mark("Mục sau"), lambda: view.step(1), ("Alt+Down",), KEY),
            Action("admin.enter", mark("Vào mục đang chọn"), view.enter_panel, ("Alt+Right",), KEY),
            Action("admin.leave", mark("Về danh sách mục"), view.list.setFocus, ("Alt+Left",), KEY),
            Action("admin.own_password", mark("Đổi mật khẩu của tôi"), open_own_password, ("Alt+M",), KEY),
            Action("admin.save", mark("Lưu"), save, ("Ctrl+Return",), KEY),
        )
        return view
