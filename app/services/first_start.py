"""What the first start looks at before anything is written: the plan's findings, and the sheet with its phrase."""

from dataclasses import replace

from app.core.clock import Clock
from app.core.problems import PersonProblem, Problem
from app.printing.forms.recovery import RecoveryData, recovery_sheet
from app.services.opening import OfficePlan, check_plan
from app.services.practice import practice_plan

LAST_GROUP = 4
_GROUPS = {
    "code": ("code",),
    "name": ("name",),
    "counter_ordinal": ("counter_ordinal", "counters"),
    "bank_bin": ("bank_bin", "bank_account"),
    "admin_name": ("admin_name",),
    "admin_login": ("admin_login",),
    "admin_password": ("admin_password",),
}


def findings(plan: OfficePlan, again: str, last_group: str, clock: Clock) -> dict[str, Problem]:
    """Return everything that is wrong with a plan, by the field it stands in; empty where it can be founded.

    Args:
        plan: as typed.
        again: the password once more.
        last_group: the last four digits of the phrase, read from the kept sheet.
        clock: the present day decides whether a code makes a number.
    """
    found: dict[str, Problem] = {}
    sound = practice_plan()
    for field, names in _GROUPS.items():
        # Each group is judged beside a plan that is sound everywhere else: one mistake does not hide the next.
        try:
            check_plan(replace(sound, **{name: getattr(plan, name) for name in names}), clock)
        except PersonProblem as problem:
            found[field] = problem
    if plan.admin_password != again and "admin_password" not in found:
        found["again"] = PersonProblem("start.passwords_differ")
    if last_group.strip() != plan.phrase[-LAST_GROUP:]:
        found["last_group"] = PersonProblem("start.phrase_not_confirmed")
    return found


def recovery_pdf(plan: OfficePlan, clock: Clock) -> bytes:
    """Return the sheet to be printed and kept; what is not yet typed is left to the pen.

    Raises:
        PersonProblem: ``printing.letter_missing``.
    """
    return recovery_sheet(
        RecoveryData(
            phrase=plan.phrase,
            governing_body=plan.governing_body,
            office_name=plan.name,
            place=plan.place,
            counter_name=plan.counter_name or f"Quầy {plan.counter_ordinal}",
            made_at=clock.now(),
            administrator=plan.admin_name,
            practice=plan.settings.practice,
        )
    )
