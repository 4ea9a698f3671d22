"""What goes wrong with the table of organisation codes."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "organisations.bad_record": (
        mark("Danh mục mã định danh đơn vị không đúng mẫu ở chỗ “{place}”: {why!t}."),
        mark("Sửa chỗ đó trong tệp; danh mục đang dùng không thay đổi."),
    ),
    "organisations.no_titles": (
        mark("Không tìm thấy dòng tiêu đề: cần có cột “Mã” và “Tên”."),
        mark("Các cột khác: Từ ngày, Đến ngày, Mã kế thừa, Căn cứ."),
    ),
    "organisations.code_ended": (
        mark("Mã {code} ({name}) hết hiệu lực ngày {day}, không có nơi kế thừa."),
        mark("Hỏi tỉnh mã đang dùng."),
    ),
    "organisations.code_succeeded": (
        mark("Mã {code} ({name}) hết hiệu lực ngày {day}; nay là {now}."),
        mark("Ghi mã đang dùng."),
    ),
    "units.succeeded": (mark("{name} kết thúc ngày {day}; nay là {heir}."), ""),
    "units.divided": (
        mark("{name} kết thúc ngày {day}; việc được chia cho {heirs}."),
        mark("Chọn nơi giải quyết."),
    ),
    "units.ended": (
        mark("{name} kết thúc ngày {day}, chưa ghi nơi kế thừa."),
        mark("Chọn nơi giải quyết; báo người giữ danh bạ."),
    ),
}
