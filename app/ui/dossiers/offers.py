"""What the panel offers for a dossier: the one next step, a few usual acts, and everything else behind one key."""

from dataclasses import dataclass
from typing import Final

from app.domain.dossiers import Status
from app.domain.lifecycle import USUAL, WITHOUT_RESULT, Act
from app.domain.offices import Account
from app.domain.permissions import Permission, allowed
from app.services.dossiers import DossierView
from app.ui.dossiers.act_forms import FORMS
from app.ui.dossiers.act_parts import ActForm
from app.ui.dossiers.beside_forms import ADD_RESULT, BESIDE, REFUND, TAKE

ALL: Final[tuple[ActForm, ...]] = (*FORMS.values(), *BESIDE)
"""Everything that is asked for in a sheet of the panel, in the order of the menu."""
HAND_OUT: Final = "dossiers.hand_out"
MOST_USUAL = 3
_GIVEN_IN_F5 = frozenset({Act.RETURN, Act.GIVE_BACK})


@dataclass(frozen=True, slots=True)
class Offered:
    """Names of actions.

    Attributes:
        next: the usual next step; empty: nothing is usual now.
        usual: what is done often besides.
        rest: what else is possible.
    """

    next: str = ""
    usual: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def action_id(form: ActForm) -> str:
    """Return the name of the action that begins with form."""
    return f"dossiers.act_{form.name}"


def offered(view: DossierView, account: Account) -> Offered:
    """Return what is offered for a dossier to whoever sits here."""
    possible = [action_id(form) for form in ALL if form.possible(view, account)]
    if may_be_handed_out(view, account):
        possible.append(HAND_OUT)
    first = [name for name in dict.fromkeys(_first(view)) if name in possible]
    rest = tuple(name for name in possible if name not in first[: 1 + MOST_USUAL])
    return Offered(first[0] if first else "", tuple(first[1 : 1 + MOST_USUAL]), rest)


def may_be_handed_out(view: DossierView, account: Account) -> bool:
    """Return whether a result, or papers without one, wait to be given out at F5."""
    waits = view.dossier.status is Status.DONE or bool(view.held)
    return waits and allowed(account, Permission.RETURN_RESULT)


def _first(view: DossierView) -> list[str]:
    """Return what comes first in this state; what presses now before what is usual."""
    usual = [HAND_OUT if act in _GIVEN_IN_F5 else action_id(FORMS[act]) for act in USUAL[view.dossier.status]]
    if view.late and action_id(FORMS[Act.EXTEND]) in usual:
        usual.insert(0, action_id(FORMS[Act.EXTEND]))
    if view.lacks is not None:
        usual.insert(0, action_id(ADD_RESULT))
    if view.dossier.status in WITHOUT_RESULT:
        usual.append(action_id(REFUND))
    if view.owed or view.dossier.status is Status.FINANCIAL_OBLIGATION:
        usual.append(action_id(TAKE))
    return usual
