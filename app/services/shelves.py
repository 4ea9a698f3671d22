"""On which shelf of this counter a folder stands."""

from collections.abc import Iterable
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.custody import HERE, is_missing
from app.domain.permissions import Permission, require
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.moves import Place, put
from app.services.security import Session


def put_on_shelf(desk: Desk, session: Session, dossier_ids: Iterable[UUID], shelf: str) -> Changes:
    """Write down where folders stand at this counter; one that was being looked for is found by that.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``handover.not_here`` where somebody else has one
            of them; then none was written.
    """
    require(session.account, Permission.HAND_OVER)
    shelf, touched = tidy(shelf), frozenset(dossier_ids)
    with desk.store.work() as work:
        for dossier_id in touched:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None:
                raise PersonProblem("slips.no_dossier")
            life = work.lives.of(dossier_id)
            if life.holder and not is_missing(life.holder):
                raise PersonProblem("handover.not_here", number=dossier.number, holder=life.holder)
            if (life.holder, life.shelf) != (HERE, shelf):
                put(desk, work, session, dossier, Place(HERE, shelf), {})
        work.commit()
    return Changes(frozenset({Subject.DOSSIERS, Subject.OUTBOX, Subject.HANDOVERS}), touched)
