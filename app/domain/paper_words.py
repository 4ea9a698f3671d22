"""What forms and records say of papers: Vietnamese in every language of the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.words import mark
from app.domain.deadline_words import WEEKDAYS
from app.domain.procedures import PaperForm
from app.domain.working_calendar import WorkingCalendar

FORM_WORDS: Mapping[PaperForm, str] = MappingProxyType(
    {
        PaperForm.ORIGINAL: mark("bản chính"),
        PaperForm.CERTIFIED_COPY: mark("bản sao chứng thực"),
        PaperForm.PHOTOCOPY: mark("bản chụp"),
        PaperForm.SHOWN: mark("chỉ xuất trình"),
    }
)
"""In which form a paper is asked for; a screen that shows what will be printed translates it."""
USUAL_REASON = "Hồ sơ chưa đủ, chưa đúng thành phần theo quy định của thủ tục hành chính."
"""Why a supplement is asked for, where nobody says more."""
BROUGHT = mark("bản vừa đưa: {fault}")
"""What was wrong with a paper that was brought."""
TAKEN_BACK = "hoàn tác hướng dẫn"
"""Why a paper that was given before a reception is void."""
USED_AGAIN = "dùng lại bản đã nộp ngày {day:%d/%m/%Y}, hồ sơ {reference}"
RESULT_AGAIN = "dùng lại kết quả đã cấp ngày {day:%d/%m/%Y}, hồ sơ {reference}"
LOOKED_UP = "tra cứu {database} lúc {at:%H:%M %d/%m/%Y}: {result}"
"""How the slip names where a paper comes from that was not handed in."""


def hours_said(calendar: WorkingCalendar) -> str:
    """Return when the office is open in an ordinary week: days with the same hours together, rest days left out."""
    runs: list[tuple[int, int, str]] = []
    for day, sessions in enumerate(calendar.week):
        said = ", ".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in sessions)
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == said:
            runs[-1] = runs[-1][0], day, said
        elif said:
            runs.append((day, day, said))
    return "; ".join(f"{said} ({_days(first, last)})" for first, last, said in runs)


def _days(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]} – {WEEKDAYS[last]}"
