"""The rows that lists show, and how conditions on dossiers become them."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, column, func, select

from app.core.clock import VIETNAM
from app.domain.operations import Delivery
from app.models.mapping import names
from app.models.rows import DossierRow, Match, PartyPart
from app.models.tables import dossiers, lives, operations, parties

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


def slowest_delivery() -> ColumnElement[Any]:
    """Return the column that says how far a dossier's slowest operation has come; NULL where it has none."""
    rank = case(_SLOWEST, value=operations.c.delivery)
    mine = select(operations.c.delivery).where(operations.c.dossier_id == dossiers.c.id)
    return mine.order_by(rank).limit(1).scalar_subquery()


def _rows() -> Select[Any]:
    computed = {
        "owner_name": func.coalesce(_OWNER.c.full_name, _SUBMITTER.c.full_name),
        "owner_identity": func.coalesce(_OWNER.c.identity, _SUBMITTER.c.identity),
        "submitter_name": _SUBMITTER.c.full_name,
        "phone": _SUBMITTER.c.phone,
        "delivery": slowest_delivery(),
        "due": lives.c.due,
        "holder": lives.c.holder,
        "moved_at": lives.c.moved_at,
    }
    fields = names(DossierRow, without=("match",))
    # Every dossier has a life and a submitter. Outer joins say where to begin: the planner would rather read all
    # parties there are and sort their dossiers.
    return (
        select(*(computed[name].label(name) if name in computed else dossiers.c[name] for name in fields))
        .outerjoin(lives, lives.c.dossier == dossiers.c.row)
        .outerjoin(_SUBMITTER, (_SUBMITTER.c.dossier == dossiers.c.row) & (_SUBMITTER.c.part == PartyPart.SUBMITTER))
        .outerjoin(_OWNER, (_OWNER.c.dossier == dossiers.c.row) & (_OWNER.c.part == PartyPart.OWNER))
    )


# Built once: putting these statements together costs as much as running them. The columns are a DossierRow's fields in
# their order, its match apart; the keys are one value, for a list of values would be compiled anew for each length.
_ROWS = _rows()
_KEYS = func.json_each(bindparam("keys")).table_valued(column("value"))
_ROWS_BY_KEY = _ROWS.add_columns(dossiers.c.row).where(dossiers.c.row.in_(select(_KEYS.c.value)))


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
    return tuple(DossierRow(*row) for row in connection.execute(query))


def rows_by_key(connection: Connection, found: Sequence[tuple[int, Match]]) -> tuple[DossierRow, ...]:
    """Return the dossiers with these row keys, in the order given."""
    matches = dict(found)
    rows = connection.execute(_ROWS_BY_KEY, {"keys": json.dumps(list(matches))})
    by_key = {row[-1]: DossierRow(*(*row[:-1], matches[row[-1]])) for row in rows}
    return tuple(by_key[key] for key in matches)
