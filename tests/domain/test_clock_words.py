"""The lines a person reads: every step has words, in both languages, and the usual lives read as they should."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.words import use_language
from app.domain import dossier_clock
from app.domain.dossier_clock import PauseModel, explain, state_of
from app.domain.dossier_clock import words as clock_words
from app.domain.dossier_clock.words import amount_said, length_said, worked_said
from tests.domain.clock_rig import CALENDAR, at, cut_off, events, every, limit

START = "started 2026-11-02T09:00 counter appointment=2026-11-09T17:00"
ASKED, ANSWERED = "paused 2026-11-04T10:00 supplement", "resumed 2026-11-06T14:00 supplemented"


def lines(
    *texts: str,
    now: str,
    model: PauseModel = PauseModel.SUBTRACT,
    limit_text: str = "5 working_day",
    late: str = "",
) -> tuple[tuple[str, ...], ...]:
    stated = limit(limit_text) if limit_text else None
    state = state_of(events(*texts), stated, cut_off(late), CALENDAR, at(now), models=every(model))
    return tuple(map(explain, (state.deadline.why, state.promise.why, state.standing.why)))


def test_a_dossier_on_its_way() -> None:
    assert lines(START, now="2026-11-05T09:00") == (
        (
            "Nhận 09:00 thứ Hai 2/11",
            "Thời hạn 5 ngày làm việc, không tính ngày nhận",
            "Bỏ qua thứ Bảy 7, Chủ nhật 8",
            "Hạn theo quy định: 17:00 thứ Hai 9/11",
        ),
        ("Giấy hẹn ghi 17:00 thứ Hai 9/11",),
        (
            "Đang tính thời gian từ 09:00 thứ Hai 2/11",
            "Đã dùng 3 ngày làm việc trong thời hạn 5 ngày làm việc",
            "Còn 2 ngày làm việc",
        ),
    )


def test_a_dossier_that_waits() -> None:
    deadline, _promise, standing = lines(START, ASKED, now="2026-11-05T09:00")
    assert deadline[-2:] == (
        "Tạm dừng 10:00 thứ Tư 4/11: chờ bổ sung hồ sơ",
        "Hạn khi tạm dừng: 17:00 thứ Hai 9/11",
    )
    assert standing[:2] == (
        "Tạm dừng từ 10:00 thứ Tư 4/11: chờ bổ sung hồ sơ",
        "Nếu xong bây giờ thì hạn là 17:00 thứ Ba 10/11",
    )


def test_a_dossier_that_goes_on_and_owes_a_new_date() -> None:
    deadline, promise, standing = lines(START, ASKED, ANSWERED, now="2026-11-16T09:00")
    assert deadline[-3:] == (
        "Tính tiếp từ 14:00 thứ Sáu 6/11",
        "Không tính 2 ngày làm việc đã chờ",
        "Hạn theo quy định: 17:00 thứ Tư 11/11",
    )
    assert promise == (
        "Giấy hẹn ghi 17:00 thứ Hai 9/11",
        "Hạn đã lùi sau khi hẹn: cần hẹn lại, đề nghị 17:00 thứ Tư 11/11",
    )
    assert standing[-1] == "Quá hạn 17:00 thứ Tư 11/11, trễ 2 ngày 2 giờ làm việc"


def test_a_new_date_is_proposed_only_while_one_can_be_told() -> None:
    again = "paused 2026-11-09T10:00 financial_obligation"
    waiting = lines(START, ASKED, ANSWERED, again, now="2026-11-09T11:00")
    finished = lines(START, ASKED, ANSWERED, "finished 2026-11-10T10:00 result", now="2026-11-10T11:00")
    assert waiting[1] == finished[1] == ("Giấy hẹn ghi 17:00 thứ Hai 9/11",)


def test_counted_anew_and_shifted() -> None:
    anew, _promise, _standing = lines(START, ASKED, ANSWERED, now="2026-11-06T15:00", model=PauseModel.RESTART)
    assert anew[-6:] == (
        "Tính tiếp từ 14:00 thứ Sáu 6/11",
        "Tính lại từ đầu",
        "Nhận 14:00 thứ Sáu 6/11",
        "Thời hạn 5 ngày làm việc, không tính ngày nhận",
        "Bỏ qua thứ Bảy 7, Chủ nhật 8",
        "Hạn theo quy định: 17:00 thứ Sáu 13/11",
    )
    answered = "resumed 2026-11-06T18:00 supplemented"
    moved, _promise, _standing = lines(START, ASKED, answered, now="2026-11-09T15:00", model=PauseModel.SHIFT)
    assert moved[-4:] == (
        "Xong 18:00 thứ Sáu 6/11 – tính tiếp từ 07:00 thứ Hai 9/11",
        "Lùi hạn thêm 5 ngày đã chờ",
        "Ngày cuối thứ Bảy 14/11 là ngày nghỉ – chuyển sang thứ Hai 16/11",
        "Hạn theo quy định: 17:00 thứ Hai 16/11",
    )


def test_an_apology_and_the_end() -> None:
    apology = "extended 2026-11-06T16:00 appointment=2026-11-13T17:00"
    done, given = "finished 2026-11-12T10:00 result", "returned 2026-11-13T08:00 result"
    _deadline, promise, standing = lines(START, apology, done, given, now="2026-11-20T09:00")
    assert promise == (
        "Giấy hẹn ghi 17:00 thứ Hai 9/11",
        "Xin lỗi, hẹn lại 17:00 thứ Hai 9/11 → 17:00 thứ Sáu 13/11: Chờ ý kiến cơ quan phối hợp (Chủ tịch UBND duyệt)",
        "Ngày hẹn hiện nay: 17:00 thứ Sáu 13/11",
    )
    assert standing == (
        "Có kết quả 10:00 thứ Năm 12/11",
        "Trả kết quả 08:00 thứ Sáu 13/11",
        "Đã dùng 8 ngày làm việc trong thời hạn 5 ngày làm việc",
        "Quá hạn 17:00 thứ Hai 9/11, trễ 2 ngày 3 giờ làm việc",
    )


def test_what_has_not_begun() -> None:
    assert lines(now="2026-11-05T09:00") == (("Chưa bắt đầu tính thời gian",), ("Không có ngày hẹn trả",), ())
    asked = lines("paused 2026-11-02T09:00 supplement", now="2026-11-05T09:00")
    assert asked[2] == ("Chưa tính thời gian: chờ bổ sung hồ sơ từ 09:00 thứ Hai 2/11",)
    post = lines("started 2026-11-02T09:00 postal", now="2026-11-05T09:00")
    assert post[0][0] == "Tính từ lúc ký biên bản giao nhận với bưu chính"
    no_limit = lines("started 2026-11-02T09:00 counter", now="2026-11-05T09:00", limit_text="")
    assert no_limit[0][-1].startswith("Thủ tục không ghi thời hạn")


def test_the_last_hours() -> None:
    assert lines(START, now="2026-11-09T09:00")[2][-1] == "Hạn hôm nay: 17:00 thứ Hai 9/11"
    early, in_time = (
        lines(START, f"finished {moment} result", now=moment)[2][-1]
        for moment in ("2026-11-06T10:00", "2026-11-09T17:00")
    )
    assert (early, in_time) == ("Trước hạn 17:00 thứ Hai 9/11", "Đúng hạn 17:00 thứ Hai 9/11")
    promised_early = "started 2026-11-02T09:00 counter appointment=2026-11-05T17:00"
    assert lines(promised_early, now="2026-11-06T09:00")[2][-1] == "Đã qua ngày hẹn 17:00 thứ Năm 5/11"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0 working_day", "0 ngày làm việc"), ("2.5 working_day", "2,5 ngày làm việc"), ("3 day", "3 ngày"),
        ("1 month", "1 tháng"), ("3.5 hour", "3 giờ 30 phút"), ("0.25 working_hour", "15 phút làm việc"),
        ("0 hour", "0 phút"),
    ],
)  # fmt: skip
def test_amounts_in_words(amount: str, text: str) -> None:
    assert amount_said(limit(amount)) == text


def test_lengths_in_words() -> None:
    assert length_said(timedelta(hours=26, minutes=5)) == "26 giờ 5 phút"
    assert worked_said(1, timedelta(hours=3)) == "1 ngày 3 giờ làm việc"
    assert worked_said(2, timedelta()) == "2 ngày làm việc"


def test_the_lines_are_english_where_the_screen_is() -> None:
    use_language("en")
    try:
        deadline, _promise, standing = lines(START, ASKED, ANSWERED, now="2026-11-16T09:00")
    finally:
        use_language("vi")
    assert deadline[-2] == "2 working days of waiting do not count"
    assert standing[-1].endswith("late by 2 days 2 hours of working time")


def codes() -> Iterator[tuple[str, str]]:
    for path in Path(dossier_clock.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "ExplanationStep":
                for text in ast.walk(call.args[0]):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield path.name, text.value


def test_every_step_the_clock_takes_has_words() -> None:
    known = clock_words.LINES.keys() | {"rolled"}
    found = dict.fromkeys(codes())
    assert len(found) > 20
    assert [step for step in found if step[1] not in known] == []


def test_no_words_are_left_over() -> None:
    source = "".join(
        path.read_text("utf-8") for path in Path(dossier_clock.__file__).parent.glob("*.py") if path.name != "words.py"
    )
    assert [code for code in clock_words.LINES if f'"{code}"' not in source] == []
