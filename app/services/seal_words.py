"""What is said of the signature in a result's file: what was checked, and in the same breath what was not."""

from collections.abc import Callable

from app.core.clock import VIETNAM
from app.core.words import _, mark
from app.domain.signatures import Integrity, Seal

_SAID = {
    Integrity.NONE: mark("tệp chưa ký số"),
    Integrity.INTACT: mark("đã ký số, nguyên vẹn, phủ cả tệp"),
    Integrity.ADDED_TO: mark("đã ký số, phần đã ký nguyên vẹn, có phần thêm sau chữ ký"),
    Integrity.UNCHECKED: mark("có chữ ký số, máy này không kiểm tra được"),
    Integrity.CHANGED: mark("nội dung không khớp với chữ ký số"),
}


def seal_said(seal: Seal, say: Callable[[str], str] = _) -> str:
    """Return what was found in a file, and by whose certificate; whose that really is nobody has checked."""
    at = f"{seal.signed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if seal.signed_at else ""
    parts = [say(_SAID[seal.integrity]), at]
    if seal.signer:
        parts.append(say(mark("chứng thư ghi tên {name}, chưa kiểm tra")).format(name=seal.signer))
    elif seal.integrity.signed:
        parts.append(say(mark("chưa kiểm tra chứng thư")))
    return " · ".join(part for part in parts if part)
