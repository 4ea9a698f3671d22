"""What a person is told when an act is not theirs."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "permissions.refused": (
        mark("Tài khoản này không có quyền {act}."),
        mark("Nhờ người có vai trò sau làm việc này: {roles}."),
    ),
    "permissions.inactive": (
        mark("Tài khoản {login} đã bị khóa."),
        mark("Liên hệ quản trị để mở lại tài khoản."),
    ),
    "permissions.acts_for_missing": (
        mark("Tài khoản bưu chính {login} chưa ghi làm thay cho cơ quan hoặc cán bộ nào."),
        mark("Nhờ quản trị ghi rõ người được làm thay trong mục Tài khoản."),
    ),
}
