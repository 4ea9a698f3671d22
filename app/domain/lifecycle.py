"""The life of a dossier as one table of data: what may be done in which state, by whom, and what it owes.

The services act by it, the permission matrix and the diagram of the manual are drawn from it, and every state × act ×
role is tried against it. Money, delivery and synchronisation are states of their own and never stand here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.core.problems import PersonProblem
from app.core.words import _, mark
from app.domain.dossiers import Status
from app.domain.permissions import Permission


class Act(StrEnum):
    """What is done to a received dossier; the value is stable for ever, it stands in history and in what is sent."""

    TRANSFER = "dossier.transferred"
    BEGIN = "dossier.begun"
    ASK_SUPPLEMENT = "dossier.supplement_asked"
    COMPLETE_SUPPLEMENT = "dossier.supplement_completed"
    ASK_PAYMENT = "dossier.payment_asked"
    CONFIRM_PAYMENT = "dossier.payment_confirmed"
    EXTEND = "dossier.extended"
    REFUSE = "dossier.refused"
    WITHDRAW = "dossier.withdrawn"
    STOP = "dossier.stopped"
    FINISH = "dossier.finished"
    RETURN = "dossier.returned"
    GIVE_BACK = "dossier.papers_given_back"


class ClockEffect(StrEnum):
    """What an act does to the running of the time limit."""

    NONE = "none"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    FINISH = "finish"
    """The limit is met or missed here: the result is known, or there will be none."""


class Guard(StrEnum):
    """What must hold besides the state; ``app.domain.life_guards`` and the clock judge it."""

    REASON = "reason"
    """The words of whoever decides: they stand on the form."""
    ONE_SUPPLEMENT = "one_supplement"
    """At most one supplement request (NĐ 118/2025, article 11), else ground and approver."""
    ONE_EXTENSION = "one_extension"
    """At most one new appointment, else ground and approver."""
    NO_DECISION_YET = "no_decision_yet"
    """No decision or notice of a result exists (NĐ 118/2025, article 21.1)."""
    FEES_SETTLED = "fees_settled"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table.

    Attributes:
        act: what is done.
        sources: the states it may be done in.
        target: the state after it; None: the state stays.
        permission: who may.
        clock: what it does to the time limit.
        guards: what must hold besides.
        form: number of the statutory form it owes (set of TT 03/2025); empty: none.
    """

    act: Act
    sources: frozenset[Status]
    target: Status | None
    permission: Permission
    clock: ClockEffect = ClockEffect.NONE
    guards: tuple[Guard, ...] = ()
    form: str = ""


_WORKING = frozenset({Status.RECEIVED, Status.TRANSFERRED, Status.IN_PROCESS})
PAUSED = frozenset({Status.SUPPLEMENT_REQUESTED, Status.FINANCIAL_OBLIGATION})
"""States in which the time limit does not run."""
OPEN = _WORKING | PAUSED
"""States in which a result is still owed."""
WITHOUT_RESULT = frozenset({Status.WITHDRAWN, Status.STOPPED, Status.REFUSED})
"""States that end a dossier without a result; its papers are still to be given back."""
MOVING = _WORKING
"""States in which somebody should be working: no movement in them is a dossier that hangs."""

TABLE: tuple[Transition, ...] = (
    Transition(Act.TRANSFER, frozenset({Status.RECEIVED, Status.IN_PROCESS}), Status.TRANSFERRED, Permission.HAND_OVER),
    Transition(
        Act.BEGIN, frozenset({Status.RECEIVED, Status.TRANSFERRED}), Status.IN_PROCESS, Permission.RECORD_PROGRESS
    ),
    Transition(
        Act.ASK_SUPPLEMENT,
        _WORKING,
        Status.SUPPLEMENT_REQUESTED,
        Permission.ASK_SUPPLEMENT,
        ClockEffect.PAUSE,
        (Guard.REASON, Guard.ONE_SUPPLEMENT),
        form="02",
    ),
    Transition(
        Act.COMPLETE_SUPPLEMENT,
        frozenset({Status.SUPPLEMENT_REQUESTED}),
        Status.IN_PROCESS,
        Permission.RECEIVE,
        ClockEffect.RESUME,
    ),
    Transition(
        Act.ASK_PAYMENT,
        _WORKING,
        Status.FINANCIAL_OBLIGATION,
        Permission.RECORD_PROGRESS,
        ClockEffect.PAUSE,
        (Guard.REASON,),
    ),
    Transition(
        Act.CONFIRM_PAYMENT,
        frozenset({Status.FINANCIAL_OBLIGATION}),
        Status.IN_PROCESS,
        Permission.RECORD_PROGRESS,
        ClockEffect.RESUME,
    ),
    Transition(
        Act.EXTEND,
        _WORKING,
        None,
        Permission.EXTEND,
        ClockEffect.EXTEND,
        (Guard.REASON, Guard.ONE_EXTENSION),
        form="04",
    ),
    Transition(
        Act.REFUSE,
        OPEN,
        Status.REFUSED,
        Permission.REFUSE,
        ClockEffect.FINISH,
        (Guard.REASON, Guard.NO_DECISION_YET),
        form="03",
    ),
    Transition(
        Act.WITHDRAW,
        OPEN,
        Status.WITHDRAWN,
        Permission.STOP,
        ClockEffect.FINISH,
        (Guard.REASON, Guard.NO_DECISION_YET),
    ),
    Transition(
        Act.STOP,
        OPEN,
        Status.STOPPED,
        Permission.STOP,
        ClockEffect.FINISH,
        (Guard.REASON, Guard.NO_DECISION_YET),
        form="05",
    ),
    Transition(Act.FINISH, _WORKING, Status.DONE, Permission.RECORD_PROGRESS, ClockEffect.FINISH),
    Transition(
        Act.RETURN,
        frozenset({Status.DONE}),
        Status.RETURNED,
        Permission.RETURN_RESULT,
        guards=(Guard.FEES_SETTLED,),
    ),
    Transition(Act.GIVE_BACK, WITHOUT_RESULT, None, Permission.RETURN_RESULT),
)
"""Everything that can be done to a dossier after its reception. Undo and correction stand outside: they are about
acts."""

