"""Registers, reports and lists that are taken out."""

from app.core.words import mark

SENTENCES = {
    "reports.stopped": (mark("Đã dừng theo ý bạn."), ""),
    "reports.register_empty": (
        mark("Những ngày này không có hồ sơ nào để vào sổ."),
        mark("Chọn ngày khác, hoặc bỏ chọn lĩnh vực và cơ quan giải quyết."),
    ),
    "exporting.too_many": (
        mark("Danh sách có {count} dòng, một tệp Excel ở đây chứa nhiều nhất {most} dòng."),
        mark("Chọn khoảng ngày ngắn hơn rồi xuất nhiều tệp."),
    ),
    "exporting.not_saved": (
        mark("Chưa ghi được tệp {path}."),
        mark("Nếu tệp đang mở trong Excel thì đóng lại; nếu đĩa đầy thì chọn chỗ khác, rồi xuất lại."),
    ),
}
