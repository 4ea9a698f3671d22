"""Sentences about results and their files."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "results.file_unreadable": (
        mark("Không mở được tệp {name}."),
        mark("Xem tệp còn ở đó không, USB còn cắm không, rồi chọn lại."),
    ),
    "results.file_empty": (mark("Tệp {name} rỗng."), mark("Tải lại tệp kết quả rồi chọn lại.")),
    "results.file_too_large": (
        mark("Tệp {name} lớn hơn {megabytes} MB."),
        mark("Chọn đúng tệp kết quả, hoặc xin bản nhẹ hơn."),
    ),
    "results.file_kind": (mark("Tệp {name} không phải PDF hay XML."), mark("Chọn tệp kết quả dạng PDF hoặc XML.")),
    "results.file_broken": (mark("Tệp {name} bị hỏng, không đọc được."), mark("Xin lại tệp từ nơi đã ký.")),
    "results.file_locked": (mark("Tệp {name} có mật khẩu."), mark("Xin tệp không đặt mật khẩu từ nơi đã ký.")),
    "results.changed_after_signing": (
        mark("Nội dung tệp {name} không khớp với chữ ký số trong tệp."),
        mark("Tệp đã bị sửa sau khi ký hoặc tải thiếu; xin lại tệp từ nơi đã ký."),
    ),
    "results.must_be_signed": (
        mark("Kết quả của hồ sơ này phải là tệp có chữ ký số ({basis})."),
        mark("Chọn tệp đã ký số; bản quét thì để giấy là kết quả."),
    ),
    "results.code_malformed": (
        mark("Mã loại kết quả “{code}” không đúng mẫu."),
        mark("Ghi như {example}, hoặc để trống."),
    ),
    "results.day_not_understood": (mark("Không đọc được ngày “{text}”."), mark("Ghi như 20/11/2026, hoặc để trống.")),
    "results.same_file": (mark("Tệp {name} đã là kết quả của hồ sơ này."), mark("Chọn tệp khác.")),
    "results.not_saved": (mark("Không lưu được tệp {name}."), mark("Chọn thư mục khác, hoặc xem USB còn chỗ không.")),
    "results.rules_unreadable": (
        mark("Không đọc được quy định về kết quả: {place} – {why!t}."),
        mark("Sửa tệp results.json hoặc cài lại chương trình."),
    ),
}
