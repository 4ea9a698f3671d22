"""Paper and type of the forms: the house style of a decree as data."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PaperSize = Literal["A4", "A5", "label"]


class Frozen(BaseModel):
    """Data of a layout file: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sheet(Frozen):
    """Margins and type of one paper size. Lengths in millimetres, type in points."""

    size: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    indent: float
    sign_room: float
    bar_modules: tuple[float, ...]
    bar_height: float
    qr: float = Field(ge=12)
    head_type: float
    motto_type: float
    title_type: float
    body_type: float
    page_type: float
    note_type: float
    big_type: float = Field(ge=20)
    """Type of what is read from an arm's length."""
    gap: float
    """Space between two lines of the form, points."""

    def turned(self) -> "Sheet":
        """Return the same sheet in landscape; each margin keeps its side."""
        return self.model_copy(update={"size": (self.size[1], self.size[0])})


class Words(Frozen):
    """What is stamped on a copy that is not simply the paper; ``{reprint}`` counts the prints before."""

    provisional: str
    reprint: str
    void: str


class House(Frozen):
    """The house style of a decree: what stands above every form, and the sheets it is set on."""

    name: str
    legal_basis: str
    country: str
    motto: str
    words: Words
    sheets: dict[PaperSize, Sheet]
