"""What a person is told about calendars and time limits."""

from app.core.words import mark

_CHECK_FILE = mark("Sửa tệp lịch rồi nhập lại; lịch đang dùng không thay đổi.")

SENTENCES: dict[str, tuple[str, str]] = {
    "deadlines.bad_limit": (
        mark("Thời hạn giải quyết “{value}” không hợp lệ với đơn vị tính của nó."),
        mark("Sửa thời hạn của thủ tục trong mục Quản trị; trong lúc chờ, nhập ngày hẹn và lý do."),
    ),
    "deadlines.bad_cut_off": (
        mark("Thủ tục ghi có giờ chốt nhận hồ sơ nhưng thiếu giờ."),
        mark("Bổ sung giờ chốt của thủ tục trong mục Quản trị."),
    ),
    "deadlines.calendar_unreadable": (mark("Không đọc được lịch làm việc, tại chỗ “{place}”: {why!t}."), _CHECK_FILE),
    "deadlines.calendar_no_hours": (mark("Lịch không có giờ làm việc cho đơn vị “{office}”."), _CHECK_FILE),
    "deadlines.calendar_week": (mark("Lịch phải có đủ 7 ngày trong tuần, hiện có {found}."), _CHECK_FILE),
    "deadlines.calendar_sessions": (
        mark("Buổi làm việc {session} của ngày thứ {weekday} trong tuần bị ngược hoặc chồng lên buổi trước."),
        _CHECK_FILE,
    ),
    "deadlines.calendar_never_open": (mark("Lịch “{name}” không có ngày làm việc nào trong tuần."), _CHECK_FILE),
    "deadlines.calendar_validity": (mark("Lịch “{name}” có ngày hết hiệu lực trước ngày bắt đầu."), _CHECK_FILE),
    "deadlines.calendar_day_twice": (
        mark("Ngày {day} được ghi hai lần, hoặc vừa là ngày nghỉ vừa là ngày làm bù."),
        _CHECK_FILE,
    ),
    "deadlines.calendar_day_outside": (mark("Ngày {day} nằm ngoài thời gian hiệu lực của lịch."), _CHECK_FILE),
    "deadlines.calendar_make_up": (
        mark("Ngày làm bù {day} không rơi vào ngày nghỉ hằng tuần, hoặc thay cho một ngày nghỉ hằng tuần."),
        _CHECK_FILE,
    ),
    "deadlines.calendar_not_compensated": (
        mark("Ngày nghỉ {day} ({name}) trùng ngày nghỉ hằng tuần mà lịch không ghi ngày nghỉ bù."),
        mark("Ghi thêm ngày nghỉ bù vào tệp lịch (trường “compensates”) rồi nhập lại."),
    ),
}
