"""Who may do what: one table of data. The services ask it; the windows only mirror it."""

from enum import StrEnum
from types import MappingProxyType

from app.core.problems import PersonProblem
from app.core.words import _, mark
from app.domain.offices import Account, Role


class Permission(StrEnum):
    """An act that is asked for before it is done."""

    RECEIVE = "receive"
    DIGITISE = "digitise"
    PRINT_SLIP = "print_slip"
    REPRINT_SLIP = "reprint_slip"
    SEE_DOSSIERS = "see_dossiers"
    SET_APPOINTMENT = "set_appointment"
    """Another appointment than the one proposed, with a reason."""
    SYNC_NOW = "sync_now"
    IMPORT_PROCEDURES = "import_procedures"
    SETTLE_REVIEW = "settle_review"
    CHANGE_CALENDAR = "change_calendar"
    MANAGE_ACCOUNTS = "manage_accounts"
    CHANGE_OFFICE = "change_office"
    CHANGE_DEVICES = "change_devices"
    BACKUP = "backup"
    RESTORE = "restore"
    SEE_AUDIT = "see_audit"


NAMES = MappingProxyType(
    {
        Permission.RECEIVE: mark("tiếp nhận hồ sơ"),
        Permission.DIGITISE: mark("số hóa giấy tờ"),
        Permission.PRINT_SLIP: mark("in giấy tiếp nhận"),
        Permission.REPRINT_SLIP: mark("in lại giấy tiếp nhận"),
        Permission.SEE_DOSSIERS: mark("xem hồ sơ"),
        Permission.SET_APPOINTMENT: mark("đặt ngày hẹn khác ngày đề xuất"),
        Permission.SYNC_NOW: mark("gửi dữ liệu ngay"),
        Permission.IMPORT_PROCEDURES: mark("nhập danh mục thủ tục"),
        Permission.SETTLE_REVIEW: mark("xử lý danh sách cần xem lại"),
        Permission.CHANGE_CALENDAR: mark("thay lịch làm việc"),
        Permission.MANAGE_ACCOUNTS: mark("quản lý tài khoản"),
        Permission.CHANGE_OFFICE: mark("sửa thông tin đơn vị"),
        Permission.CHANGE_DEVICES: mark("chọn máy in, máy quét"),
        Permission.BACKUP: mark("sao lưu"),
        Permission.RESTORE: mark("khôi phục dữ liệu"),
        Permission.SEE_AUDIT: mark("xem nhật ký"),
    }
)
"""What each permission is called on the screen, in Vietnamese; translate with ``_``."""

ROLE_NAMES = MappingProxyType(
    {
        Role.CLERK: mark("cán bộ tiếp nhận"),
        Role.POSTAL: mark("nhân viên bưu chính"),
        Role.SUPERVISOR: mark("phụ trách bộ phận"),
        Role.ADMINISTRATOR: mark("quản trị"),
        Role.AUDITOR: mark("người kiểm tra"),
    }
)

_POSTAL = frozenset(
    {
        Permission.RECEIVE,
        Permission.DIGITISE,
        Permission.PRINT_SLIP,
        Permission.REPRINT_SLIP,
        Permission.SEE_DOSSIERS,
        Permission.SYNC_NOW,
    }
)
_CLERK = _POSTAL | {Permission.SET_APPOINTMENT, Permission.CHANGE_DEVICES}

TABLE = MappingProxyType(
    {
        Role.CLERK: _CLERK,
        # Contracted staff guide, receive, digitise and return (NĐ 118/2025); what needs a decision is not theirs.
        Role.POSTAL: _POSTAL,
        Role.SUPERVISOR: _CLERK
        | {Permission.SETTLE_REVIEW, Permission.CHANGE_CALENDAR, Permission.BACKUP, Permission.SEE_AUDIT},
        # The program is theirs to run, the citizens' data are not theirs to read.
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.SYNC_NOW,
                Permission.IMPORT_PROCEDURES,
                Permission.SETTLE_REVIEW,
                Permission.CHANGE_CALENDAR,
                Permission.MANAGE_ACCOUNTS,
                Permission.CHANGE_OFFICE,
                Permission.CHANGE_DEVICES,
                Permission.BACKUP,
                Permission.RESTORE,
                Permission.SEE_AUDIT,
            }
        ),
        Role.AUDITOR: frozenset({Permission.SEE_DOSSIERS, Permission.SEE_AUDIT}),
    }
)
"""The permissions of each role."""


def permissions_of(account: Account) -> frozenset[Permission]:
    """Return everything account may do.

    An account that is switched off may nothing. A postal account may what its role lists and no more, whatever other
    roles it was given, and only while it says for whom it acts.
    """
    if not account.active:
        return frozenset()
    if Role.POSTAL in account.roles:
        return TABLE[Role.POSTAL] if account.acts_for.strip() else frozenset()
    return frozenset[Permission]().union(*(TABLE[role] for role in account.roles))


def allowed(account: Account, permission: Permission) -> bool:
    """Return whether account may do what permission names."""
    return permission in permissions_of(account)


def require(account: Account, permission: Permission) -> None:
    """Do nothing where account may; the services call this first.

    Raises:
        PersonProblem: ``permissions.inactive``, ``permissions.acts_for_missing`` or ``permissions.refused``; the last
            names the act and the roles that may do it.
    """
    if allowed(account, permission):
        return
    if not account.active:
        raise PersonProblem("permissions.inactive", login=account.login)
    if Role.POSTAL in account.roles and permission in TABLE[Role.POSTAL]:
        raise PersonProblem("permissions.acts_for_missing", login=account.login)
    holders = ", ".join(_(ROLE_NAMES[role]) for role in Role if permission in TABLE[role])
    raise PersonProblem("permissions.refused", permission=permission.value, act=_(NAMES[permission]), roles=holders)
