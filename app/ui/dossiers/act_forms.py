"""What each act asks of a person, as data: the sheet is made from it, the service called with what was entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.core.clock import VIETNAM
from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.dossier_clock import Override
from app.domain.dossiers import PaperState
from app.domain.lifecycle import Act
from app.domain.reception import parse_appointment
from app.services import life, life_forms
from app.services.desk import Desk
from app.services.dossiers import DossierView
from app.services.life import Done, Outcome
from app.services.life_forms import FormMaker
from app.services.moves import Seen
from app.services.security import Session


class Part(StrEnum):
    """One thing that is asked."""

    PAPERS = "papers"
    OTHER = "other"
    REASON = "reason"
    APPOINTMENT = "appointment"
    APPROVER = "approver"
    AMOUNT = "amount"
    RECEIPT = "receipt"
    FEE = "fee"
    TITLE = "title"
    NUMBER = "number"
    CODE = "code"
    GROUND = "ground"
    ALLOWED_BY = "allowed_by"


LABELS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        Part.PAPERS: mark("Giấy tờ"),
        Part.OTHER: mark("Giấy tờ khác (cách nhau bằng dấu ;)"),
        Part.REASON: mark("Lý do"),
        Part.APPOINTMENT: mark("Hẹn trả"),
        Part.APPROVER: mark("Người ký"),
        Part.AMOUNT: mark("Số tiền"),
        Part.RECEIPT: mark("Chứng từ nộp tiền"),
        Part.FEE: mark("Phí đã nộp thì sao?"),
        Part.TITLE: mark("Tên kết quả"),
        Part.NUMBER: mark("Số, ký hiệu"),
        Part.CODE: mark("Mã loại kết quả"),
        Part.GROUND: mark("Căn cứ pháp lý để làm lần nữa"),
        Part.ALLOWED_BY: mark("Người phê duyệt"),
    }
)
_BEYOND = (Part.GROUND, Part.ALLOWED_BY)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person filled in; texts by part, and the papers that are ticked by their place in the dossier."""

    texts: Mapping[Part, str] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()

    def text(self, part: Part) -> str:
        """Return what was typed, without the blanks around it."""
        return self.texts.get(part, "").strip()


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act on the screen.

    Attributes:
        words: on its button: short; the sheet's title is the act's name.
        key: of the keyboard.
        parts: what is asked, in order; nothing: it is done at once.
        run: does it.
        form: fills the form that it would issue, to look at it before; None: it issues none.
        proposed: what stands in the fields at first.
    """

    act: Act
    words: str
    key: str
    run: Callable[[Desk, Session, DossierView, Entered], Done]
    parts: tuple[Part, ...] = ()
    form: Callable[[Desk, Session, DossierView, Entered], FormMaker] | None = None
    proposed: Callable[[DossierView], Mapping[Part, str]] = lambda _view: {}


def form_for(act: Act, view: DossierView) -> ActForm:
    """Return what act asks for this dossier: more where the law's limit is used up."""
    form = FORMS[act]
    again = {Act.ASK_SUPPLEMENT: view.life.supplements, Act.EXTEND: view.life.extensions}.get(act, 0)
    return replace(form, parts=(*form.parts, *_BEYOND)) if again else form


