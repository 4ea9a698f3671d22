"""The acts of the table of a dossier's life on the screen: the service is called with what was entered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.dossier_clock import Override
from app.domain.dossiers import PaperState
from app.domain.drafts import parse_date
from app.domain.lifecycle import NAMES, Act, next_status, transition
from app.domain.offices import Account
from app.domain.permissions import require
from app.domain.reception import parse_appointment
from app.services import life, life_forms
from app.services.desk import Desk
from app.services.dossiers import DossierView
from app.services.life_forms import FormMaker
from app.services.results import ResultText, usual_title
from app.services.security import Session
from app.ui.dossiers.act_parts import ActForm, Do, Entered, Part, amount_in, moment_text, seen_in

_BEYOND = (Part.GROUND, Part.ALLOWED_BY)
RESULT_PARTS = (Part.TITLE, Part.NUMBER, Part.FILE, Part.ISSUED, Part.SIGNER, Part.CODE)


def _by_table(act: Act) -> Callable[[DossierView, Account], None]:
    """Return the check of the table of a dossier's life."""

    def check(view: DossierView, account: Account) -> None:
        require(account, transition(act).permission)
        next_status(act, view.dossier.status)

    return check


def _of(
    act: Act,
    words: str,
    key: str,
    run: Do,
    parts: tuple[Part, ...] = (),
    form: Callable[[Desk, Session, DossierView, Entered], FormMaker] | None = None,
    proposed: Callable[[DossierView], Mapping[Part, str]] = lambda _view: {},
) -> ActForm:
    name = NAMES[act]
    return ActForm(act.name.lower(), name, words, key, _by_table(act), run, parts, form, proposed, act)


def form_for(form: ActForm, view: DossierView) -> ActForm:
    """Return what is asked for this dossier: more where the law's limit is used up."""
    done = {Act.ASK_SUPPLEMENT: view.life.supplements, Act.EXTEND: view.life.extensions}
    again = done.get(form.act, 0) if form.act is not None else 0
    return replace(form, parts=(*form.parts, *_BEYOND)) if again else form


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


def result_in(entered: Entered) -> ResultText:
    """Return the result that was typed.

    Raises:
        PersonProblem: ``results.day_not_understood``.
    """
    day = entered.text(Part.ISSUED)
    issued_on = parse_date(day)
    if day and issued_on is None:
        raise PersonProblem("results.day_not_understood", text=day)
    path = entered.text(Part.FILE)
    return ResultText(
        number=entered.text(Part.NUMBER),
        issued_on=issued_on,
        signer=entered.text(Part.SIGNER),
        code=entered.text(Part.CODE),
        title=entered.text(Part.TITLE),
        file=Path(path) if path else None,
    )


def usual_result(view: DossierView) -> Mapping[Part, str]:
    """Return what a result is called where nobody says more."""
    return {Part.TITLE: usual_title(view.dossier.content)}


def _proposed_moment(view: DossierView) -> Mapping[Part, str]:
    return {Part.APPOINTMENT: moment_text(view.times.state.promise.proposed)}


_ALL = (
    _of(Act.BEGIN, mark("Xử lý"), "Alt+X", lambda desk, who, view, _e: life.begin(desk, who, seen_in(view))),
    _of(
        Act.FINISH,
        mark("Có kết quả"),
        "Alt+K",
        lambda desk, who, view, e: life.finish(desk, who, seen_in(view), result_in(e)),
        RESULT_PARTS,
        proposed=usual_result,
    ),
    _of(
        Act.ASK_SUPPLEMENT,
        mark("Bổ sung"),
        "Alt+B",
        lambda desk, who, view, e: life.ask_supplement(
            desk, who, seen_in(view), _demands(view, e), e.text(Part.REASON), _override(e)
        ),
        (Part.PAPERS, Part.OTHER, Part.REASON),
        lambda desk, who, view, e: life_forms.supplement(desk, who.account, _demands(view, e), e.text(Part.REASON)),
    ),
    _of(
        Act.COMPLETE_SUPPLEMENT,
        mark("Nhận thêm"),
        "Alt+N",
        lambda desk, who, view, e: life.complete_supplement(desk, who, seen_in(view), e.ticked, _told(view, e)),
        (Part.PAPERS, Part.APPOINTMENT),
        proposed=_proposed_moment,
    ),
    _of(
        Act.ASK_PAYMENT,
        mark("Nộp tiền"),
        "Alt+T",
        lambda desk, who, view, e: life.ask_payment(desk, who, seen_in(view), e.text(Part.REASON), amount_in(e)),
        (Part.REASON, Part.AMOUNT),
    ),
    _of(
        Act.CONFIRM_PAYMENT,
        mark("Đã nộp"),
        "Alt+P",
        lambda desk, who, view, e: life.confirm_payment(desk, who, seen_in(view), e.text(Part.RECEIPT), _told(view, e)),
        (Part.RECEIPT, Part.APPOINTMENT),
        proposed=_proposed_moment,
    ),
    _of(
        Act.EXTEND,
        mark("Hẹn lại"),
        "Alt+H",
        lambda desk, who, view, e: life.extend(
            desk, who, seen_in(view), e.text(Part.REASON), _new_appointment(e), e.text(Part.APPROVER), _override(e)
        ),
        (Part.REASON, Part.APPOINTMENT, Part.APPROVER),
        lambda desk, _who, _view, e: life_forms.apology(desk, e.text(Part.REASON), _new_appointment(e), signed=True),
        proposed=lambda view: {Part.APPROVER: view.signer},
    ),
    _of(
        Act.REFUSE,
        mark("Từ chối"),
        "Alt+C",
        lambda desk, who, view, e: life.refuse(desk, who, seen_in(view), e.text(Part.REASON)),
        (Part.REASON,),
        lambda desk, who, _view, e: life_forms.refusal(desk, who.account, e.text(Part.REASON)),
    ),
    _of(
        Act.STOP,
        mark("Dừng"),
        "Alt+D",
        lambda desk, who, view, e: life.stop(desk, who, seen_in(view), e.text(Part.REASON), e.text(Part.FEE)),
        (Part.REASON, Part.FEE),
        lambda desk, _who, _view, e: life_forms.stop(desk, "trực tiếp", e.text(Part.FEE)),
    ),
    _of(
        Act.WITHDRAW,
        mark("Rút hồ sơ"),
        "Alt+R",
        lambda desk, who, view, e: life.withdraw(desk, who, seen_in(view), e.text(Part.REASON)),
        (Part.REASON,),
    ),
)
FORMS: Final[Mapping[Act, ActForm]] = MappingProxyType({form.act: form for form in _ALL if form.act is not None})
"""The acts of F3; handing over and returning are done in F6 and F5."""


def tickable(form: ActForm, view: DossierView) -> tuple[tuple[int, str, bool], ...]:
    """Return the papers that can be ticked: place, name, and whether it is ticked at first."""
    papers = view.dossier.papers
    if form.act is Act.COMPLETE_SUPPLEMENT:
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
