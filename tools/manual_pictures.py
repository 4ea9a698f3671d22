"""Draw every picture of the manual and of the README from the program itself.

    python -m tools.manual_pictures [NAME …]

Nothing is shown: the windows are drawn off the screen, with made-up people, at a moment that stands still. Run it after
a screen has changed and look at what git says: only the pictures of that screen should differ.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.core.settings import Settings
from app.models.rows import PrintState
from app.printing.preview import pages_as_png
from app.services.office import change_settings
from app.services.practice import filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.slips import record_print, slip_pdf
from app.ui.application.dressing import make_application
from app.ui.application.front import FrontWindow
from app.ui.first_start.view import FirstStartView
from app.ui.reception.view import ReceptionView
from app.ui.reception.workspace import reception_spec
from app.ui.screens import (
    admin,
    certified,
    dossiers,
    first_start,
    handover,
    reception,
    reports,
    returns,
    sign_in,
    sync,
)
from app.ui.screens.stage import NOW, SIZE, MakeSpec, Stage, party
from app.ui.shell.top_bar import SyncState
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Appearance

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "manual" / "pictures"
IMAGES = ROOT / "docs" / "images"
SLIP = MANUAL / "slip.png"
MOST_BYTES = 200_000
_COLOURS = 128
_SLIP_DPI = 80
_PAUSE_MS = 1000
_PHRASE = "1203 4458 9071 3364 5820 7719 2046 8835 6107 4921"
"""Opens nothing: the picture of the first start must not show a real one, nor change at every drawing."""
_TYPED = {
    "name": "TTPVHCC xã Luyện Tập",
    "governing_body": "UBND xã Luyện Tập",
    "code": "Y00.99",
    "place": "Luyện Tập",
    "counter_ordinal": "3",
    "counter_name": "Quầy 3",
    "admin_name": "Lê Thị Hoa",
    "admin_login": "hoa",
}
_BIRTH = "1.001193"
Grab = Callable[[QWidget], QWidget]


def _whole(widget: QWidget) -> QWidget:
    return widget


def _part(name: str) -> Grab:
    """Return what finds a part of a window by its object name."""

    def find(widget: QWidget) -> QWidget:
        found: QWidget | None = widget.findChild(QWidget, name)
        if found is None:
            raise LookupError(name)
        return found

    return find


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture.

    Attributes:
        shot: the state of the stage it is taken from.
        name: of the file, without ending.
        grab: the part of the window that is kept.
        folder: where it goes.
    """

    shot: str
    name: str
    grab: Grab = _whole
    folder: Path = MANUAL


class SentStage(Stage):
    """A stage on which all is sent, as a clerk sees it most of the day."""

    def window(self, makers: Sequence[MakeSpec], open_key: str) -> MainWindow:
        """Return a window that says so, where sending is not what it shows."""
        window = super().window(makers, open_key)
        if open_key != "sync":
            window.top.sync.show_state(SyncState.STORED, 0, NOW - timedelta(minutes=2))
        return window


