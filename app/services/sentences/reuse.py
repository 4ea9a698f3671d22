"""Sentences about papers used again and looked up."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "reuse.terms_unreadable": (
        mark("Tệp quy định dùng lại giấy tờ bị hỏng ở chỗ {place}."),
        mark("Cài lại chương trình, hoặc báo người phụ trách."),
    ),
    "reuse.no_database": (mark("Chưa chọn cơ sở dữ liệu."), ""),
    "reuse.result_missing": (mark("Ghi kết quả tra cứu."), mark("Kết quả được giữ trong hồ sơ.")),
    "reuse.not_held": (
        mark("Giấy tờ “{name}” không có trong các hồ sơ trước của chủ hồ sơ này."),
        mark("Bấm T rồi nhận bản khác."),
    ),
    "reuse.of_another": (
        mark("“{name}” là của người khác, không phải của chủ hồ sơ này."),
        mark("Chủ hồ sơ đã đổi: bấm T rồi nhận bản của đúng người."),
    ),
    "reuse.expired": (mark("“{name}” đã hết hạn ngày {day:%d/%m/%Y}."), mark("Bấm T rồi nhận bản còn hạn.")),
    "reuse.date_not_understood": (mark("Không hiểu hạn “{text}”."), mark("Ghi như 15/3/2027.")),
}
