"""What handovers, folders and beeps are called: values become short texts with a tone."""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.clock import VIETNAM
from app.core.money import show
from app.core.words import _, _n, mark
from app.domain.custody import Tally
from app.domain.handover import STATE_NAMES, Batch, BatchItem, BatchKind, BatchState
from app.services.handover_beeps import Beep, Outcome
from app.services.handover_views import BatchView, FolderRow, Whereabouts
from app.services.sentences import describe
from app.ui.dossiers.places import place_words
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell

KIND_NAMES: Mapping[BatchKind, str] = MappingProxyType(
    {
        BatchKind.DOSSIERS: mark("Giao hồ sơ"),
        BatchKind.RESULTS: mark("Nhận kết quả"),
        BatchKind.POST_IN: mark("Bưu chính mang đến"),
        BatchKind.POST_OUT: mark("Gửi kết quả đi"),
    }
)
PAPER_NAMES: Mapping[BatchKind, str] = MappingProxyType(
    {
        BatchKind.DOSSIERS: mark("Phiếu bàn giao {number}"),
        BatchKind.RESULTS: mark("Phiếu bàn giao kết quả {number}"),
        BatchKind.POST_IN: mark("Biên bản giao nhận {number}"),
        BatchKind.POST_OUT: mark("Phiếu bàn giao kết quả {number}"),
    }
)
"""What the paper of each kind is called in what is said of its printing."""
STATE_TONES: Mapping[BatchState, Tone] = MappingProxyType(
    {
        BatchState.OPEN: Tone.INFO,
        BatchState.SEALED: Tone.ATTENTION,
        BatchState.RECEIVED: Tone.DONE,
        BatchState.CANCELLED: Tone.NEUTRAL,
    }
)
_OUTCOME_TONES = MappingProxyType(
    {
        Outcome.ADDED: Tone.DONE,
        Outcome.COUNTED: Tone.DONE,
        Outcome.AGAIN: Tone.ATTENTION,
        Outcome.EXTRA: Tone.ATTENTION,
        Outcome.STRANGER: Tone.LATE,
        Outcome.REFUSED: Tone.LATE,
    }
)
_MOST_NAMED = 4


def state_words(state: BatchState) -> tuple[str, Tone]:
    """Return what the pill of a handover says."""
    return _(STATE_NAMES[state]), STATE_TONES[state]


def counter_words(view: BatchView) -> tuple[str, str]:
    """Return the big counter and what it counts."""
    tally, batch = view.tally, view.batch
    if batch.kind.leaves and batch.state in {BatchState.OPEN, BatchState.CANCELLED}:
        return str(tally.given), _("hồ sơ trong lô")
    if batch.kind.leaves:
        return f"{tally.matched} / {tally.given}", _("bên nhận đã đếm")
    whole = batch.declared or (tally.given if tally.missing else 0)
    return (f"{tally.taken} / {whole}" if whole else str(tally.taken)), _("đã đếm")


def beep_words(beep: Beep) -> tuple[str, str, Tone]:
    """Return what is said of a beep: what happened, what to do, and how it is dressed."""
    if beep.said is not None:
        said = describe(beep.said)
        # Something worth a word about what was done is no refusal.
        tone = Tone.ATTENTION if beep.outcome is Outcome.ADDED else _OUTCOME_TONES[beep.outcome]
        return said.text, said.next_step, tone
    place = next((place for place, folder in enumerate(beep.view.folders, 1) if folder.item.ordinal == beep.ordinal), 0)
    text = _("Đã đếm") if beep.outcome is Outcome.COUNTED else _("Đã vào lô, dòng {place}").format(place=place)
    return text, "", _OUTCOME_TONES[beep.outcome]


def folder_state(view: BatchView, folder: FolderRow) -> Cell:
    """Return the pill of a folder: whether both sides counted it."""
    item = folder.item
    if folder.dossier is None and view.batch.kind is not BatchKind.POST_IN:
        return Cell(_("lạ"), Tone.ATTENTION, pill=True)
    if item.taken and not item.given:
        return Cell(_("thừa"), Tone.ATTENTION, pill=True)
    if item.taken:
        return Cell(_("đã đếm"), Tone.DONE, pill=True)
    if not view.batch.kind.leaves or view.batch.state is BatchState.RECEIVED:
        return Cell(_("thiếu"), Tone.LATE, pill=True)
    if view.batch.state is BatchState.SEALED:
        return Cell(_("chưa đếm"), Tone.NEUTRAL, pill=True)
    return Cell(_("trong lô"), Tone.INFO, pill=True)


