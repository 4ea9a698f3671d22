"""Vietnamese names with the frequencies of life, and what people apply for: for made-up data only."""

SURNAMES = (
    ("Nguyễn", 380), ("Trần", 110), ("Lê", 95), ("Phạm", 70), ("Hoàng", 26), ("Huỳnh", 26), ("Phan", 45), ("Vũ", 20),
    ("Võ", 19), ("Đặng", 21), ("Bùi", 20), ("Đỗ", 14), ("Hồ", 13), ("Ngô", 13), ("Dương", 10), ("Lý", 5), ("Đinh", 10),
    ("Đoàn", 10), ("Trịnh", 8), ("Mai", 8), ("Lương", 7), ("Đào", 8), ("Cao", 6), ("Tạ", 4), ("Y", 1), ("Hà", 5),
    ("Tô", 3), ("Châu", 3), ("Quách", 2), ("Thạch", 2), ("Kiều", 2), ("Giàng", 2), ("Sùng", 2), ("Vàng", 1),
    ("Ksor", 1),
)  # fmt: skip
MIDDLES = (
    "Văn", "Văn", "Văn", "Thị", "Thị", "Thị", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Xuân", "Thu",
    "Kim", "Hồng", "Quang", "Công", "Bá", "Đình", "Anh", "Phương", "Thùy", "Bảo", "Gia", "Hoài", "Tuấn", "Như", "Mỹ",
)  # fmt: skip
GIVEN = (
    "An", "Anh", "Ánh", "Ân", "Bảo", "Bé", "Bình", "Cường", "Châu", "Chi", "Chiến", "Dung", "Dũng", "Duy", "Dương",
    "Đạt", "Đông", "Đức", "Giang", "Hà", "Hạnh", "Hải", "Hằng", "Hậu", "Hiền", "Hiếu", "Hoa", "Hòa", "Hoàng", "Hồng",
    "Huệ", "Hùng", "Huy", "Huyền", "Hưng", "Hương", "Khánh", "Khoa", "Kiên", "Lan", "Lâm", "Liên", "Linh", "Loan",
    "Long", "Lộc", "Lý", "Mai", "Mạnh", "Minh", "My", "Nam", "Nga", "Ngân", "Nghĩa", "Ngọc", "Nguyên", "Nhàn",
    "Nhung", "Oanh", "Phát", "Phong", "Phúc", "Phương", "Phượng", "Quân", "Quang", "Quý",
    "Quyên", "Sáng", "Sơn", "Tài", "Tâm", "Tân",
    "Thái", "Thanh", "Thành", "Thảo", "Thắm", "Thắng", "Thiện", "Thịnh", "Thoa", "Thu", "Thủy", "Thư", "Tiến", "Toàn",
    "Trang", "Trâm", "Trinh", "Trí", "Trung", "Trường", "Tú", "Tuấn", "Tùng", "Tuyết", "Uyên", "Vân", "Việt", "Vinh",
    "Vũ", "Xuân", "Ý", "Yến",
)  # fmt: skip
PROCEDURES = (
    ("1.001193", "Đăng ký khai sinh"),
    ("1.000894", "Đăng ký kết hôn"),
    ("1.000656", "Đăng ký khai tử"),
    ("2.000815", "Chứng thực bản sao từ bản chính"),
    ("1.004873", "Cấp giấy xác nhận tình trạng hôn nhân"),
    ("1.004222", "Đăng ký thường trú"),
    ("1.001612", "Đăng ký thành lập hộ kinh doanh"),
    ("1.001776", "Thực hiện trợ cấp xã hội hằng tháng"),
)
