"""Where a folder is, in words."""

from app.core.words import _
from app.domain.custody import is_missing
from app.domain.handover import BatchState
from app.services.handover_views import Custody


def custody_words(custody: Custody) -> str:
    """Return one handover of a folder in a line: its number and its seal."""
    batch = custody.batch
    number = _("lô {number}").format(number=batch.number)
    return f"{number} · {_('niêm phong {seal}').format(seal=batch.seal)}" if batch.seal else number


def place_words(holder: str, shelf: str, last: Custody | None) -> str:
    """Return where a folder is.

    Args:
        holder: as in Life.
        shelf: where it stands while it is here.
        last: the last handover its folder was in.
    """
    state = last.batch.state if last is not None else None
    if is_missing(holder):
        where = _("Chưa tìm thấy")
    elif holder and last is not None and state is BatchState.SEALED:
        where = _("Trên đường đến: {unit}").format(unit=last.batch.unit_name)
    elif holder:
        where = _("Đang ở: {unit}").format(unit=holder)
    else:
        where = _("Tại quầy · kệ {shelf}").format(shelf=shelf) if shelf else _("Tại quầy")
        last = last if state is BatchState.OPEN else None
    return f"{where} · {custody_words(last)}" if last is not None else where
