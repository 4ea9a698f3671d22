"""The life of a dossier: each act writes itself, its form and the print it owes, or nothing at all."""

import ast
import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from sqlalchemy import event

from app.core.clock import VIETNAM, FixedClock
from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.dossier_clock import Finished, FinishReason, Override
from app.domain.dossier_clock.law_data import clock_law_from_json
from app.domain.dossiers import Dossier, PaperState, Status
from app.domain.drafts import Draft
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act, transition
from app.domain.units import Unit, UnitKind
from app.models.rows import HistoryEvent, PrintState
from app.services import dossier_sheets, dossier_times, life, life_forms
from app.services.desk import Desk
from app.services.dossiers import DossierView, view
from app.services.form_kinds import STATUTORY
from app.services.happenings import happened
from app.services.letters import draft_letter, draft_letters
from app.services.life import Done
from app.services.moves import Seen
from app.services.reception import receive
from app.services.results import ResultText
from app.services.security import Session
from app.services.slips import prepare, record_print
from app.services.undoing import undo

Filled = Callable[..., Draft]
MORNING = datetime(2026, 11, 20, 7, 0, tzinfo=VIETNAM)
ActOn = Callable[[Desk, Session, Dossier], Done]


class PowerCutError(Exception):
    """What the test throws in; nothing in the program expects it."""


REASON = "Bản chụp không rõ chữ"


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    draft = filled()
    first = replace(draft.papers[0], state=PaperState.MISSING, originals=0, certified_copies=0, photocopies=0)
    whole = receive(desk, session, draft).dossier
    with desk.store.work() as work:
        papers = (replace(whole.papers[0], state=first.state), *whole.papers[1:])
        changed = work.dossiers.replace(replace(whole, papers=papers))
        work.commit()
    return changed


@pytest.fixture
def chairman(desk: Desk, dossier: Dossier) -> Unit:
    """The directory knows who heads the office that decides."""
    unit = Unit(
        desk.ids.new(),
        name=dossier.resolving_unit,
        kind=UnitKind.DEPARTMENT,
        head_title="Chủ tịch",
        head_name="Trần Văn Bình",
    )
    with desk.store.work() as work:
        work.units.put(unit)
        work.commit()
    return unit


def seen(dossier: Dossier) -> Seen:
    return Seen(dossier.id, dossier.revision)


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def printed(desk: Desk, session: Session, print_id: UUID) -> str:
    return words(prepare(desk, session, print_id).pdf)


def later(desk: Desk, session: Session, dossier: Dossier) -> Done:
    told = view(desk, session, dossier.id).times.state.promise.appointment
    assert told is not None
    return life.extend(desk, session, seen(dossier), "Chờ xác minh", told + timedelta(days=7), "Trần Văn Bình")


WITH_FORM: dict[str, ActOn] = {
    "02": lambda desk, session, d: life.ask_supplement(desk, session, seen(d), ["Giấy chứng sinh"], REASON),
    "03": lambda desk, session, d: life.refuse(desk, session, seen(d), REASON),
    "04": later,
    "05": lambda desk, session, d: life.stop(desk, session, seen(d), REASON, "trả lại toàn bộ"),
}
WITHOUT_FORM: dict[Act, ActOn] = {
    Act.BEGIN: lambda desk, session, d: life.begin(desk, session, seen(d)),
    Act.TRANSFER: lambda desk, session, d: life.transfer(desk, session, seen(d), "Công an xã"),
    Act.ASK_PAYMENT: lambda desk, session, d: life.ask_payment(desk, session, seen(d), "Lệ phí trước bạ", Dong(500)),
    Act.WITHDRAW: lambda desk, session, d: life.withdraw(desk, session, seen(d), "Không có nhu cầu nữa"),
    Act.FINISH: lambda desk, session, d: life.finish(
        desk, session, seen(d), ResultText("12/2026", title="Giấy khai sinh")
    ),
}


@pytest.mark.parametrize("number", sorted(WITH_FORM))
def test_an_act_issues_its_form_and_owes_its_print(desk: Desk, session: Session, dossier: Dossier, number: str) -> None:
    done = WITH_FORM[number](desk, session, dossier)
    shown = view(desk, session, dossier.id)
    (form,) = shown.forms
    assert (form.form, form.state, form.event_id) == (STATUTORY[number], FormState.ISSUED, done.moved.event_id)
    assert form.number.startswith("01.3/")
    assert [record.state for record in shown.form_prints[form.id]] == [PrintState.QUEUED]
    assert transition(Act(shown.history[-1].kind)).form == number
    text = printed(desk, session, done.prints[0])
    assert dossier.number in text
    assert (form.number in text, "trả lại toàn bộ" in text) == (True, number == "05")


