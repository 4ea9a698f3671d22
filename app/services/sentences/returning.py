"""Sentences about the return of results and the money that belongs to it."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "returning.name_missing": (mark("Chưa biết ai nhận kết quả."), mark("Ghi họ tên người đứng ở quầy.")),
    "returning.authorisation_missing": (
        mark("Chưa có giấy ủy quyền của {name}."),
        mark("Ghi số, ngày của giấy ủy quyền; không có thì chủ hồ sơ phải đến nhận."),
    ),
    "returning.identity_missing": (
        mark("Mất giấy hẹn thì cần xem giấy tờ tùy thân của {name}."),
        mark("Quét thẻ căn cước hoặc ghi số định danh."),
    ),
    "returning.identity_other": (
        mark("Số định danh này không phải của {name}."),
        mark("Xem lại thẻ; nếu người khác đến nhận, bấm Alt+U và ghi giấy ủy quyền."),
    ),
    "returning.post_proof": (mark("Bưu chính nhận kết quả phải có phiếu gửi."), mark("Bấm Alt+P để giao bưu chính.")),
    "returning.originals_owed": (
        mark("Còn phải thu bản chính: {papers}."),
        mark("Nhận đủ bản chính rồi bấm Alt+B."),
    ),
    "returning.not_finished": (
        mark("Hồ sơ {number} chưa có kết quả: {status}."),
        mark("Hẹn trả {due}. Nếu kết quả đã có ở đây, bấm Alt+K."),
    ),
    "returning.waits": (
        mark("Hồ sơ {number} chưa có kết quả: {status}."),
        mark("Thời hạn đang tạm dừng; việc đang chờ ở phía người nộp."),
    ),
    "returning.returned": (
        mark("Hồ sơ {number} đã trả lúc {at} cho {name}."),
        mark("Trả nhầm thì bấm Ctrl+Z và ghi lý do."),
    ),
    "returning.given_back": (
        mark("Giấy tờ của hồ sơ {number} đã trả lại lúc {at} cho {name}."),
        mark("Không còn gì để trả."),
    ),
    "returning.elsewhere": (
        mark("Kết quả của hồ sơ {number} đang ở {holder}."),
        mark("Nếu đang cầm trên tay, bấm Alt+H để ghi đã về quầy."),
    ),
    "returning.with_post": (
        mark("Bưu chính ({holder}) giữ hồ sơ {number} từ {at}, số hiệu {tracking}."),
        mark("Đã phát thì bấm Alt+D, không phát được thì bấm Alt+C."),
    ),
    "returning.with_post_again": (
        mark("Bưu chính ({holder}) giữ hồ sơ {number} từ {at}, số hiệu {tracking}; {failed} lần không phát được."),
        mark("Đã phát thì bấm Alt+D; lần nữa không phát được thì bấm Alt+C, hồ sơ về quầy."),
    ),
    "returning.no_such_number": (
        mark("Quầy này không có hồ sơ {number}."),
        mark("Mã của nơi khác thì trả ở nơi đó; mã khó đọc thì gõ tên hoặc số định danh để tìm."),
    ),
    "returning.no_result_yet": (
        mark("Hồ sơ {number} không có kết quả đang chờ trả."),
        mark("Chỉ kết quả đã có và chưa trả mới giao bưu chính được."),
    ),
    "returning.not_with_post": (mark("Kết quả này không ở bưu chính."), mark("Xem lại hồ sơ.")),
    "returning.tracking_missing": (mark("Chưa có số hiệu bưu gửi."), mark("Quét hoặc ghi số trên phiếu gửi.")),
    "returning.post_missing": (mark("Chưa ghi bưu cục nhận."), mark("Ghi tên bưu cục hoặc người phát.")),
    "returning.too_soon": (
        mark("Hai lần phát phải cách nhau hai ngày làm việc."),
        mark("Lần phát sau tính từ {day}."),
    ),
    "returning.result_code_unknown": (
        mark("Mã kết quả {code} không thuộc thủ tục này."),
        mark("Mã của thủ tục: {codes}."),
    ),
    "returning.nothing_chosen": (mark("Chưa chọn hồ sơ nào."), mark("Quét giấy hẹn, hoặc chọn một dòng rồi Enter.")),
    "returning.in_hand": (
        mark("Chưa trả được hồ sơ {number}, nên chưa trả hồ sơ nào."),
        mark("{text} Bỏ chọn hồ sơ này hoặc xử lý riêng."),
    ),
    "cash.way_missing": (
        mark("Còn {amount} chưa thu."),
        mark("Bấm Alt+1 nếu thu tiền mặt, Alt+2 nếu chuyển khoản VietQR."),
    ),
    "cash.amount_bad": (mark("Số tiền phải lớn hơn 0."), mark("Ghi số tiền bằng số, không cần dấu chấm.")),
    "cash.nothing_owed": (
        mark("Hồ sơ {number} không chờ nộp khoản nào."),
        mark("Phí, lệ phí còn thiếu thì chọn “Phí, lệ phí”; khoản khác thì báo nghĩa vụ tài chính trước."),
    ),
    "cash.undo_needs_reason": (
        mark("Khoản {amount} đã vào bảng kê hoặc đã gửi tỉnh."),
        mark("Ghi lý do để hoàn tác; cả hai dòng đều được giữ trong sổ."),
    ),
    "cash.nothing_paid": (mark("Hồ sơ {number} chưa thu khoản nào."), mark("Chỉ hoàn được số tiền đã thu.")),
    "cash.more_than_owed": (mark("Chỉ còn {amount} phải thu."), mark("Thu đúng số còn thiếu.")),
    "cash.more_than_paid": (mark("Hồ sơ này mới thu {amount}."), mark("Không hoàn nhiều hơn số đã thu.")),
    "cash.reason_missing": (mark("Hoàn tiền cần ghi lý do."), mark("Lý do nằm trong bảng kê của ca.")),
    "cash.difference_unexplained": (
        mark("Tiền đếm được lệch {amount} so với sổ."),
        mark("Ghi vì sao lệch, hoặc đếm lại."),
    ),
}
