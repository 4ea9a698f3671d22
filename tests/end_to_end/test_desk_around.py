"""What surrounds a counter: the printer and the lock. Real processes on a real window."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from PIL import Image

from app.models.rows import PrintState
from app.services.practice import PASSWORD
from tests.rigs.counter import Counter
from tests.rigs.printers import IppPrinter
from tests.rigs.screen import Screen

pytestmark = pytest.mark.xvfb

MakeCounter = Callable[..., Counter]
CARDS = (
    "001099012345||Nguyen Van An|15031999|Nam|So 1, Pho Vi Du, Ha Noi|10052021",
    "001199000017||Tran Thi Binh|02011999|Nu|So 2, Pho Vi Du, Ha Noi|10052021",
)
_CORNER = (100, 80, 340, 300)
"""Full of fields on the desk, empty while it is covered."""


def receive(counter: Counter, card: str) -> None:
    """Receive one simple dossier and go on to the next person."""
    before = len(counter.received())
    counter.scan(card)
    counter.wait_for_draft(lambda one: one.submitter.personal_id == card[:12], "the card")
    counter.press("alt+t")
    counter.type("khai sinh")
    counter.press("Return")
    counter.wait_for_draft(lambda one: one.procedure_code == "1.001193", "the procedure")
    counter.press("ctrl+d")
    counter.wait_for_draft(lambda one: any(paper.originals for paper in one.papers), "the papers")
    counter.press("ctrl+shift+Return")
    counter.wait_for_received(before + 1)


@pytest.fixture(scope="module", autouse=True)
def left_alone(
    founding: MakeCounter, screens: Callable[[], Screen], tmp_path_factory: pytest.TempPathFactory
) -> Counter:
    """A counter at which somebody stopped typing; its minute passes while the other journeys run."""
    counter = founding(tmp_path_factory.mktemp("left-alone"), screens(), {"idle_lock_minutes": 1})
    counter.start()
    counter.type("001")
    counter.wait_for_draft(lambda one: one.submitter.personal_id == "001", "what was typed")
    return counter


# -- the printer ----------------------------------------------------------------------------------------------


@pytest.mark.cups
def test_out_of_paper_then_a_marked_reprint(
    founding: MakeCounter, screen: Screen, tmp_path: Path, ipp_printer: IppPrinter
) -> None:
    counter = founding(tmp_path, screen, {"printer": ipp_printer.uri})
    ipp_printer.behave("paper")
    counter.start()
    receive(counter, CARDS[0])
    counter.wait_until(
        lambda: any(one.reason.startswith("out_of_paper") for one in counter.prints()), "the word of the printer"
    )
    counter.screen.picture("out-of-paper")
    assert ipp_printer.printed() == []
    ipp_printer.behave("ok")
    counter.wait_until(lambda: [one.state for one in counter.prints()] == [PrintState.PRINTED], "the first slip")
    assert len(ipp_printer.printed()) == 1
    (dossier,) = counter.received()
    # The slip comes back over the counter: it opens its dossier, and is printed again with a reason.
    counter.scan(dossier.number)
    counter.screen.xdotool("sleep", "1")
    counter.press("ctrl+p")
    counter.press("alt+1")
    counter.wait_until(lambda: [one.reprint for one in counter.prints()] == [0, 1], "a reprint")
    counter.wait_until(lambda: counter.prints()[-1].state is PrintState.PRINTED, "the reprint on paper")
    first, again = (text_of(path) for path in ipp_printer.printed())
    assert "BẢN IN LẠI" not in first
    assert "BẢN IN LẠI" in again
    counter.kill()


def text_of(pdf: Path) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)


# -- the lock -------------------------------------------------------------------------------------------------


def go_on_after_the_lock(counter: Counter) -> None:
    """Type what must not reach the draft, open the lock, and go on where the keyboard was."""
    counter.type("999")
    counter.press("ctrl+a")
    counter.type(PASSWORD)
    counter.press("Return")
    # Checking a password takes a while on purpose; a person sees the desk come back.
    counter.wait_until(lambda: not _flat(counter.screen.picture().crop(_CORNER)), "the desk again")


def test_the_lock_keeps_the_draft(counter: Counter) -> None:
    counter.start()
    counter.type("001099")
    counter.wait_for_draft(lambda one: one.submitter.personal_id == "001099", "what was typed")
    counter.press("ctrl+l")
    counter.wait_until(lambda: _flat(counter.screen.picture().crop(_CORNER)), "the lock")
    go_on_after_the_lock(counter)
    counter.type("012")
    counter.wait_for_draft(lambda one: one.submitter.personal_id == "001099012", "what was typed afterwards")
    assert len(counter.drafts()) == 1


def test_nobody_at_the_desk_locks_it(left_alone: Counter) -> None:
    left_alone.wait_until(lambda: _flat(left_alone.screen.picture().crop(_CORNER)), "the lock", 75)
    assert left_alone.drafts()[0].submitter.personal_id == "001"
    go_on_after_the_lock(left_alone)
    left_alone.type("099")
    left_alone.wait_for_draft(lambda one: one.submitter.personal_id == "001099", "what was typed afterwards")
    assert len(left_alone.drafts()) == 1


def _flat(image: Image.Image) -> bool:
    """Return whether there is nothing in this part of the screen."""
    return len(image.convert("RGB").getcolors(1 << 24) or ()) == 1
