"""The printer in the bottom bar: its name at once, how it is as soon as it has answered, and again now and then."""

from collections.abc import Callable
from urllib.parse import unquote

from PySide6.QtCore import QObject, QTimer

from app.core.words import _, mark
from app.printing.queue import PrintState
from app.services.desk import Desk
from app.services.printing_jobs import state_of_printer
from app.ui.background import Lane
from app.ui.latest import Latest

_EVERY_MS = 120_000
"""Rarely: a printer that sleeps shall go on sleeping. What a job meets is told by the job."""
_FIRST_MS = 4_000
"""Not while the window is being opened."""
_SAID = {
    PrintState.QUEUED: mark("sẵn sàng"),
    PrintState.OUT_OF_PAPER: mark("hết giấy"),
    PrintState.JAM: mark("kẹt giấy"),
}
_SILENT = mark("chưa trả lời")


class PrinterWatch(QObject):
    """Asks the printer in the background; nobody waits for it."""

    def __init__(self, desk: Desk, pool: Lane, show: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._show = desk, show
        self._answers: Latest[tuple[str, PrintState]] = Latest(pool, self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self._soon = QTimer(self, interval=_FIRST_MS, singleShot=True)
        self._soon.timeout.connect(self._ask)

    def start(self) -> None:
        """Begin to ask."""
        self._timer.start()
        self._soon.start()

    def close(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._soon.stop()

    def show(self) -> None:
        """Show which printer serves."""
        self._show(self._words())

    def look(self) -> None:
        """Show which printer serves now, and ask how it is."""
        self.show()
        self._ask()

    def _ask(self) -> None:
        printer = self._desk.settings.printer
        if not printer:
            return

        def answered(answer: tuple[str, PrintState]) -> None:
            # Another one may have been chosen meanwhile.
            if printer == self._desk.settings.printer:
                self._show(f"{self._words()} · {_(_SAID.get(answer[1], _SILENT))}")

        self._answers.ask(lambda: state_of_printer(printer), answered)

    def _words(self) -> str:
        name = unquote(self._desk.settings.printer.rstrip("/").rsplit("/", 1)[-1])
        return _("Máy in: {name}").format(name=name) if name else _("Chưa chọn máy in: giấy hẹn lưu thành PDF")
