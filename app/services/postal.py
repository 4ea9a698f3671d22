"""What the post brings starts the time limit with the signature under its record (QĐ 45/2016/QĐ-TTg, article 7.4)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.numbers import consignment_in
from app.models.store import Work


def postal_start(work: Work, consignment: str) -> datetime | None:
    """Return when a dossier that came with this consignment note was legally submitted.

    The record's signature counts; where papers were missing, that of the record with which it became complete.

    Returns:
        None where no signed record knows the note, or none says that it is complete.
    """
    records = work.batches.with_consignment(consignment_in(consignment))
    return next((batch.received_at for batch, item in records if item.complete), None)


def bind_postal(work: Work, consignment: str, dossier_id: UUID) -> None:
    """Write into the postal records which dossier came with this note; the caller's transaction receives it."""
    for _batch, item in work.batches.with_consignment(consignment_in(consignment)):
        if item.dossier_id is None:
            work.batches.put_item(replace(item, dossier_id=dossier_id))
