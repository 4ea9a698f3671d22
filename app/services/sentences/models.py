"""What a person is told when the store, its keys, files or backups cannot do what was asked."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "store.exists": (
        mark("Thư mục {path} đã có một kho hồ sơ."),
        mark("Chọn thư mục khác, hoặc mở kho đang có."),
    ),
    "store.missing": (
        mark("Không tìm thấy kho hồ sơ trong thư mục {path}."),
        mark("Kiểm tra lại thư mục, hoặc phục hồi từ bản sao lưu."),
    ),
    "store.sqlite_too_old": (
        mark("Thư viện cơ sở dữ liệu (SQLite {version}) quá cũ và có thể làm hỏng hồ sơ."),
        mark("Cài lại chương trình bằng bộ cài đầy đủ."),
    ),
    "store.network_path": (
        mark("Kho hồ sơ đặt trên ổ mạng ({path}); ghi ở đó không an toàn."),
        mark("Chuyển kho về ổ đĩa của chính máy này."),
    ),
    "store.wrong_key": (
        mark("Chìa khóa không mở được kho hồ sơ này, hoặc phần đầu của tệp đã hỏng."),
        mark("Mở bằng cụm từ khôi phục; nếu vẫn không được, phục hồi từ bản sao lưu."),
    ),
    "store.damaged": (
        mark("Kho hồ sơ bị hỏng trên đĩa."),
        mark("Ngừng nhập liệu và phục hồi từ bản sao lưu gần nhất; báo quản trị kiểm tra ổ đĩa."),
    ),
    "store.busy": (
        mark("Một chương trình khác đang giữ kho hồ sơ."),
        mark("Đóng chương trình kia (có thể là phần mềm diệt vi-rút hoặc sao lưu) rồi thử lại."),
    ),
    "store.disk_full": (
        mark("Ổ đĩa đã đầy nên chưa lưu được. Không có gì bị lưu dở dang."),
        mark("Giải phóng chỗ trên ổ đĩa rồi làm lại thao tác vừa rồi."),
    ),
    "store.write_failed": (
        mark("Ổ đĩa không cho ghi nên chưa lưu được. Không có gì bị lưu dở dang."),
        mark("Kiểm tra ổ đĩa và quyền ghi của thư mục rồi thử lại."),
    ),
    "store.newer_schema": (
        mark("Kho hồ sơ này do phiên bản mới hơn của chương trình tạo ra (bản {found}, máy này hiểu đến {known})."),
        mark("Cập nhật chương trình trên máy này."),
    ),
    "store.number_taken": (
        mark("Mã hồ sơ {number} đã được cấp trước đó."),
        mark("Thử lại để lấy số kế tiếp; báo quản trị nếu lặp lại."),
    ),
    "store.login_taken": (
        mark("Tên đăng nhập {login} đã có người dùng."),
        mark("Chọn tên đăng nhập khác."),
    ),
    "store.version_taken": (
        mark("Thủ tục {procedure} đã có phiên bản {version}; phiên bản đã công bố không được sửa."),
        mark("Nhập dưới số phiên bản kế tiếp."),
    ),
    "files.missing": (
        mark("Không tìm thấy tệp đính kèm trên máy này."),
        mark("Phục hồi từ bản sao lưu, hoặc quét lại giấy tờ."),
    ),
    "files.damaged": (
        mark("Tệp đính kèm bị hỏng trên đĩa."),
        mark("Phục hồi từ bản sao lưu, hoặc quét lại giấy tờ; báo quản trị kiểm tra ổ đĩa."),
    ),
    "files.disk_full": (
        mark("Ổ đĩa đã đầy nên chưa lưu được tệp đính kèm."),
        mark("Giải phóng chỗ trên ổ đĩa rồi thử lại."),
    ),
    "files.write_failed": (
        mark("Không ghi được tệp đính kèm xuống đĩa."),
        mark("Kiểm tra ổ đĩa, quyền ghi của thư mục và tệp nguồn rồi thử lại."),
    ),
    "keys.missing": (
        mark("Thư mục {path} không có tệp chìa khóa (keys.json)."),
        mark("Chép tệp keys.json từ bản sao lưu vào thư mục này."),
    ),
    "keys.unreadable": (
        mark("Không đọc được tệp chìa khóa {path}."),
        mark("Chép lại tệp keys.json từ bản sao lưu."),
    ),
    "keys.exist": (
        mark("Thư mục {path} đã có chìa khóa của một kho hồ sơ; chìa khóa cũ không bị ghi đè."),
        mark("Chọn thư mục khác cho kho mới."),
    ),
    "keys.not_remembered": (
        mark("Máy này không giữ chìa khóa của kho hồ sơ."),
        mark("Nhập cụm từ khôi phục đã in khi cài đặt."),
    ),
    "keys.phrase_mistyped": (
        mark("Cụm từ khôi phục gõ chưa đúng: thiếu số, thừa số hoặc nhầm một chữ số."),
        mark("So lại từng nhóm với bản giấy: {groups} nhóm, mỗi nhóm 4 chữ số."),
    ),
    "keys.wrong_phrase": (
        mark("Cụm từ khôi phục này không phải của kho hồ sơ này."),
        mark("Tìm đúng tờ giấy in cụm từ khôi phục của quầy này."),
    ),
    "backup.disk_full": (
        mark("Không đủ chỗ để ghi bản sao lưu {path}."),
        mark("Giải phóng chỗ hoặc chọn ổ đĩa khác; bản sao lưu cũ vẫn còn nguyên."),
    ),
    "backup.write_failed": (
        mark("Không ghi được bản sao lưu {path}."),
        mark("Kiểm tra ổ đĩa và quyền ghi; bản sao lưu cũ vẫn còn nguyên."),
    ),
    "backup.unreadable": (
        mark("Không đọc được bản sao lưu {path}."),
        mark("Kiểm tra lại tệp, hoặc dùng bản sao lưu khác."),
    ),
    "backup.damaged": (
        mark("Bản sao lưu bị hỏng ở phần {part}."),
        mark("Dùng bản sao lưu khác. Kho hồ sơ hiện tại không bị thay đổi."),
    ),
    "backup.newer": (
        mark("Bản sao lưu do phiên bản mới hơn của chương trình tạo ra (dạng {format})."),
        mark("Cập nhật chương trình trên máy này rồi phục hồi lại."),
    ),
    "backup.cannot_replace": (
        mark("Không thay được thư mục {path} bằng bản sao lưu."),
        mark("Đóng mọi chương trình đang dùng thư mục đó rồi thử lại. Kho hồ sơ hiện tại không bị thay đổi."),
    ),
}
