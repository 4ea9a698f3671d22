"""The question of the very first start."""

from PySide6.QtCore import Signal

from app.core.words import _
from app.ui.application.pages import Page
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column
from app.ui.widgets.labels import Label


class ChoicePage(Page):
    """A real office, a practice office, or a backup."""

    office_wanted = Signal()
    practice_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "choice_page",
            _("Chào mừng đến với Một Cửa"),
            _("Máy này chưa có kho hồ sơ nào. Anh, chị muốn bắt đầu thế nào?"),
            "landmark",
        )
        for place, (name, words, hint, signal) in enumerate(
            (
                (
                    "office",
                    _("Lập đơn vị thật"),
                    _("Khai báo cơ quan, quầy này và người quản trị; mất vài phút."),
                    self.office_wanted,
                ),
                (
                    "practice",
                    _("Mở đơn vị tập"),
                    _("Người và hồ sơ đều là giả: để học và thử, không gửi đi đâu."),
                    self.practice_wanted,
                ),
                (
                    "restore",
                    _("Khôi phục từ bản sao lưu"),
                    _("Cần tệp sao lưu và cụm từ khôi phục của đơn vị."),
                    self.restore_wanted,
                ),
            )
        ):
            button = Button(words, f"{name}_button", role="" if place else "primary")
            button.clicked.connect(signal)
            button.setAccessibleDescription(hint)
            self.card.body.addLayout(column(button, Label(hint, "caption", wrap=True), spacing=CLOSE))
            self.first = self.first or button
        self.card.body.addSpacing(NEAR)

    def show_busy(self) -> None:
        """Say that the next page is being prepared."""
        self.text.setText(_("Đang chuẩn bị…"))
        self.card.setEnabled(False)
