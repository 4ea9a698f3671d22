"""What happened at a counter before its window opens: written by the real services, under a clock of its own."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from app.core.clock import VIETNAM, FixedClock, SystemClock
from app.core.paths import StoreFolder
from app.domain.dossiers import Dossier, PaymentWay
from app.models.rows import PrintState
from app.services.desk import Desk
from app.services.moves import Seen
from app.services.opening import open_desk
from app.services.practice import LOGIN, filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.results import ResultText, record_result
from app.services.security import Session
from app.services.slips import record_print, unprinted
from app.ui.screens.stage import party

AGE = 30
"""Days since the office of these counters was founded."""


def days_ago(days: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of office hours so many days before today."""
    today = SystemClock().now().astimezone(VIETNAM)
    return (today - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


class Earlier:
    """The desk of a store while nobody sits at it.

    Attributes:
        desk, session: what services are called with.
        clock: stands still until it is moved.
    """

    def __init__(self, root: Path, at: datetime) -> None:
        self.clock = FixedClock(at)
        self.desk: Desk = open_desk(StoreFolder(root), self.clock)
        with self.desk.store.read() as work:
            account = work.accounts.by_login(LOGIN)
        if account is None:
            raise LookupError(LOGIN)
        self.session = Session(account, at)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the store to the window; every paper has come out."""
        for owed in unprinted(self.desk, self.session):
            record_print(self.desk, owed.record.id, PrintState.PRINTED)
        self.desk.close()

    def receive(
        self, seed: int, count: int = 1, code: str = "1.001193", payment: PaymentWay = PaymentWay.CASH
    ) -> list[Dossier]:
        """Receive dossiers of made-up people, a second apart."""
        version = next(one for one in current_procedures(self.desk) if one.code == code)
        received = []
        for person in made_up_people(seed, count):
            draft = filled_draft(self.desk, version, party(person))
            done = receive(self.desk, self.session, replace(draft, payment=payment))
            record_print(self.desk, done.print_id, PrintState.PRINTED)
            received.append(done.dossier)
            self.clock.advance(timedelta(seconds=1))
        return received

    def finish(self, dossier: Dossier, number: str) -> None:
        """Let a dossier have its result at this counter."""
        record_result(self.desk, self.session, Seen(dossier.id), ResultText(number))
