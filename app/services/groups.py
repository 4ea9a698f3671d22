"""Dossiers that one person brings together: each has its own number, time and fee; one slip is for all of them.

Until the last one is received each owes a slip of its own, so that nobody goes without paper where the last one never
comes; the common slip takes their place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.dossiers import Dossier
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.permissions import Permission, require
from app.models.rows import DossierRow, PrintState
from app.models.store import Work
from app.printing.forms.group_slip import GroupSlipData, GroupSlipItem
from app.printing.forms.slip import SlipFee
from app.services.desk import Desk
from app.services.form_kinds import COMMON_SLIP
from app.services.issuing import About, data_of, issue, letterhead
from app.services.owed_prints import MAYBE_PAPER
from app.services.security import Session
from app.services.slips import PAYMENT_WORDS, ask_for_first_slip, is_slip, return_place

ON_COMMON_SLIP = mark("Có trong giấy tiếp nhận nhiều hồ sơ")
"""Why a dossier's own slip is not printed; kept with the print."""
_ONE_MORE = mark("Đã cấp giấy có thêm hồ sơ")


@dataclass(frozen=True, slots=True)
class Group:
    """The dossiers that were received together so far, in the order of reception."""

    dossiers: tuple[Dossier, ...]

    @property
    def total(self) -> Dong:
        """What is to be paid for all of them."""
        return Dong(sum(one.total for one in self.dossiers))


def look(desk: Desk, session: Session, group: UUID) -> Group:
    """Return what was received so far.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return Group(members(work, group))


def members(work: Work, group: UUID) -> tuple[Dossier, ...]:
    """Return the dossiers of a group in the order of reception."""
    found = (work.dossiers.get(one) for one in work.lives.group(group))
    return tuple(dossier for dossier in found if dossier is not None)


def siblings(work: Work, dossier_id: UUID) -> tuple[DossierRow, ...]:
    """Return the other dossiers that were received together with one, as lists show them."""
    group = work.lives.of(dossier_id).group
    found = (work.dossiers.row(one) for one in (work.lives.group(group) if group else ()))
    return tuple(row for row in found if row is not None and row.id != dossier_id)


def owe_common_slip(desk: Desk, work: Work, session: Session, group: UUID) -> tuple[UUID, tuple[Dossier, ...]]:
    """Ask, within the transaction of work, for the slip of a group; return its print and the dossiers it names.

    A group of one owes its own slip. Asked for again, nothing new is made unless a dossier came to it since: then the
    slip that names fewer becomes void.

    Raises:
        PersonProblem: ``slips.no_dossier`` where nothing of the group was received.
    """
    dossiers = members(work, group)
    if not dossiers:
        raise PersonProblem("slips.no_dossier")
    if len(dossiers) == 1:
        own = [record for record in work.prints.of_dossier(dossiers[0].id) if is_slip(record)]
        return own[-1].id if own else ask_for_first_slip(desk, work, dossiers[0]), dossiers
    before = common_slip(work, dossiers[0].id)
    if before is not None:
        if _numbers(before) == tuple(one.number for one in dossiers):
            return work.forms.prints_of(before.id)[0], dossiers
        work.forms.void(before.id, _ONE_MORE)
    about = About(dossiers[0].id, replaces=before.id if before else None)
    issued = issue(desk, work, session, _slip_of(desk, session, dossiers), about)
    _take_over(desk, work, dossiers)
    return issued.print_id or work.forms.prints_of(issued.form.id)[0], dossiers


def common_slip(work: Work, dossier_id: UUID) -> IssuedForm | None:
    """Return the slip that a dossier has in common with others; None where it has none."""
    group = work.lives.of(dossier_id).group
    if group is None:
        return None
    forms = work.forms.of_dossier(members(work, group)[0].id)
    return next((f for f in reversed(forms) if f.form == COMMON_SLIP and f.state is FormState.ISSUED), None)


def common_print(work: Work, dossier_id: UUID) -> UUID | None:
    """Return the first print of the slip that a dossier has in common with others."""
    form = common_slip(work, dossier_id)
    return work.forms.prints_of(form.id)[0] if form else None


def _slip_of(desk: Desk, session: Session, dossiers: tuple[Dossier, ...]) -> GroupSlipData:
    """Return what the slip of dossiers says; the first one's number stands for all where somebody beeps it."""
    first, last = dossiers[0], dossiers[-1]
    paid = (PAYMENT_WORDS[one.payment] for one in dossiers if one.total)
    return GroupSlipData(
        head=letterhead(desk),
        submitter=first.parties.submitter,
        items=tuple(_item(one, desk.office.name) for one in dossiers),
        received_at=last.received_at,
        return_place="; ".join(_once(return_place(desk, one) for one in dossiers)),
        group_number=first.number,
        fees=_fees(dossiers),
        payment=", ".join(_once(paid)),
        clerk_name=session.account.full_name,
        acts_for=session.account.acts_for,
    )


def _item(dossier: Dossier, office: str) -> GroupSlipItem:
    owner = dossier.parties.owner
    return GroupSlipItem(
        number=dossier.number,
        content=dossier.content,
        appointment=dossier.appointment.appointment,
        owner=owner.full_name if owner else "",
        resolving_office="" if dossier.resolving_unit == office else dossier.resolving_unit,
        limit_text=dossier.appointment.limit_text,
        sets=dossier.sets,
    )


def _fees(dossiers: tuple[Dossier, ...]) -> tuple[SlipFee, ...]:
    """Return the fees added up by name: sixty lines of one fee would hide the sum."""
    sums: dict[tuple[str, str], list[Dong]] = {}
    for line in (line for one in dossiers for line in one.fees):
        sums.setdefault((line.name, line.exemption), []).append(line.amount)
    return tuple(
        SlipFee(f"{name} (× {len(found)})" if len(found) > 1 else name, Dong(sum(found)), exemption)
        for (name, exemption), found in sums.items()
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _numbers(form: IssuedForm) -> tuple[str, ...]:
    data = data_of(form)
    return tuple(item.number for item in data.items) if isinstance(data, GroupSlipData) else ()


def _take_over(desk: Desk, work: Work, dossiers: tuple[Dossier, ...]) -> None:
    """Let the common slip stand for the slips that certainly never came out."""
    for dossier in dossiers:
        for record in work.prints.of_dossier(dossier.id):
            if is_slip(record) and record.state not in MAYBE_PAPER:
                work.prints.set_state(record.id, PrintState.CANCELLED, desk.now(), reason=ON_COMMON_SLIP)
