"""Printer and scanner: chosen from what this machine finds, tried at once."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from app.core.words import _
from app.domain.permissions import Permission
from app.printing.queue import Printer
from app.scanning.device import DeviceInfo
from app.services.admin import print_trial_page, trial_scan
from app.services.office import change_settings
from app.ui.admin.panel import Panel, fill
from app.ui.notices import Notice
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, NEAR
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.widgets.labels import Label
from app.ui.workroom import Workroom


class DevicesPanel(Panel):
    """The section; a choice holds at once."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "devices", _("Máy in, máy quét"), Permission.CHANGE_DEVICES)
        self.boxes = {name: ChoiceBox() for name in ("printer", "slip_paper", "scanner", "scan_dpi")}
        self.colour = QCheckBox(_("Quét màu (dấu đỏ, ảnh, chữ ký)"))
        named(self.colour, "scan_colour_check")
        self.print_button = Button(_("In trang thử"), "trial_print_button")
        self.scan_button = Button(_("Quét thử"), "trial_scan_button")
        self.find_button = Button(_("Tìm lại"), "find_devices_button", role="quiet")
        self.printer_said, self.scanner_said = Label("", "caption", wrap=True), Label("", "caption", wrap=True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.picture.setAccessibleName(_("Trang quét thử"))
        self._cancel = threading.Event()
        self._build()
        for name, box in self.boxes.items():
            box.activated.connect(lambda _place, which=name: self._choose(which))
        self.colour.clicked.connect(lambda: self._set("scan_colour", self.colour.isChecked()))
        self.print_button.clicked.connect(self.try_printer)
        self.scan_button.clicked.connect(self.try_scanner)
        self.find_button.clicked.connect(self._find)
        self.mirror(*self.boxes.values(), self.colour, self.print_button, self.scan_button, self.find_button)

    def _build(self) -> None:
        b = self.boxes
        printer = Card(_("Máy in"), "printer_card")
        printer.body.addWidget(FieldRow(_("Giấy hẹn in ở"), "printer", field=b["printer"]))
        printer.body.addWidget(FieldRow(_("Khổ giấy hẹn"), "slip_paper", field=b["slip_paper"]))
        printer.body.addLayout(_left(self.print_button))
        printer.body.addWidget(self.printer_said)
        printer.body.addStretch(1)
        scanner = Card(_("Máy quét"), "scanner_card")
        scanner.body.addWidget(FieldRow(_("Giấy tờ quét bằng"), "scanner", field=b["scanner"]))
        scanner.body.addLayout(side_by_side(FieldRow(_("Độ phân giải"), "scan_dpi", field=b["scan_dpi"])))
        scanner.body.addWidget(self.colour)
        scanner.body.addLayout(_left(self.scan_button))
        scanner.body.addWidget(self.scanner_said)
        scanner.body.addWidget(self.picture, 1)
        columns = Columns()
        columns.add(column(printer, spacing=APART), 1, least=280)
        columns.add(column(scanner, spacing=APART), 1, least=280)
        self.card.body.addWidget(columns, 1)
        foot = self.card.add_foot(
            Label(_("Máy được tìm trong nền; vẫn làm việc được bình thường."), "caption", wrap=True)
        )
        foot.setStretch(0, 1)
        foot.addWidget(self.find_button)

    def opened(self) -> None:
        """Show what is chosen, then look what there is."""
        settings = self.desk.settings
        self._offer_printers(())
        self._offer_scanners(())
        fill(self.boxes["slip_paper"], [("A4", _("A4, hai liên")), ("A5", "A5")], settings.slip_paper)
        fill(self.boxes["scan_dpi"], [(200, "200 dpi"), (300, "300 dpi")], settings.scan_dpi)
        self.colour.setChecked(settings.scan_colour)
        self._find()

    def _find(self) -> None:
        self.printer_said.setText(_("Đang tìm máy in…"))
        self.scanner_said.setText(_("Đang tìm máy quét…"))
        find = self.room.finders
        self.aside(find.printers, self._offer_found_printers, lambda notice: self.printer_said.setText(_said(notice)))
        self.aside(find.scanners, self._offer_found_scanners, lambda notice: self.scanner_said.setText(_said(notice)))

    def _offer_found_printers(self, found: tuple[Printer, ...]) -> None:
        self._offer_printers(found)
        self.printer_said.setText(
            _("Tìm thấy {count} máy in.").format(count=len(found))
            if found
            else _("Không tìm thấy máy in nào. Cắm máy, bật nguồn rồi bấm Tìm lại.")
        )

    def _offer_found_scanners(self, found: tuple[DeviceInfo, ...]) -> None:
        self._offer_scanners(found)
        self.scanner_said.setText(
            _("Tìm thấy {count} máy quét.").format(count=len(found))
            if found
            else _("Không tìm thấy máy quét nào. Cắm máy, bật nguồn rồi bấm Tìm lại.")
        )

    def _offer_printers(self, found: tuple[Printer, ...]) -> None:
        choices: list[tuple[object, str]] = [("", _("Chưa chọn: giấy hẹn lưu thành tệp PDF"))]
        choices += [
            (printer.uri, " · ".join(part for part in (printer.name, printer.location) if part)) for printer in found
        ]
        fill(self.boxes["printer"], choices, self.desk.settings.printer)

    def _offer_scanners(self, found: tuple[DeviceInfo, ...]) -> None:
        choices: list[tuple[object, str]] = [("", _("Chưa chọn"))]
        choices += [(device.name, device.label) for device in found]
        fill(self.boxes["scanner"], choices, self.desk.settings.scanner)

    def _choose(self, name: str) -> None:
        self._set(name, self.boxes[name].currentData())

    def _set(self, name: str, value: object) -> None:
        desk, session = self.desk, self.session

        def done(changes: object) -> None:
            self.room.changes.publish(changes)  # type: ignore[arg-type]  # what change_settings returns

        self.on_store(lambda: change_settings(desk, session, **{name: value}), done)

    def try_printer(self) -> None:
        """Print a page that shows what is wrong with the printer."""
        desk, session, printer = self.desk, self.session, self.desk.settings.printer
        self.printer_said.setText(_("Đang gửi trang thử…"))
        said = _("Đã gửi trang thử đến máy in.") if printer else _("Đã lưu trang thử vào thư mục giấy hẹn.")
        self.aside(
            lambda: print_trial_page(desk, session, printer),
            lambda _job: self.printer_said.setText(said),
            lambda notice: self.printer_said.setText(_said(notice)),
        )

    def try_scanner(self) -> None:
        """Scan a page and show it; nothing is kept."""
        desk, session, name = self.desk, self.session, self.desk.settings.scanner
        self.scanner_said.setText(_("Đang quét thử…"))
        self.picture.clear()
        self.aside(
            lambda: trial_scan(desk, session, name, self._cancel),
            self._show_page,
            lambda notice: self.scanner_said.setText(_said(notice)),
        )

    def _show_page(self, png: bytes) -> None:
        picture = QPixmap()
        if not picture.loadFromData(png, "PNG"):
            self.scanner_said.setText(_("Máy quét không đưa ra trang nào."))
            return
        self.scanner_said.setText(_("Máy quét làm việc tốt."))
        self.picture.setPixmap(picture.scaledToHeight(px(260), Qt.TransformationMode.SmoothTransformation))


def _said(notice: Notice) -> str:
    return f"{notice.text} {notice.next_step}".strip()


def _left(button: Button) -> QHBoxLayout:
    line = row(button, spacing=NEAR)
    line.addStretch(1)
    return line
