"""The papers of a handover, filled from what was beeped: list, list of results, record of the post, control sheets.

What papers say is Vietnamese in every language of the screen.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.custody import Tally, tally
from app.domain.dossiers import Dossier, ReturnPlace
from app.domain.handover import Batch, BatchItem, BatchKind, BatchState
from app.domain.issued_forms import FormState, IssuedForm
from app.domain.permissions import Permission, require
from app.models.rows import HistoryEvent, PrintState
from app.models.store import Work
from app.printing.forms.control_sheet import ControlStep, Timeliness
from app.printing.forms.handover import HandoverData, HandoverItem
from app.printing.forms.postal_record import PostalRecordData, PostalRecordItem
from app.printing.forms.result_handover import ResultHandoverData, ResultHandoverItem
from app.services.desk import Desk
from app.services.handover_views import Custody, custody_of
from app.services.issuing import About, Issued, ask_for_reprint, data_of, issue, letterhead
from app.services.moves import BATCH, owed
from app.services.security import Session

Dossiers = Mapping[UUID, Dossier]
_ONCE_MORE = "Cần thêm một bản"
_NOT_OUT = frozenset({PrintState.QUEUED, PrintState.FAILED, PrintState.CANCELLED})


def issue_list(
    desk: Desk, work: Work, session: Session, batch: Batch, dossiers: Dossiers, *, replaces: UUID | None = None
) -> Issued:
    """Issue the paper of a handover as it stands, in two copies, within the transaction of a signature."""
    items = work.batches.items(batch.id)
    data: HandoverData | PostalRecordData | ResultHandoverData
    match batch.kind:
        case BatchKind.DOSSIERS:
            data = _folders(desk, batch, items, dossiers)
        case BatchKind.POST_IN:
            data = _postal(desk, session, batch, items, dossiers)
        case BatchKind.RESULTS | BatchKind.POST_OUT:
            data = _results(desk, work, batch, items, dossiers)
    return issue(desk, work, session, data, About(batch_id=batch.id, replaces=replaces))


def list_again(desk: Desk, session: Session, batch_id: UUID) -> UUID:
    """Return the print to hand over when somebody wants the paper of a handover again.

    The one that never came out, where there is one. After both have signed, the paper says what both counted.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.no_paper`` before it was sealed.
    """
    require(session.account, Permission.REPRINT_SLIP)
    with desk.store.work() as work:
        batch = work.batches.get(batch_id)
        if batch is None:
            raise PersonProblem("handover.no_batch", number="")
        forms = [form for form in work.forms.of_batch(batch_id) if form.state is FormState.ISSUED]
        if batch.state not in {BatchState.SEALED, BatchState.RECEIVED}:
            raise PersonProblem("handover.no_paper", number=batch.number)
        if not forms or (batch.state is BatchState.RECEIVED and not _says_both(batch, forms[-1])):
            dossiers = known_dossiers(work, work.batches.items(batch_id))
            replaced = forms[-1].id if forms else None
            issued = issue_list(desk, work, session, batch, dossiers, replaces=replaced)
            work.commit()
            return _owed_of(issued)
        waiting = _waiting_print(work, forms[-1])
    return waiting if waiting is not None else ask_for_reprint(desk, session, forms[-1].id, _ONCE_MORE)


def control_steps(desk: Desk, work: Work, dossier_id: UUID) -> tuple[ControlStep, ...]:
    """Return every time a folder changed hands as a line of its control sheet (form 06), in order."""
    history = work.history.of(dossier_id)
    chain = [each for each in custody_of(work, dossier_id) if each.batch.state is not BatchState.OPEN]
    steps = [_step(desk, each, history) for each in chain]
    steps += [_by_hand(desk, event) for event in history if "holder" in event.detail and BATCH not in event.detail]
    return tuple(sorted(steps, key=lambda step: step.at or desk.now()))


def known_dossiers(work: Work, items: tuple[BatchItem, ...]) -> dict[UUID, Dossier]:
    """Return the dossiers of this desk among the folders, by their id."""
    found = (work.dossiers.get(item.dossier_id) for item in items if item.dossier_id)
    return {dossier.id: dossier for dossier in found if dossier is not None}


def _owed_of(issued: Issued) -> UUID:
    if issued.print_id is None:
        raise RuntimeError("an issued form owes a print")
    return issued.print_id


def _says_both(batch: Batch, form: IssuedForm) -> bool:
    data = data_of(form)
    if isinstance(data, HandoverData):
        return data.counted_receiver is not None
    return isinstance(data, PostalRecordData) or bool(getattr(data, "receiver", "") and batch.taker)


def _waiting_print(work: Work, form: IssuedForm) -> UUID | None:
    records = [work.prints.get(print_id) for print_id in work.forms.prints_of(form.id)]
    return next((record.id for record in reversed(records) if record and record.state in _NOT_OUT), None)


def _sides(desk: Desk, batch: Batch) -> tuple[str, str]:
    here = f"{desk.office.name} – {desk.counter.name}"
    return (here, batch.unit_name) if batch.kind.leaves else (batch.unit_name, here)


def _folders(desk: Desk, batch: Batch, items: tuple[BatchItem, ...], dossiers: Dossiers) -> HandoverData:
    counted, signed = tally(batch.kind, items), batch.state is BatchState.RECEIVED
    from_unit, to_unit = _sides(desk, batch)
    return HandoverData(
        head=letterhead(desk),
        batch_number=batch.number,
        from_unit=from_unit,
        to_unit=to_unit,
        items=tuple(_folder(item, dossiers) for item in items if item.given),
        at=batch.received_at or batch.sealed_at,
        seal_number=batch.seal,
        counted_giver=counted.given,
        counted_receiver=counted.taken if signed else None,
        differences=_differences(counted, dossiers) if signed else (),
        giver=batch.giver,
        receiver=batch.taker if signed else "",
    )


def _folder(item: BatchItem, dossiers: Dossiers) -> HandoverItem:
    dossier = dossiers.get(item.dossier_id) if item.dossier_id else None
    if dossier is None:
        return HandoverItem(item.number, "", note=item.note or "hồ sơ nơi khác")
    owner = dossier.parties.effective_owner.full_name
    return HandoverItem(item.number, owner, (item.originals + item.copies) or None, item.pages or None, item.note)


def _differences(counted: Tally, dossiers: Dossiers) -> tuple[str, ...]:
    def lines(word: str, items: tuple[BatchItem, ...]) -> list[str]:
        return [
            f"{word}: {' – '.join(part for part in (item.number, _owner(item, dossiers)) if part)}" for item in items
        ]

    strange = tuple(item for item in counted.strange if not item.given)
    return (*lines("Thiếu", counted.missing), *lines("Thừa", counted.extra), *lines("Của nơi khác", strange))


def _owner(item: BatchItem, dossiers: Dossiers) -> str:
    dossier = dossiers.get(item.dossier_id) if item.dossier_id else None
    return dossier.parties.effective_owner.full_name if dossier else ""


def _results(
    desk: Desk, work: Work, batch: Batch, items: tuple[BatchItem, ...], dossiers: Dossiers
) -> ResultHandoverData:
    from_unit, to_unit = _sides(desk, batch)
    signed = batch.state is BatchState.RECEIVED
    return ResultHandoverData(
        head=letterhead(desk),
        from_unit=from_unit,
        to_unit=to_unit,
        items=tuple(_result(work, item, dossiers, missing=signed and not item.taken) for item in items),
        batch_number=batch.number,
        at=batch.received_at or batch.sealed_at,
        giver=batch.giver,
        receiver=batch.taker if signed else "",
    )


def _result(work: Work, item: BatchItem, dossiers: Dossiers, *, missing: bool) -> ResultHandoverItem:
    dossier = dossiers.get(item.dossier_id) if item.dossier_id else None
    if missing:
        what = "THIẾU – không nhận được"
    elif item.without_result:
        what = item.note or "chưa có kết quả"
    else:
        what = " – ".join(part for part in (item.result_number or "có kết quả", item.note) if part)
    if dossier is None:
        return ResultHandoverItem(item.number, "", what, "hồ sơ nơi khác")
    owner, due = dossier.parties.effective_owner, owed(work, dossier)
    return ResultHandoverItem(
        number=item.number,
        content=dossier.content,
        result=what,
        owner=owner.full_name,
        address=owner.address or owner.card_address,
        fee=due or None,
        by_post=dossier.return_place is ReturnPlace.POST,
    )


def _postal(
    desk: Desk, session: Session, batch: Batch, items: tuple[BatchItem, ...], dossiers: Dossiers
) -> PostalRecordData:
    return PostalRecordData(
        head=letterhead(desk),
        items=tuple(_brought(item, dossiers) for item in items if item.taken),
        batch_number=batch.number,
        met_at=batch.opened_at,
        where=f"{desk.office.name} – {desk.counter.name}",
        post_unit=batch.unit_name,
        giver=batch.giver,
        giver_title="nhân viên bưu chính",
        receiver=batch.taker,
        receiver_title=session.account.title,
        signed_at=batch.received_at,
    )


def _brought(item: BatchItem, dossiers: Dossiers) -> PostalRecordItem:
    dossier = dossiers.get(item.dossier_id) if item.dossier_id else None
    return PostalRecordItem(
        consignment=item.consignment,
        procedure=dossier.content if dossier else "",
        applicant=dossier.parties.submitter.full_name if dossier else "",
        number=dossier.number if dossier else "",
        originals=item.originals,
        copies=item.copies,
        complete=item.complete,
        fee=item.money,
        note=item.note,
    )


def _step(desk: Desk, each: Custody, history: tuple[HistoryEvent, ...]) -> ControlStep:
    batch = each.batch
    from_unit, to_unit = _sides(desk, batch)
    # The day stands beside it; the whole number would be broken in the narrow column.
    note = [f"Lô {batch.number.split('-', 2)[2]}", f"niêm phong {batch.seal}" if batch.seal else ""]
    if each.missing:
        note.append("không thấy khi bên nhận đếm")
    return ControlStep(
        giver_unit=from_unit,
        receiver_unit=to_unit,
        at=batch.received_at or batch.sealed_at,
        giver=batch.giver,
        receiver=batch.taker if batch.state is BatchState.RECEIVED and not each.missing else "",
        timeliness=_timeliness(batch, history),
        note="; ".join(part for part in note if part),
    )


def _by_hand(desk: Desk, event: HistoryEvent) -> ControlStep:
    """Return a change of hands that was written down without a handover; a missing folder is in nobody's."""
    detail, here = event.detail, desk.office.name
    return ControlStep(
        giver_unit=str(detail.get("holder_before") or here),
        receiver_unit=str(detail.get("holder") or here),
        at=event.at,
        giver=event.actor,
    )


def _timeliness(batch: Batch, history: tuple[HistoryEvent, ...]) -> Timeliness:
    """Return how a result that came back stood to its time limit; folders on their way have not met it yet."""
    if batch.kind is not BatchKind.RESULTS or batch.received_at is None:
        return Timeliness.UNKNOWN
    due = next((event.detail.get("due_before") for event in history if event.detail.get(BATCH) == batch.number), None)
    if not due:
        return Timeliness.UNKNOWN
    limit, at = datetime.fromisoformat(str(due)), batch.received_at
    if at > limit:
        return Timeliness.LATE
    same_day = at.astimezone(VIETNAM).date() == limit.astimezone(VIETNAM).date()
    return Timeliness.ON_TIME if same_day else Timeliness.EARLY
