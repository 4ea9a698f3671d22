"""What goes wrong with the procedure catalogue."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "catalogue.bad_record": (
        mark("Dữ liệu thủ tục không đúng mẫu ở chỗ “{place}”: {why!t}."),
        mark("Sửa chỗ đó trong tệp rồi nhập lại; chưa có thủ tục nào bị thay đổi."),
    ),
}
