"""Sentences about dossiers that come from a spreadsheet."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "sheets.unreadable": (mark("Không đọc được tệp {path}."), mark("Xem tệp còn ở đó và có đang mở ở nơi khác không.")),
    "sheets.too_large": (mark("Tệp {name} quá lớn (tối đa {most} MB)."), mark("Chia thành nhiều tệp nhỏ hơn.")),
    "sheets.old_format": (
        mark("Tệp {name} là bảng tính kiểu cũ (.xls) hoặc có mật khẩu."),
        mark("Mở tệp rồi lưu lại thành .xlsx không mật khẩu."),
    ),
    "sheets.damaged": (mark("Tệp {name} hỏng hoặc không phải bảng tính."), mark("Mở tệp rồi lưu lại thành .xlsx.")),
    "sheets.empty": (mark("Tệp {name} không có dòng nào."), ""),
    "sheets.too_many_rows": (mark("Bảng có hơn {most} dòng."), mark("Chia thành nhiều tệp.")),
    "sheets.too_many_columns": (mark("Bảng có hơn {most} cột."), mark("Xóa các cột không dùng.")),
    "imports.no_titles": (
        mark("Không tìm thấy dòng tiêu đề: cần có cột “{name}” và ít nhất một cột khác."),
        mark("Lưu tệp mẫu để xem các cột."),
    ),
    "imports.same_column": (mark("Hai cột “{one}” và “{other}” cùng một nghĩa."), mark("Xóa hoặc đổi tên một cột.")),
    "imports.no_lines": (mark("Tệp {name} chỉ có tiêu đề, chưa có dòng nào."), ""),
    "imports.no_procedure": (
        mark("Không có thủ tục {code} đang hiệu lực."),
        mark("Chọn thủ tục khác, hoặc nhập danh mục thủ tục trước."),
    ),
    "imports.nothing_chosen": (
        mark("Không có dòng nào để nhập."),
        mark("Sửa các dòng lỗi trong tệp rồi chọn lại tệp."),
    ),
    "imports.line_refused": (
        mark("Dòng {place} không nhận được, nên chưa ghi gì cả."),
        mark("{why} Sửa dòng này hoặc bỏ nó ra rồi nhập lại."),
    ),
    "imports.done_already": (mark("Hồ sơ của {name} trong lần xem này đã nhập rồi."), mark("Không nhập hai lần.")),
    "imports.stopped": (mark("Đã dừng; chưa ghi hồ sơ nào."), ""),
    "imports.not_saved": (mark("Không ghi được tệp {path}."), mark("Chọn nơi khác, hoặc đóng tệp đang mở.")),
    "imports.gender_not_understood": (mark("Không hiểu “{text}”."), mark("Ghi Nam hoặc Nữ.")),
    "imports.payment_not_understood": (
        mark("Không hiểu “{text}”."),
        mark("Ghi: tiền mặt, VietQR hoặc sau."),
    ),
    "imports.sets_not_understood": (mark("“{text}” không phải số từ 1 đến 99."), ""),
    "imports.papers_not_understood": (
        mark("Không hiểu “{text}”."),
        mark("Ghi: đủ, hoặc số thứ tự các giấy tờ, ví dụ 1, 2, 4."),
    ),
    "imports.no_such_case": (mark("Thủ tục không có trường hợp “{text}”."), ""),
    "imports.zero_restored": (mark("Bảng tính đã làm mất số 0 ở đầu: {text} đọc là {whole}."), ""),
    "imports.received_today": (mark("Hôm nay đã nhận hồ sơ {number} của người này."), ""),
    "imports.repeats_line": (mark("Trùng người với dòng {place}."), ""),
}
