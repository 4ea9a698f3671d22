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
the backspaces with which UniKey rewrites a syllable take letters back. A run that begins with them is a person's until
as many letters have come as were taken back.

A scan may begin while a person types. What stands before the twelve digits of a card or before a slip's number is then
that person's, and stays where it was typed.

Reading the device past the keyboard (HID, serial, evdev) needs drivers or rights that a desk may not have; it would
emit the same signal.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.key_events import PLAIN, copy_input_method, copy_key, is_keypad_digit, is_text, portable, receiver
from app.ui.scan_shapes import letters_of_person
from app.ui.text_fields import FieldSnapshot, is_text_field, takes_letters
from app.ui.typed_runs import CERTAIN, GAP_MS, HOLD_FROM, STALL_MS, Run, Stroke, fetch

KEPT = 24
"""So many runs before the present one are remembered; of a person's every letter is one."""
SLOW_PERSON = 3
"""So many letters in a row, each after a pause, are no scan that hesitates."""
ECHO_MS = 250
"""An Enter that comes so long after the end of a scan without one still belongs to it."""

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
)
_WATCHED = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}
)


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
        self._run: Run | None = None
        self._giving_back = False
        self._swallowed: set[int] = set()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last_stamp = 0
        self._last_seen = 0
        self._echo_within = 0
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
        if kind not in _WATCHED or not self._active or not isinstance(watched, QWidget):
            return False
        if self._giving_back:
            # Qt asks again whether it is a shortcut; a letter that the widget itself takes is none.
            return kind == QEvent.Type.ShortcutOverride and takes_letters(watched) and _accept(event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._on_release(event)
        if watched is not receiver():
            return False
        if isinstance(event, QKeyEvent):
            heard = self._on_key if kind == QEvent.Type.KeyPress else self._on_shortcut
            return heard(watched, event)
        return isinstance(event, QInputMethodEvent) and self._on_input_method(watched, event)

    # What comes in.

    def _on_shortcut(self, target: QWidget, event: QKeyEvent) -> bool:
        # Accepting means "this is text": Qt then leaves the shortcut alone and sends the key press.
        if event.modifiers() & ~PLAIN and event.key() not in _SHIFTS and not is_keypad_digit(event):
            # A chord is a person's command about what stands there: letters that still wait go in first.
            self._settle()
            return False
        run = self._run
        running = (
            run is not None and not run.rewriting and run.quick >= HOLD_FROM - 1 and self._gap(event) <= run.patience
        )
        if (event.key() in _ENDS and running) or (self._is_letter(event) and (running or not is_text_field(target))):
            return _accept(event)
        return False

    def _on_key(self, target: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS or (event.modifiers() & Qt.KeyboardModifier.AltModifier and is_keypad_digit(event)):
            return False
        waits = self._hear(target, event)
        if event.key() not in _ENDS:
            # Whoever types on has begun something new: the next Enter is theirs.
            self._echo_within = 0
        return waits

    def _hear(self, target: QWidget, event: QKeyEvent) -> bool:
        key = event.key()
        gap = self._gap(event)
        self._note_time(event.timestamp())
        if key in _ENDS and not event.modifiers() & ~PLAIN:
            return self._on_end(event, gap)
        if key == Qt.Key.Key_Backspace and not event.modifiers() and not event.isAutoRepeat():
            return self._on_backspace(target, event, gap)
        if not self._is_letter(event, gap):
            self._settle()
            return False
        run = self._run_of(self._run_for(target, gap), event.text())
        run.text += event.text()
        run.pending = ""
        return self._take(run, target, copy_key(event))

    def _on_input_method(self, target: QWidget, event: QInputMethodEvent) -> bool:
        if not event.commitString() and not event.preeditString() and self._run is None:
            return False
        gap = self._gap(None)
        self._note_time(0)
        run = self._run_of(self._run_for(target, gap), event.commitString() + event.preeditString())
        if event.replacementLength() > 0:
            run.text = run.text[: -event.replacementLength()]
        run.text += event.commitString()
        run.pending = event.preeditString()
        return self._take(run, target, copy_input_method(event))

    def _on_backspace(self, target: QWidget, event: QKeyEvent, gap: int) -> bool:
        run = self._run_for(target, gap)
        if run.rewriting or not run.text:
            self._give_back(run)
            run.taken_back += 1
            run.text, run.earlier = "", ()
            self._timer.start(GAP_MS)
            return False
        run.text = run.text[:-1]
        return self._take(run, target, copy_key(event))

    def _on_end(self, event: QKeyEvent, gap: int) -> bool:
        run = self._run
        if run is not None and gap <= run.patience and run.is_ended_scan:
            self._swallowed.add(event.key())
            self._finish(run, ended=True)
            return True
        self._settle()
        echo, self._echo_within = gap < self._echo_within, 0
        if echo:
            self._swallowed.add(event.key())
        return echo

    def _on_release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed:
            return False
        if not event.isAutoRepeat():
            self._swallowed.discard(event.key())
        return True

    # Who types?

    def _is_letter(self, event: QKeyEvent, gap: int | None = None) -> bool:
        if not is_text(event):
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

    def _run_for(self, target: QWidget, gap: int) -> Run:
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
            earlier: tuple[Run, ...] = ()
        else:
            earlier = self._typed_before(target, gap)
            self._settle()
        run = Run(target, FieldSnapshot.of(target), earlier)
        self._run = run
        return run

    def _run_of(self, run: Run, letters: str) -> Run:
        """Return the run that letters belong to: a syllable that is written anew has an end."""
        if not run.rewriting or run.rewrites_with(letters):
            return run
        self._run = Run(run.target, FieldSnapshot.of(run.target))
        return self._run

    def _typed_before(self, target: QWidget, gap: int) -> tuple[Run, ...]:
        """Return the runs that were typed into the same field just before."""
        run = self._run
        if run is None or gap > STALL_MS or run.rewriting or run.target is not target or run.quick >= CERTAIN:
            return ()
        earlier, run.earlier = (*run.earlier, run)[-KEPT:], ()
        return earlier if run.before is not None else ()

    def _take(self, run: Run, target: QWidget, stroke: QKeyEvent | QInputMethodEvent) -> bool:
        """Add a stroke to the run; return whether it must wait."""
        if run.rewriting:
            self._timer.start(GAP_MS)
            return False
        run.quick += 1
        waits = run.before is None or run.quick >= HOLD_FROM
        run.strokes.append(Stroke(stroke, target, shown=not waits))
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
        if run.quick >= CERTAIN or run.rewriting:
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
        if run.is_scan:
            self._finish(run, ended=False)
        else:
            self._run = None
            self._timer.stop()
            if run.quick >= CERTAIN:
                for stroke in run.strokes:
                    stroke.shown = False
            self._give_back(run)
        if after is not None:
            self._give_back(after)

    def _split(self, run: Run) -> Run | None:
        """Part half a scan from what a person typed after it; None where nobody did."""
        if run.slow < SLOW_PERSON - 1 or run.quick < CERTAIN:
            return None
        count, text = run.paused_at
        after = Run(run.target, None, strokes=run.strokes[count:])
        run.strokes, run.text, run.pending = run.strokes[:count], text, ""
        return after

    def _finish(self, run: Run, *, ended: bool) -> None:
        self._run = None
        self._timer.stop()
        if run.quick < CERTAIN:
            self._take_back(run)
        if run.pending:
            QGuiApplication.inputMethod().reset()
        self._echo_within = 0 if ended else run.patience + ECHO_MS
        own = letters_of_person(run.whole)
        if own:
            self._leave(run, own)
        scan = run.whole[own:]
        self.scanned.emit(scan if own else fetch(run.earlier, scan) + scan)

    def _leave(self, run: Run, own: int) -> None:
        """Leave a person's letters, which came just before the scan, where they belong."""
        if run.before is not None:
            run.before.typed(run.whole[:own]).restore()
        else:
            self._give_back(Run(run.target, None, strokes=run.strokes_of(own)))

    def _take_back(self, run: Run) -> None:
        if run.before is not None and any(stroke.shown for stroke in run.strokes):
            run.before.restore()

    def _give_back(self, run: Run) -> None:
        self._giving_back = True
        try:
            for stroke in run.strokes:
                # A page that went away meanwhile leaves its letters to the one that came.
                target = stroke.target if isValid(stroke.target) else receiver()
                if not stroke.shown and target is not None:
                    stroke.shown = True
                    self._give(target, stroke.event)
        finally:
            self._giving_back = False

    def _give(self, target: QWidget, event: QKeyEvent | QInputMethodEvent) -> None:
        if not isinstance(event, QKeyEvent):
            QCoreApplication.sendEvent(target, event)
            return
        if not takes_letters(target) and self._press is not None and self._press(portable(event)):
            return
        QCoreApplication.sendEvent(target, event)
        # The release was swallowed with the press; buttons act on it.
        release = QKeyEvent(QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(target, release)


def _accept(event: QEvent) -> bool:
    event.accept()
    return True
