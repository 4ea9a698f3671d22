"""What the post brought counts from its signed record, whenever it is typed in; nothing else moves."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.calendar_data import calendar_from_json
from app.domain.deadlines import compute
from app.domain.drafts import Draft
from app.domain.procedures import Channel, CutOff, ProcedureCase, ProcedureVersion, TimeLimit, TimeUnit
from app.domain.reception import Consigned, Rules, examine

SHIPPED = Path(__file__).parents[2] / "resources" / "calendars" / "vietnam-2025-2027.json"
CALENDAR = calendar_from_json(SHIPPED.read_text(encoding="utf-8"))
LIMIT = TimeLimit(Decimal(5), TimeUnit.WORKING_DAY)
CASE = ProcedureCase("a", "Trường hợp", (), ((Channel.COUNTER, LIMIT),))
VERSION = ProcedureVersion("1.001193", 1, "Đăng ký khai sinh", "Hộ tịch", "", (CASE,))
DRAFT = Draft(UUID(int=1), procedure_code="1.001193", procedure_version=1, case_code="a", channel=Channel.POST)
MOMENTS = st.datetimes(datetime(2026, 1, 5), datetime(2027, 6, 30), timezones=st.just(VIETNAM))  # noqa: DTZ001 - zone beside it


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.integers(0, 40 * 24 * 60))
def test_it_counts_from_the_signature_however_late_it_is_typed(signed: datetime, minutes: int) -> None:
    now = signed + timedelta(minutes=minutes)
    known = Consigned("EB123456785VN", signed, "BG-260105-3-01")
    found = examine(DRAFT, VERSION, now, Rules(CALENDAR), known)
    expected = compute(LIMIT, CutOff(), signed, CALENDAR)
    assert found.appointment is not None
    assert found.appointment.clock_start == expected.clock_start
    assert found.appointment.appointment == expected.appointment
    late = any(one.code == "reception.appointment_gone" for one in found.findings)
    assert late == (found.appointment.appointment <= now)


@settings(max_examples=100, deadline=None)
@given(MOMENTS, st.sampled_from([None, Consigned("x"), Consigned("x", None, "BG-260105-3-01")]))
def test_without_a_signed_and_complete_record_it_counts_from_now(now: datetime, known: Consigned | None) -> None:
    found = examine(DRAFT, VERSION, now, Rules(CALENDAR), known).appointment
    assert found is not None
    assert found.clock_start == compute(LIMIT, CutOff(), now, CALENDAR).clock_start
    assert not any("bưu chính" in line.lower() for line in found.explanation)


@given(MOMENTS)
def test_a_signature_that_is_said_to_come_later_never_moves_the_start_back_from_now(now: datetime) -> None:
    ahead = Consigned("x", now + timedelta(days=2), "BG-260105-3-01")
    found = examine(DRAFT, VERSION, now, Rules(CALENDAR), ahead).appointment
    assert found is not None
    assert found.clock_start == compute(LIMIT, CutOff(), now, CALENDAR).clock_start
