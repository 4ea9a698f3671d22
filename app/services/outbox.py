"""Putting an operation into the outbox, within the transaction of the act it tells of."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from app.domain.operations import Operation, OperationKind, canonical_json, next_link
from app.models.store import Work
from app.services.desk import Desk

INCARNATION = "incarnation"


def incarnation(desk: Desk, work: Work) -> UUID:
    """Return the incarnation of this desk: random, new at install, restore and clone."""
    stored = work.offices.get(INCARNATION)
    if stored is None:
        raise RuntimeError(f"the store in {desk.folder.root} was never set up")
    return UUID(bytes=stored)


def append_operation(
    desk: Desk, work: Work, kind: OperationKind, dossier_id: UUID, body: Mapping[str, object], *, schema: int
) -> Operation:
    """Freeze body as the next operation of the dossier and of this desk's chain; the caller commits."""
    own = incarnation(desk, work)
    cseq, head = work.outbox.head(own)
    op_id, dseq, data = desk.ids.new(), work.outbox.next_dseq(dossier_id), canonical_json(body)
    body_sha = hashlib.sha256(data).digest()
    operation = Operation(
        op_id=op_id,
        office_id=desk.office.id,
        counter_id=desk.counter.id,
        incarnation=own,
        cseq=cseq + 1,
        dossier_id=dossier_id,
        dseq=dseq,
        kind=kind,
        schema=schema,
        body=data,
        body_sha=body_sha,
        chain=next_link(head, op_id, dseq, body_sha),
        made_at=desk.now(),
    )
    work.outbox.append(operation)
    return operation
