"""The rows that lists show, and how conditions on dossiers become them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from app.core.clock import VIETNAM
from app.domain.operations import Delivery
from app.models.mapping import from_row
from app.models.rows import DossierRow, Match, PartyPart
from app.models.tables import dossiers, operations, parties

_OWNER = parties.alias("owner")
_SUBMITTER = parties.alias("submitter")

# What needs a person first, then what is on its way, then what has arrived.
_SLOWEST = {
    Delivery.REFUSED: 0,
    Delivery.CONFLICT: 1,
    Delivery.UNSENT: 2,
    Delivery.PARKED: 3,
    Delivery.STORED: 4,
}


def _rows() -> Select[Any]:
    rank = case(_SLOWEST, value=operations.c.delivery)
    slowest = (
        select(operations.c.delivery)
        .where(operations.c.dossier_id == dossiers.c.id)
        .order_by(rank)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            *(dossiers.c[name] for name in ("id", "number", "provisional", "procedure_code", "procedure_name")),
            *(dossiers.c[name] for name in ("content", "received_at", "legal_deadline", "appointment")),
            *(dossiers.c[name] for name in ("status", "slip_copies")),
            func.coalesce(_OWNER.c.full_name, _SUBMITTER.c.full_name).label("owner_name"),
            func.coalesce(_OWNER.c.identity, _SUBMITTER.c.identity).label("owner_identity"),
            _SUBMITTER.c.full_name.label("submitter_name"),
            _SUBMITTER.c.phone,
            slowest.label("delivery"),
        )
        .join(_SUBMITTER, (_SUBMITTER.c.dossier == dossiers.c.row) & (_SUBMITTER.c.part == PartyPart.SUBMITTER))
        .outerjoin(_OWNER, (_OWNER.c.dossier == dossiers.c.row) & (_OWNER.c.part == PartyPart.OWNER))
    )


# Built once: putting this statement together costs as much as running it.
_ROWS = _rows()


def day_of(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of the day in Viet Nam and the first of the next."""
    start = datetime.combine(day, time.min, tzinfo=VIETNAM)
    return start, start + timedelta(days=1)


def list_rows(
    connection: Connection,
    where: Sequence[ColumnElement[bool]],
    *,
    order: Sequence[Any] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[DossierRow, ...]:
    """Return the rows of all dossiers for which every condition holds; newest first where no order is given."""
    query = _ROWS.where(*where).order_by(*(order or (dossiers.c.row.desc(),)))
    if limit is not None:
        query = query.limit(limit).offset(offset)
    return tuple(from_row(DossierRow, row, match=Match.NONE) for row in connection.execute(query).mappings())


def rows_by_key(connection: Connection, found: Sequence[tuple[int, Match]]) -> tuple[DossierRow, ...]:
    """Return the dossiers with these row keys, in the order given."""
    matches = dict(found)
    query = _ROWS.where(dossiers.c.row.in_(matches)).add_columns(dossiers.c.row)
    by_key = {
        row["row"]: from_row(DossierRow, row, match=matches[row["row"]]) for row in connection.execute(query).mappings()
    }
    return tuple(by_key[key] for key in matches)
