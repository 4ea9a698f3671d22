"""Sentences about the first start."""

from app.core.words import mark

SENTENCES: dict[str, tuple[str, str]] = {
    "opening.name_missing": (mark("Cần tên cơ quan như in trên giấy tờ."), ""),
    "opening.counter_outside": (mark("Số quầy phải từ 1 đến {counters}."), ""),
    "opening.bank_incomplete": (mark("Mã ngân hàng (BIN) gồm 6 chữ số."), mark("Ví dụ 970436.")),
    "opening.not_written": (mark("Không ghi được vào {path}."), mark("Kiểm tra quyền ghi và chỗ trống của ổ đĩa.")),
}
