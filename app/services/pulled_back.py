"""Dossiers that this desk had forgotten – it was put back to an older copy – made again from what the receiver kept."""

import json
import logging

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.dossier_record import from_record, origins_of_record
from app.domain.dossiers import Dossier
from app.domain.numbers import parse_number
from app.domain.operations import Operation, OperationKind
from app.domain.people import Party
from app.models.rows import HistoryEvent, NumberState, PrintState
from app.models.store import Work
from app.services.desk import Desk
from app.services.postal import CONSIGNMENT, bind_postal
from app.services.slips import ask_for_first_slip

_log = logging.getLogger(__name__)
PULLED_BACK = "dossier.pulled_back"
_WHOLE_RECORDS = frozenset({OperationKind.DOSSIER_RECEIVED})
"""Kinds whose body is the whole dossier."""


def make_again(desk: Desk, work: Work, operation: Operation) -> bool:
    """Make the dossier of an operation that came back, within the transaction of work; return whether it was missing.

    A body that cannot be read stays an operation, and a number that was given a second time meanwhile stays with the
    dossier that has it here: both are in the audit, and neither keeps the others from coming back.
    """
    if operation.kind not in _WHOLE_RECORDS or work.dossiers.get(operation.dossier_id) is not None:
        return False
    try:
        body = json.loads(operation.body)
        dossier = from_record(body, office_id=operation.office_id, counter_id=operation.counter_id)
        origins, note = origins_of_record(body), str(body.get(CONSIGNMENT) or "")
    except ValueError:
        _log.warning("the body of operation %s is not a dossier", operation.op_id)
        desk.audit(work, None, "sync.not_made_again", str(operation.dossier_id), reason="body")
        return False
    if dossier.id != operation.dossier_id or work.dossiers.by_number(dossier.number) is not None:
        _log.error("the number of dossier %s has been given twice", operation.dossier_id)
        desk.audit(work, None, "sync.not_made_again", str(operation.dossier_id), number=dossier.number)
        return False
    _keep(desk, work, dossier, note)
    work.lives.set_origins(dossier.id, origins)
    bind_postal(work, note, dossier.id)
    return True


def _keep(desk: Desk, work: Work, dossier: Dossier, note: str) -> None:
    work.dossiers.add(dossier)
    _keep_number(desk, work, dossier)
    for party in (dossier.parties.submitter, dossier.parties.owner):
        if party is not None:
            _remember(work, dossier, party)
    # A paper whose file is gone from here has gone to the province, or is lost; an upload could not read it.
    for paper in dossier.papers:
        if paper.file_digest and paper.file_digest in desk.vault:
            work.files_out.add(dossier.id, paper.file_digest, paper.file_size)
    _tell(desk, work, dossier, note)
    _note_slip(desk, work, dossier)
    work.drafts.delete(dossier.id)


def _keep_number(desk: Desk, work: Work, dossier: Dossier) -> None:
    if work.numbers.of_number(dossier.number) is None:
        work.numbers.record(dossier.number, dossier.id, NumberState.USED, dossier.received_at, "")
    try:
        number = parse_number(dossier.number)
    except PersonProblem:
        return  # a provisional code has no serial
    work.numbers.raise_to(desk.office.code, desk.counter.ordinal, number.day, int(number.serial))


def _remember(work: Work, dossier: Dossier, party: Party) -> None:
    known = work.people.by_identity(party.identity)
    if known is None or known.last_seen < dossier.received_at:
        work.people.upsert(party, dossier.received_at)


def _tell(desk: Desk, work: Work, dossier: Dossier, note: str) -> None:
    clerk = work.accounts.get(dossier.received_by)
    papers = dossier.papers
    received: dict[str, str | int] = {
        "papers": len(papers),
        "pages": sum(one.pages for one in papers),
        "counter": desk.counter.ordinal,
    }
    gone = sum(1 for one in papers if one.file_digest and one.file_digest not in desk.vault)
    for at, kind, actor, acts_for, detail in (
        (
            dossier.received_at,
            OperationKind.DOSSIER_RECEIVED.value,
            clerk.full_name if clerk else "",
            dossier.received_for,
            received | ({CONSIGNMENT: note} if note else {}),
        ),
        (desk.now(), PULLED_BACK, "", "", {"files_gone": gone}),
    ):
        work.history.add(HistoryEvent(desk.ids.new(), dossier.id, at, kind, actor, acts_for, detail=dict(detail)))


def _note_slip(desk: Desk, work: Work, dossier: Dossier) -> None:
    """Note that the program prints no slip by itself: nobody knows here whether one is out."""
    print_id = ask_for_first_slip(desk, work, dossier)
    reason = _("Hồ sơ lấy lại từ tỉnh; giấy có thể đã in trước đó.")
    work.prints.set_state(print_id, PrintState.CANCELLED, desk.now(), reason=reason)
