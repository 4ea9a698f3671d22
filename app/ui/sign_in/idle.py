"""Notices that nobody is at the desk."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` once after the given time without key, mouse or touch; begins again with the next sign of life."""

    idle = Signal()

    def __init__(self, milliseconds: int, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self.idle)
        application.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's shape
        """Begin counting again at a sign of life; nothing is ever held back."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._application.removeEventFilter(self)
