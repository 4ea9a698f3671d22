"""Sentences about the catalogue of procedures."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "procedures.unknown": (mark("Không có thủ tục {code} trong danh mục."), mark("Nhập danh mục trước.")),
    "procedures.stale": (mark("Thủ tục {code} vừa được người khác sửa."), mark("Mở lại để xem bản mới.")),
}
