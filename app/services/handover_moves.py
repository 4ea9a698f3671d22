"""What a signature under a handover does to one dossier; within the signature's transaction."""

from app.domain.custody import HERE, brings_result, missing_from, objection, on_the_way
from app.domain.dossiers import Dossier, Status
from app.domain.handover import Batch, BatchItem, BatchKind
from app.domain.lifecycle import Act
from app.domain.results import Collector, Proof, Result, ResultReturn, ReturnOutcome
from app.domain.returning import proposed_back
from app.domain.units import UnitKind
from app.models.store import Work
from app.services.desk import Desk
from app.services.handover_state import standing_of
from app.services.moves import BATCH, Detail, Move, Place, Seen, perform, put
from app.services.security import Session
from app.services.undoing import RESULT, RETURN, take_back, undoable

_SENDS_ON = frozenset({UnitKind.POST, UnitKind.COURIER})


def send(desk: Desk, work: Work, session: Session, batch: Batch, dossier: Dossier) -> None:
    """Put a folder on its way: a dossier is transferred, a result stays one that is still to be returned."""
    detail, holder = _given(batch), on_the_way(batch.unit_name)
    if batch.kind is BatchKind.DOSSIERS:
        perform(desk, work, session, Seen(dossier.id), Move(Act.TRANSFER, holder=holder, detail=detail))
    else:
        _carry(desk, work, session, dossier, holder, detail)


def sign_for(desk: Desk, work: Work, session: Session, batch: Batch, item: BatchItem, dossier: Dossier) -> None:
    """Give a folder into the taker's hands; one that nobody had sealed is transferred now."""
    detail: dict[str, str | int | bool | None] = {**_given(batch), "taker": batch.taker}
    if batch.kind is BatchKind.POST_OUT:
        detail |= _sent(desk, work, session, batch, item, dossier)
    if batch.kind is BatchKind.DOSSIERS and not item.given:
        detail["extra"] = True
        standing = standing_of(work, batch, item.number, dossier)
        if objection(batch.kind, standing) is None:
            move = Move(Act.TRANSFER, holder=batch.unit_name, detail=detail)
            perform(desk, work, session, Seen(dossier.id), move)
            return
    _carry(desk, work, session, dossier, batch.unit_name, detail)


def miss(desk: Desk, work: Work, session: Session, batch: Batch, dossier: Dossier) -> None:
    """Write down that the taker did not find a folder: it was not transferred, and it has to be looked for."""
    reason = f"Thiếu khi {batch.unit_name} đếm lô {batch.number}"
    bring_back(desk, work, session, batch, dossier, reason, holder=missing_from(batch.number))


def bring_back(
    desk: Desk, work: Work, session: Session, batch: Batch, dossier: Dossier, reason: str, *, holder: str | None = None
) -> None:
    """Undo what the seal did to a folder; holder None: whoever had it before."""
    sealing = next(event for event in reversed(work.history.of(dossier.id)) if event.detail.get(BATCH) == batch.number)
    before = str(sealing.detail.get("holder_before", HERE)) if holder is None else holder
    last = undoable(work, dossier.id)
    if last is not None and last.event.id == sealing.id:
        take_back(desk, work, session, dossier, last, reason, holder=before)
    else:
        # Something was decided meanwhile, and stays decided; only the folder comes back.
        _carry(desk, work, session, dossier, before, {BATCH: batch.number, "unit": batch.unit_name}, reason)


def take_in(
    desk: Desk, work: Work, session: Session, batch: Batch, item: BatchItem, dossier: Dossier, shelf: str
) -> None:
    """Take a folder at this counter: its result ends the dossier, papers without one leave it open."""
    detail: dict[str, str | int | bool | None] = {**_given(batch), "taker": batch.taker}
    if batch.kind is BatchKind.POST_IN:
        life = work.lives.of(dossier.id)
        detail["consignment"] = item.consignment
        put(desk, work, session, dossier, Place(life.holder, life.shelf), detail, item.note)
        return
    if brings_result(item, dossier.status):
        result = _add_result(desk, work, session, item, dossier)
        move = Move(Act.FINISH, holder=HERE, shelf=shelf, detail={**detail, RESULT: str(result.id)})
        perform(desk, work, session, Seen(dossier.id), move)
        return
    if item.without_result and dossier.status is Status.TRANSFERRED:
        move = Move(Act.BEGIN, reason=item.note, holder=HERE, shelf=shelf, detail=detail)
        perform(desk, work, session, Seen(dossier.id), move)
        return
    if dossier.status is Status.DONE and not work.results.of(dossier.id):
        _add_result(desk, work, session, item, dossier)
    put(desk, work, session, dossier, Place(HERE, shelf), detail, item.note)


def _carry(
    desk: Desk, work: Work, session: Session, dossier: Dossier, holder: str, detail: Detail, reason: str = ""
) -> None:
    shelf = work.lives.of(dossier.id).shelf
    put(desk, work, session, dossier, Place(holder, shelf), detail, reason)


def _given(batch: Batch) -> Detail:
    return {BATCH: batch.number, "unit": batch.unit_name, "seal": batch.seal, "giver": batch.giver}


def _add_result(desk: Desk, work: Work, session: Session, item: BatchItem, dossier: Dossier) -> Result:
    version = work.procedures.version(dossier.procedure_code, dossier.procedure_version)
    codes = version.result_codes if version is not None else ()
    name = dossier.procedure_name
    result = Result(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        title=f"Kết quả {name[:1].lower()}{name[1:]}",
        code=codes[0] if len(codes) == 1 else "",
        number=item.result_number,
        recorded_at=desk.now(),
        recorded_by=session.account.full_name,
    )
    work.results.add(result)
    return result


def _sent(desk: Desk, work: Work, session: Session, batch: Batch, item: BatchItem, dossier: Dossier) -> Detail:
    """Write that the post has a folder to deliver; F5 writes how that ended."""
    unit = work.units.get(batch.unit_id)
    if unit is None or unit.kind not in _SENDS_ON:
        return {}
    back = proposed_back(dossier)
    tried = ResultReturn(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        by=session.account.full_name,
        acts_for=session.account.acts_for,
        collector=Collector.POST,
        name=batch.taker,
        proof=Proof.CONSIGNMENT,
        outcome=ReturnOutcome.SENT,
        tracking=item.consignment,
        papers_back="; ".join(paper.name for paper in dossier.papers if paper.ordinal in back),
    )
    work.results.add_return(tried)
    return {RETURN: str(tried.id), "consignment": item.consignment}