@pytest.mark.parametrize("act", list(WITHOUT_FORM))
def test_an_act_without_a_form_owes_no_paper(desk: Desk, session: Session, dossier: Dossier, act: Act) -> None:
    done = WITHOUT_FORM[act](desk, session, dossier)
    assert (done.prints, done.moved.dossier.status) == ((), transition(act).target)
    assert view(desk, session, dossier.id).history[-1].kind == act


@pytest.mark.parametrize("number", sorted(WITH_FORM))
def test_an_interruption_at_any_statement_leaves_nothing(
    desk: Desk, session: Session, dossier: Dossier, number: str
) -> None:
    count, fail_at = 0, -1

    def look(_connection: object, _cursor: object, _statement: str, *_: object) -> None:
        nonlocal count
        count += 1
        if count == fail_at:
            raise PowerCutError

    event.listen(desk.store._engine, "before_cursor_execute", look)
    before, fail_at, statement = _everything(desk, session, dossier), -1, 0
    while True:
        statement += 1
        count, fail_at = 0, statement
        try:
            WITH_FORM[number](desk, session, dossier)
        except PowerCutError:
            fail_at = -1
            assert _everything(desk, session, dossier) == before, statement
            continue
        break
    fail_at = -1
    assert statement > 12
    assert len(view(desk, session, dossier.id).forms) == 1


def _everything(desk: Desk, session: Session, dossier: Dossier) -> DossierView:
    return view(desk, session, dossier.id)


def test_a_supplement_after_three_days(desk: Desk, session: Session, dossier: Dossier, clock: FixedClock) -> None:
    asked = life.ask_supplement(desk, session, seen(dossier), [dossier.papers[0].name, " ", "Ảnh 4x6"], REASON)
    text = printed(desk, session, asked.prints[0])
    assert all(part in text for part in (dossier.papers[0].name, "Ảnh 4x6", REASON))
    sheet = dossier_sheets.print_missing(desk, session, dossier.id)
    assert "Ảnh 4x6" in printed(desk, session, sheet.prints[0])
    assert view(desk, session, dossier.id).life.due is None
    clock.advance(timedelta(days=3))
    proposed = view(desk, session, dossier.id).times.state.promise.proposed
    came = life.complete_supplement(desk, session, seen(asked.moved.dossier), [dossier.papers[0].ordinal])
    assert came.moved.dossier.status is Status.IN_PROCESS
    assert came.moved.dossier.papers[0].state is PaperState.HANDED_IN
    assert proposed is not None
    assert came.moved.life.due == proposed > dossier.appointment.appointment
    assert came.moved.dossier == view(desk, session, dossier.id).dossier
    undo(desk, session, seen(came.moved.dossier))
    after = view(desk, session, dossier.id)
    assert after.dossier.status is Status.SUPPLEMENT_REQUESTED
    assert after.dossier.papers == dossier.papers


def test_another_appointment_may_be_told(desk: Desk, session: Session, dossier: Dossier, clock: FixedClock) -> None:
    asked = life.ask_payment(desk, session, seen(dossier), "Lệ phí trước bạ", Dong(1_500_000)).moved
    clock.advance(timedelta(days=2))
    told = dossier.appointment.appointment + timedelta(days=9)
    paid = life.confirm_payment(desk, session, seen(asked.dossier), "C1-02 số 77", told).moved
    shown = view(desk, session, dossier.id)
    assert (paid.dossier.status, shown.payments) == (Status.IN_PROCESS, ())
    # What the citizen was told is what the office works for; overdue goes by the law's date all the same.
    assert shown.times.state.promise.appointment == paid.life.due == told
    legal = shown.times.state.deadline.legal
    assert legal is not None
    assert legal < told
    assert [happened(one).detail for one in shown.history[-2:]] == [
        "1.500.000 đ · Lệ phí trước bạ",
        f"chứng từ C1-02 số 77 · hẹn trả {told:%H:%M %d/%m/%Y}",
    ]


def test_nothing_is_asked_for_without_a_demand(desk: Desk, session: Session, dossier: Dossier) -> None:
    with pytest.raises(PersonProblem, match=r"life\.demands_missing"):
        life.ask_supplement(desk, session, seen(dossier), ["", " "], REASON)
    with pytest.raises(PersonProblem, match=r"life\.result_missing"):
        life.finish(desk, session, seen(dossier), ResultText(title=" "))
    assert view(desk, session, dossier.id).dossier == dossier


