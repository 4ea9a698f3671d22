"""Which acts of a dossier stand: those that were not taken back."""

from collections.abc import Sequence

from app.domain.lifecycle import Act
from app.models.rows import HistoryEvent

UNDONE = "dossier.undone"
CAME = "papers_came"
"""Name in an event's detail of the papers that were missing before it, by their place, with commas."""
_ACTS = frozenset(act.value for act in Act)


def standing_acts(history: Sequence[HistoryEvent]) -> tuple[HistoryEvent, ...]:
    """Return the acts that were not taken back, in order."""
    undone = {str(event.detail.get("event")) for event in history if event.kind == UNDONE}
    return tuple(event for event in history if event.kind in _ACTS and str(event.id) not in undone)
