"""Appointment, fee and the place of return: what follows from the procedure, and what a person decides about it."""

from functools import partial

from PySide6.QtCore import QObject

from app.core.money import Dong
from app.core.problems import Problem
from app.core.words import _
from app.domain.checks import Finding, Severity
from app.domain.dossiers import Dossier, PaymentWay, ReturnPlace
from app.domain.drafts import Draft
from app.domain.fees import copies_key
from app.domain.procedures import FeeRule
from app.domain.vietqr import purpose_of
from app.services.reception_desk import DraftLook, can_take_transfers, payment_code
from app.services.sentences import describe, sentence
from app.ui.notices import Notice
from app.ui.reception.fee_card import WAYS, Quantity
from app.ui.reception.keys import Commands
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.widgets.fields import FieldRow
from app.ui.workroom import Workroom


class TermsPresenter(QObject):
    """Shows the terms of the dossier and writes decisions about them into the draft."""

    def __init__(self, view: ReceptionView, sheet: Sheet, room: Workroom, commands: Commands) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._own_wanted = False
        self._asked = False
        self._transfer = can_take_transfers(room.desk)
        view.fee.show_ways(transfer=self._transfer)
        self._connect()
        commands.bind("own_appointment", self._toggle_own, self._may_appoint)
        for way, name in WAYS:
            commands.bind(name, partial(self._pay, way), partial(self._can_pay, way))

    def _connect(self) -> None:
        view, sheet = self._view, self._sheet
        view.appointment.edited.connect(
            lambda moment, reason: sheet.change(appointment=moment, appointment_reason=reason)
        )
        view.fee.quantity_changed.connect(self._on_quantity)
        view.fee.exemption_chosen.connect(lambda code: sheet.change(exemption=code))
        view.fee.by_hand_edited.connect(lambda text: sheet.change(fee_settled_by_hand=text))
        view.place.chosen.connect(self._on_place)
        view.place.detail_edited.connect(lambda text: sheet.change(return_detail=text))
        sheet.changed.connect(self._on_changed)
        sheet.looked.connect(self._on_look)

    def start_anew(self, draft: Draft) -> None:
        """Show the terms of another draft."""
        self._own_wanted = bool(draft.appointment.strip())
        self._asked = False
        self._view.show_payment((), Dong(0), "")
        self._view.appointment.show_appointment(None, _("Chọn thủ tục để có ngày hẹn."))
        self._view.fee.show_quantities(())
        self._view.fee.show_lines((), None if draft.procedure_code else Dong(0))
        self._on_changed()

    def show_payment(self, dossiers: tuple[Dossier, ...]) -> None:
        """Show the one code by which dossiers are paid, now that the numbers are certain; without any, none."""
        if not dossiers:
            return
        number, total = dossiers[0].number, Dong(sum(one.total for one in dossiers))
        try:
            rows = payment_code(self._room.desk, number, total, len(dossiers))
        except Problem as problem:
            said = describe(problem)
            self._room.tell(Notice(said.text, said.next_step, code=problem.code))
            return
        self._view.show_payment(rows, total, purpose_of(number, len(dossiers)))

    # What a person decides.

    def _may_appoint(self) -> bool:
        seen = self._sheet.seen
        return seen is not None and seen.may_appoint and seen.version is not None and not self._sheet.locked

    def _toggle_own(self) -> None:
        self._own_wanted = not self._own_wanted
        if not self._own_wanted:
            self._sheet.change(appointment="", appointment_reason="")
        self._on_changed()
        if self._own_wanted:
            self._view.appointment.own_moment.field.setFocus()

    def _can_pay(self, way: PaymentWay) -> bool:
        return not self._sheet.locked and (way is not PaymentWay.VIETQR or self._transfer)

    def _pay(self, way: PaymentWay) -> None:
        chosen = PaymentWay.NONE if self._sheet.draft.payment is way else way
        self._sheet.change(payment=chosen)

    def _on_quantity(self, key: str, value: int) -> None:
        self._sheet.change(quantities={**self._sheet.draft.quantities, key: value})

    def _on_place(self, value: str) -> None:
        place = ReturnPlace(value)
        self._sheet.change(return_place=place)
        if place is not ReturnPlace.COUNTER:
            self._view.place.detail_of(place).field.setFocus()

    # What is shown.

    def _on_changed(self) -> None:
        draft, view = self._sheet.draft, self._view
        view.fee.show_way(draft.payment)
        view.place.show_place(draft.return_place, draft.return_detail)
        view.appointment.show_own(draft.appointment, draft.appointment_reason, shown=self._own_shown())

    def _own_shown(self) -> bool:
        seen = self._sheet.seen
        unknown = seen is not None and seen.may_appoint and _needs_appointment(seen)
        return self._own_wanted or unknown

    def _on_look(self, seen: DraftLook) -> None:
        examination, view = seen.examination, self._view
        calm = "" if seen.version is not None else _("Chọn thủ tục để có ngày hẹn.")
        if _needs_appointment(seen):
            calm = str(sentence("reception.appointment_needed"))
            if not seen.may_appoint:
                calm = _("Thủ tục chưa có thời hạn rõ ràng: phụ trách bộ phận đặt ngày hẹn.")
            else:
                self._own_wanted = True
        view.appointment.show_appointment(examination.appointment, calm)
        self._on_changed()
        view.place.show_offices(seen.offices)
        found = {finding.field: finding for finding in reversed(examination.findings)}
        # Nobody is told that something is missing before they had a chance to type it.
        moment, detail = (self._asked or seen.draft.appointment.strip()), (self._asked or seen.draft.return_detail)
        _say(view.appointment.own_moment, found.get("appointment") if moment else None)
        _say(view.appointment.own_reason, found.get("appointment_reason"))
        _say(view.place.detail_of(seen.draft.return_place), found.get("return_detail") if detail else None)
        self._show_fee(seen, found.get("fee"))

    def judge_everything(self) -> None:
        """Say what is missing too."""
        self._asked = True
        judged = self._sheet.judged
        if judged is not None:
            self._on_look(judged)

    def _show_fee(self, seen: DraftLook, finding: Finding | None) -> None:
        fee, draft = self._view.fee, seen.draft
        fee.show_quantities([one for rule in seen.fee_rules for one in _quantities(rule, draft)])
        fee.show_exemptions(seen.exemptions, draft.exemption)
        fees = seen.examination.fees
        nothing = seen.version is None
        fee.show_lines(fees or (), Dong(0) if nothing else seen.examination.total)
        asked = not nothing and (
            bool(draft.fee_settled_by_hand) or (finding is not None and finding.code.startswith("reception.fee_"))
        )
        fee.show_by_hand(draft.fee_settled_by_hand, asked=asked)
        _say(fee.by_hand, finding)


def _needs_appointment(seen: DraftLook) -> bool:
    return any(finding.code == "reception.appointment_needed" for finding in seen.examination.findings)


def _quantities(rule: FeeRule, draft: Draft) -> list[Quantity]:
    """Return the numbers a rule asks for; one that always counts once asks for none."""
    counted = rule.optional or rule.per_copy or len(rule.tiers) > 1
    if not counted:
        return []
    least = 0 if rule.optional else 1
    text = _("Số {unit} × số bản").format(unit=rule.unit) if rule.per_copy else f"{rule.name} ({rule.unit})"
    found = [Quantity(rule.code, text, draft.quantities.get(rule.code, least), least)]
    if rule.per_copy:
        key = copies_key(rule)
        found.append(
            Quantity(key, _("{name}: số bản").format(name=rule.name), draft.quantities.get(key, 1), 1, beside=True)
        )
    return found


def _say(field: FieldRow, finding: Finding | None) -> None:
    if finding is None:
        field.say_nothing()
        return
    said = str(sentence(finding.code, finding.params))
    if finding.severity is Severity.ERROR:
        field.say_error(said)
    else:
        field.say_warning(said)
