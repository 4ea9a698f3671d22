"""The code a citizen pays by, shown large once the dossier has its number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.money import Dong, show
from app.core.words import _
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import column, row
from app.ui.widgets.labels import Label
from app.ui.widgets.qr_picture import QrPicture


class PaymentCard(Card):
    """Stands in the place of the notes while there is something to pay.

    Attributes:
        code: the VietQR.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Quét để nộp phí"), "payment_card", parent=parent)
        self.body.setSpacing(CLOSE)
        self._amount = Label("", "display")
        self._purpose = Label("", "caption", wrap=True)
        self.code = QrPicture("vietqr_picture", _("Mã VietQR"))
        words = column(self._amount, self._purpose, spacing=CLOSE)
        words.addStretch(1)
        line = row(self.code, spacing=NEAR)
        line.setAlignment(self.code, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        """What is to be paid, and what the bank will pass on."""
        return f"{self._amount.text()} {self._purpose.text()}"

    def show_code(self, rows: tuple[str, ...], amount: Dong, purpose: str) -> None:
        """Show the code, what it pays and how the transfer names it; no rows: nothing is to be paid here."""
        self.code.show_rows(rows)
        self._amount.setText(show(amount))
        self._purpose.setText(_("Nội dung chuyển: {purpose}").format(purpose=purpose))
        self.setVisible(bool(rows))