def test_a_result_is_kept_and_goes_with_its_undo(desk: Desk, session: Session, dossier: Dossier) -> None:
    outcome = ResultText("12/2026", title="Giấy khai sinh", code="KQ.G15.000031")
    done = life.finish(desk, session, seen(dossier), outcome).moved
    (result,) = view(desk, session, dossier.id).results
    assert (result.title, result.number, result.code, result.recorded_by) == (
        "Giấy khai sinh",
        "12/2026",
        "KQ.G15.000031",
        session.account.full_name,
    )
    undo(desk, session, seen(done.dossier))
    assert view(desk, session, dossier.id).results == ()


def test_the_apology_is_drafted_ahead_and_issued_when_it_is_signed(
    desk: Desk, session: Session, dossier: Dossier, chairman: Unit, clock: FixedClock
) -> None:
    due = view(desk, session, dossier.id).times.letter_due
    assert due is not None
    clock.advance(due - timedelta(minutes=1) - desk.now())
    assert draft_letters(desk, session).letters == ()
    clock.advance(timedelta(minutes=1))
    (letter,) = draft_letters(desk, session).letters
    assert draft_letters(desk, session).letters == ()
    assert (letter.state, letter.number, letter.dossier_id) == (FormState.DRAFT, "", dossier.id)
    with pytest.raises(PersonProblem, match=r"life\.letter_there"):
        draft_letter(desk, session, seen(dossier))
    done = later(desk, session, dossier)
    (form,) = view(desk, session, dossier.id).forms
    assert (form.id, form.state, form.event_id) == (letter.id, FormState.ISSUED, done.moved.event_id)
    text = printed(desk, session, done.prints[0])
    new = dossier.appointment.appointment + timedelta(days=7)
    assert all(part in text for part in ("CHỦ TỊCH", "Trần Văn Bình", "Chờ xác minh", f"ngày {new.day:02}"))
    with pytest.raises(PersonProblem, match=r"life\.extended_already"):
        draft_letter(desk, session, seen(done.moved.dossier))


def test_a_letter_that_is_not_needed_any_more_is_void(desk: Desk, session: Session, dossier: Dossier) -> None:
    (letter,) = draft_letter(desk, session, seen(dossier)).letters
    life.finish(desk, session, seen(dossier), ResultText(title="Giấy khai sinh"))
    (form,) = view(desk, session, dossier.id).forms
    assert (form.id, form.state) == (letter.id, FormState.VOID)


def test_a_second_supplement_is_a_supervisors_with_its_ground(
    desk: Desk, session: Session, as_role: Callable[..., Session], dossier: Dossier
) -> None:
    clerk, supervisor = as_role("clerk"), as_role("supervisor")
    asked = life.ask_supplement(desk, clerk, seen(dossier), ["Ảnh 4x6"], REASON).moved
    again = life.complete_supplement(desk, clerk, seen(asked.dossier), ()).moved.dossier
    override = Override("Khoản 2 Điều 9", "Chủ tịch UBND xã")
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        life.ask_supplement(desk, clerk, seen(again), ["Ảnh 4x6"], REASON, override)
    with pytest.raises(PersonProblem, match=r"clock\.second_supplement"):
        life.ask_supplement(desk, supervisor, seen(again), ["Ảnh 4x6"], REASON)
    life.ask_supplement(desk, supervisor, seen(again), ["Ảnh 4x6"], REASON, override)
    told = happened(view(desk, session, dossier.id).history[-1])
    assert told.detail == f"Ảnh 4x6 · căn cứ Khoản 2 Điều 9, Chủ tịch UBND xã duyệt · {REASON}"


def test_undo_asks_for_a_reason_only_once_the_paper_is_out(desk: Desk, session: Session, dossier: Dossier) -> None:
    first = life.refuse(desk, session, seen(dossier), REASON)
    undo(desk, session, seen(first.moved.dossier))
    second = life.refuse(desk, session, Seen(dossier.id), REASON)
    record_print(desk, second.prints[0], PrintState.PRINTED)
    with pytest.raises(PersonProblem, match=r"life\.undo_needs_reason"):
        undo(desk, session, seen(second.moved.dossier))
    undo(desk, session, seen(second.moved.dossier), "Nhầm hồ sơ")
    assert {form.state for form in view(desk, session, dossier.id).forms} == {FormState.VOID}


def test_a_form_can_be_seen_before_anything_is_written(desk: Desk, session: Session, dossier: Dossier) -> None:
    before = view(desk, session, dossier.id)
    make = life_forms.refusal(desk, session.account, REASON)
    assert REASON in words(life.preview(desk, session, seen(dossier), make))
    assert view(desk, session, dossier.id) == before


