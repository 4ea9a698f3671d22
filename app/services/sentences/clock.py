"""What a person is told about the time of a dossier: what may happen next, how often, and who may allow more."""

from app.core.words import mark

_SEE_HISTORY = mark("Xem lại quá trình xử lý của hồ sơ.")
_OVERRIDE = mark("Chỉ làm thêm khi có căn cứ pháp lý và người phê duyệt: ghi cả hai.")
_CHECK_FILE = mark("Sửa tệp quy định rồi nhập lại; quy định đang dùng không thay đổi.")

SENTENCES: dict[str, tuple[str, str]] = {
    "clock.second_supplement": (
        mark("Hồ sơ đã được yêu cầu bổ sung ngày {dates}; chỉ được yêu cầu {maximum} lần ({basis})."),
        _OVERRIDE,
    ),
    "clock.second_extension": (
        mark("Hồ sơ đã được hẹn lại ngày {dates}; chỉ được hẹn lại {maximum} lần ({basis})."),
        _OVERRIDE,
    ),
    "clock.override_incomplete": (mark("Còn thiếu căn cứ pháp lý hoặc người phê duyệt."), mark("Ghi đủ cả hai.")),
    "clock.ground_missing": (
        mark("Đổi ngày hẹn cần lý do và người phê duyệt."),
        mark("Ghi lý do như sẽ viết cho người nộp, và người ký."),
    ),
    "clock.extension_not_later": (
        mark("Ngày hẹn lại {appointment} không muộn hơn ngày đã hẹn {before}."),
        mark("Chọn ngày muộn hơn; nếu ngày cũ ghi sai thì sửa ngày hẹn, không hẹn lại."),
    ),
    "clock.appointment_past": (mark("Ngày hẹn {appointment} đã qua."), mark("Chọn một ngày sau đó.")),
    "clock.in_future": (mark("Thời điểm {moment} chưa tới."), mark("Kiểm tra ngày giờ vừa nhập và đồng hồ máy.")),
    "clock.not_started": (
        mark("Hồ sơ chưa bắt đầu tính thời gian."),
        mark("Tiếp nhận hồ sơ đầy đủ hoặc ký biên bản giao nhận trước."),
    ),
    "clock.already_started": (mark("Hồ sơ đã bắt đầu tính thời gian."), _SEE_HISTORY),
    "clock.not_paused": (mark("Hồ sơ không tạm dừng nên không thể tính tiếp."), _SEE_HISTORY),
    "clock.already_paused": (mark("Hồ sơ đang tạm dừng vì chính lý do này."), _SEE_HISTORY),
    "clock.already_finished": (
        mark("Hồ sơ đã xử lý xong."),
        mark("Chỉ còn việc trả kết quả; ghi nhầm thì sửa lần ghi đó."),
    ),
    "clock.already_returned": (mark("Hồ sơ đã trả."), mark("Ghi nhầm thì sửa lần ghi đó.")),
    "clock.breaks_later": (
        mark("Không ghi được vào {moment}: việc đã ghi lúc {later} sẽ không còn đúng."),
        _SEE_HISTORY,
    ),
    "clock.steps_units": (
        mark("Các bước xử lý ghi thời hạn theo những đơn vị khác nhau."),
        mark("Ghi mọi bước theo cùng một đơn vị, ví dụ 0,5 ngày làm việc."),
    ),
    "clock.event_unreadable": (
        mark("Không đọc được một lần ghi thời gian của hồ sơ (loại “{kind}”)."),
        mark("Dữ liệu vẫn được giữ nguyên; hãy báo quản trị."),
    ),
    "clock.law_unreadable": (
        mark("Không đọc được quy định về thời gian giải quyết, tại chỗ “{place}”: {why!t}."),
        _CHECK_FILE,
    ),
    "clock.law_dates": (mark("Quy định “{name}” hết hiệu lực trước khi bắt đầu."), _CHECK_FILE),
    "clock.law_missing": (mark("Quy định về thời gian giải quyết thiếu “{value}” cho ngày {day}."), _CHECK_FILE),
}
