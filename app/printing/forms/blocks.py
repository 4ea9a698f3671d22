"""What pages are filled with: flowing blocks, and blocks drawn by a function."""

from collections.abc import Callable
from typing import Any, TypeAlias

from reportlab.platypus import Flowable

from app.printing.pen import Pen

Block: TypeAlias = Any
"""A reportlab Flowable; the library has no types."""


class Drawn(Flowable):  # type: ignore[misc]  # the library has no types
    """A block that is as wide as the column and is drawn by a function of (canvas, width)."""

    def __init__(self, height: float, draw: Callable[[Pen, float], None]) -> None:
        super().__init__()
        self.width, self.height, self._draw = 0.0, height, draw

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = available
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin."""
        self._draw(self.canv, self.width)


def space(height: float) -> Block:
    """Return nothing, height points high."""
    return Drawn(height, lambda _canvas, _width: None)
