"""The open desk: the store and what every use case needs beside it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.core.clock import Clock
from app.core.ids import IdFactory
from app.core.paths import StoreFolder
from app.core.settings import Settings
from app.domain.communes import Gazetteer
from app.domain.offices import Account, Counter, Office
from app.domain.reception import Rules
from app.models.files import FileVault
from app.models.store import Store, Work

SYSTEM_ACTOR = "system"


@dataclass(slots=True)
class Desk:
    """One open store with its files, its clock and its place in the world. One thread at a time uses it.

    Attributes:
        page_key: 32 bytes; pages that are not yet attached are sealed with it.
        settings: what the desk knew when it was opened; replaced when an administrator changes it.
    """

    folder: StoreFolder
    store: Store
    vault: FileVault
    page_key: bytes
    clock: Clock
    ids: IdFactory
    settings: Settings
    office: Office
    counter: Counter
    cached_rules: tuple[str, Rules] | None = field(default=None)
    cached_communes: Gazetteer | None = field(default=None)

    @property
    def practice(self) -> bool:
        """Whether this is a practice office: made-up people, watermark, a practice receiver only."""
        return self.settings.practice

    def audit(self, work: Work, actor: Account | None, action: str, subject: str = "", **detail: object) -> None:
        """Append an audit entry to the transaction of work; actor None is the program itself."""
        work.audit.write(
            self.clock.now(),
            str(actor.id) if actor else SYSTEM_ACTOR,
            action,
            subject=subject,
            acts_for=actor.acts_for if actor else "",
            detail=detail,
        )

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock.now()

    def close(self) -> None:
        """Close the store."""
        self.store.close()
