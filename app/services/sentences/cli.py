"""Sentences of the command line."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "cli.login_missing": (mark("Cần biết ai thực hiện."), mark("Thêm --login TÊN hoặc đặt MOTCUA_LOGIN.")),
    "cli.not_a_moment": (mark("“{text}” không phải là thời điểm."), mark("Ghi như 2026-11-20T15:20.")),
    "cli.no_such_case": (mark("Thủ tục không có trường hợp “{name}”."), mark("Các trường hợp: {cases}.")),
    "cli.file_unreadable": (mark("Không đọc được tệp {path}."), mark("Kiểm tra đường dẫn; tệp phải là văn bản UTF-8.")),
    "cli.folder_in_use": (mark("Thư mục {path} đang chứa dữ liệu khác."), mark("Chọn một thư mục trống.")),
    "cli.demo_counter_failed": (
        mark("Máy quầy của phần trình diễn dừng với mã {code}."),
        mark("Xem thông báo ở trên."),
    ),
    "cli.demo_hub_failed": (mark("Bộ nhận của phần trình diễn không khởi động được."), mark("Xem thông báo ở trên.")),
    "cli.bench_failed": (mark("Phép đo không đi tới cuối."), mark("Xem thông báo ở trên, rồi chạy lại.")),
    "cli.postgres_failed": (mark("Không chạy được PostgreSQL để đo ({detail})."), mark("Kiểm tra bộ cài PostgreSQL.")),
    "cli.window_not_ready": (mark("Cửa sổ không mở được khi đo."), mark("Chạy lại khi máy rảnh, hoặc xem nhật ký.")),
}
