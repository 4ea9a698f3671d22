"""Keeps what a scanner types out of the text boxes and hands it on as one text.

A scanner that plays keyboard types faster than any person: its letters come less than ``GAP_MS`` apart, by the time
stamps of the window system. People are never held up for it. In a text field the first letters of a run go through at
once; the field is remembered as it was, and is put back when the run proves to be a scan. Elsewhere (tables, buttons),
where a letter may be a command that cannot be taken back, it waits ``GAP_MS`` and is then given on. From the
``HOLD_FROM``-th quick letter everything waits; what turns out to be a person's is given back letter by letter.

A scan may hesitate: the scanner's radio, the system or a second device held it up. What looks unfinished is therefore
waited for, and letters that went into the field just before are taken out again when only they complete a scan. So
nothing is lost: what was typed is in the scan or in the field.

Input methods are part of the stream: their commits are letters, their unfinished compositions are pending letters, and
the backspaces with which UniKey rewrites a syllable take letters back. A run that begins with one is a person's.

Reading the device past the keyboard (HID, serial, evdev) needs drivers or rights that a desk may not have; it would
emit the same signal.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.scan_shapes import is_unfinished, letters_before
from app.ui.text_fields import FieldSnapshot, is_text_field

GAP_MS = 35
"""Longest pause between two letters of a scan, and longest time a person's letter may wait."""
PAUSE_MS = 120
"""A scan that stops for longer has ended, even without Enter."""
HOLD_FROM = 4
"""From which quick letter on nothing is shown until it is clear who types."""
CERTAIN = 8
"""So many quick letters are no person's."""
STALL_MS = 1_000
"""So long an unfinished scan is waited for."""
LINGER_MS = 400
"""So long a card that has all it needs is waited for: the newer ones end in empty parts."""
KEPT = 24
"""So many runs before the present one are remembered; of a person's every letter is one."""
SLOW_PERSON = 3
"""So many letters in a row, each after a pause, are no scan that hesitates."""
ECHO_MS = 250
"""An Enter that follows a finished scan this soon still belongs to it."""

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
)
_WATCHED = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}
)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


@dataclass
class _Stroke:
    """One event of a run, rebuilt so that it can be given back."""

    event: QKeyEvent | QInputMethodEvent
    shown: bool


@dataclass
class _Run:
    """Quick letters since the last pause."""

    target: QWidget
    before: FieldSnapshot | None
    human: bool = False
    text: str = ""
    pending: str = ""
    quick: int = 0
    strokes: list[_Stroke] = field(default_factory=list)
    slow: int = 0
    paused_at: tuple[int, str] = (0, "")
    """How many strokes there were, and what text, when it last began to hesitate."""

    @property
    def whole(self) -> str:
        return self.text + self.pending

    @property
    def patience(self) -> int:
        """How long it may pause and still be the same run, in milliseconds."""
        # Outside text fields a nought is no command: nobody waits for it, and most cards begin with it.
        begun = self.before is None and self.whole.startswith("0")
        if (begun or self.quick >= CERTAIN) and is_unfinished(self.whole):
            return STALL_MS
        if self.quick < CERTAIN:
            return GAP_MS
        return LINGER_MS if "|" in self.whole else PAUSE_MS


