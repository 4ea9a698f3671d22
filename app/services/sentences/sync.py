"""Sentences about sending to the receiver, and about running one."""

from app.core.words import mark

_WAITS = mark("Hồ sơ vẫn an toàn tại quầy; chương trình tự gửi lại.")
_ASK_PROVINCE = mark("Báo bộ phận kỹ thuật của tỉnh.")

SENTENCES: dict[str, tuple[str, str]] = {
    # The line
    "sync.offline": (mark("Không có mạng hoặc máy nhận không trả lời."), _WAITS),
    "sync.dns": (
        mark("Không tìm thấy địa chỉ máy nhận trên mạng."),
        mark("Kiểm tra dây mạng hoặc Wi-Fi; nếu vẫn thế, kiểm tra địa chỉ máy nhận trong Quản trị."),
    ),
    "sync.refused_connection": (
        mark("Máy nhận đang tắt hoặc từ chối kết nối."),
        mark("Chờ vài phút; hồ sơ vẫn an toàn tại quầy và tự gửi lại."),
    ),
    "sync.timeout": (mark("Mạng quá chậm, máy nhận chưa kịp trả lời."), _WAITS),
    "sync.cut": (mark("Đường truyền bị ngắt giữa chừng."), _WAITS),
    "sync.tls": (
        mark("Kết nối bảo mật không hợp lệ: chứng chỉ sai, hết hạn, hoặc đồng hồ máy này sai."),
        mark("Kiểm tra ngày giờ của máy; nếu đúng, báo bộ phận kỹ thuật của tỉnh."),
    ),
    "sync.proxy": (
        mark("Máy chủ trung gian (proxy) của cơ quan không cho qua."),
        mark("Báo người quản trị mạng của cơ quan."),
    ),
    "sync.captive_portal": (
        mark("Mạng này đòi đăng nhập qua trang web trước khi dùng."),
        mark("Mở trình duyệt, đăng nhập mạng, rồi bấm gửi lại."),
    ),
    "sync.stranger": (
        mark("Có máy khác trả lời thay cho máy nhận của tỉnh; câu trả lời không được tin."),
        mark("Kiểm tra địa chỉ máy nhận; báo bộ phận kỹ thuật của tỉnh."),
    ),
    "sync.busy": (mark("Máy nhận đang bận."), _WAITS),
    "sync.server_error": (mark("Máy nhận gặp lỗi."), _WAITS),
    "sync.receiver_full": (mark("Máy nhận đã hết chỗ chứa."), _ASK_PROVINCE),
    "sync.not_understood": (
        mark("Máy nhận trả lời điều chương trình này chưa hiểu; có lẽ hai bên khác phiên bản."),
        mark("Cập nhật chương trình; nếu đã mới nhất, báo bộ phận kỹ thuật của tỉnh."),
    ),
    "sync.receiver_too_old": (mark("Phiên bản của máy nhận quá cũ."), _ASK_PROVINCE),
    "sync.receipt_invalid": (
        mark("Biên nhận của máy nhận không đúng chữ ký nên không được tin."),
        mark("Hồ sơ vẫn chờ gửi. Báo bộ phận kỹ thuật của tỉnh nếu lặp lại."),
    ),
    "sync.answer_incomplete": (mark("Máy nhận mới trả lời một phần."), _WAITS),
    "sync.receiver_changed": (mark("Máy nhận vừa được thay hoặc khôi phục; hai bên sẽ đối chiếu lại."), _WAITS),
    "sync.receiver_lost_it": (
        mark("Máy nhận được khôi phục từ bản cũ và thiếu hồ sơ này; đang gửi lại."),
        "",
    ),
    "sync.asked_again": (mark("Đang chờ gửi lại theo yêu cầu."), ""),
    "sync.adopted": (mark("Lấy lại từ máy nhận vì máy này đã quên."), ""),
    # Single operations
    "sync.parked": (mark("Tỉnh đã giữ, đang chờ phần trước của cùng hồ sơ."), _WAITS),
    "sync.conflict": (
        mark("Tỉnh đã có nội dung khác cho cùng hồ sơ này; cả hai bản đều được giữ."),
        mark("Nhờ phụ trách bộ phận đối chiếu hai bản."),
    ),
    "sync.refused_digest": (
        mark("Nội dung hồ sơ bị hỏng tại máy này nên tỉnh không nhận."),
        mark("Nhờ quản trị kiểm tra ổ đĩa và bản sao lưu."),
    ),
    "sync.refused_header": (mark("Tỉnh không đọc được thông tin của bản ghi này."), _ASK_PROVINCE),
    "sync.refused_too_large": (mark("Bản ghi quá lớn nên tỉnh không nhận."), _ASK_PROVINCE),
    "sync.refused_foreign": (
        mark("Bản ghi này do quầy khác lập nên không được gửi từ quầy này."),
        mark("Gửi từ đúng quầy, hoặc nhờ quản trị đăng ký lại quầy."),
    ),
    "sync.refused_unstorable": (mark("Máy nhận không lưu được riêng bản ghi này."), _ASK_PROVINCE),
    "sync.file_differs": (
        mark("Tệp giấy tờ tới nơi không khớp mã kiểm tra."),
        mark("Chương trình sẽ gửi lại từ đầu; nếu lặp lại, quét lại giấy tờ đó."),
    ),
    # Enrolment
    "sync.not_enrolled": (
        mark("Quầy này chưa đăng ký với máy nhận nào."),
        mark("Nhập địa chỉ máy nhận và mã đăng ký do tỉnh cấp ở màn hình Đồng bộ (F8)."),
    ),
    "sync.address_invalid": (
        mark("Địa chỉ máy nhận {address} không đúng."),
        mark("Nhập dạng https://ten-may-nhan."),
    ),
    "sync.address_not_encrypted": (
        mark("Địa chỉ {address} không mã hóa đường truyền."),
        mark("Dùng địa chỉ bắt đầu bằng https://."),
    ),
    "sync.practice_not_local": (
        mark("Đơn vị thực hành chỉ được gửi tới máy nhận thực hành trên chính máy này, không phải {address}."),
        mark("Dùng địa chỉ http://127.0.0.1 hoặc mở kho dữ liệu thật."),
    ),
    "sync.receiver_is_practice": (
        mark("Đó là máy nhận thực hành; nó không nhận hồ sơ thật."),
        mark("Nhập địa chỉ máy nhận thật của tỉnh."),
    ),
    "sync.receiver_not_practice": (
        mark("Đó là máy nhận thật; nó không nhận hồ sơ thực hành."),
        mark("Dùng máy nhận thực hành trên máy này."),
    ),
    "sync.code_malformed": (
        mark("Mã đăng ký gồm 16 ký tự, bốn nhóm bốn."),
        mark("Xem lại mã đã được cấp."),
    ),
    "sync.code_wrong": (mark("Mã đăng ký không đúng."), mark("Xem lại mã, hoặc xin mã mới.")),
    "sync.code_used": (mark("Mã đăng ký này đã được máy khác dùng."), mark("Xin mã mới.")),
    "sync.wrong_place": (
        mark("Mã đăng ký là của quầy số {ordinal}, đơn vị {office}."),
        mark("Xin mã cho đúng quầy này."),
    ),
    "sync.counter_unknown": (
        mark("Máy nhận không biết quầy này hoặc đã ngừng cho quầy này gửi."),
        mark("Xin mã đăng ký mới của tỉnh. Hồ sơ vẫn an toàn tại quầy."),
    ),
    "sync.signature": (
        mark("Máy nhận không công nhận chữ ký của quầy này."),
        mark("Xin mã đăng ký mới của tỉnh. Hồ sơ vẫn an toàn tại quầy."),
    ),
    "sync.running": (mark("Đang gửi rồi."), ""),
    # Running a receiver
    "hub.sqlite_too_old": (
        mark("Phiên bản SQLite {version} có lỗi làm hỏng dữ liệu nên không được dùng."),
        mark("Cài lại chương trình bằng start.py."),
    ),
    "hub.newer_schema": (
        mark("Dữ liệu máy nhận do phiên bản mới hơn tạo (dạng {found}, chương trình này biết {known})."),
        mark("Cập nhật chương trình."),
    ),
    "hub.database_unreachable": (
        mark("Không mở được cơ sở dữ liệu {url}."),
        mark("Kiểm tra địa chỉ, tài khoản và máy chủ cơ sở dữ liệu."),
    ),
    "hub.database_failed": (mark("Cơ sở dữ liệu của máy nhận gặp lỗi."), mark("Xem nhật ký của máy nhận.")),
    "hub.full": (mark("Máy nhận hết chỗ chứa."), mark("Giải phóng ổ đĩa; không có gì bị mất.")),
    "hub.practice_differs": (
        mark("Dữ liệu này thuộc loại máy nhận khác (thực hành hoặc thật)."),
        mark("Chọn thư mục dữ liệu khác."),
    ),
    "hub.key_missing": (
        mark("Thiếu khóa của máy nhận tại {path}, hoặc khóa không thuộc về dữ liệu này."),
        mark("Khôi phục tệp khóa từ bản sao lưu."),
    ),
    "hub.office_unknown": (mark("Máy nhận chưa có đơn vị {office}."), mark("Tạo đơn vị trước khi cấp mã.")),
    "hub.port_taken": (mark("Cổng {port} đã có chương trình khác dùng."), mark("Chọn cổng khác.")),
    "hub.not_started": (mark("Máy nhận không khởi động được."), mark("Xem nhật ký của máy nhận.")),
    "hub.code_wrong": (mark("Mã đăng ký không đúng."), ""),
    "hub.code_used": (mark("Mã đăng ký này đã được máy khác dùng."), ""),
    "hub.receiver_is_practice": (mark("Đây là máy nhận thực hành."), ""),
    "hub.receiver_not_practice": (mark("Đây là máy nhận thật."), ""),
}
