"""What an administrator is told."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "admin.file_unreadable": (
        mark("Không đọc được tệp {path}."),
        mark("Kiểm tra tệp còn đó và là văn bản UTF-8, rồi chọn lại."),
    ),
    "backup.cancelled": (mark("Đã dừng sao lưu. Tệp dở dang đã được xóa."), ""),
}
