"""What to say when the window itself lacks something."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "ui.font_missing": (
        mark("Không đọc được phông chữ {path} của chương trình."),
        mark("Cài lại chương trình; hồ sơ đã lưu không bị ảnh hưởng."),
    ),
}
