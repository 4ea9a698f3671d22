"""What a person is told about this desk's own settings file."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "settings.unreadable": (
        mark("Không đọc được tệp cài đặt {path} của máy này."),
        mark(
            "Đổi tên hoặc xóa tệp đó rồi mở lại chương trình và cài đặt lại máy in, máy quét; hồ sơ không bị ảnh hưởng."
        ),
    ),
    "settings.not_written": (
        mark("Không ghi được tệp cài đặt {path} của máy này; cài đặt cũ vẫn được dùng."),
        mark("Kiểm tra ổ đĩa và quyền ghi của thư mục rồi thử lại."),
    ),
}
