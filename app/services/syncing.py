"""Sending what was received: enrol once, then contacts with the receiver, by hand or by themselves."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem, PersonProblem, Problem
from app.domain.numbers import manifest_from_json
from app.domain.operations import Delivery, canonical_json
from app.domain.permissions import Permission, require
from app.models.rows import FileOut
from app.services import sync_desk
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.number_split import is_new_split
from app.services.numbering import NUMBERS_STOPPED
from app.services.security import Session
from app.services.sync_desk import RECEIVER, Lane, StoreDesk
from app.sync import backoff
from app.sync.contact import Contact
from app.sync.digests import Comparison, comparison_of
from app.sync.engine import State
from app.sync.keys import KeyPair
from app.sync.transport import Channel, HttpLine, Identity, enrol_at
from app.sync.uploads import upload

ENROLMENT = "receiver.enrolment"
NEW_KEY = "receiver.new_key"
_FILES_AT_ONCE = 50
CALM = frozenset(
    {
        "sync.busy",
        "sync.captive_portal",
        "sync.cut",
        "sync.dns",
        "sync.not_enrolled",
        "sync.offline",
        "sync.proxy",
        "sync.receiver_changed",
        "sync.receiver_full",
        "sync.refused_connection",
        "sync.server_error",
        "sync.timeout",
    }
)
"""Causes that pass by themselves; everything else needs a person."""


class SyncState(StrEnum):
    """What the top bar shows."""

    OFFLINE = "offline"
    SENDING = "sending"
    PROBLEM = "problem"
    ALL_STORED = "all_stored"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How the sending stands.

    Attributes:
        unsent: operations without a receipt that says stored; parked ones included.
        problem: operations that were refused or are in conflict.
        files: files that are not confirmed.
        cause: a problem's code that says why the last contact ended early; empty where it did not.
        numbers_stopped: this desk's past exists twice; a supervisor has to look before more numbers are given.
    """

    state: SyncState
    unsent: int
    problem: int
    stored: int
    files: int
    cause: str
    numbers_stopped: bool


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one contact did.

    Attributes:
        sent: operations that were answered.
        stored: operations stored by the province, in all.
        files: files confirmed in this contact.
        changes: for the screens.
    """

    sent: int
    stored: int
    unsent: int
    problem: int
    files: int
    cause: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Both sides of one day; equal where nothing is missing."""

    day: date
    desk: Comparison
    province: Comparison

    @property
    def equal(self) -> bool:
        """Whether both sides hold the same records and files."""
        return self.desk == self.province


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What this counter keeps of its enrolment; lies in the encrypted store."""

    url: str
    private_key: bytes
    receiver_key: bytes

    def to_json(self) -> bytes:
        """Return the enrolment as it is kept."""
        return canonical_json(
            {"url": self.url, "private_key": self.private_key.hex(), "receiver_key": self.receiver_key.hex()}
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Enrolment":
        """Return the enrolment that was kept."""
        value = json.loads(text)
        return cls(value["url"], bytes.fromhex(value["private_key"]), bytes.fromhex(value["receiver_key"]))


class SyncService:
    """The sending of one desk. run_once may be called from any thread; the store is used on the lane only."""

    def __init__(self, desk: Desk, lane: Lane = sync_desk.here) -> None:
        self._desk = desk
        self._lane = lane
        self._store = StoreDesk(desk, lane)
        self._state: State | None = None
        self._running = threading.Lock()
        self._watched = False

    def enrol(self, session: Session, url: str, code: str) -> Changes:
        """Enrol this counter at a receiver with a one-time code. A key is made here and never leaves the store.

        Raises:
            PersonProblem: ``permissions.refused``, ``sync.code_…``, ``sync.practice_not_local``,
                ``sync.receiver_is_practice``, ``sync.receiver_not_practice``, ``sync.wrong_place`` where the code is
                for another office or counter, ``numbers.manifest_…`` where its number split may not begin today; the
                same code can be used again tomorrow.
            OutsideProblem: ``sync.…``: no answer that can be believed.
        """
        require(session.account, Permission.CHANGE_OFFICE)
        desk = self._desk
        key = KeyPair(self._key())
        admission = enrol_at(url.strip(), code, desk.counter.id.bytes, key, practice=desk.practice)
        if (admission.office_code, admission.ordinal) != (desk.office.code, desk.counter.ordinal):
            raise PersonProblem("sync.wrong_place", office=admission.office_code, ordinal=admission.ordinal)
        manifest = manifest_from_json(admission.manifest)
        enrolment = Enrolment(url.strip(), key.private, bytes.fromhex(admission.receiver_key))

        def keep() -> None:
            with desk.store.work() as work:
                split_is_new = is_new_split(desk, work, manifest)
                work.offices.put(ENROLMENT, enrolment.to_json())
                work.offices.remove(RECEIVER)
                work.offices.remove(NEW_KEY)
                if split_is_new:
                    work.numbers.put_manifest(admission.manifest, desk.now())
                desk.audit(work, session.account, "sync.enrolled", url.strip())
                work.commit()

        self._lane(keep)
        self._state = None
        return Changes(frozenset({Subject.OUTBOX, Subject.OFFICE}))

    def _key(self) -> bytes:
        """Return the key of this attempt to enrol: kept, because the receiver may have taken it unheard."""

        def keep() -> bytes:
            with self._desk.store.work() as work:
                private = work.offices.get(NEW_KEY) or KeyPair.generate().private
                work.offices.put(NEW_KEY, private)
                work.commit()
                return private

        return self._lane(keep)

    def status(self) -> SyncStatus:
        """Return how the sending stands."""
        return self._lane(self._status)

    def _status(self) -> SyncStatus:
        with self._desk.store.read() as work:
            counts, files = work.outbox.counts(), len(work.files_out.pending(1000))
            enrolled = work.offices.get(ENROLMENT) is not None
            stopped = work.offices.get(NUMBERS_STOPPED) is not None
        unsent = counts.unsent + counts.parked
        cause = self._state.cause if self._state else ""
        cause = cause if enrolled else "sync.not_enrolled"
        if self._running.locked():
            state = SyncState.SENDING
        elif counts.problem or stopped or (cause and cause not in CALM):
            state = SyncState.PROBLEM
        elif cause:
            state = SyncState.OFFLINE
        else:
            state = SyncState.SENDING if unsent or files else SyncState.ALL_STORED
        return SyncStatus(state, unsent, counts.problem, counts.stored, files, cause, stopped)

    def seconds_until_due(self) -> float:
        """Return how long the program should wait before it calls run_once by itself; 0 where it is due."""
        return max(0.0, self._state.next_at - self._desk.clock.monotonic()) if self._state else 0.0

    def watch(self, *, watched: bool) -> None:
        """Say whether somebody looks at the sync screen: then the pauses are shorter."""
        self._watched = watched

    def run_once(
        self,
        session: Session | None = None,
        progress: Callable[[int], None] = lambda _answered: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Hold one contact: compare, send everything unsent, then the files.

        Args:
            session: who asked for it; None where the program does it by itself.
            progress: told how many operations have been answered.
            cancelled: asked between steps.

        Raises:
            PersonProblem: ``permissions.refused``; ``sync.running`` where a contact is being held already.
            OutsideProblem: ``store.…``: this desk's own store failed. The line's failures become the report's cause.
        """
        if session is not None:
            require(session.account, Permission.SYNC_NOW)
        if not self._running.acquire(blocking=False):
            raise PersonProblem("sync.running")
        try:
            answered, files = self._contact(progress, cancelled)
        finally:
            self._running.release()
        status = self.status()
        subjects = frozenset({Subject.OUTBOX, Subject.DOSSIERS}) if answered or files else frozenset({Subject.OUTBOX})
        return SyncReport(
            answered, status.stored, status.unsent, status.problem, files, status.cause, Changes(subjects)
        )

    def _contact(self, progress: Callable[[int], None], cancelled: Callable[[], bool]) -> tuple[int, int]:
        enrolment, receiver = self._lane(self._enrolment)
        if enrolment is None:
            return 0, 0
        state = replace(self._state or State(enrolment.receiver_key, receiver), watched=self._watched)
        try:
            channel = self._channel(enrolment)
        except PersonProblem as problem:
            self._state = replace(state, cause=problem.code, next_at=self._desk.clock.monotonic() + 300.0)
            return 0, 0
        try:
            contact = Contact(
                state, self._store, HttpLine(channel), self._desk.clock, progress=progress, cancelled=cancelled
            )
            self._state = contact.run(at_once=True)
            files = 0 if self._state.cause or cancelled() else self._send_files(channel, cancelled)
        finally:
            channel.close()
        return contact.answered, files

    def _enrolment(self) -> tuple[Enrolment | None, bytes]:
        with self._desk.store.read() as work:
            text = work.offices.get(ENROLMENT)
            return (Enrolment.from_json(text) if text else None), work.offices.get(RECEIVER) or b""

    def _channel(self, enrolment: Enrolment) -> Channel:
        desk = self._desk
        identity = Identity(
            desk.counter.id.bytes, KeyPair(enrolment.private_key), enrolment.receiver_key, desk.practice
        )
        # The address may move; who answers there is still known by the key.
        return Channel(desk.settings.receiver_url or enrolment.url, identity, desk.clock)

    def _send_files(self, channel: Channel, cancelled: Callable[[], bool]) -> int:
        confirmed = 0
        tried: set[str] = set()
        while True:
            pending = [one for one in self._lane(self._pending) if one.digest not in tried]
            if not pending or cancelled():
                return confirmed
            for file in pending:
                tried.add(file.digest)
                try:
                    self._send_file(channel, file)
                    confirmed += 1
                except Problem as problem:
                    if self._state is not None:
                        soon = self._desk.clock.monotonic() + backoff.LONGEST_WATCHED
                        self._state = replace(self._state, cause=problem.code, next_at=soon)
                    if problem.code in CALM:
                        return confirmed  # the line is gone; a file with a problem of its own stops no other
                if cancelled():
                    break

    def _pending(self) -> tuple[FileOut, ...]:
        with self._desk.store.read() as work:
            return work.files_out.pending(_FILES_AT_ONCE)

    def _send_file(self, channel: Channel, file: FileOut) -> None:
        receipt = upload(channel, file.digest, file.size, lambda offset: self._desk.vault.pieces(file.digest, offset))

        def keep() -> None:
            with self._desk.store.work() as work:
                work.files_out.confirm(file.digest, receipt, self._desk.now())
                work.commit()

        self._lane(keep)

    def push_again(self, session: Session, dossier_id: UUID) -> Changes:
        """Send a dossier's refused or conflicting operations once more; harmless where nothing has changed.

        Raises:
            PersonProblem: ``permissions.refused``.
        """
        require(session.account, Permission.SYNC_NOW)

        def mark() -> None:
            with self._desk.store.work() as work:
                stopped = {Delivery.REFUSED, Delivery.CONFLICT}
                rows = [row for row in work.outbox.of_dossier(dossier_id) if row.delivery in stopped]
                work.outbox.send_again([row.op_id for row in rows], "sync.asked_again", self._desk.now())
                self._desk.audit(work, session.account, "sync.asked_again", str(dossier_id))
                work.commit()

        self._lane(mark)
        return Changes(frozenset({Subject.OUTBOX}), frozenset({dossier_id}))

    def settle_fork(self, session: Session) -> Changes:
        """Go on as a new incarnation after somebody has looked why this desk's past exists twice.

        Raises:
            PersonProblem: ``permissions.refused``.
        """
        require(session.account, Permission.RESTORE)
        self._store.renew_incarnation()

        def resume() -> None:
            with self._desk.store.work() as work:
                work.offices.remove(NUMBERS_STOPPED)
                self._desk.audit(work, session.account, "sync.fork_settled")
                work.commit()

        self._lane(resume)
        return Changes(frozenset({Subject.OUTBOX, Subject.OFFICE}))

    def reconcile(self, session: Session, day: date) -> Reconciliation:
        """Compare what both sides hold of what this counter made on day.

        Raises:
            PersonProblem: ``permissions.refused``.
            OutsideProblem: ``sync.not_enrolled``; ``sync.…``: no answer that can be believed.
        """
        require(session.account, Permission.SYNC_NOW)
        enrolment, _receiver = self._lane(self._enrolment)
        if enrolment is None:
            raise OutsideProblem("sync.not_enrolled")
        channel = self._channel(enrolment)
        try:
            province = HttpLine(channel).compare(day)
        finally:
            channel.close()
        return Reconciliation(day, self._lane(lambda: self._made_on(day)), province)

    def _made_on(self, day: date) -> Comparison:
        start = datetime.combine(day, time(), VIETNAM)
        with self._desk.store.read() as work:
            made = work.outbox.made_between(start, start + timedelta(days=1))
        return comparison_of((one.op_id.bytes, one.body_sha, one.body) for one in made)
