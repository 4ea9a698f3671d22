"""Sentences about certifying copies."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "certifying.no_terms": (
        mark("Không có dữ liệu sổ chứng thực nào có hiệu lực ngày {day:%d/%m/%Y}."),
        mark("Cập nhật chương trình, hoặc xem lại ngày giờ của máy."),
    ),
    "certifying.terms_unreadable": (
        mark("Không đọc được dữ liệu sổ chứng thực, tại chỗ “{place}”."),
        mark("Cài lại chương trình."),
    ),
    "certifying.no_procedure": (
        mark("Danh mục chưa có thủ tục {code} đang hiệu lực."),
        mark("Nhờ quản trị nhập danh mục thủ tục ở F10."),
    ),
    "certifying.no_line": (mark("Chưa có giấy tờ nào để chứng thực."), mark("Gõ tên giấy tờ rồi bấm Enter.")),
    "certifying.document_missing": (mark("Cần ghi tên giấy tờ."), mark("Gõ vài chữ đầu rồi bấm Enter.")),
    "certifying.pages_bad": (mark("Số trang phải từ 1 đến 999."), mark("Đếm số trang của bản chính.")),
    "certifying.copies_bad": (mark("Số bản phải từ 1 đến 999."), ""),
    "certifying.payment_missing": (
        mark("Chưa chọn cách nộp phí."),
        mark("Chọn tiền mặt hoặc chuyển khoản."),
    ),
    "certifying.no_such_line": (mark("Không tìm thấy dòng này trong sổ chứng thực."), ""),
    "certifying.cancelled_already": (mark("Số {serial} đã hủy trước đó."), mark("Số đã hủy không cấp lại.")),
    "certifying.reason_missing": (mark("Cần ghi lý do hủy."), mark("Lý do được ghi vào sổ.")),
    "certifying.draft_unreadable": (
        mark("Không đọc được đơn chứng thực đang gõ dở."),
        mark("Đơn vẫn được giữ lại; gõ lại cho khách và báo quản trị."),
    ),
    "certifying.book_empty": (mark("Trong khoảng ngày này chưa có dòng nào."), mark("Chọn khoảng ngày khác.")),
}
