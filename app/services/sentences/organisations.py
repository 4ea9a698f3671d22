"""What goes wrong with the table of organisation codes."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "organisations.bad_record": (
        mark("Danh mục mã định danh đơn vị không đúng mẫu ở chỗ “{place}”: {why!t}."),
        mark("Sửa chỗ đó trong tệp; danh mục đang dùng không thay đổi."),
    ),
}
