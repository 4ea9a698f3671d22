"""Sentences about receiving a dossier."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "reception.procedure_missing": (mark("Chưa chọn thủ tục."), mark("Gõ mã, tên hoặc tên gọi tắt của thủ tục.")),
    "reception.return_detail_missing": (mark("Cần ghi nơi trả hoặc địa chỉ nhận kết quả."), ""),
    "reception.no_set": (mark("Số bộ hồ sơ phải từ 1 trở lên."), ""),
    "reception.birth_not_understood": (
        mark("Không hiểu ngày sinh “{text}”."),
        mark("Ghi như 15/3/1999, hoặc chỉ ghi năm 1999."),
    ),
    "reception.papers_missing": (
        mark("Còn thiếu giấy tờ số {ordinals}."),
        mark("Vẫn tiếp nhận được nếu người nộp bổ sung sau."),
    ),
    "reception.paper_not_counted": (mark("Chưa ghi số bản của “{name}”."), ""),
    "reception.appointment_needed": (
        mark("Thủ tục chưa có thời hạn rõ ràng trong danh mục."),
        mark("Nhập ngày hẹn và lý do, ví dụ 17:00 23/11/2026."),
    ),
    "reception.appointment_not_understood": (
        mark("Không hiểu ngày hẹn “{text}”."),
        mark("Ghi như 17:00 23/11/2026."),
    ),
    "reception.appointment_reason_missing": (mark("Ngày hẹn tự đặt cần lý do."), ""),
    "reception.appointment_past": (mark("Ngày hẹn đã qua."), ""),
    "reception.appointment_gone": (
        mark("Ngày hẹn tính từ lúc ký biên bản bưu chính đã qua."),
        mark("Hẹn ngày khác, ghi lý do."),
    ),
    "reception.consignment_unknown": (
        mark("Chưa có biên bản bưu chính đã ký nào ghi {note}."),
        mark("Ký biên bản ở F6 trước, nếu không thời hạn tính từ bây giờ."),
    ),
    "reception.consignment_incomplete": (
        mark("Biên bản {record} ghi là chưa đủ giấy tờ."),
        mark("Thời hạn tính từ lúc hồ sơ đủ."),
    ),
    "reception.consignment_taken": (
        mark("Phiếu gửi này đã được tiếp nhận thành hồ sơ {number}."),
        mark("Xem lại số hiệu phiếu gửi."),
    ),
    "reception.appointment_day_off": (mark("Ngày hẹn là ngày nghỉ."), ""),
    "reception.appointment_after_deadline": (mark("Ngày hẹn muộn hơn thời hạn theo luật."), ""),
    "reception.fee_unknown": (
        mark("Danh mục chưa có mức phí của trường hợp này."),
        mark("Nhập số tiền theo biểu phí của tỉnh."),
    ),
    "reception.fee_not_understood": (mark("Số tiền “{text}” không phải là số."), mark("Chỉ ghi chữ số, ví dụ 16.000.")),
    "reception.incomplete": (
        mark("Chưa tiếp nhận được: còn {count} chỗ cần sửa."),
        mark("Xem các dòng báo cạnh ô nhập."),
    ),
    "reception.draft_unreadable": (
        mark("Không đọc được bản nháp đã lưu."),
        mark("Bản nháp vẫn được giữ lại; hãy báo quản trị."),
    ),
}
