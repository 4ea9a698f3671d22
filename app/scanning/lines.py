"""Lines from a child process with a time limit for each wait; the same on every system."""

import queue
import threading
from typing import IO


class LineReader:
    """Reads a pipe in a thread that ends with the pipe."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(pipe,), daemon=True).start()

    def next(self, seconds: float) -> str | None:
        """Return the next line without its end, ``""`` when the time is over, None when the other side is gone."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return ""

    def _read(self, pipe: IO[bytes]) -> None:
        try:
            for line in pipe:
                self._lines.put(line.decode(errors="replace").rstrip("\r\n"))
        except (OSError, ValueError):
            # The pipe was closed under us because the child is being stopped: that is its end as well.
            pass
        finally:
            self._lines.put(None)
