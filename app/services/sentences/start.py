"""What to say when the program cannot begin."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "start.already_open": (
        mark("Chương trình đang mở trên kho hồ sơ này nhưng không trả lời."),
        mark("Tìm cửa sổ Một Cửa đang mở; nếu không thấy, khởi động lại máy rồi mở lại chương trình."),
    ),
    "start.not_open": (mark("Kho hồ sơ chưa mở được."), mark("Xem lý do trên màn hình rồi thử lại.")),
    "start.phrase_not_confirmed": (
        mark("Nhóm số cuối của cụm từ khôi phục chưa đúng."),
        mark("Nhìn phiếu khôi phục đã in và nhập 4 chữ số của nhóm thứ 10."),
    ),
    "start.passwords_differ": (mark("Hai lần nhập mật khẩu không giống nhau."), mark("Nhập lại lần thứ hai.")),
}
