"""Sentences about the life of a dossier after its reception."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "life.not_now": (
        mark("Hồ sơ đang ở trạng thái “{status}”, không thể {act}."),
        mark("Lúc này có thể: {instead}."),
    ),
    "life.changed_meanwhile": (
        mark("Hồ sơ {number} vừa được người khác cập nhật."),
        mark("Màn hình đã hiện bản mới; xem lại rồi làm tiếp."),
    ),
    "life.reason_missing": (mark("Cần ghi lý do."), mark("Lý do được in trên giấy và lưu trong lịch sử hồ sơ.")),
    "life.appointment_missing": (mark("Cần ngày hẹn mới."), mark("Ghi như 17:00 23/11/2026.")),
    "life.demands_missing": (
        mark("Chưa chọn giấy tờ cần bổ sung."),
        mark("Đánh dấu giấy tờ bằng phím cách, hoặc ghi ở ô “Khác”."),
    ),
    "life.result_missing": (mark("Cần tên kết quả."), mark("Ví dụ: Giấy khai sinh.")),
    "life.amount_not_understood": (mark("Không đọc được số tiền “{text}”."), mark("Ghi như 150.000.")),
    "life.nothing_missing": (mark("Hồ sơ {number} không thiếu giấy tờ nào."), ""),
    "life.letter_there": (
        mark("Hồ sơ {number} đã có phiếu xin lỗi soạn sẵn."),
        mark("Trình ký phiếu ấy rồi bấm Alt+H để ghi ngày hẹn mới."),
    ),
    "life.extended_already": (
        mark("Hồ sơ {number} đã được hẹn lại một lần."),
        mark("Hẹn lần nữa cần căn cứ pháp lý và người phê duyệt: bấm Alt+H."),
    ),
    "life.decided_already": (
        mark("Hồ sơ đã có kết quả hoặc quyết định."),
        mark("Trả kết quả cho người nộp thay vì dừng hay từ chối."),
    ),
    "life.closed": (
        mark("Hồ sơ {number} đã kết thúc, không đính chính được nữa."),
        mark("Hoàn tác việc cuối cùng trước, nếu việc đó bị nhầm."),
    ),
    "life.nothing_changed": (mark("Chưa sửa chỗ nào."), mark("Sửa chỗ sai rồi lưu, hoặc bấm Esc để thôi.")),
    "forms.not_a_draft": (mark("Giấy này đã được cấp hoặc đã hủy."), mark("Xem lại danh sách giấy của hồ sơ.")),
    "life.nothing_to_undo": (mark("Hồ sơ chưa có việc nào để hoàn tác."), ""),
    "life.undo_in_batch": (
        mark("Hồ sơ đã đi trong lô {batch}, hai bên đếm theo lô ấy."),
        mark("Mở lại lô ở màn hình Bàn giao (F6), hoặc ghi nhận bước tiếp theo."),
    ),
    "life.undo_needs_reason": (
        mark("Việc “{act}” đã ra khỏi quầy: giấy đã in hoặc tỉnh đã nhận."),
        mark("Ghi lý do để hoàn tác; cả hai việc đều được giữ trong lịch sử."),
    ),
    "life.money_owed": (mark("Còn {amount} chưa nộp."), mark("Thu phí rồi trả kết quả.")),
}
