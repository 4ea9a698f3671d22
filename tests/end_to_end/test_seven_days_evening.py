"""The seventh day at the desk on a real window: apologies, the drawer counted, the day closed with its register.

The keys are counted against the budgets of the desk; the store is read afterwards.
"""

import pytest

from app.domain.dossiers import Dossier, Status
from app.domain.issued_forms import FormState
from app.models.rows import PrintState
from app.printing.forms.register import RegisterData, RegisterEntry
from app.services.day_end import DayEnd, Left, day_end, owed_papers
from app.services.desk import Desk
from app.services.issuing import data_of
from app.services.letters import due_letters
from app.services.security import Session
from tests.rigs.counter import Counter
from tests.rigs.earlier import Earlier, days_ago
from tests.rigs.operator_model import operator_seconds
from tests.rigs.sight import Sight

pytestmark = pytest.mark.xvfb

HOUSEHOLD, SIGNATURE = "1.001612", "2.000884"
"""Three working days; done at once for 10.000 đ."""
BIRTHS, SIGNATURES = 100, 20


def test_the_letters_of_the_day_are_drafted_and_printed_at_once(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(14)) as earlier:
        late = earlier.receive(seed=51, count=6, code=HOUSEHOLD)
        finished = late.pop()
        earlier.finish(finished, "5/KQ")
        earlier.clock.set(days_ago(0, hour=0))
        early = earlier.receive(seed=61, code=HOUSEHOLD)
    due = counter.read(due_letters)
    assert set(due) == {one.id for one in late}
    counter.start()
    counter.press("F3")
    sight.wait_for("Việc cần làm", "title")
    counter.press("alt+s")
    sight.wait_for(f"Soạn phiếu xin lỗi: {len(late)} hồ sơ", "office")
    counter.screen.picture("day-7-preview")
    counter.press("ctrl+Return")
    counter.wait_until(lambda: counter.read(due_letters) == (), "every letter")
    assert counter.keys <= 6
    for dossier in late:
        view = counter.view(dossier)
        assert [(form.form, form.state) for form in view.forms] == [("apology", FormState.DRAFT)]
        counter.wait_until(lambda one=dossier: _prints(counter, one) == [PrintState.SAVED], "the letter on paper")  # type: ignore[misc]
        assert view.dossier.status is Status.RECEIVED
    for dossier in (finished, *early):
        assert counter.view(dossier).forms == ()
    counter.screen.picture("day-7")


def _prints(counter: Counter, dossier: Dossier) -> list[PrintState]:
    return [one.state for prints in counter.view(dossier).form_prints.values() for one in prints]


def test_a_day_of_a_hundred_and_twenty_is_closed_in_three_minutes(counter_of_old: Counter, sight: Sight) -> None:
    counter = counter_of_old
    with Earlier(counter.root, days_ago(14)) as earlier:
        late = earlier.receive(seed=51, count=5, code=HOUSEHOLD)
        earlier.clock.set(days_ago(0, hour=0))
        today = [*earlier.receive(seed=71, count=BIRTHS), *earlier.receive(seed=81, count=SIGNATURES, code=SIGNATURE)]
    before = counter.read(day_end)
    assert (before.did.received, before.left[Left.LATE], before.left[Left.CASH]) == (len(today), len(late), 1)
    assert before.expected == SIGNATURES * 10_000
    counter.start()
    count_the_drawer(counter, sight, str(before.expected))
    counter.press("F7")
    # What the drawer holds is there when everything is counted.
    sight.wait_for("200.000 đ", "display")
    counter.screen.picture("day-7-evening")
    counter.press("ctrl+Return")
    counter.wait_until(lambda: is_closed(counter.read(day_end)), "the day closed")
    counter.wait_until(lambda: counter.read(owed_papers) == (), "every paper")
    # Three thoughts: what lies in the drawer, what is left, and that the day is over.
    assert operator_seconds(counter.keys, thoughts=3) <= 180
    assert counter.keys <= 17
    after = counter.read(day_end)
    assert (after.left[Left.LATE], after.left[Left.CASH], after.waiting) == (0, 0, len(late))
    assert sorted(counter.read(numbers_in_register)) == sorted(one.number for one in today)
    for dossier in late:
        assert _prints(counter, dossier) == [PrintState.SAVED]
    counter.screen.picture("day-7-closed")


def count_the_drawer(counter: Counter, sight: Sight, amount: str) -> None:
    """Type what lies in the drawer, and print the sheet of the shift."""
    counter.press("F5")
    sight.wait_for(f"Tiền mặt {int(amount):,} đ · VietQR 0 đ".replace(",", "."), "strong")
    counter.press("alt+q")
    counter.type(amount)
    counter.press("alt+i")
    counter.wait_until(lambda: counter.read(day_end).left[Left.CASH] == 0, "the drawer counted")


def is_closed(day: DayEnd) -> bool:
    return day.register is not None and day.register.current and day.letters == 0


def numbers_in_register(desk: Desk, _session: Session) -> list[str]:
    """The numbers in the newest register, all its parts."""
    with desk.store.read() as work:
        forms = work.forms.in_state(FormState.ISSUED, "register")
    entries: list[RegisterEntry] = []
    for form in forms:
        data = data_of(form)
        assert isinstance(data, RegisterData)
        entries += data.entries
    return [entry.number for entry in entries]
