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
    GUIDE = "guide"
    """Say in writing, before a reception, what is missing (form 02)."""
    ASK_SUPPLEMENT = "ask_supplement"
    REFUSE = "refuse"
    EXTEND = "extend"
    STOP = "stop"
    """Stop or withdraw at the citizen's wish."""
    OVERRIDE_LIMIT = "override_limit"
    """A second supplement or a second new appointment, with ground and approver."""
    HAND_OVER = "hand_over"
    RECORD_PROGRESS = "record_progress"
    """Write down what a department, the post or another system says of a dossier."""
    RETURN_RESULT = "return_result"
    TAKE_MONEY = "take_money"
    CORRECT = "correct"
    CERTIFY = "certify"
    """Certify copies: an act of the office, not of contracted staff."""
    SEE_REPORTS = "see_reports"
    EXPORT = "export"
    """Take lists out of the program as files."""
    CHANGE_UNITS = "change_units"
    """Departments, other offices and posts that folders go to."""
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
        Permission.GUIDE: mark("hướng dẫn hoàn thiện hồ sơ"),
        Permission.ASK_SUPPLEMENT: mark("yêu cầu bổ sung"),
        Permission.REFUSE: mark("từ chối hồ sơ"),
        Permission.EXTEND: mark("xin lỗi và hẹn lại"),
        Permission.STOP: mark("dừng hoặc rút hồ sơ"),
        Permission.OVERRIDE_LIMIT: mark("cho bổ sung hoặc hẹn lại lần nữa"),
        Permission.HAND_OVER: mark("bàn giao hồ sơ"),
        Permission.RECORD_PROGRESS: mark("ghi nhận tiến trình xử lý"),
        Permission.RETURN_RESULT: mark("trả kết quả"),
        Permission.TAKE_MONEY: mark("thu phí, lệ phí"),
        Permission.CORRECT: mark("đính chính hồ sơ"),
        Permission.CERTIFY: mark("chứng thực bản sao"),
        Permission.SEE_REPORTS: mark("xem sổ và báo cáo"),
        Permission.EXPORT: mark("xuất danh sách"),
        Permission.CHANGE_UNITS: mark("sửa danh bạ nơi nhận"),
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
        Permission.GUIDE,
        Permission.HAND_OVER,
        Permission.RECORD_PROGRESS,
        Permission.RETURN_RESULT,
        Permission.TAKE_MONEY,
        Permission.SYNC_NOW,
    }
)
_CLERK = _POSTAL | {
    Permission.SET_APPOINTMENT,
    Permission.CHANGE_DEVICES,
    Permission.ASK_SUPPLEMENT,
    Permission.REFUSE,
    Permission.EXTEND,
    Permission.STOP,
    Permission.CORRECT,
    Permission.CERTIFY,
    Permission.SEE_REPORTS,
    Permission.EXPORT,
}

TABLE = MappingProxyType(
    {
        Role.CLERK: _CLERK,
        # Contracted staff guide, receive, digitise and return (NĐ 118/2025); what needs a decision is not theirs.
        Role.POSTAL: _POSTAL,
        Role.SUPERVISOR: _CLERK
        | {
            Permission.OVERRIDE_LIMIT,
            Permission.CHANGE_UNITS,
            Permission.SETTLE_REVIEW,
            Permission.CHANGE_CALENDAR,
            Permission.BACKUP,
            Permission.SEE_AUDIT,
        },
        # The program is theirs to run, the citizens' data are not theirs to read.
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.SYNC_NOW,
                Permission.IMPORT_PROCEDURES,
                Permission.SETTLE_REVIEW,
                Permission.CHANGE_CALENDAR,
                Permission.MANAGE_ACCOUNTS,
                Permission.CHANGE_OFFICE,
                Permission.CHANGE_UNITS,
                Permission.CHANGE_DEVICES,
                Permission.BACKUP,
                Permission.RESTORE,
                Permission.SEE_AUDIT,
            }
        ),
        Role.AUDITOR: frozenset({Permission.SEE_DOSSIERS, Permission.SEE_REPORTS, Permission.SEE_AUDIT}),
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
