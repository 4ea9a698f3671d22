"""Sentences about signing in and accounts."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "security.wrong_password": (
        mark("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        mark("Kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại."),
    ),
    "security.wait": (
        mark("Đã nhập sai nhiều lần. Chờ {seconds} giây nữa rồi thử lại."),
        mark("Quên mật khẩu thì nhờ quản trị đặt lại."),
    ),
    "security.account_closed": (mark("Tài khoản này đã đóng."), mark("Liên hệ quản trị của cơ quan.")),
    "security.password_too_short": (mark("Mật khẩu cần ít nhất {shortest} ký tự."), ""),
    "security.old_password_wrong": (
        mark("Mật khẩu đang dùng chưa đúng."),
        mark("Kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại."),
    ),
    "security.password_same": (mark("Mật khẩu mới trùng với mật khẩu đang dùng."), mark("Chọn mật khẩu khác.")),
    "security.login_taken": (mark("Tên đăng nhập {login} đã có người dùng."), mark("Chọn tên khác.")),
    "security.name_missing": (mark("Cần họ tên và tên đăng nhập."), ""),
    "security.no_role": (mark("Cần chọn ít nhất một vai trò."), ""),
    "security.acts_for_missing": (
        mark("Nhân viên bưu điện cần ghi rõ làm thay cho cơ quan hoặc công chức nào."),
        "",
    ),
    "security.last_administrator": (
        mark("Đây là quản trị cuối cùng của quầy này."),
        mark("Giao quyền quản trị cho người khác trước."),
    ),
}
