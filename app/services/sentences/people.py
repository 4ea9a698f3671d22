"""What is said about people: card scans, identity numbers, near-duplicates."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "people.card_not_a_card": (
        mark("Mã vừa quét không phải mã QR của thẻ căn cước: “{raw}”."),
        mark("Hãy quét mã QR trên thẻ, hoặc nhập tay."),
    ),
    "people.card_fields_missing": (
        mark("Mã trên thẻ chỉ đọc được một phần, dừng ở “{raw}”."),
        mark("Hãy quét lại; nếu vẫn thiếu, nhập tay phần còn thiếu."),
    ),
    "people.card_number_malformed": (
        mark("Số trên thẻ đọc được là “{raw}”, không đủ 12 chữ số."),
        mark("Hãy quét lại hoặc nhập số ghi trên thẻ."),
    ),
    "people.card_old_number_malformed": (
        mark("Số chứng minh nhân dân cũ đọc được là “{raw}”, không đúng 9 hoặc 12 chữ số."),
        mark("Nếu cần số cũ, hãy nhập theo giấy tờ."),
    ),
    "people.card_name_unreadable": (
        mark("Họ tên trên thẻ đọc được là “{raw}”, không có chữ cái nào."),
        mark("Hãy nhập họ tên ghi trên thẻ."),
    ),
    "people.card_accents_missing": (
        mark("Họ tên trong mã QR không có dấu: “{raw}”."),
        mark("Hãy thêm dấu theo họ tên in trên thẻ."),
    ),
    "people.card_letters_lost": (
        mark("Một số chữ bị mất khi đầu đọc chuyển mã: “{raw}”."),
        mark("Hãy sửa theo chữ in trên thẻ; báo quản trị đặt đầu đọc ở chế độ HID hoặc UTF-8."),
    ),
    "people.card_letters_mangled": (
        mark("Chữ có vẻ bị bộ gõ tiếng Việt làm sai: “{raw}”."),
        mark("Hãy so với chữ in trên thẻ và sửa nếu cần."),
    ),
    "people.card_letters_restored": (
        mark("Đầu đọc gửi sai bảng mã; chữ tiếng Việt đã được khôi phục."),
        mark("Hãy so với chữ in trên thẻ; báo quản trị đặt đầu đọc ở chế độ UTF-8."),
    ),
    "people.card_date_impossible": (
        mark("“{raw}” trên thẻ không phải một ngày có thật."),
        mark("Hãy nhập ngày ghi trên thẻ."),
    ),
    "people.card_date_incomplete": (
        mark("Thẻ không ghi đủ ngày, tháng: “{raw}”."),
        mark("Chỉ năm được ghi nhận; hãy kiểm tra với giấy tờ."),
    ),
    "people.card_issued_before_birth": (
        mark("Ngày cấp thẻ ({raw}) sớm hơn ngày sinh."),
        mark("Hãy so hai ngày này với thẻ."),
    ),
    "people.card_gender_unknown": (
        mark("Giới tính trên thẻ đọc được là “{raw}”, không phải Nam hoặc Nữ."),
        mark("Hãy chọn giới tính theo thẻ."),
    ),
    "people.card_more_text": (
        mark("Sau thẻ vừa quét còn có: “{raw}”."),
        mark("Nếu đó là thẻ thứ hai, hãy quét lại riêng."),
    ),
    "people.name_missing": (mark("Chưa có họ tên."), mark("Hãy quét thẻ hoặc nhập họ tên.")),
    "people.name_no_letters": (mark("Họ tên không có chữ cái nào."), mark("Hãy nhập họ tên theo giấy tờ.")),
    "people.name_letters_lost": (
        mark("Họ tên có chữ bị mất (� hoặc ?)."),
        mark("Hãy sửa theo chữ in trên thẻ."),
    ),
    "people.name_digits": (mark("Họ tên có chữ số."), mark("Hãy so với giấy tờ.")),
    "people.id_missing": (
        mark("Chưa có số định danh cá nhân."),
        mark("Hãy quét thẻ hoặc nhập số, nếu người nộp có mang giấy tờ."),
    ),
    "people.id_form": (
        mark("Số định danh có {length} ký tự; số đúng gồm 12 chữ số (chứng minh nhân dân cũ: 9)."),
        mark("Hãy so với số in trên thẻ."),
    ),
    "people.id_old_card": (
        mark("Đây là số chứng minh nhân dân 9 số cũ."),
        mark("Nếu có thẻ căn cước, hãy dùng số 12 chữ số."),
    ),
    "people.id_prefix": (
        mark("Ba số đầu {prefix} không có trong các danh mục nơi đăng ký khai sinh đã biết."),
        mark("Hãy so với thẻ; nếu đúng thì tiếp tục, số vẫn được chấp nhận."),
    ),
    "people.id_gender": (
        mark("Chữ số thứ tư của số định danh không khớp với giới tính."),
        mark("Hãy so với thẻ; nếu đúng thì tiếp tục."),
    ),
    "people.id_century": (
        mark("Chữ số thứ tư của số định danh không khớp với thế kỷ sinh."),
        mark("Hãy so với thẻ; nếu đúng thì tiếp tục."),
    ),
    "people.id_year": (
        mark("Hai chữ số năm sinh trong số định danh không khớp với ngày sinh."),
        mark("Hãy so với thẻ; nếu đúng thì tiếp tục."),
    ),
    "people.old_id_form": (
        mark("Số giấy tờ cũ không có 9 hoặc 12 chữ số."),
        mark("Hãy so với giấy tờ cũ, hoặc để trống."),
    ),
    "people.tax_form": (
        mark("Mã số thuế phải có 10, 12 hoặc 13 chữ số."),
        mark("Hãy so với giấy chứng nhận đăng ký."),
    ),
    "people.tax_check_digit": (
        mark("Mã số thuế sai chữ số kiểm tra (số thứ mười); có thể đã gõ nhầm."),
        mark("Hãy so từng chữ số với giấy chứng nhận đăng ký."),
    ),
    "people.tax_branch": (
        mark("Ba số cuối của mã số thuế đơn vị phụ thuộc bắt đầu từ 001."),
        mark("Hãy so với giấy chứng nhận đăng ký."),
    ),
    "people.tax_missing": (mark("Chưa có mã số thuế của doanh nghiệp."), mark("Hãy nhập nếu doanh nghiệp có.")),
    "people.birth_in_future": (mark("Ngày sinh ở sau ngày hôm nay."), mark("Hãy sửa ngày sinh.")),
    "people.birth_long_ago": (
        mark("Theo năm sinh, người này đã {years} tuổi."),
        mark("Hãy so với giấy tờ; nếu đúng thì tiếp tục."),
    ),
    "people.issued_in_future": (mark("Ngày cấp thẻ ở sau ngày hôm nay."), mark("Hãy so với thẻ.")),
    "people.issued_before_birth": (mark("Ngày cấp thẻ sớm hơn ngày sinh."), mark("Hãy so hai ngày này với thẻ.")),
    "people.phone_unusual": (
        mark("Số điện thoại không giống số ở Việt Nam."),
        mark("Hãy đọc lại cho người nộp nghe; nếu đúng thì tiếp tục."),
    ),
    "people.email_form": (
        mark("Địa chỉ thư điện tử không đúng dạng ten@noi.vn."),
        mark("Hãy sửa, hoặc để trống nếu không có."),
    ),
    "people.same_identity": (
        mark("Hôm nay đã tiếp nhận hồ sơ {number} cùng thủ tục, cùng số giấy tờ của chủ hồ sơ."),
        mark("Hãy mở hồ sơ đó để so; nếu là việc khác thì tiếp tục."),
    ),
    "people.same_name_and_birth": (
        mark("Hôm nay đã tiếp nhận hồ sơ {number} cùng thủ tục, cùng họ tên và ngày sinh của chủ hồ sơ."),
        mark("Hãy mở hồ sơ đó để so; nếu là việc khác thì tiếp tục."),
    ),
}