def test_the_older_set_has_no_stop_notice(desk: Desk, session: Session, dossier: Dossier) -> None:
    desk.settings = desk.settings.with_changes(slip_form="tt01-2018")
    done = life.stop(desk, session, seen(dossier), REASON)
    assert (done.moved.dossier.status, done.issued) == (Status.STOPPED, ())


def test_history_and_control_sheet_say_what_happened(
    desk: Desk, session: Session, dossier: Dossier, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=1))
    life.transfer(desk, session, seen(dossier), "Công an xã")
    history = printed(desk, session, dossier_sheets.print_history(desk, session, dossier.id).prints[0])
    assert all(part in history for part in ("Tiếp nhận", "Giao cho Công an xã", "Lê Thị Hoa"))
    control = printed(desk, session, dossier_sheets.print_control_sheet(desk, session, dossier.id).prints[0])
    assert all(part in control for part in (dossier.number, "Công an xã"))


def test_the_missing_sheet_names_what_was_not_handed_in(desk: Desk, session: Session, dossier: Dossier) -> None:
    sheet = dossier_sheets.print_missing(desk, session, dossier.id)
    assert [item["name"] for item in json.loads(sheet.issued.form.data)["items"]] == [dossier.papers[0].name]
    with desk.store.work() as work:
        papers = tuple(replace(paper, state=PaperState.HANDED_IN) for paper in dossier.papers)
        work.dossiers.replace(replace(dossier, papers=papers))
        work.commit()
    with pytest.raises(PersonProblem, match=r"life\.nothing_missing"):
        dossier_sheets.print_missing(desk, session, dossier.id)


def test_a_later_date_told_with_the_answer_moves_what_is_due(
    desk: Desk, session: Session, dossier: Dossier, clock: FixedClock
) -> None:
    asked = life.ask_payment(desk, session, seen(dossier), "Lệ phí trước bạ", Dong(500)).moved
    assert asked.life.due is None
    clock.advance(timedelta(hours=2))
    legal = view(desk, session, dossier.id).times.state.promise.proposed
    assert legal is not None
    told = legal + timedelta(days=14)
    paid = life.confirm_payment(desk, session, seen(asked.dossier), "BL 12", told).moved
    assert paid.life.due == told
    assert view(desk, session, dossier.id).times.due == told


def closing_law(monkeypatch: pytest.MonkeyPatch, procedure: str) -> None:
    """Let the law give a supplement of this procedure three working days."""
    shipped = json.loads(dossier_times._LAW.read_text(encoding="utf-8"))
    entry = {
        "name": "Thử",
        "procedures": [procedure],
        "supplement_closing": {"value": "3 working_day", "legal_basis": "Luật X, Điều 1"},
    }
    law = clock_law_from_json(json.dumps(shipped | {"rules": [*shipped["rules"], entry]}))
    monkeypatch.setattr(dossier_times, "clock_law", lambda: law)


@pytest.mark.parametrize(("days", "reason"), [(1, FinishReason.REFUSED), (9, FinishReason.CLOSED)])
def test_a_supplement_that_never_came_closes_the_dossier(
    desk: Desk,
    session: Session,
    dossier: Dossier,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    reason: FinishReason,
) -> None:
    closing_law(monkeypatch, dossier.procedure_code)
    asked = life.ask_supplement(desk, session, seen(dossier), ["Giấy chứng sinh"], REASON).moved
    clock.advance(timedelta(days=days))
    life.refuse(desk, session, seen(asked.dossier), "Không bổ sung")
    shown = view(desk, session, dossier.id)
    last = shown.times.events[-1]
    assert isinstance(last, Finished)
    assert last.reason is reason
    assert ("không bổ sung" in happened(shown.history[-1]).detail) is (reason is FinishReason.CLOSED)


def test_every_kind_that_is_told_has_its_title() -> None:
    """A kind without a title would be shown as its name in the code."""
    kinds = {act.value for act in Act}
    for path in Path(life.__file__).parent.glob("*.py"):
        module = importlib.import_module(f"app.services.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Happening":
                named = node.args[0]
                if isinstance(named, ast.Name) and named.id.isupper():
                    kinds.add(getattr(module, named.id))
    assert {"certification.cancelled", "dossier.payment_undone", "dossier.moved", "dossier.undone"} < kinds
    for name in kinds:
        assert happened(HistoryEvent(uuid4(), uuid4(), MORNING, name, "Hoa")).what not in {name, ""}