def papers_words(item: BatchItem) -> str:
    """Return how many papers are in a folder."""
    parts = []
    if item.originals:
        parts.append(_("{count} chính").format(count=item.originals))
    if item.copies:
        parts.append(_("{count} sao").format(count=item.copies))
    return " · ".join(parts) or "–"


def detail_words(kind: BatchKind, item: BatchItem) -> str:
    """Return what matters of a folder in this kind of handover."""
    parts: tuple[str, ...] = ()
    match kind:
        case BatchKind.RESULTS:
            what = _("chưa có kết quả") if item.without_result else item.result_number or _("có kết quả")
            parts = (what,)
        case BatchKind.POST_IN:
            parts = (papers_words(item), "" if item.complete else _("chưa đủ"), show(item.money) if item.money else "")
        case BatchKind.POST_OUT:
            parts = (item.consignment, _("thu hộ {amount}").format(amount=show(item.money)) if item.money else "")
        case BatchKind.DOSSIERS:
            parts = (papers_words(item),)
    return " · ".join(part for part in (*parts, item.note) if part)


def differences(view: BatchView, office_code: str) -> list[tuple[str, Tone]]:
    """Return what the two sides counted differently, once the taker has begun to count."""
    tally, batch = view.tally, view.batch
    found = []
    counted = batch.state is BatchState.RECEIVED or bool(tally.taken)
    if counted and tally.missing and not (batch.kind.leaves and batch.state is BatchState.OPEN):
        found.append((_named(_("Thiếu {count}"), tally.missing, office_code), Tone.LATE))
    if tally.extra:
        found.append((_named(_("Thừa {count}"), tally.extra, office_code), Tone.ATTENTION))
    if tally.strange:
        found.append((_named(_("Lạ {count}"), tally.strange, office_code), Tone.ATTENTION))
    if tally.undeclared:
        found.append((_undeclared(tally), Tone.LATE))
    return found


def _named(text: str, items: tuple[BatchItem, ...], office_code: str) -> str:
    numbers = [_tail(item.number, office_code) for item in items[:_MOST_NAMED]]
    more = " …" if len(items) > _MOST_NAMED else ""
    return f"{text.format(count=len(items))}: {', '.join(numbers)}{more}"


def _tail(number: str, office_code: str) -> str:
    """Return as much of a number as tells folders in one bag apart: the day and the serial of this office's own."""
    return number.removeprefix(f"{office_code}-")


def _undeclared(tally: Tally) -> str:
    by, declared = abs(tally.undeclared), tally.declared
    if tally.undeclared < 0:
        return _n("Bên giao ghi {declared}, còn thiếu {count}", by).format(declared=declared, count=by)
    return _n("Bên giao ghi {declared}, thừa {count}", by).format(declared=declared, count=by)


def whereabouts_words(found: Whereabouts) -> tuple[str, str, Tone]:
    """Return what is said of a folder that was beeped while no handover is open."""
    if found.dossier is not None:
        return place_words(found.dossier.holder, found.shelf, found.last), "", Tone.INFO
    if found.said is None:
        return "", "", Tone.NEUTRAL
    said = describe(found.said)
    return said.text, said.next_step, Tone.ATTENTION


def signed_words(batch: Batch) -> str:
    """Return who signed a handover and when."""
    lines = []
    if batch.sealed_at is not None:
        at = batch.sealed_at.astimezone(VIETNAM)
        lines.append(_("{at:%H:%M %d/%m} · {name} giao").format(at=at, name=batch.giver))
    if batch.received_at is not None:
        at = batch.received_at.astimezone(VIETNAM)
        lines.append(_("{at:%H:%M %d/%m} · {name} nhận").format(at=at, name=batch.taker))
    return "\n".join(lines)
