"""Bringing a backup back: the file and the phrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.core.words import _
from app.ui.application.pages import Page
from app.ui.theme.tokens import NEAR
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import row
from app.ui.widgets.fields import EnterMovesOn, FieldRow


class RestorePage(Page):
    """The page."""

    file_wanted = Signal()
    submitted = Signal(str, str)
    """(path of the backup, recovery phrase)"""
    back = Signal()

    def __init__(self) -> None:
        super().__init__(
            "restore_page",
            _("Khôi phục từ bản sao lưu"),
            _(
                "Toàn bộ bản sao lưu được kiểm tra trước khi thay vào chỗ cũ. "
                "Những gì đang có ở đó được giữ lại bên cạnh."
            ),
            "package-check",
        )
        self.file = FieldRow(_("Tệp sao lưu"), "backup_file")
        choose = Button(_("Chọn tệp…"), "choose_backup_button")
        choose.clicked.connect(self.file_wanted)
        self.card.body.addWidget(self.file)
        self.phrase = FieldRow(_("Cụm từ khôi phục (10 nhóm, mỗi nhóm 4 số)"), "phrase")
        self.card.body.addLayout(row(choose, spacing=NEAR))
        self.card.body.addWidget(self.phrase)
        self.progress = InlineProgress("restoring")
        for stop in self.progress.findChildren(QPushButton):
            # The old place is exchanged at one stroke: there is nothing to stop half-way.
            stop.setVisible(False)
        self.card.body.addWidget(self.progress)
        self._buttons = self.add_choices(
            ("restore", _("Khôi phục"), self._submit), ("back", _("Quay lại"), self.back.emit)
        )
        self.first = self.file.field
        self._enter = EnterMovesOn(self)

    def show_file(self, path: Path) -> None:
        """Put the chosen file in."""
        self.file.set_text(str(path))
        self.phrase.field.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Hold the page while it works."""
        for widget in (self.file, self.phrase, *self._buttons):
            widget.setEnabled(not busy)

    def show_refusal(self, text: str, *, at_phrase: bool) -> None:
        """Say beside its field why it did not work."""
        self.show_busy(busy=False)
        (self.phrase if at_phrase else self.file).say_error(text)
        (self.phrase if at_phrase else self.file).field.setFocus()

    def _submit(self) -> None:
        self.file.say_nothing()
        self.phrase.say_nothing()
        if not self.file.text.strip():
            self.show_refusal(_("Chọn tệp sao lưu (motcua-….zip)."), at_phrase=False)
            return
        self.submitted.emit(self.file.text.strip(), self.phrase.text)
