"""Importing the national catalogue: dry runs, doubts that take nothing away, dossiers that stay."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.problems import PersonProblem
from app.domain.drafts import Draft, all_handed_in, choose
from app.services import dossiers
from app.services.changes import Subject
from app.services.desk import Desk
from app.services.procedures import import_procedures, in_doubt, settle
from app.services.reception import judge, receive
from app.services.reference import current_procedures
from app.services.security import Session

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "national_procedures.json"
Filled = Callable[..., Draft]


def record(code: str = "9.000001", unit: str | None = "Ngày làm việc", days: int = 3, **more: object) -> dict[str, Any]:
    return {
        "MATTHC": code,
        "TENTTHC": "Thủ tục cấp giấy thử",
        "QUYETDINH": "1/QĐ-BTP",
        "TRANGTHAI": "1",
        "CAPTHUCHIEN": ["Cấp xã"],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": None, "TENLINHVUC": "Chứng thực"}],
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": "1",
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": days,
                        "DONVITINH": unit,
                        "MOTA": None,
                        "PHILEPHI": [],
                    }
                ],
            }
        ],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "Mặc định",
                "GIAYTO": [{"MAGIAYTO": None, "TENGIAYTO": "Tờ khai", "SOBANCHINH": 1, "SOBANSAO": 0}],
            }
        ],
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ", "TENKETQUA": "Giấy thử"}],
        **more,
    }


def file(*records: object) -> str:
    return json.dumps({"error_code": "0", "message": "", "result": list(records)}, ensure_ascii=False)


def newest(desk: Desk, code: str) -> int:
    with desk.store.read() as work:
        return work.procedures.latest_version(code)


def test_an_import_adds_lists_doubts_and_refuses_with_reasons(desk: Desk, session: Session) -> None:
    result = import_procedures(desk, session, file(record(), record("9.000002", unit=None), {"TENTTHC": "không mã"}, 7))
    assert result.read == 4
    assert set(result.added) == {"9.000001", "9.000002"}
    assert result.in_doubt == ("9.000002",)
    assert len(result.rejected) == 2
    assert all(one.reason for one in result.rejected)
    assert result.changes.touches(Subject.PROCEDURES)
    assert {version.code for version in in_doubt(desk, session)} >= {"9.000002"}
    again = import_procedures(desk, session, file(record()))
    assert (again.unchanged, again.added, again.renewed) == (("9.000001",), (), {})
    assert newest(desk, "9.000001") == 1


def test_a_dry_run_says_the_same_and_changes_nothing(desk: Desk, session: Session) -> None:
    text = file(record(), record("9.000002", unit=None))
    with desk.store.read() as work:
        entries, before = work.audit.next_seq(), work.procedures.all_current(desk.now().date())
    dry = import_procedures(desk, session, text, dry_run=True)
    assert not dry.changes
    with desk.store.read() as work:
        assert (work.audit.next_seq(), work.procedures.all_current(desk.now().date())) == (entries, before)
    wet = import_procedures(desk, session, text)
    assert replace(wet, changes=dry.changes) == dry


@pytest.mark.parametrize("text", ["", "[", "{}", '{"result": 3}', "null", '"x"'])
def test_a_file_that_is_none_is_refused_as_a_whole(desk: Desk, session: Session, text: str) -> None:
    result = import_procedures(desk, session, text)
    assert (len(result.rejected), result.added, bool(result.changes)) == (1, (), False)
    assert result.rejected[0].reason


def test_a_changed_record_is_a_new_version_and_touches_no_open_dossier(
    desk: Desk, session: Session, filled: Filled
) -> None:
    import_procedures(desk, session, file(record()))
    with desk.store.read() as work:
        first = work.procedures.version("9.000001", 1)
    assert first is not None
    typed = draft_of(desk, filled, "9.000001")
    received = receive(desk, session, typed).dossier
    half = draft_of(desk, filled, "9.000001")
    result = import_procedures(desk, session, file(record(days=30)))
    assert list(result.renewed) == ["9.000001"]
    assert result.renewed["9.000001"]
    assert newest(desk, "9.000001") == 2
    stored = dossiers.view(desk, session, received.id).dossier
    assert stored == received
    assert (stored.procedure_version, stored.appointment.limit_text) == (1, received.appointment.limit_text)
    # What was being typed is judged by the version it was begun under, and a new one by the new.
    before, after = (
        judge(desk, session, half).appointment,
        judge(desk, session, draft_of(desk, filled, "9.000001")).appointment,
    )
    assert before is not None
    assert after is not None
    assert before.legal_deadline == received.appointment.legal_deadline
    assert after.legal_deadline != before.legal_deadline


def draft_of(desk: Desk, filled: Filled, code: str) -> Draft:
    """Fill a draft by what is in force now; the fixture knows only what was there when it was made."""
    (version,) = (one for one in current_procedures(desk) if one.code == code)
    from_starter = filled()
    case = version.cases[0]
    return all_handed_in(choose(replace(from_starter, procedure_code=""), version, case), case)


def test_a_doubtful_record_takes_no_settled_procedure_away(desk: Desk, session: Session) -> None:
    import_procedures(desk, session, file(record()))
    result = import_procedures(desk, session, file(record(unit=None)))
    assert (result.kept, result.renewed, result.in_doubt) == (("9.000001",), {}, ())
    assert newest(desk, "9.000001") == 1
    # The starter catalogue is settled too: a dirty record of the same code leaves the deadline alone.
    starter = next(version.code for version in current_procedures(desk) if not version.review)
    assert import_procedures(desk, session, file(record(starter, unit=None))).kept == (starter,)


def test_a_doubt_gives_no_deadline_until_a_person_settled_it(desk: Desk, session: Session, filled: Filled) -> None:
    import_procedures(desk, session, file(record(unit=None)))
    codes = {finding.code for finding in judge(desk, session, draft_of(desk, filled, "9.000001")).errors}
    assert "reception.appointment_needed" in codes
    clean = import_procedures(desk, session, file(record("9.000003")))
    assert clean.added == ("9.000003",)
    (doubtful,) = (version for version in in_doubt(desk, session) if version.code == "9.000001")
    (model,) = (version for version in current_procedures(desk) if version.code == "9.000003")
    settled = replace(doubtful, cases=model.cases, review=())
    settle(desk, session, settled)
    assert "9.000001" not in {version.code for version in in_doubt(desk, session)}
    assert judge(desk, session, draft_of(desk, filled, "9.000001")).appointment is not None
    with pytest.raises(PersonProblem) as told:
        settle(desk, session, settled)
    assert told.value.code == "procedures.stale"
    with pytest.raises(PersonProblem) as told:
        settle(desk, session, replace(settled, code="9.999999"))
    assert told.value.code == "procedures.unknown"
    # The same dirty record comes back with the next import: the person's decision stands.
    assert import_procedures(desk, session, file(record(unit=None))).kept == ("9.000001",)


def test_words_of_this_office_outlive_an_import(desk: Desk, session: Session) -> None:
    import_procedures(desk, session, file(record()))
    (version,) = (one for one in current_procedures(desk) if one.code == "9.000001")
    settle(desk, session, replace(version, short_name="Giấy thử", nicknames=("thử nhanh",)))
    import_procedures(desk, session, file(record(days=9)))
    (renewed,) = (one for one in current_procedures(desk) if one.code == "9.000001")
    assert (renewed.short_name, renewed.nicknames, renewed.version) == ("Giấy thử", ("thử nhanh",), 3)


@pytest.mark.skipif(not REAL.exists(), reason="the published records are not at hand")
def test_the_published_records_are_all_taken_or_listed(desk: Desk, session: Session) -> None:
    before = {version.code: version for version in current_procedures(desk)}
    result = import_procedures(desk, session, REAL.read_text("utf-8"))
    placed = [*result.added, *result.renewed, *result.unchanged, *result.kept]
    assert (result.read, len(placed) + len(result.rejected)) == (458, 458)
    assert all(one.reason for one in result.rejected)
    after = {version.code: version for version in current_procedures(desk)}
    for code, version in before.items():
        if not version.review:
            assert not after[code].review, code
    listed = {version.code for version in in_doubt(desk, session)}
    assert set(result.in_doubt) <= listed