class InputRouter(QObject):
    """Watches every key of the application."""

    scanned = Signal(str)
    """The text exactly as it came, without its ending; whoever parses it says what was not understood."""

    def __init__(
        self, application: QCoreApplication, press: Callable[[str], bool] | None = None, parent: QObject | None = None
    ) -> None:
        """Begin to watch.

        Args:
            application: whose events.
            press: does what a key means as a shortcut (ActionRegistry.press), for letters that had to wait outside
                text fields; returns False where it means nothing. Without it one-letter shortcuts do not work.
            parent: the Qt parent.
        """
        super().__init__(parent or application)
        self._application = application
        self._press = press
        self._active = True
        self._run: _Run | None = None
        self._earlier: tuple[_Run, ...] = ()
        self._giving_back = False
        self._swallowed: set[int] = set()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last_stamp = 0
        self._last_seen = 0
        self._scan_ended = -ECHO_MS
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_pause)
        application.installEventFilter(self)

    def set_active(self, *, active: bool) -> None:
        """Watch, or let everything through while the desk is covered: programs may type passwords."""
        self._settle()
        self._active = active

    def stop(self) -> None:
        """Watch no longer."""
        self._settle()
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for what must not reach its widget (yet)."""
        kind = event.type()
        if kind not in _WATCHED or not self._active or self._giving_back or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is _receiver() and self._on_key(watched, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return watched is _receiver() and self._on_shortcut(watched, event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._on_release(event)
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return watched is _receiver() and self._on_input_method(watched, event)
        return False

    # What comes in.

    def _on_shortcut(self, target: QWidget, event: QKeyEvent) -> bool:
        # Accepting means "this is text": Qt then leaves the shortcut alone and sends the key press.
        run = self._run
        running = run is not None and not run.human and run.quick >= HOLD_FROM - 1 and self._gap(event) <= run.patience
        if (event.key() in _ENDS and running) or (self._is_letter(event) and (running or not is_text_field(target))):
            event.accept()
            return True
        return False

    def _on_key(self, target: QWidget, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _SHIFTS or (event.modifiers() & Qt.KeyboardModifier.AltModifier and _is_keypad_digit(event)):
            return False
        gap = self._gap(event)
        self._note_time(event.timestamp())
        if key in _ENDS and not event.modifiers() & ~_PLAIN:
            return self._on_end(event, gap)
        if key == Qt.Key.Key_Backspace and not event.modifiers() and not event.isAutoRepeat():
            return self._on_backspace(target, event, gap)
        if not self._is_letter(event, gap):
            self._settle()
            return False
        run = self._run_for(target, gap)
        run.text += event.text()
        run.pending = ""
        return self._take(run, _copy_key(event))

    def _on_input_method(self, target: QWidget, event: QInputMethodEvent) -> bool:
        if not event.commitString() and not event.preeditString() and self._run is None:
            return False
        gap = self._gap(None)
        self._note_time(0)
        run = self._run_for(target, gap)
        if event.replacementLength() > 0:
            run.text = run.text[: -event.replacementLength()]
        run.text += event.commitString()
        run.pending = event.preeditString()
        return self._take(run, _copy_input_method(event))

    def _on_backspace(self, target: QWidget, event: QKeyEvent, gap: int) -> bool:
        run = self._run_for(target, gap)
        if not run.text and not run.human:
            self._give_back(run)
            run.human = True
        if run.human:
            self._timer.start(GAP_MS)
            return False
        run.text = run.text[:-1]
        return self._take(run, _copy_key(event))

    def _on_end(self, event: QKeyEvent, gap: int) -> bool:
        run = self._run
        # Words that a busy window system delivers in one go are a person's, however quick they seem.
        words = run is not None and run.before is not None and _is_words(run.whole)
        if run is not None and not run.human and gap <= run.patience and run.quick >= HOLD_FROM and not words:
            self._swallowed.add(event.key())
            self._finish(run, ended=True)
            return True
        self._settle()
        if self._clock.elapsed() - self._scan_ended < ECHO_MS:
            self._swallowed.add(event.key())
            return True
        return False

    def _on_release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed:
            return False
        if not event.isAutoRepeat():
            self._swallowed.discard(event.key())
        return True

    # Who types?

    def _is_letter(self, event: QKeyEvent, gap: int | None = None) -> bool:
        if not _is_text(event):
            return False
        # X tells a key that is held from one pressed twice by equal time stamps only, and calls the second digit of
        # a scanned "00" a repetition. A held key repeats first after a pause that no scan has.
        return not event.isAutoRepeat() or (
            self._run is not None and (self._gap(event) if gap is None else gap) <= GAP_MS
        )

    def _gap(self, event: QKeyEvent | None) -> int:
        stamp = event.timestamp() if event is not None else 0
        # Time stamps tell how fast the keys were; arrival tells only how busy this program was.
        if stamp and self._last_stamp:
            return stamp - self._last_stamp
        return self._clock.elapsed() - self._last_seen

    def _note_time(self, stamp: int) -> None:
        self._last_stamp = stamp
        self._last_seen = self._clock.elapsed()

    def _run_for(self, target: QWidget, gap: int) -> _Run:
        run = self._run
        if run is not None and gap <= run.patience:
            if gap <= GAP_MS:
                run.slow = 0
                return run
            if not run.slow:
                run.paused_at = len(run.strokes), run.text
            run.slow += 1
            if run.slow < SLOW_PERSON:
                return run
            # It is a person who types on after half a scan.
            self._settle()
        else:
            earlier = self._typed_before(target, gap)
            self._settle()
            self._earlier = earlier
        run = _Run(target, FieldSnapshot.of(target))
        self._run = run
        return run

    def _typed_before(self, target: QWidget, gap: int) -> tuple[_Run, ...]:
        """Return the runs that were typed into the same field just before."""
        run = self._run
        if run is None or gap > STALL_MS or run.human or run.target is not target or run.quick >= CERTAIN:
            return ()
        return (*self._earlier, run)[-KEPT:] if run.before is not None else ()

    def _take(self, run: _Run, stroke: QKeyEvent | QInputMethodEvent) -> bool:
        """Add a stroke to the run; return whether it must wait."""
        if run.human:
            self._timer.start(GAP_MS)
            return False
        run.quick += 1
        waits = run.before is None or run.quick >= HOLD_FROM
        run.strokes.append(_Stroke(stroke, shown=not waits))
        if waits and isinstance(stroke, QKeyEvent):
            self._swallowed.add(stroke.key())
        if run.quick == CERTAIN:
            self._take_back(run)
        self._timer.start(run.patience)
        return waits

    def _on_pause(self) -> None:
        # Keys that came while this program was busy are in the queue behind this timer: they are looked at first.
        seen = self._last_seen
        QTimer.singleShot(0, self, lambda: self._end_pause(seen))

    def _end_pause(self, seen: int) -> None:
        run = self._run
        if run is None or self._last_seen != seen:
            return
        if run.quick >= CERTAIN or run.human:
            self._settle()
        else:
            # Shown, but not forgotten: time stamps may still tell that the next letter belongs to the same scan.
            self._give_back(run)

    # How it ends.

    def _settle(self) -> None:
        """End the run, if there is one: a person's letters go where they belong, half a scan goes to the parser."""
        run = self._run
        if run is None:
            return
        after = self._split(run)
        if run.quick >= CERTAIN and not run.human and _looks_scanned(run.whole):
            self._finish(run, ended=False)
        else:
            self._run = None
            self._earlier = ()
            self._timer.stop()
            if not run.human:
                if run.quick >= CERTAIN:
                    for stroke in run.strokes:
                        stroke.shown = False
                self._give_back(run)
        if after is not None:
            self._give_back(after)

    def _split(self, run: _Run) -> _Run | None:
        """Part half a scan from what a person typed after it; None where nobody did."""
        if run.slow < SLOW_PERSON - 1 or run.quick < CERTAIN:
            return None
        count, text = run.paused_at
        after = _Run(run.target, None, strokes=run.strokes[count:])
        run.strokes, run.text, run.pending = run.strokes[:count], text, ""
        return after

    def _finish(self, run: _Run, *, ended: bool) -> None:
        earlier = self._earlier
        self._run = None
        self._earlier = ()
        self._timer.stop()
        if run.quick < CERTAIN:
            self._take_back(run)
        if run.pending:
            QGuiApplication.inputMethod().reset()
        self._scan_ended = -ECHO_MS if ended else self._clock.elapsed()
        self.scanned.emit(_fetch(earlier, run.whole) + run.whole)

    def _take_back(self, run: _Run) -> None:
        if run.before is not None and any(stroke.shown for stroke in run.strokes):
            run.before.restore()

    def _give_back(self, run: _Run) -> None:
        self._giving_back = True
        try:
            for stroke in run.strokes:
                # A page that went away meanwhile leaves its letters to the one that came.
                target = run.target if isValid(run.target) else _receiver()
                if not stroke.shown and target is not None:
                    stroke.shown = True
                    self._give(target, stroke.event)
        finally:
            self._giving_back = False

    def _give(self, target: QWidget, event: QKeyEvent | QInputMethodEvent) -> None:
        if not isinstance(event, QKeyEvent):
            QCoreApplication.sendEvent(target, event)
            return
        if not is_text_field(target) and self._press is not None and self._press(_portable(event)):
            return
        QCoreApplication.sendEvent(target, event)
        # The release was swallowed with the press; buttons act on it.
        release = QKeyEvent(QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(target, release)


def _fetch(earlier: tuple[_Run, ...], scan: str) -> str:
    """Take the beginning of a scan out of the field again that it went into, and return it."""
    wanted = letters_before("".join(run.whole for run in earlier), scan)
    fetched = ""
    for run in reversed(earlier):
        if len(fetched) >= wanted or run.before is None:
            break
        kept = max(0, len(run.whole) - (wanted - len(fetched)))
        fetched = run.whole[kept:] + fetched
        if len(fetched) >= wanted:
            run.before.typed(run.whole[:kept]).restore()
    return fetched


def _receiver() -> QWidget | None:
    """Return the widget the next key is meant for; parents see the same event again when it is ignored."""
    # The stubs leave out that there may be none of them.
    popup: QWidget | None = QApplication.activePopupWidget()
    if popup is not None:
        inside: QWidget | None = popup.focusWidget()
        return popup if inside is None else inside
    return QApplication.focusWidget() or QApplication.activeWindow()


def _is_text(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & ~_PLAIN


def _portable(event: QKeyEvent) -> str:
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(shift, Qt.Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)


def _is_keypad_digit(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier) and event.text().isdigit()


def _looks_scanned(text: str) -> bool:
    return "|" in text or sum(letter.isdigit() for letter in text) >= 6


def _is_words(text: str) -> bool:
    return all(letter.isalpha() or letter.isspace() for letter in text)


def _copy_key(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())


def _copy_input_method(event: QInputMethodEvent) -> QInputMethodEvent:
    copy = QInputMethodEvent(event.preeditString(), event.attributes())
    copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return copy
