"""What the sync screen reads and the enrolment it offers; the sending itself is app.services.syncing."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.permissions import Permission, allowed, require
from app.models.rows import OutboxRow
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.office import change_settings
from app.services.security import Session
from app.services.sync_desk import LAST_HEARD
from app.services.syncing import ENROLMENT, Enrolment, SyncService


@dataclass(frozen=True, slots=True)
class SyncOverview:
    """What the screen shows beside the status.

    Attributes:
        rows: operations, those that need a person first.
        receiver: address in use; empty while not enrolled.
        last_heard: when the receiver answered last; None where it never did.
    """

    rows: tuple[OutboxRow, ...]
    receiver: str
    last_heard: datetime | None

    @property
    def enrolled(self) -> bool:
        """Whether this counter is enrolled at a receiver."""
        return bool(self.receiver)


def overview(desk: Desk, session: Session, limit: int = 500) -> SyncOverview:
    """Return the outbox with its causes. Who may not read citizens' data gets the rows without their names.

    Raises:
        PersonProblem: ``permissions.refused`` where the account may neither send nor see dossiers.
    """
    sees = allowed(session.account, Permission.SEE_DOSSIERS)
    if not sees:
        require(session.account, Permission.SYNC_NOW)
    with desk.store.read() as work:
        rows = work.outbox.states(limit)
        kept, heard = work.offices.get(ENROLMENT), work.offices.get(LAST_HEARD)
    return SyncOverview(
        rows if sees else tuple(replace(row, owner_name="") for row in rows),
        (desk.settings.receiver_url or Enrolment.from_json(kept).url) if kept else "",
        datetime.fromisoformat(heard.decode()) if heard else None,
    )


def enrol_counter(desk: Desk, session: Session, service: SyncService, url: str, code: str) -> Changes:
    """Enrol this counter and send to that receiver from now on, whatever address was set before.

    Raises:
        PersonProblem, OutsideProblem: as SyncService.enrol.
    """
    changes = service.enrol(session, url, code)
    if desk.settings.receiver_url and desk.settings.receiver_url != url.strip():
        change_settings(desk, session, receiver_url=url.strip())
    return changes
