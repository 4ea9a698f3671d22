"""Sentences about handovers and the units they go to."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "handover.no_batch": (mark("Không có lô bàn giao {number} ở quầy này."), ""),
    "handover.no_unit": (
        mark("Nơi này không còn trong danh bạ."),
        mark("Chọn nơi khác, hoặc mở lại ở Quản trị (F10)."),
    ),
    "handover.wrong_unit": (mark("Loại lô này không giao nhận với {unit}."), mark("Chọn nơi khác hoặc loại lô khác.")),
    "handover.wrong_step": (mark("Lô {number} {state}: không làm được bước này nữa."), ""),
    "handover.empty": (mark("Lô {number} chưa có hồ sơ nào."), mark("Quét mã trên giấy hẹn để đưa hồ sơ vào lô.")),
    "handover.giver_missing": (mark("Chưa ghi tên người giao."), mark("Người giao ký tên trên bản giao nhận.")),
    "handover.taker_missing": (mark("Chưa ghi tên người nhận."), mark("Người nhận ký tên trên bản giao nhận.")),
    "handover.not_counted": (
        mark("Bên nhận chưa đếm lô {number}."),
        mark("Quét từng hồ sơ, hoặc bấm Ctrl+D khi bên nhận đã đếm đủ."),
    ),
    "handover.not_sealed": (mark("Lô {number} chưa niêm phong, chưa đến lúc đếm nhận."), ""),
    "handover.folders_changed": (
        mark("{count} hồ sơ lúc quét còn chuyển được, nay đã khác: {numbers}."),
        mark("Lấy các hồ sơ ấy ra khỏi lô rồi ký lại; chưa hồ sơ nào bị chuyển."),
    ),
    "handover.no_paper": (mark("Lô {number} chưa niêm phong nên chưa có phiếu để in."), ""),
    "handover.no_folder": (mark("Hồ sơ này không còn trong lô {number}."), ""),
    "handover.already_in": (mark("Đã có trong lô, dòng {place}."), mark("Không ghi hai lần.")),
    "handover.counted_already": (mark("Đã đếm rồi."), mark("Không đếm hai lần.")),
    "handover.not_in_batch": (
        mark("Thừa: bên giao không ghi hồ sơ này trong lô."),
        mark("Bên nhận giữ thì để nguyên; trả lại thì bấm Del."),
    ),
    "handover.in_other_batch": (
        mark("Đang nằm trong lô {batch}, chưa ký nhận xong."),
        mark("Lấy ra khỏi lô ấy, hoặc ký nhận lô ấy trước."),
    ),
    "handover.with_other": (
        mark("Theo sổ, hồ sơ không ở quầy: {holder}."),
        mark("Hồ sơ đã về thì ghi nhận bằng một lô nhận trước khi giao đi."),
    ),
    "handover.returned_already": (mark("Hồ sơ đã trả kết quả xong."), mark("Để riêng, hỏi nơi giao.")),
    "handover.no_result_yet": (
        mark("Hồ sơ đang ở trạng thái “{status}”, chưa có gì để gửi đi."),
        mark("Ghi nhận kết quả trước."),
    ),
    "handover.other_office": (
        mark("Hồ sơ của nơi khác ({office})."),
        mark("Để riêng; nếu vẫn đi chung túi thì bấm Alt+G để ghi vào danh sách."),
    ),
    "handover.other_counter": (
        mark("Hồ sơ do quầy {counter} nhận, không có trong máy này."),
        mark("Nếu đi chung túi thì bấm Alt+G để ghi vào danh sách."),
    ),
    "handover.unknown": (
        mark("Máy này chưa từng cấp hoặc nhận số này."),
        mark("Xem lại số; nếu vẫn đi chung túi thì bấm Alt+G để ghi vào danh sách."),
    ),
    "handover.several": (
        mark("Nhiều hồ sơ có số “{typed}”."),
        mark("Gõ thêm phần ngày, ví dụ {example}."),
    ),
    "handover.not_a_number": (
        mark("“{typed}” không phải số hồ sơ."),
        mark("Quét mã vạch trên giấy hẹn, hoặc gõ số (vài số cuối cũng được)."),
    ),
    "handover.is_known": (mark("Hồ sơ {number} có trong máy này."), mark("Quét lại để đưa vào lô.")),
    "handover.adds_papers": (
        mark("Hồ sơ đang ở {unit}: ghi là giấy tờ bổ sung."),
        mark("Không phải thì bấm Del để lấy ra."),
    ),
    "handover.from_other": (
        mark("Sổ đang ghi hồ sơ ở nơi khác: {holder}."),
        mark("Ký nhận lô này thì sổ ghi là đã về quầy."),
    ),
    "handover.unusual_unit": (
        mark("Thủ tục này vẫn thường giao cho {unit}."),
        mark("Nhầm túi thì bấm Del để lấy ra."),
    ),
    "handover.bad_consignment": (
        mark("“{typed}” không phải số hiệu phiếu gửi."),
        mark("Quét mã trên phiếu gửi, hoặc gõ đủ chữ và số."),
    ),
    "handover.consignment_taken": (mark("Phiếu gửi {consignment} đã có trong lô này."), ""),
    "handover.not_here": (
        mark("Hồ sơ {number} không ở quầy: {holder}."),
        mark("Chỉ xếp kệ hồ sơ đang ở quầy."),
    ),
    "units.name_missing": (mark("Chưa ghi tên."), ""),
    "units.name_taken": (mark("Đã có “{name}” trong danh bạ."), mark("Sửa dòng ấy thay vì thêm dòng mới.")),
    "units.bad_code": (
        mark("“{code}” không phải mã định danh cơ quan."),
        mark("Ghi như H17.32.05, hoặc để trống."),
    ),
    "units.bad_successor": (
        mark("“{code}” không phải mã định danh của nơi thay thế."),
        mark("Ghi như H17.32.05, hoặc để trống."),
    ),
    "units.in_open_batch": (
        mark("{unit} còn lô {batch} chưa ký nhận."),
        mark("Ký nhận hoặc hủy lô ấy trước."),
    ),
}