USUAL: Mapping[Status, tuple[Act, ...]] = MappingProxyType(
    {
        Status.RECEIVED: (Act.BEGIN, Act.FINISH, Act.ASK_SUPPLEMENT),
        Status.TRANSFERRED: (Act.FINISH, Act.EXTEND, Act.ASK_SUPPLEMENT),
        Status.IN_PROCESS: (Act.FINISH, Act.EXTEND, Act.ASK_SUPPLEMENT),
        Status.SUPPLEMENT_REQUESTED: (Act.COMPLETE_SUPPLEMENT, Act.WITHDRAW, Act.REFUSE),
        Status.FINANCIAL_OBLIGATION: (Act.CONFIRM_PAYMENT, Act.WITHDRAW),
        Status.WITHDRAWN: (Act.GIVE_BACK,),
        Status.STOPPED: (Act.GIVE_BACK,),
        Status.REFUSED: (Act.GIVE_BACK,),
        Status.DONE: (Act.RETURN,),
        Status.RETURNED: (),
    }
)
"""What is done most often in each state, the next step first; screens offer it before everything else."""

NAMES = {
    Act.TRANSFER: mark("chuyển cho nơi giải quyết"),
    Act.BEGIN: mark("ghi nhận đang xử lý"),
    Act.ASK_SUPPLEMENT: mark("yêu cầu bổ sung"),
    Act.COMPLETE_SUPPLEMENT: mark("nhận bổ sung"),
    Act.ASK_PAYMENT: mark("báo nghĩa vụ tài chính"),
    Act.CONFIRM_PAYMENT: mark("xác nhận đã nộp tiền"),
    Act.EXTEND: mark("xin lỗi và hẹn lại"),
    Act.REFUSE: mark("từ chối"),
    Act.WITHDRAW: mark("rút hồ sơ"),
    Act.STOP: mark("dừng giải quyết"),
    Act.FINISH: mark("ghi nhận có kết quả"),
    Act.RETURN: mark("trả kết quả"),
    Act.GIVE_BACK: mark("trả lại giấy tờ"),
}
"""What each act is called, in Vietnamese; translate with ``_``."""

STATUS_NAMES = {
    Status.RECEIVED: mark("Đã tiếp nhận"),
    Status.TRANSFERRED: mark("Đã chuyển"),
    Status.IN_PROCESS: mark("Đang xử lý"),
    Status.SUPPLEMENT_REQUESTED: mark("Chờ bổ sung"),
    Status.FINANCIAL_OBLIGATION: mark("Chờ nộp tiền"),
    Status.WITHDRAWN: mark("Đã rút"),
    Status.STOPPED: mark("Đã dừng"),
    Status.REFUSED: mark("Đã từ chối"),
    Status.DONE: mark("Có kết quả"),
    Status.RETURNED: mark("Đã trả"),
}
"""What each state is called, in Vietnamese; translate with ``_``."""

_BY_ACT = {line.act: line for line in TABLE}


def transition(act: Act) -> Transition:
    """Return the table's line of act."""
    return _BY_ACT[act]


def possible(status: Status, permissions: Iterable[Permission]) -> tuple[Act, ...]:
    """Return what somebody with these permissions may do in this state, in the table's order; guards apart."""
    held = frozenset(permissions)
    return tuple(line.act for line in TABLE if status in line.sources and line.permission in held)


def next_status(act: Act, status: Status) -> Status:
    """Return the state after act.

    Raises:
        PersonProblem: ``life.not_now``: with the state, and what is possible in it instead.
    """
    line = transition(act)
    if status not in line.sources:
        instead = ", ".join(_(NAMES[other]) for other in possible(status, Permission))
        raise PersonProblem(
            "life.not_now",
            act=_(NAMES[act]),
            status=_(STATUS_NAMES[status]),
            instead=instead or _("không còn việc nào"),
        )
    return status if line.target is None else line.target
