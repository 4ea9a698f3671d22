"""What is wrong with a paper, and what a database says instead of one: asked under the checklist."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.drafts import PaperEntry
from app.domain.guidance import FAULTS
from app.domain.reuse import Database
from app.ui.reception.line_row import LineRow
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import named
from app.ui.widgets.flow import Flow
from app.ui.widgets.hints import KeyHint

_LETTERS = 18


class FaultRow(LineRow):
    """A number alone is one of the usual faults; said in Vietnamese then, for it is printed."""

    def __init__(self) -> None:
        super().__init__("fault", _("Vì sao chưa đạt"), _("gõ lý do, hoặc bấm số"))
        usual = QWidget()
        hints = (KeyHint(str(at), _(text)) for at, text in enumerate(FAULTS, start=1))
        usual.setLayout(Flow(*hints, across=NEAR, down=CLOSE))
        self.whole.addWidget(usual)
        self.edit.textEdited.connect(self._on_edited)

    def _on_edited(self, text: str) -> None:
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(FAULTS):
            self.say(FAULTS[int(text) - 1])


class LookupRow(LineRow):
    """Which database was asked, and what it said."""

    looked_up = Signal(str, str)
    """(code of the database, its answer)"""

    def __init__(self) -> None:
        self._database = ChoiceBox()
        named(self._database, "database_field", _("Cơ sở dữ liệu"))
        self._database.setMinimumContentsLength(_LETTERS)
        self._database.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__("lookup", _("Đã tra cứu"), _("kết quả tra cứu, được giữ trong hồ sơ"), self._database)
        self.said.connect(lambda text: self.looked_up.emit(self._database.currentData() or "", text))

    def ask_about(self, entry: PaperEntry, databases: tuple[Database, ...], usual: Database | None) -> None:
        """Ask about a paper; usual: the database that is asked most often instead of it."""
        self._database.clear()
        for one in databases:
            self._database.addItem(one.name, one.code)
        self._database.setCurrentIndex(self._database.findData(usual.code) if usual is not None else -1)
        self._database.setToolTip(self._database.currentText())
        self.ask(entry, "")
        if usual is None:
            self._database.setFocus()
