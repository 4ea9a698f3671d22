"""What a clerk is told about scanners, pages and files."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "scanning.none_chosen": (
        mark("Máy tính này chưa chọn máy quét."),
        mark("Vào Quản trị › Thiết bị để chọn máy quét, hoặc kéo thả tệp vào giấy tờ."),
    ),
    "scanning.bad_address": (
        mark("Không hiểu tên máy quét “{name}”."),
        mark("Chọn lại máy quét trong Quản trị › Thiết bị."),
    ),
    "scanning.sane_missing": (
        mark("Máy tính này chưa cài chương trình quét scanimage."),
        mark("Nhờ quản trị cài gói sane-utils."),
    ),
    "scanning.jam": (
        mark("Máy quét bị kẹt giấy. Đã giữ {pages} trang."),
        mark("Mở nắp, rút tờ kẹt, đặt lại các tờ chưa quét rồi bấm quét tiếp."),
    ),
    "scanning.empty_feeder": (
        mark("Khay nạp không có giấy."),
        mark("Đặt giấy vào khay rồi bấm quét lại, hoặc chọn quét trên mặt kính."),
    ),
    "scanning.cover_open": (
        mark("Nắp máy quét đang mở. Đã giữ {pages} trang."),
        mark("Đậy nắp rồi bấm quét tiếp."),
    ),
    "scanning.busy": (
        mark("Máy quét đang bận."),
        mark("Chờ lượt quét khác xong rồi bấm quét lại."),
    ),
    "scanning.offline": (
        mark("Máy quét không trả lời. Đã giữ {pages} trang."),
        mark("Kiểm tra nguồn điện và dây cáp hoặc mạng của máy quét, rồi bấm quét tiếp."),
    ),
    "scanning.failed": (
        mark("Máy quét dừng giữa chừng. Đã giữ {pages} trang."),
        mark("Quét tiếp từ tờ còn thiếu; nếu vẫn lỗi, tắt rồi bật lại máy quét."),
    ),
    "scanning.spool_unwritable": (
        mark("Không ghi được trang xuống đĩa: {reason}."),
        mark("Giải phóng dung lượng đĩa rồi quét lại trang này."),
    ),
    "scanning.page_unreadable": (
        mark("Không đọc lại được một trang đã quét ({page})."),
        mark("Quét lại trang này."),
    ),
    "scanning.page_damaged": (
        mark("Trang thứ {number} bị hỏng, không ghép vào tệp được."),
        mark("Xóa trang này rồi quét lại."),
    ),
    "scanning.folder_unreadable": (
        mark("Không mở được thư mục nhận bản quét “{folder}”."),
        mark("Kiểm tra mạng và quyền của thư mục; chương trình sẽ tự thử lại."),
    ),
    "scanning.file_unreadable": (
        mark("Không mở được tệp “{name}”."),
        mark("Kiểm tra thẻ nhớ hoặc thư mục rồi chọn lại tệp."),
    ),
    "scanning.file_empty": (
        mark("Tệp “{name}” rỗng (0 byte)."),
        mark("Chép lại tệp từ máy gốc, hoặc quét bản giấy."),
    ),
    "scanning.file_too_large": (
        mark("Tệp “{name}” lớn hơn {limit} MB."),
        mark("Chia nhỏ hoặc giảm dung lượng tệp rồi đưa vào lại."),
    ),
    "scanning.file_too_many_pages": (
        mark("Tệp “{name}” có hơn {limit} trang."),
        mark("Chia tệp thành nhiều phần rồi đưa vào lại."),
    ),
    "scanning.file_too_many_pixels": (
        mark("Ảnh trong tệp “{name}” quá lớn, máy không mở được an toàn."),
        mark("Lưu lại ảnh với kích thước nhỏ hơn, hoặc quét bản giấy."),
    ),
    "scanning.file_office": (
        mark("Tệp “{name}” là văn bản soạn thảo hoặc tệp nén, không nhận trực tiếp."),
        mark("Mở tệp, in ra PDF rồi đưa tệp PDF vào."),
    ),
    "scanning.file_unknown": (
        mark("Tệp “{name}” không phải ảnh hay PDF mà chương trình nhận được."),
        mark("Đưa vào tệp JPEG, PNG, TIFF, HEIC, BMP hoặc PDF, hoặc quét bản giấy."),
    ),
    "scanning.file_damaged": (
        mark("Tệp “{name}” bị hỏng hoặc chép chưa hết."),
        mark("Chép lại tệp từ máy gốc, hoặc quét bản giấy."),
    ),
    "scanning.pdf_locked": (
        mark("Tệp PDF “{name}” có mật khẩu hoặc bị khóa."),
        mark("Đề nghị người nộp bỏ mật khẩu, hoặc in ra PDF mới rồi đưa vào."),
    ),
    "scanning.pdf_empty": (
        mark("Tệp PDF “{name}” không có trang nào."),
        mark("Đưa vào tệp khác."),
    ),
}
