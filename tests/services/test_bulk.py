"""One act for many: what was foreseen is what happens, one refusal stops no other, what changed meanwhile is left."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, Status
from app.domain.drafts import Draft
from app.domain.issued_forms import FormState
from app.domain.offices import Role
from app.models.rows import PrintState
from app.services import life
from app.services.bulk import BulkAct, carry_out, foresee
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.letters import due_letters
from app.services.moves import Seen
from app.services.reception import receive
from app.services.results import ResultText
from app.services.security import Session

Filled = Callable[..., Draft]


@pytest.fixture
def three(desk: Desk, session: Session, filled: Filled) -> list[Dossier]:
    people = (("Nguyễn Văn An", "049199012345"), ("Trần Thị Bình", "049199012346"), ("Lê Văn Chín", "049199012347"))
    return [receive(desk, session, filled(name=name, number=number)).dossier for name, number in people]


def status(desk: Desk, session: Session, dossier: Dossier) -> Status:
    return view(desk, session, dossier.id).dossier.status


def test_what_is_foreseen_is_what_happens(desk: Desk, session: Session, three: list[Dossier]) -> None:
    life.refuse(desk, session, Seen(three[1].id), "Không thuộc thẩm quyền")
    lines = foresee(desk, session, BulkAct.FINISH, [one.id for one in three])
    assert [line.problem.code if line.problem else "" for line in lines] == ["", "life.not_now", ""]
    assert [status(desk, session, one) for one in three] == [Status.RECEIVED, Status.REFUSED, Status.RECEIVED]
    summary = carry_out(desk, session, BulkAct.FINISH, lines)
    assert (summary.done, [line.dossier_id for line in summary.failed]) == (2, [three[1].id])
    assert [status(desk, session, one) for one in three] == [Status.DONE, Status.REFUSED, Status.DONE]
    assert summary.changes.dossiers == {three[0].id, three[2].id}
    assert view(desk, session, three[0].id).results[0].title == f"Kết quả: {three[0].content}"


def test_what_changed_after_the_preview_is_left_alone(desk: Desk, session: Session, three: list[Dossier]) -> None:
    lines = foresee(desk, session, BulkAct.BEGIN, [one.id for one in three])
    life.ask_payment(desk, session, Seen(three[0].id), "Lệ phí trước bạ")
    summary = carry_out(desk, session, BulkAct.BEGIN, lines)
    assert [line.problem.code for line in summary.failed if line.problem] == ["life.changed_meanwhile"]
    assert status(desk, session, three[0]) is Status.FINANCIAL_OBLIGATION
    assert summary.done == 2


def test_letters_for_all_that_are_due(desk: Desk, session: Session, three: list[Dossier], clock: FixedClock) -> None:
    due = view(desk, session, three[0].id).times.letter_due
    assert due is not None
    assert due_letters(desk, session) == ()
    clock.advance(due - clock.now())
    life.finish(desk, session, Seen(three[2].id), ResultText(title="Kết quả: Khai sinh"))
    wanted = due_letters(desk, session)
    assert set(wanted) == {three[0].id, three[1].id}
    summary = carry_out(desk, session, BulkAct.LETTER, foresee(desk, session, BulkAct.LETTER, wanted))
    assert summary.done == 2
    (letter,) = view(desk, session, three[0].id).forms
    assert letter.state is FormState.DRAFT
    # It waits for a signature: so it owes paper.
    assert [owed.number for owed in summary.prints] == [line.number for line in summary.lines]
    queued = view(desk, session, three[0].id).form_prints[letter.id]
    assert [(one.id, one.state) for one in queued] == [
        (owed.print_id, PrintState.QUEUED) for owed in summary.prints if owed.number == three[0].number
    ]
    (line,) = foresee(desk, session, BulkAct.LETTER, [three[0].id])
    assert line.problem is not None
    assert line.problem.code == "life.letter_there"
    clock.advance(timedelta(days=1))
    assert due_letters(desk, session) == ()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(BulkAct))
def test_who_may(desk: Desk, as_role: Callable[..., Session], role: Role, act: BulkAct) -> None:
    may = {
        BulkAct.BEGIN: {Role.CLERK, Role.POSTAL, Role.SUPERVISOR},
        BulkAct.FINISH: {Role.CLERK, Role.POSTAL, Role.SUPERVISOR},
        BulkAct.LETTER: {Role.CLERK, Role.SUPERVISOR},
    }
    for try_it in (foresee, carry_out):
        if role in may[act]:
            assert not getattr(try_it(desk, as_role(role), act, ()), "lines", ())
        else:
            with pytest.raises(PersonProblem, match=r"permissions\.refused"):
                try_it(desk, as_role(role), act, ())
