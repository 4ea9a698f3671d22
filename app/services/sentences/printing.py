"""What a person is told when printing fails: what happened, and what to do next."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "printing.letter_missing": (
        mark("Không in được ký tự “{letter}” ({code}) trong “{text}”: phông chữ của biểu mẫu không có ký tự này."),
        mark("Hãy sửa lại nội dung, thay ký tự đó bằng chữ thường dùng, rồi in lại."),
    ),
    "printing.not_encodable": (
        mark("Không tạo được mã vạch hoặc mã QR từ “{text}”."),
        mark(
            "Mã hồ sơ chỉ gồm chữ cái không dấu, chữ số và dấu gạch. Hãy báo người quản trị kiểm tra cấu hình số hồ sơ."
        ),
    ),
    "printing.number_too_long": (
        mark("Mã hồ sơ “{number}” quá dài để in thành mã vạch trên khổ giấy này."),
        mark("Hãy in trên khổ A4."),
    ),
    "printing.layout_unknown": (
        mark("Chương trình không có bộ biểu mẫu “{name}”."),
        mark("Hãy chọn bộ biểu mẫu khác trong Quản trị."),
    ),
    "printing.layout_damaged": (
        mark("Tệp biểu mẫu {path} bị hỏng hoặc không đọc được."),
        mark("Hãy cài đặt lại chương trình; dữ liệu hồ sơ không bị ảnh hưởng."),
    ),
    "printing.font_missing": (
        mark("Thiếu tệp phông chữ {path}."),
        mark("Hãy cài đặt lại chương trình; dữ liệu hồ sơ không bị ảnh hưởng."),
    ),
    "printing.pdf_unreadable": (
        mark("Không đọc được tệp PDF để in hoặc xem trước."),
        mark("Hãy in lại từ hồ sơ."),
    ),
    "printing.unreachable": (
        mark("Không liên lạc được với máy in {printer}."),
        mark("Hãy kiểm tra máy in đã bật và dây mạng, hoặc chọn máy in khác. Hồ sơ đã được lưu; có thể in sau."),
    ),
    "printing.refused": (
        mark("Máy in {printer} từ chối lệnh in (mã {status})."),
        mark("Hãy kiểm tra máy in hoặc chọn máy in khác, rồi in lại."),
    ),
    "printing.format_unsupported": (
        mark("Máy in {printer} không nhận tệp PDF."),
        mark("Hãy thêm máy in này qua hệ điều hành (CUPS hoặc Windows) rồi chọn lại trong Quản trị."),
    ),
    "printing.answer_lost": (
        mark("Đã gửi tới máy in {printer} nhưng không nhận được trả lời; chưa rõ giấy có ra hay không."),
        mark("Hãy xem máy in trước khi in lại để tránh in hai lần."),
    ),
    "printing.job_unknown": (
        mark("Máy in không còn giữ lệnh in {job}."),
        mark("Hãy xem giấy đã ra chưa; nếu chưa, hãy in lại."),
    ),
    "printing.not_cancelled": (
        mark("Chưa hủy được lệnh in cũ; in lại lúc này có thể ra hai bản."),
        mark("Hãy tắt rồi bật lại máy in, hoặc xóa lệnh in trên máy in, sau đó in lại."),
    ),
    "printing.not_saved": (
        mark("Không lưu được tệp PDF vào thư mục {folder}."),
        mark("Hãy kiểm tra ổ đĩa còn chỗ và quyền ghi, hoặc chọn thư mục khác."),
    ),
}
