"""A sheet as it was read: lines of texts, with where each stands in its file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as text.

    Attributes:
        number: it was a number and not a text, so that leading zeros are lost.
    """

    text: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line that is not empty; place: its number in the file, as the spreadsheet shows it."""

    place: int
    cells: tuple[SheetCell, ...]

    def cell(self, column: int) -> SheetCell:
        """Return the cell of a column; an empty one where the line is shorter."""
        return self.cells[column] if column < len(self.cells) else SheetCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a file.

    Attributes:
        name: of the file.
        digest: SHA-256 of the file, as hex.
        lines: those that are not empty.
    """

    name: str
    digest: str
    lines: tuple[SheetLine, ...]
