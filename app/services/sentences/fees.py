"""What a person is told about fees and payment codes."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "fees.unknown": (
        mark("Chưa xác định được phí, lệ phí của trường hợp này."),
        mark("Nhập số tiền theo biểu thu của đơn vị, hoặc ghi 0 nếu không thu."),
    ),
    "fees.bad_quantity": (mark("Số lượng của “{name}” không hợp lệ."), mark("Nhập số lượng từ 1 trở lên.")),
    "fees.exemption_not_applicable": (
        mark("Lý do miễn, giảm “{exemption}” không áp dụng cho khoản thu nào ở đây."),
        mark("Chọn lý do khác hoặc bỏ miễn, giảm."),
    ),
    "fees.exemptions_unreadable": (
        mark("Không đọc được danh mục lý do miễn, giảm, tại chỗ “{place}”."),
        mark("Sửa tệp rồi nhập lại; danh mục đang dùng không thay đổi."),
    ),
    "fees.bank_account_bad": (
        mark("Tài khoản ngân hàng của đơn vị chưa đúng."),
        mark("Ghi mã ngân hàng (6 chữ số) và số tài khoản trong mục Quản trị."),
    ),
    "fees.payment_amount_bad": (mark("Không tạo được mã thanh toán cho số tiền {amount} đồng."), ""),
    "fees.payment_purpose_long": (
        mark("Nội dung chuyển khoản “{purpose}” dài hơn {longest} ký tự."),
        mark("Rút ngắn nội dung; mã hồ sơ phải còn nguyên."),
    ),
}
