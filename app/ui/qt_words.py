"""Vietnamese for the few texts Qt shows by itself; Qt ships none. Other languages come from the same catalogue."""

from PySide6.QtCore import QTranslator

from app.core.words import _, mark

_WORDS = {
    "OK": mark("Đồng ý"),
    "&OK": mark("Đồng ý"),
    "Cancel": mark("Thôi"),
    "&Cancel": mark("Thôi"),
    "Save": mark("Lưu"),
    "&Save": mark("Lưu"),
    "&Open": mark("Mở"),
    "Open": mark("Mở"),
    "Close": mark("Đóng"),
    "&Close": mark("Đóng"),
    "&Yes": mark("Có"),
    "&No": mark("Không"),
    "Yes": mark("Có"),
    "No": mark("Không"),
    "&Choose": mark("Chọn"),
    "&Undo": mark("Hoàn tác"),
    "&Redo": mark("Làm lại"),
    "Cu&t": mark("Cắt"),
    "&Copy": mark("Sao chép"),
    "&Paste": mark("Dán"),
    "Delete": mark("Xóa"),
    "&Delete": mark("Xóa"),
    "Select All": mark("Chọn tất cả"),
    "Look in:": mark("Tìm trong:"),
    "File &name:": mark("Tên tệp:"),
    "Files of type:": mark("Loại tệp:"),
    "All Files (*)": mark("Mọi tệp (*)"),
    "Name": mark("Tên"),
    "Size": mark("Cỡ"),
    "Type": mark("Loại"),
    "Kind": mark("Loại"),
    "Date Modified": mark("Ngày sửa"),
    "Back": mark("Quay lại"),
    "Forward": mark("Đi tới"),
    "Parent Directory": mark("Thư mục cha"),
    "Create New Folder": mark("Tạo thư mục mới"),
    "&New Folder": mark("Thư mục mới"),
    "&Rename": mark("Đổi tên"),
    "Show &hidden files": mark("Hiện tệp ẩn"),
    "List View": mark("Xem danh sách"),
    "Detail View": mark("Xem chi tiết"),
    "Directory:": mark("Thư mục:"),
    "Computer": mark("Máy tính"),
    "%1 already exists.\nDo you want to replace it?": mark("%1 đã có.\nThay bằng tệp mới?"),
}


class QtWords(QTranslator):
    """Translates Qt's own buttons and file dialogs."""

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's shape; the texts mean the same in every context
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's shape
        n: int = -1,  # noqa: ARG002 - Qt's shape
    ) -> str:
        """Return the text in the language in use, None to let Qt show its own."""
        word = _WORDS.get(sourceText)
        return _(word) if word else None  # type: ignore[return-value]  # Qt takes an empty text for a translation

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Return False: Qt drops translators without content, and this one has no file."""
        return False
