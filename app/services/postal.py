"""What the post brings starts the time limit with the signature under its record (QĐ 45/2016/QĐ-TTg, article 7.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.domain.handover import BatchKind, BatchState
from app.domain.numbers import batch_number_in, consignment_in
from app.domain.procedures import Channel
from app.domain.reception import Consigned
from app.models.rows import HistoryEvent
from app.models.store import Work

CONSIGNMENT = "consignment"
"""Name in an event's detail of the note, or the handover, that a dossier came with."""


def postal_start(work: Work, consignment: str) -> datetime | None:
    """Return when a dossier that came with this consignment note was legally submitted.

    The record's signature counts; where papers were missing, that of the record with which it became complete.

    Returns:
        None where no signed record knows the note, or none says that it is complete.
    """
    records = work.batches.with_consignment(consignment_in(consignment))
    return next((batch.received_at for batch, item in records if item.complete), None)


def bind_postal(work: Work, consignment: str, dossier_id: UUID) -> None:
    """Write into the postal records which dossier came with this note; the caller's transaction receives it.

    A record that is still to be signed learns it too, so that its folder is not received a second time.
    """
    for _batch, item in work.batches.with_consignment(consignment_in(consignment), signed=False):
        if item.dossier_id is None:
            work.batches.put_item(replace(item, dossier_id=dossier_id))


def consigned(work: Work, draft: Draft) -> Consigned | None:
    """Return what the post's records say of the note, or the handover, that a draft names; None where it names none."""
    typed = came_with(draft)
    if not typed:
        return None
    number = batch_number_in(typed)
    if number:
        batch = work.batches.by_number(number)
        signed = batch is not None and batch.kind is BatchKind.POST_IN and batch.state is BatchState.RECEIVED
        return Consigned(typed, batch.received_at, batch.number) if batch is not None and signed else Consigned(typed)
    records = work.batches.with_consignment(consignment_in(typed))
    if not records:
        return Consigned(typed)
    complete = next((batch for batch, item in records if item.complete), None)
    batch = complete or records[-1][0]
    own = {draft.id, draft.corrects}
    other = next((item.dossier_id for _batch, item in records if item.dossier_id and item.dossier_id not in own), None)
    taken = work.dossiers.get(other) if other is not None else None
    return Consigned(typed, postal_start(work, typed), batch.number, taken.number if taken else "")


def came_with(draft: Draft) -> str:
    """Return the note, or the handover, that a draft was brought with; empty where it was not brought by the post."""
    if draft.channel is not Channel.POST:
        return ""
    typed = draft.consignment.strip()
    return batch_number_in(typed) or consignment_in(typed) or typed


def judged_at(work: Work, draft: Draft, corrected: Dossier) -> datetime:
    """Return the moment from which the terms of a dossier that is corrected are counted."""
    same_way = draft.channel is corrected.channel
    same_note = came_with(draft) == consignment_of(work.history.of(corrected.id))
    return corrected.submitted_at if same_way and same_note else corrected.received_at


def consignment_of(history: Sequence[HistoryEvent]) -> str:
    """Return the note, or the handover, that a dossier came with, as its history tells; empty where it did not."""
    told = [str(event.detail[CONSIGNMENT] or "") for event in history if CONSIGNMENT in event.detail]
    return told[-1] if told else ""
