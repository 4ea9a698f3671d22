"""One program a store: a second start brings the first window to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.core.paths import StoreFolder

_PATIENCE_MS = 3_000


class Instance(QObject):
    """Holds the lock of a store's folder and hears when somebody starts the program on it again.

    The lock lies beside the folder, not in it: setting up and restoring put a whole folder in place. A lock whose
    program has ended (power cut, kill) is taken over; one that is held is never broken, however old it is.
    """

    called = Signal()
    """Somebody started the program again on this store."""

    def __init__(self, folder: StoreFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.lock.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder.lock))
        self._lock.setStaleLockTime(0)
        self._name = _name_for(folder.root)
        self._server: QLocalServer | None = None

    def acquire(self) -> bool:
        """Return whether this program is the only one on the store now."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Begin to hear later starts; only while the lock is held, since it removes what a killed program left."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def call_first(self) -> bool:
        """Ask the program that holds the lock to come to the front; return whether it answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        return socket.waitForConnected(_PATIENCE_MS) and socket.waitForReadyRead(_PATIENCE_MS)

    def release(self) -> None:
        """Let the store go."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"1")
            socket.disconnectFromServer()
            self.called.emit()


def _name_for(root: Path) -> str:
    # A path is too long for a socket's name, and one store has one name however it was written.
    return f"motcua-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}"
