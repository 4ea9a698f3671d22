"""Sentences about slips."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "slips.no_dossier": (mark("Không còn tìm thấy hồ sơ này trong máy."), mark("Tìm lại theo số hồ sơ.")),
    "slips.no_print": (mark("Không còn tìm thấy lần in này."), mark("Mở hồ sơ và bấm in lại.")),
    "slips.no_such_number": (mark("Không có hồ sơ số {number} trong máy này."), mark("Kiểm tra lại số trên giấy hẹn.")),
    "slips.maybe_printed": (
        mark("Chưa rõ giấy hẹn {number} đã in ra hay chưa."),
        mark("Xem khay giấy của máy in trước khi in lại, để không có hai bản."),
    ),
    "slips.not_saved": (mark("Không ghi được tệp {path}."), mark("Chọn thư mục khác hoặc kiểm tra chỗ trống.")),
}
