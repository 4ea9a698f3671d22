"""What a person is told about dossier numbers."""

from app.core.words import mark

_ASK_PROVINCE = mark("Liên hệ quản trị của tỉnh để nhận bảng phân dải số đúng; hồ sơ đã nhận không bị ảnh hưởng.")

SENTENCES: dict[str, tuple[str, str]] = {
    "numbers.malformed": (
        mark("“{text}” không phải là mã hồ sơ."),
        mark("Mã hồ sơ có dạng H17.32-261120-3007; kiểm tra lại hoặc quét mã vạch trên giấy tiếp nhận."),
    ),
    "numbers.bad_organisation": (
        mark("Mã định danh đơn vị “{organisation}” không đúng dạng (ví dụ H17.32)."),
        mark("Sửa mã định danh của đơn vị trong mục Quản trị."),
    ),
    "numbers.bad_range": (mark("Dải số bắt đầu bằng “{lead}” không hợp lệ."), _ASK_PROVINCE),
    "numbers.ranges_overlap": (
        mark("Bảng phân dải số bị chồng nhau: dải “{one}” và dải “{other}” có số trùng."),
        _ASK_PROVINCE,
    ),
    "numbers.counter_twice": (mark("Bảng phân dải số của đơn vị {office} ghi một quầy hai lần."), _ASK_PROVINCE),
    "numbers.manifest_unreadable": (mark("Không đọc được bảng phân dải số của đơn vị."), _ASK_PROVINCE),
    "numbers.manifest_not_newer": (
        mark("Bảng phân dải số nhận được (bản {new}) không mới hơn bản đang dùng ({old})."),
        "",
    ),
    "numbers.manifest_too_early": (
        mark("Bảng phân dải số mới có hiệu lực từ {day}, sớm hơn ngày mai."),
        mark("Trong ngày có thể đã cấp số theo bảng cũ, nên bảng mới phải bắt đầu từ một ngày sau hôm nay."),
    ),
    "numbers.no_manifest": (mark("Chưa có bảng phân dải số cho ngày {day}."), _ASK_PROVINCE),
    "numbers.no_range": (mark("Quầy số {counter} chưa được phân dải số."), _ASK_PROVINCE),
    "numbers.too_many_counters": (mark("Một đơn vị có từ 1 đến {most} quầy."), mark("Kiểm tra lại số quầy.")),
    "numbers.range_used_up": (
        mark("Quầy này đã dùng hết dải số {lead} của ngày hôm nay."),
        mark("Tiếp tục nhận hồ sơ với mã tạm; mã chính thức được gắn sau."),
    ),
    "numbers.foreign_witness": (
        mark("Số {serial} được ghi nhớ cho quầy này lại không thuộc dải số {lead} của quầy."),
        mark("Tạm dừng cấp số và báo người phụ trách: có thể bản dữ liệu này thuộc về quầy khác."),
    ),
}
