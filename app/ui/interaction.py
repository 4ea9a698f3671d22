"""The one door for questions that leave the window: choosing files. Everything else is asked inline, without a box."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget


class Interaction(Protocol):
    """Asks the person; implemented by the window, and by a script in tests and demonstrations."""

    def open_files(self, title: str, kinds: str) -> list[Path]:
        """Return the files chosen to be read; empty when the person thought better of it.

        Args:
            title: of the dialog, translated.
            kinds: Qt's filter text, e.g. ``"PDF (*.pdf);;JPEG (*.jpg *.jpeg)"``.
        """
        ...

    def save_file(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Return where to write; None when the person thought better of it."""
        ...

    def folder(self, title: str) -> Path | None:
        """Return a folder; None when the person thought better of it."""
        ...


class WindowInteraction:
    """Asks with the system's dialogs."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def open_files(self, title: str, kinds: str) -> list[Path]:
        """Return the files chosen."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, title, "", kinds)
        return [Path(name) for name in names]

    def save_file(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Return where to write."""
        name, _kind = QFileDialog.getSaveFileName(self._window, title, str(suggested), kinds)
        return Path(name) if name else None

    def folder(self, title: str) -> Path | None:
        """Return a folder."""
        name = QFileDialog.getExistingDirectory(self._window, title)
        return Path(name) if name else None


class ScriptedInteraction:
    """Answers from a script, in order; a question without an answer is an error of the script.

    Attributes:
        asked: the titles of the questions so far.
    """

    def __init__(self, answers: Iterable[list[Path] | Path | None] = ()) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def answer(self, answer: list[Path] | Path | None) -> None:
        """Add the answer to the next unanswered question."""
        self._answers.append(answer)

    def open_files(self, title: str, kinds: str) -> list[Path]:  # noqa: ARG002 - the door's shape
        """Return the next answer as files."""
        answer = self._next(title)
        if isinstance(answer, Path):
            return [answer]
        return answer or []

    def save_file(self, title: str, suggested: Path, kinds: str) -> Path | None:  # noqa: ARG002 - the door's shape
        """Return the next answer as one path."""
        return self._one(title)

    def folder(self, title: str) -> Path | None:
        """Return the next answer as one path."""
        return self._one(title)

    def _one(self, title: str) -> Path | None:
        answer = self._next(title)
        return answer[0] if isinstance(answer, list) else answer

    def _next(self, title: str) -> list[Path] | Path | None:
        self.asked.append(title)
        if not self._answers:
            raise AssertionError(f"nobody answers: {title}")
        return self._answers.pop(0)
