"""Lines of the book that count no more: cancelled one by one in F9, or all together when their dossier is undone.

A certified copy and the dossier it was received under stand and fall together: no line may count without its dossier's
result, and no dossier may say it was returned when none of its lines counts.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.domain.certified import CertifiedCopy
from app.domain.dossiers import Dossier
from app.domain.issued_forms import IssuedForm
from app.domain.results import Payment
from app.models.rows import PrintState
from app.models.store import Work
from app.printing.forms.certification import CertificationData
from app.services.desk import Desk
from app.services.issuing import data_of
from app.services.moves import Happening, tell
from app.services.security import Session

CANCELLED = "certification.cancelled"
FORM = "certification"
NOT_OUT = frozenset({PrintState.QUEUED, PrintState.FAILED})
"""States of a print that certainly made no paper."""


def counting(work: Work, dossier: Dossier) -> tuple[CertifiedCopy, ...]:
    """Return the lines of a dossier that count."""
    return tuple(line for line in work.certified.of_dossier(dossier.id) if not line.cancelled)


def cancel_lines(
    desk: Desk, work: Work, session: Session, lines: Sequence[CertifiedCopy], reason: str, at: datetime
) -> None:
    """Cancel lines within a transaction: their texts are void and their fees are given back; each is told.

    Raises:
        PersonProblem: ``certifying.no_such_line``.
    """
    for line in lines:
        work.certified.cancel(line.id, reason)
        _make_void(desk, work, line, reason)
        dossier = _without_fee(work, line, reason)
        _refund(desk, work, session, dossier, line, reason)
        detail: dict[str, str | int | bool | None] = {
            "volume": line.volume, "serial": line.serial, "refund": line.fee,
        }  # fmt: skip
        tell(desk, work, session, dossier, Happening(CANCELLED, dossier.status, at, reason, detail))


def form_of(work: Work, line: CertifiedCopy) -> IssuedForm:
    """Return the text of a line.

    Raises:
        PersonProblem: ``certifying.no_such_line``.
    """
    for form in work.forms.of_dossier(line.dossier_id):
        if form.form == FORM:
            said = data_of(form)
            if isinstance(said, CertificationData) and (said.book, said.number) == (line.volume, str(line.serial)):
                return form
    raise PersonProblem("certifying.no_such_line")


def _make_void(desk: Desk, work: Work, line: CertifiedCopy, reason: str) -> None:
    form = form_of(work, line)
    work.forms.void(form.id, reason)
    for print_id in work.forms.prints_of(form.id):
        record = work.prints.get(print_id)
        if record is not None and record.state in NOT_OUT:
            work.prints.set_state(print_id, PrintState.CANCELLED, desk.now(), reason=reason)


def _without_fee(work: Work, line: CertifiedCopy, reason: str) -> Dossier:
    """Take the line's fee off the dossier, with the reason, so that what is given back is not owed again."""
    dossier = work.dossiers.get(line.dossier_id)
    if dossier is None:
        raise PersonProblem("certifying.no_such_line")
    place = [one.id for one in work.certified.of_dossier(dossier.id)].index(line.id)
    fees = tuple(
        replace(fee, amount=ZERO, exemption=reason) if at == place else fee for at, fee in enumerate(dossier.fees)
    )
    return work.dossiers.replace(replace(dossier, fees=fees))


def _refund(desk: Desk, work: Work, session: Session, dossier: Dossier, line: CertifiedCopy, reason: str) -> None:
    if line.fee:
        work.payments.add(
            Payment(
                id=desk.ids.new(),
                dossier_id=dossier.id,
                at=desk.now(),
                amount=Dong(-line.fee),
                way=dossier.payment,
                purpose="refund",
                by=session.account.full_name,
                note=reason,
            )
        )
