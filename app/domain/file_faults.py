"""What is wrong with a data file an administrator edits by hand: the place, and why, in the words of the product."""

from pydantic import ValidationError

from app.core.words import mark

WRONG = mark("giá trị không có trong mẫu")
# pydantic says it in English only: the kinds a person meets.
_WHY = {
    "json_invalid": mark("không phải JSON hợp lệ"),
    "missing": mark("thiếu hoặc để trống"),
    "extra_forbidden": mark("tên trường không có trong mẫu"),
}


def first_fault(error: ValidationError) -> tuple[str, str]:
    """Return the place of the first fault (entries of a list counted from 1) and why, a marked text."""
    first = error.errors()[0]
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
    return place, _WHY.get(first["type"], WRONG)
