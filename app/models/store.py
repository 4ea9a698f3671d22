"""The store of one desk: one encrypted file, one connection, one transaction at a time."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem
from app.models import engine as sqlite
from app.models.accounts import Accounts
from app.models.audit import Audit
from app.models.batches import Batches
from app.models.calendars import Calendars
from app.models.certified import Certified
from app.models.dossiers import Dossiers
from app.models.drafts import Drafts
from app.models.files_out import FilesOut
from app.models.guidances import Guidances
from app.models.held_papers import HeldPapers
from app.models.history import History
from app.models.issued_forms import IssuedForms
from app.models.lives import Lives
from app.models.migrate import HEAD, schema_version, upgrade
from app.models.numbers import Numbers
from app.models.offices import Offices
from app.models.outbox import Outbox
from app.models.people import People
from app.models.prints import Prints
from app.models.procedures import Procedures
from app.models.reports import Reports
from app.models.results import Payments, Results
from app.models.units import Units


class Work:
    """One transaction; each attribute holds the queries of one subject. Rolled back unless commit() is called."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        """For bulk work of this room; the attributes below are everybody else's way in."""
        self.offices = Offices(connection)
        self.accounts = Accounts(connection)
        self.procedures = Procedures(connection)
        self.calendars = Calendars(connection)
        self.numbers = Numbers(connection)
        self.dossiers = Dossiers(connection)
        self.history = History(connection)
        self.people = People(connection)
        self.audit = Audit(connection)
        self.outbox = Outbox(connection)
        self.files_out = FilesOut(connection)
        self.drafts = Drafts(connection)
        self.prints = Prints(connection)
        self.lives = Lives(connection)
        self.units = Units(connection)
        self.batches = Batches(connection)
        self.results = Results(connection)
        self.payments = Payments(connection)
        self.certified = Certified(connection)
        self.forms = IssuedForms(connection)
        self.guidances = Guidances(connection)
        self.held_papers = HeldPapers(connection)
        self.reports = Reports(connection)

    def commit(self) -> None:
        """Make everything since the beginning durable; when it returns, a power cut can no longer take it away.

        Raises:
            OutsideProblem: ``store.disk_full``, ``store.write_failed``, ``store.busy``; nothing was kept then.
        """
        with sqlite.explaining():
            self.connection.commit()


class Store:
    """An open store. One thread at a time uses it; the caller owns that lane."""

    sqlite_version = sqlite.SQLITE_VERSION

    def __init__(self, folder: StoreFolder, key: bytes, connection: Any, clock: Clock) -> None:  # noqa: ANN401 - sqlcipher3 ships no types
        self.folder = folder
        self.clock = clock
        self._key = key
        self._raw = connection
        self._engine = sqlite.make_engine(connection)
        self._busy = False

    @classmethod
    def create(cls, folder: StoreFolder, key: bytes, clock: Clock) -> Self:
        """Make a new, empty store in folder and open it.

        Raises:
            OutsideProblem: ``store.exists`` where there is one already; those of open().
        """
        sqlite.assert_sound_sqlite()
        folder.create()
        sqlite.assert_local(folder.root)
        if folder.database.exists():
            raise OutsideProblem("store.exists", path=str(folder.root))
        store = cls(folder, key, _connected(folder.database, key, fresh=True), clock)
        store._upgrade()
        return store

    @classmethod
    def open(cls, folder: StoreFolder, key: bytes, clock: Clock) -> Self:
        """Open the store in folder; an older shape is brought up to date after a backup.

        Raises:
            OutsideProblem: ``store.missing``, ``store.sqlite_too_old``, ``store.network_path``, ``store.wrong_key``,
                ``store.damaged``, ``store.newer_schema``, ``store.disk_full``, ``store.write_failed``.
        """
        sqlite.assert_sound_sqlite()
        if not folder.database.exists():
            raise OutsideProblem("store.missing", path=str(folder.root))
        sqlite.assert_local(folder.root)
        store = cls(folder, key, _connected(folder.database, key, fresh=False), clock)
        try:
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Begin a transaction that may write. Leaving without Work.commit() undoes everything."""
        with self._transaction(reading=False) as work:
            yield work

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Begin a transaction that sees one moment and cannot write."""
        with self._transaction(reading=True) as work:
            yield work

    def close(self) -> None:
        """Close the file; the WAL is folded into it."""
        self._engine.dispose()
        self._raw.close()

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the database, encrypted with the same key, by SQLite's backup interface.

        It reads through a connection of its own: any thread may call it while the lane goes on working.

        Raises:
            OutsideProblem: ``store.disk_full``, ``store.write_failed``.
        """
        target.unlink(missing_ok=True)
        with (
            sqlite.explaining(),
            closing(sqlite.connect(self.folder.database, self._key)) as source,
            closing(sqlite.connect(target, self._key)) as copy,
        ):
            source.backup(copy)

    def check(self) -> None:
        """Read every page and prove it, the tables' consistency too; takes seconds for a large store.

        Raises:
            OutsideProblem: ``store.damaged``.
        """
        with sqlite.explaining():
            bad_pages = self._raw.execute("PRAGMA cipher_integrity_check").fetchall()
            answer = self._raw.execute("PRAGMA quick_check(1)").fetchall()
            orphans = self._raw.execute("PRAGMA foreign_key_check").fetchall()
        if bad_pages or orphans or [row[0] for row in answer] != ["ok"]:
            raise OutsideProblem("store.damaged", cause="check")

    @contextmanager
    def _transaction(self, *, reading: bool) -> Iterator[Work]:
        if self._busy:
            raise RuntimeError("transactions of a store do not nest")
        self._busy = True
        try:
            with sqlite.explaining(), self._engine.connect().execution_options(reading=reading) as connection:
                connection.begin()
                yield Work(connection)
        finally:
            self._busy = False

    def _bring_up_to_date(self) -> None:
        with sqlite.explaining():
            found = schema_version(self._raw)
        if found == HEAD:
            return
        if found > HEAD:
            raise OutsideProblem("store.newer_schema", found=found, known=HEAD)
        self.folder.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = self.clock.now().strftime("%Y%m%d-%H%M%S")
        self.copy_to(self.folder.backups / f"before-{HEAD}-{stamp}.db")
        self._upgrade()

    def _upgrade(self) -> None:
        with sqlite.explaining(), self._engine.connect() as connection:
            connection.begin()
            upgrade(connection)
            connection.commit()


def _connected(path: Path, key: bytes, *, fresh: bool) -> Any:  # noqa: ANN401 - sqlcipher3 ships no types
    with sqlite.explaining():
        connection = sqlite.connect(path, key)
    try:
        sqlite.prove_readable(connection, fresh=fresh)
    except BaseException:
        connection.close()
        raise
    return connection
