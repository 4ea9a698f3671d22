"""How the service-quality index counts the same events, case by case (QĐ 766/QĐ-TTg)."""

from datetime import timedelta

import pytest

from app.domain.dossier_clock import Compared, Indication, explain, indication
from app.domain.procedures import CutOff
from tests.domain.clock_rig import CALENDAR, at, events, limit

START = "started 2026-11-02T09:00 counter appointment=2026-11-09T17:00"
BARE = "started 2026-11-02T09:00 counter"
ASKED, ANSWERED = "paused 2026-11-04T10:00 supplement", "resumed 2026-11-06T10:00 supplemented"
PERIOD_END = "2026-11-30T23:59"


def counted(
    *texts: str,
    longest: str = "5 working_day",
    end: str = PERIOD_END,
    compared: Compared = Compared.CURRENT,
) -> Indication:
    stated = limit(longest) if longest else None
    return indication(events(*texts), stated, CutOff(), CALENDAR, at(end), compared=compared)


@pytest.mark.parametrize(
    ("texts", "on_time", "finished", "end"),
    [
        # On time iff the end is not after the promise, to the minute.
        ((START, "finished 2026-11-09T17:00 result"), True, True, "2026-11-09T17:00"),
        ((START, "finished 2026-11-09T17:01 result"), False, True, "2026-11-09T17:01"),
        # The end is the result, not when it was fetched.
        ((START, "finished 2026-11-09T16:00 result", "returned 2026-11-20T09:00 result"),
         True, True, "2026-11-09T16:00"),
        ((START, "returned 2026-11-10T09:00 result"), False, True, "2026-11-10T09:00"),
        # A refusal, a stop, a withdrawal end it too.
        ((START, "finished 2026-11-09T10:00 refused"), True, True, "2026-11-09T10:00"),
        ((START, "paused 2026-11-06T10:00 stopped"), True, True, "2026-11-06T10:00"),
        ((START, "paused 2026-11-10T10:00 withdrawal"), False, True, "2026-11-10T10:00"),
        ((START, "paused 2026-11-06T10:00 stopped", "finished 2026-11-12T10:00 closed"),
         False, True, "2026-11-12T10:00"),
        # Not finished: the end of the period.
        ((START,), False, False, PERIOD_END),
        # Waiting for the only supplement: the day it was asked for.
        ((START, ASKED), True, False, "2026-11-04T10:00"),
        ((START, "paused 2026-11-10T10:00 supplement"), False, False, "2026-11-10T10:00"),
        # Waiting for payment is no supplement.
        ((START, "paused 2026-11-04T10:00 financial_obligation"), False, False, PERIOD_END),
        # The supplement's two days are taken off, not a minute more.
        ((START, ASKED, ANSWERED, "finished 2026-11-11T17:00 result"), True, True, "2026-11-11T17:00"),
        ((START, ASKED, ANSWERED, "finished 2026-11-11T17:01 result"), False, True, "2026-11-11T17:01"),
        # More than one supplement is overdue, however early the end.
        ((START, ASKED, ANSWERED, "paused 2026-11-06T11:00 supplement", "resumed 2026-11-06T14:00 supplemented",
          "finished 2026-11-06T15:00 result"), False, True, "2026-11-06T15:00"),
        # Without an appointment the longest legal time: five working days end on Mon 9, 17:00.
        ((BARE, "finished 2026-11-09T17:00 result"), True, True, "2026-11-09T17:00"),
        ((BARE, "finished 2026-11-09T17:01 result"), False, True, "2026-11-09T17:01"),
        ((BARE, ASKED, ANSWERED, "finished 2026-11-11T17:00 result"), True, True, "2026-11-11T17:00"),
    ],
)  # fmt: skip
def test_by_case(texts: tuple[str, ...], on_time: bool, finished: bool, end: str) -> None:
    found = counted(*texts)
    assert (found.on_time, found.finished, found.end) == (on_time, finished, at(end))
    assert found.border == at("2026-11-09T17:00")
    assert all(line and "{" not in line for line in explain(found.why))


def test_a_new_promise_made_with_the_answer_has_the_supplement_in_it() -> None:
    told = f"{ANSWERED} appointment=2026-11-11T17:00"
    late = counted(START, ASKED, told, "finished 2026-11-12T09:00 result")
    assert (late.on_time, late.border, late.deducted) == (False, at("2026-11-11T17:00"), timedelta())
    in_time = counted(START, ASKED, told, "finished 2026-11-11T16:00 result")
    assert in_time.on_time
    against_the_first = counted(START, ASKED, told, "finished 2026-11-12T09:00 result", compared=Compared.ORIGINAL)
    assert (against_the_first.border, against_the_first.deducted) == (at("2026-11-09T17:00"), timedelta(days=2))
    assert not against_the_first.on_time


def test_an_apology_counts_as_the_data_say() -> None:
    texts = (START, "extended 2026-11-06T09:00 appointment=2026-11-13T17:00", "finished 2026-11-12T10:00 result")
    assert counted(*texts, compared=Compared.CURRENT).on_time
    assert counted(*texts, compared=Compared.ORIGINAL).on_time is False


def test_only_what_happened_in_the_period_is_looked_at() -> None:
    texts = (START, "finished 2026-12-02T10:00 result")
    assert counted(*texts).finished is False
    assert counted(*texts, end="2026-12-31T23:59").finished
    early = counted(*texts, end="2026-11-05T17:00")
    assert (early.on_time, early.end) == (True, at("2026-11-05T17:00"))
    outside = counted(*texts, end="2026-11-01T17:00")
    assert (outside.on_time, outside.end, outside.why) == (None, None, ())


def test_what_was_asked_before_the_start_is_no_time_to_take_off() -> None:
    found = counted(
        "paused 2026-10-20T09:00 supplement", "started 2026-11-02T09:00 supplement", "finished 2026-11-10T10:00 result"
    )
    assert (found.deducted, found.on_time) == (timedelta(), False)


def test_without_promise_and_limit_nothing_can_be_told() -> None:
    found = counted(BARE, "finished 2026-11-09T17:01 result", longest="")
    assert (found.on_time, found.border) == (None, None)
    assert explain(found.why)[-1] == "Không có ngày hẹn và thời hạn để so"


def test_the_lines_say_what_was_compared() -> None:
    found = counted(START, ASKED, ANSWERED, "finished 2026-11-11T17:00 result")
    assert explain(found.why) == (
        "Xử lý xong 17:00 thứ Tư 11/11",
        "Trừ 48 giờ chờ bổ sung: tính như xong 17:00 thứ Hai 9/11",
        "Tính là đúng hạn: không sau ngày hẹn 17:00 thứ Hai 9/11",
    )
    twice = counted(START, ASKED, ANSWERED, "paused 2026-11-09T11:00 supplement")
    assert explain(twice.why)[0] == "Đang chờ bổ sung: tính đến lúc yêu cầu 11:00 thứ Hai 9/11"
    assert explain(twice.why)[-2:] == ("Đã yêu cầu bổ sung 2 lần", "Tính là quá hạn; ngày hẹn 17:00 thứ Hai 9/11")