def _card(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """A person who was here before puts a card under the scanner."""
    person = made_up_people(12, 4)[3]
    version = next(v for v in current_procedures(stage.desk) if v.code == _BIRTH)
    earlier = receive(stage.desk, stage.session, filled_draft(stage.desk, version, party(person)))
    record_print(stage.desk, earlier.print_id, PrintState.PRINTED)
    stage.clock.advance(timedelta(days=5))
    window = stage.window([reception_spec], "reception")
    page = window.page("reception")
    if not isinstance(page, ReceptionView):
        raise TypeError(page)
    page.take_scan(person.card_2021())
    # What is judged and looked up begins a moment after the last key.
    QTest.qWait(_PAUSE_MS)
    stage.wait()
    yield "card", window
    window.keys_page.toggle("reception", "Tiếp nhận")
    yield "keys", window


def _founding(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    front = FrontWindow(practice=False)
    front.resize(*SIZE)
    view = FirstStartView(_PHRASE)
    view.offer("printer", [("", "Chưa chọn: giấy hẹn lưu thành PDF")])
    view.offer("scanner", [("", "Chưa chọn")])
    front.show_page(view)
    front.show()
    for field, text in _TYPED.items():
        view.fields[field].set_text(text)
    stage.wait()
    yield "founding", front
    front.close()
    front.deleteLater()


Shots = Callable[[Stage], Iterator[tuple[str, QWidget]]]
WANTED: tuple[tuple[Shots, tuple[Wanted, ...]], ...] = (
    (first_start.shots, (Wanted("first_start-choice", "choice", _part("choice_page_card")),)),
    (_founding, (Wanted("founding", "founding"),)),
    (
        sign_in.shots,
        (
            Wanted("sign_in-practice", "sign-in", _part("sign_in_view_card")),
            Wanted("lock-long_name", "lock", _part("lock_view_card")),
        ),
    ),
    (_card, (Wanted("card", "card"), Wanted("keys", "keys"))),
    (
        reception.shots,
        (
            Wanted("reception-empty", "reception-empty"),
            Wanted("reception-searching", "procedure"),
            Wanted("reception-address", "address", _part("person_card")),
            Wanted("reception-normal", "appointment", _part("appointment_card")),
            Wanted("reception-scanned", "papers"),
            Wanted("reception-scanned", "reception", folder=IMAGES),
            Wanted("reception-error", "errors"),
            Wanted("reception-out-of-paper", "out-of-paper", _part("finish_card")),
            Wanted("reception-received", "vietqr", _part("payment_card")),
            Wanted("reception-group", "group"),
            Wanted("reception-import", "import"),
            Wanted("reception-unprinted", "unprinted", _part("unprinted_bar")),
            Wanted("reception-guidance", "guidance"),
            Wanted("reception-before", "before"),
        ),
    ),
    (
        dossiers.shots,
        (
            Wanted("dossiers-normal", "dossiers"),
            Wanted("dossiers-open", "dossier"),
            Wanted("dossiers-reprint", "reprint", _part("reprint_bar")),
            Wanted("dossiers-act", "act"),
            Wanted("dossiers-bulk", "bulk"),
        ),
    ),
    (returns.shots, (Wanted("returns-money", "return"), Wanted("returns-elsewhere", "return-elsewhere"))),
    (handover.shots, (Wanted("handover-filled", "handover"), Wanted("handover-counted", "handover-count"))),
    (
        reports.shots,
        (
            Wanted("reports-normal", "day-end"),
            Wanted("reports-register", "register"),
            Wanted("reports-figures", "figures"),
        ),
    ),
    (
        certified.shots,
        (
            Wanted("certified-normal", "certified"),
            Wanted("certified-cancel", "certified-cancel", _part("certified_reason_bar")),
        ),
    ),
    (sync.shots, (Wanted("sync-offline", "offline"), Wanted("sync-problem", "problem"))),
    (
        admin.shots,
        (
            Wanted("admin-people", "people"),
            Wanted("admin-procedures", "procedures"),
            Wanted("admin-calendar", "calendar"),
            Wanted("admin-own_password", "own-password"),
        ),
    ),
)


def draw(application: QApplication, names: frozenset[str], look: Appearance = "light") -> list[Path]:
    """Write the pictures with these names, all of them where there are none; return their paths."""
    written = []
    for shots, wanted in WANTED:
        mine = [one for one in wanted if not names or one.name in names]
        if not mine:
            continue
        with tempfile.TemporaryDirectory() as folder, SentStage(Path(folder), application) as stage:
            stage.dress(look)
            change_settings(stage.desk, stage.session, scanner="sane:Canon DR-C225")
            for state, widget in shots(stage):
                for one in mine:
                    if one.shot == state:
                        stage.wait()
                        written.append(write(stage.picture(one.grab(widget)), one.folder / f"{one.name}.png"))
    if not names or "slip" in names:
        written.append(_slip(application))
    return written


def _slip(application: QApplication) -> Path:
    """Draw the first copy of a slip."""
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder), application) as stage:
        person = made_up_people(12, 4)[3]
        version = next(v for v in current_procedures(stage.desk) if v.code == _BIRTH)
        received = receive(stage.desk, stage.session, filled_draft(stage.desk, version, party(person)))
        pdf = slip_pdf(stage.desk, stage.session, received.dossier.number)[1]
    picture = Image.open(BytesIO(pages_as_png(pdf, _SLIP_DPI)[0]))
    picture.convert("L").quantize(16).save(SLIP, optimize=True)
    return SLIP


def write(picture: QPixmap, path: Path) -> Path:
    """Write a picture small: few colours are enough for a flat screen.

    Raises:
        ValueError: it is larger than a page of the manual should have to load.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path} has {path.stat().st_size} bytes")
    return path


def main() -> int:
    """Draw what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which pictures; all without a name")
    names = frozenset(parser.parse_args().names)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application(["motcua"], Settings())
    # A cursor that blinks would be in one picture and not in the next.
    application.setCursorFlashTime(0)
    for folder in (MANUAL, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    for path in draw(application, names):
        print(f"{path.stat().st_size:>7} {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