def moment_text(moment: datetime | None) -> str:
    """Return a moment as it is typed; empty for none."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if moment else ""


def _seen(view: DossierView) -> Seen:
    return Seen(view.dossier.id, view.dossier.revision)


def _override(entered: Entered) -> Override | None:
    ground, by = entered.text(Part.GROUND), entered.text(Part.ALLOWED_BY)
    return Override(ground, by) if ground or by else None


def _demands(view: DossierView, entered: Entered) -> tuple[str, ...]:
    papers = (paper.name for paper in view.dossier.papers if paper.ordinal in entered.ticked)
    others = (line.strip() for line in entered.text(Part.OTHER).split(";"))
    return (*papers, *(line for line in others if line))


def _told(view: DossierView, entered: Entered) -> datetime | None:
    """Return the appointment that was typed; None where it is what the clock proposes."""
    typed = entered.text(Part.APPOINTMENT)
    if not typed or typed == moment_text(view.times.state.promise.proposed):
        return None
    moment = parse_appointment(typed)
    if moment is None:
        raise PersonProblem("reception.appointment_not_understood", text=typed)
    return moment


def _new_appointment(entered: Entered) -> datetime:
    typed = entered.text(Part.APPOINTMENT)
    moment = parse_appointment(typed)
    if moment is None:
        raise PersonProblem("reception.appointment_not_understood" if typed else "life.appointment_missing", text=typed)
    return moment


def _amount(entered: Entered) -> Dong:
    typed = entered.text(Part.AMOUNT)
    digits = typed.replace(".", "").replace(" ", "").removesuffix("đ")
    if not typed:
        return ZERO
    if not digits.isdecimal():
        raise PersonProblem("life.amount_not_understood", text=typed)
    return Dong(int(digits))


def _outcome(entered: Entered) -> Outcome:
    return Outcome(entered.text(Part.TITLE), entered.text(Part.NUMBER), entered.text(Part.CODE))


def _proposed_moment(view: DossierView) -> Mapping[Part, str]:
    return {Part.APPOINTMENT: moment_text(view.times.state.promise.proposed)}


_ALL = (
    ActForm(Act.BEGIN, mark("Xử lý"), "Alt+X", lambda desk, who, view, _e: life.begin(desk, who, _seen(view))),
    ActForm(
        Act.FINISH,
        mark("Có kết quả"),
        "Alt+K",
        lambda desk, who, view, e: life.finish(desk, who, _seen(view), _outcome(e)),
        (Part.TITLE, Part.NUMBER, Part.CODE),
        proposed=lambda view: {Part.TITLE: life.usual_outcome(view.dossier.content).title},
    ),
    ActForm(
        Act.ASK_SUPPLEMENT,
        mark("Bổ sung"),
        "Alt+B",
        lambda desk, who, view, e: life.ask_supplement(
            desk, who, _seen(view), _demands(view, e), e.text(Part.REASON), _override(e)
        ),
        (Part.PAPERS, Part.OTHER, Part.REASON),
        lambda desk, who, view, e: life_forms.supplement(desk, who.account, _demands(view, e), e.text(Part.REASON)),
    ),
    ActForm(
        Act.COMPLETE_SUPPLEMENT,
        mark("Nhận thêm"),
        "Alt+N",
        lambda desk, who, view, e: life.complete_supplement(desk, who, _seen(view), e.ticked, _told(view, e)),
        (Part.PAPERS, Part.APPOINTMENT),
        proposed=_proposed_moment,
    ),
    ActForm(
        Act.ASK_PAYMENT,
        mark("Nộp tiền"),
        "Alt+T",
        lambda desk, who, view, e: life.ask_payment(desk, who, _seen(view), e.text(Part.REASON), _amount(e)),
        (Part.REASON, Part.AMOUNT),
    ),
    ActForm(
        Act.CONFIRM_PAYMENT,
        mark("Đã nộp"),
        "Alt+P",
        lambda desk, who, view, e: life.confirm_payment(desk, who, _seen(view), e.text(Part.RECEIPT), _told(view, e)),
        (Part.RECEIPT, Part.APPOINTMENT),
        proposed=_proposed_moment,
    ),
    ActForm(
        Act.EXTEND,
        mark("Hẹn lại"),
        "Alt+H",
        lambda desk, who, view, e: life.extend(
            desk, who, _seen(view), e.text(Part.REASON), _new_appointment(e), e.text(Part.APPROVER), _override(e)
        ),
        (Part.REASON, Part.APPOINTMENT, Part.APPROVER),
        lambda desk, _who, _view, e: life_forms.apology(desk, e.text(Part.REASON), _new_appointment(e), signed=True),
        proposed=lambda view: {Part.APPROVER: view.signer},
    ),
    ActForm(
        Act.REFUSE,
        mark("Từ chối"),
        "Alt+C",
        lambda desk, who, view, e: life.refuse(desk, who, _seen(view), e.text(Part.REASON)),
        (Part.REASON,),
        lambda desk, who, _view, e: life_forms.refusal(desk, who.account, e.text(Part.REASON)),
    ),
    ActForm(
        Act.STOP,
        mark("Dừng"),
        "Alt+D",
        lambda desk, who, view, e: life.stop(desk, who, _seen(view), e.text(Part.REASON), e.text(Part.FEE)),
        (Part.REASON, Part.FEE),
        lambda desk, _who, _view, e: life_forms.stop(desk, "trực tiếp", e.text(Part.FEE)),
    ),
    ActForm(
        Act.WITHDRAW,
        mark("Rút hồ sơ"),
        "Alt+R",
        lambda desk, who, view, e: life.withdraw(desk, who, _seen(view), e.text(Part.REASON)),
        (Part.REASON,),
    ),
)
FORMS: Final[Mapping[Act, ActForm]] = MappingProxyType({form.act: form for form in _ALL})
"""The acts of F3, in the order of their buttons; handing over and returning are done in F6 and F5."""


def tickable(act: Act, view: DossierView) -> tuple[tuple[int, str, bool], ...]:
    """Return the papers that can be ticked: place, name, and whether it is ticked at first."""
    papers = view.dossier.papers
    if act is Act.COMPLETE_SUPPLEMENT:
        asked = _last_demands(view)
        return tuple(
            (one.ordinal, one.name, one.name in asked)
            for one in papers
            if one.name in asked or one.state is PaperState.MISSING
        )
    return tuple((one.ordinal, one.name, one.state is PaperState.MISSING) for one in papers)


def _last_demands(view: DossierView) -> frozenset[str]:
    asked = [event for event in view.history if event.kind == Act.ASK_SUPPLEMENT]
    return frozenset(str(asked[-1].detail.get(life.DEMANDS, "")).splitlines()) if asked else frozenset()
