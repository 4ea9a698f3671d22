"""What happened to a dossier, in words: the lines of its timeline and its state on the way to the province."""

from dataclasses import dataclass
from datetime import datetime

from app.core.clock import VIETNAM
from app.core.words import _, mark
from app.domain.custody import is_missing
from app.domain.deadline_words import WEEKDAYS
from app.domain.dossiers import Dossier, ReturnPlace
from app.domain.life import PaperOrigin, PaperSource
from app.domain.lifecycle import OPEN
from app.models.rows import HistoryEvent, PrintRecord, PrintState
from app.services.dossier_times import CORRECTED
from app.services.dossiers import DossierView
from app.services.happenings import happened
from app.services.reusing import reuse_terms
from app.services.sentences import Sentence, sentence
from app.services.undone import UNDONE
from app.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline; ``done`` is False for what is still to come."""

    at: datetime
    title: str
    detail: str = ""
    done: bool = True
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the dossier has come: what the box of the province says, and what to do where something is wrong."""

    text: str
    tone: Tone
    trouble: Sentence | None = None


_PRINTS = {
    PrintState.QUEUED: (mark("Giấy hẹn chờ in"), None),
    PrintState.PRINTING: (mark("Giấy hẹn đang ở máy in"), None),
    PrintState.PRINTED: (mark("Đã in giấy hẹn"), None),
    PrintState.SAVED: (mark("Đã lưu giấy hẹn thành tệp PDF"), None),
    PrintState.UNCERTAIN: (mark("Chưa rõ giấy hẹn đã in ra hay chưa"), Tone.ATTENTION),
    PrintState.FAILED: (mark("Giấy hẹn chưa in được"), Tone.ATTENTION),
    PrintState.CANCELLED: (mark("Không in giấy hẹn"), Tone.ATTENTION),
}
_TONES: dict[str, Tone] = {UNDONE: Tone.ATTENTION, CORRECTED: Tone.ATTENTION}
_PLACES = {
    ReturnPlace.COUNTER: mark("tại quầy này"),
    ReturnPlace.OTHER_OFFICE: mark("tại nơi khác"),
    ReturnPlace.POST: mark("qua bưu chính"),
}


def steps(view: DossierView) -> tuple[Step, ...]:
    """Return the timeline, oldest first, with the appointment as what comes last."""
    done = [_event(event) for event in view.history]
    done += [_print(record) for record in view.prints if _worth_telling(record)]
    if view.stored_at is not None:
        done.append(Step(view.stored_at, _("Tỉnh đã lưu"), _("có biên nhận của máy nhận"), tone=Tone.DONE))
    done.sort(key=lambda step: step.at)
    promise = view.times.state.promise.appointment
    if view.dossier.status not in OPEN or promise is None:
        return tuple(done)
    return (*done, Step(promise, _("Hẹn trả"), return_words(view.dossier), done=False))


def standing(view: DossierView) -> Standing:
    """Return what the province has of the dossier."""
    if view.stopped is not None:
        return Standing(_("Tỉnh ! chưa nhận được"), Tone.LATE, sentence(view.stopped.cause))
    if view.stored_at is None:
        return Standing(_("Tỉnh ○ chờ gửi"), Tone.NEUTRAL)
    if view.files_waiting:
        return Standing(_("Tỉnh ✓ còn {count} tệp").format(count=view.files_waiting), Tone.INFO)
    return Standing(_("Tỉnh ✓ {at:%d/%m %H:%M}").format(at=view.stored_at.astimezone(VIETNAM)), Tone.DONE)


def return_words(dossier: Dossier) -> str:
    """Return where the result is collected."""
    return " · ".join(part for part in (_(_PLACES[dossier.return_place]), dossier.return_detail) if part)


def moment_words(moment: datetime) -> str:
    """Return a moment with its weekday, as the reception desk promises it: ``"17:00 · Thứ Hai 23/11/2026"``."""
    local = moment.astimezone(VIETNAM)
    weekday = _(WEEKDAYS[local.weekday()])
    return f"{local:%H:%M} · {weekday[:1].upper()}{weekday[1:]} {local:%d/%m/%Y}"


def when(moment: datetime) -> str:
    """Return a moment as the timeline writes it."""
    return f"{moment.astimezone(VIETNAM):%d/%m %H:%M}"


def who(actor: str, acts_for: str) -> str:
    """Return a person with the office he acts for."""
    return f"{actor} ({acts_for})" if acts_for else actor


def _event(event: HistoryEvent) -> Step:
    told = happened(event)
    # A folder that nobody finds presses, however it was noted.
    lost = is_missing(str(event.detail.get("holder") or ""))
    tone = Tone.LATE if lost else _TONES.get(event.kind)
    return Step(event.at, f"{told.what} – {who(event.actor, event.acts_for)}", told.detail, tone=tone)


def _worth_telling(record: PrintRecord) -> bool:
    return record.reprint == 0 or record.state not in {PrintState.PRINTED, PrintState.SAVED}


def _print(record: PrintRecord) -> Step:
    text, tone = _PRINTS[record.state]
    title = _(text) + (_(" (in lại lần {count})").format(count=record.reprint) if record.reprint else "")
    return Step(record.changed_at, title, _(record.reason) if record.reason else "", tone=tone)


def origin_said(origin: PaperOrigin | None) -> str:
    """Return where a paper comes from, or until when one that was handed in is good; empty where there is no word."""
    if origin is None:
        return ""
    at, until = origin.looked_at.astimezone(VIETNAM), origin.valid_until
    said = ""
    if origin.source is PaperSource.DATABASE:
        known = reuse_terms().database(origin.reference)
        words = _("tra cứu {name} lúc {at:%H:%M %d/%m/%Y}, {by}: {result}")
        name = known.name if known is not None else origin.reference
        said = words.format(name=name, at=at, by=origin.by, result=origin.result)
    elif origin.source is PaperSource.EARLIER:
        said = _("của hồ sơ {reference}, nhận {at:%d/%m/%Y}").format(reference=origin.reference, at=at)
    good = _("dùng được đến {day:%d/%m/%Y}").format(day=until) if until is not None else ""
    return " · ".join(part for part in (said, good) if part)
