"""What is known of the chosen folder; which fields there are depends on what travels."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from app.core.money import Dong
from app.core.words import _
from app.domain.handover import BatchItem, BatchKind
from app.ui.theme.tokens import NEAR
from app.ui.widgets.dress import column, named
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import ElidedLabel

_FIELDS = {
    BatchKind.DOSSIERS: ("note",),
    BatchKind.RESULTS: ("result_number", "note"),
    BatchKind.POST_IN: ("consignment", "money", "originals", "copies", "note"),
    BatchKind.POST_OUT: ("consignment", "money", "note"),
}
_COUNTS = ("originals", "copies")


class FolderForm(QWidget):
    """The fields; ``amended`` carries the BatchItem as it is meant to be now."""

    amended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "folder_form")
        self._shown: BatchItem | None = None
        self._kind, self._may = BatchKind.DOSSIERS, False
        self._title = ElidedLabel("", "title")
        self.fields = {
            "result_number": FieldRow(_("Số kết quả"), "result_number"),
            "consignment": FieldRow(_("Số hiệu phiếu gửi"), "consignment"),
            "money": FieldRow(_("Tiền kèm theo"), "money"),
            "originals": FieldRow(_("Bản chính"), "originals"),
            "copies": FieldRow(_("Bản sao"), "copies"),
            "note": FieldRow(_("Ghi chú hồ sơ"), "folder_note"),
        }
        self.without_result = QCheckBox(_("Về mà chưa có kết quả"))
        named(self.without_result, "without_result_check")
        self.complete = QCheckBox(_("Đủ giấy tờ theo phiếu gửi"))
        named(self.complete, "complete_check")
        for field in self.fields.values():
            # Those that are in no row at first would be windows of their own.
            field.setParent(self)
            if isinstance(field.field, QLineEdit):
                field.field.editingFinished.connect(self.tell)
        for box in (self.without_result, self.complete):
            box.clicked.connect(lambda _on: self.tell())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(NEAR)
        whole = column(self._title, spacing=NEAR)
        whole.addLayout(self._grid)
        whole.addWidget(self.without_result)
        whole.addWidget(self.complete)
        self.setLayout(whole)
        self._arrange(BatchKind.DOSSIERS)

    def _arrange(self, kind: BatchKind) -> None:
        self._kind = kind
        shown = _FIELDS[kind]
        for name, field in self.fields.items():
            self._grid.removeWidget(field)
            field.setVisible(name in shown)
        place = 0
        for name in shown:
            # What has nobody beside it takes the whole width.
            alone = name == "note" or (place % 2 == 0 and shown[shown.index(name) + 1] == "note")
            self._grid.addWidget(self.fields[name], place // 2, place % 2, 1, 2 if alone else 1)
            place += 2 if alone else 1
        self.without_result.setVisible(kind is BatchKind.RESULTS)
        self.complete.setVisible(kind is BatchKind.POST_IN)

    def show_item(self, kind: BatchKind, item: BatchItem | None, title: str, *, may: bool) -> None:
        """Show a folder, or nothing."""
        if (item, kind, may) == (self._shown, self._kind, self._may):
            return
        if self._shown is not None and (item is None or item.ordinal != self._shown.ordinal):
            # Another folder was beeped while something was being typed about this one.
            self.tell()
        self._shown, self._may = item, may
        self.setVisible(item is not None)
        self._arrange(kind)
        if item is None:
            return
        self._title.setText(title)
        texts = {
            "result_number": item.result_number,
            "consignment": item.consignment,
            "money": str(item.money or ""),
            "originals": str(item.originals or ""),
            "copies": str(item.copies or ""),
            "note": item.note,
        }
        for name, field in self.fields.items():
            field.set_text(texts[name])
            field.say_nothing()
            if isinstance(field.field, QLineEdit):
                field.field.setReadOnly(not may)
        for box, on in ((self.without_result, item.without_result), (self.complete, item.complete)):
            box.setChecked(on)
            box.setEnabled(may)

    def tell(self) -> None:
        """Tell what was typed, where it differs from what is known."""
        if self._shown is None:
            return
        wanted = replace(
            self._shown,
            result_number=self.fields["result_number"].text.strip(),
            consignment=self.fields["consignment"].text.strip(),
            money=Dong(_number(self.fields["money"].text)),
            originals=_number(self.fields["originals"].text),
            copies=_number(self.fields["copies"].text),
            note=self.fields["note"].text.strip(),
            without_result=self.without_result.isChecked(),
            complete=self.complete.isChecked(),
        )
        if wanted != self._shown:
            self.amended.emit(wanted)

    def say(self, text: str) -> None:
        """Say what is wrong with the consignment."""
        self.fields["consignment"].say_error(text)

    def take_focus(self) -> None:
        """Go to the first field."""
        first = self.fields[_FIELDS[self._kind][0]].field
        if not self.isHidden():
            first.setFocus()
            if isinstance(first, QLineEdit):
                first.selectAll()


def _number(text: str) -> int:
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdecimal())
    return min(int(digits or 0), 10**12)
