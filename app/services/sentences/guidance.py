"""Sentences about papers given before a reception."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "guidance.incomplete": (
        mark("Chưa in được: còn {count} chỗ cần ghi."),
        mark("Xem các dòng báo cạnh ô nhập."),
    ),
    "guidance.nobody": (mark("Phiếu cần họ tên người nộp."), mark("Quét thẻ hoặc gõ họ tên.")),
    "guidance.reason_missing": (
        mark("Từ chối thì phải ghi lý do."),
        mark("Ghi căn cứ, ví dụ điều khoản chưa đáp ứng."),
    ),
    "guidance.nothing_missing": (
        mark("Không có giấy tờ nào thiếu hoặc chưa đạt."),
        mark("Bấm T (thiếu) hoặc V (chưa đạt) ở giấy tờ, hoặc ghi yêu cầu khác."),
    ),
    "guidance.received_already": (
        mark("Hồ sơ đã được tiếp nhận, số {number}."),
        mark("Yêu cầu bổ sung hoặc từ chối ở F3."),
    ),
    "guidance.gone": (
        mark("Bản nháp của lần hướng dẫn này đã được mở lại hoặc đã tiếp nhận."),
        mark("Xem các bản nháp đang mở (Ctrl+O) hoặc tìm ở F3."),
    ),
}
