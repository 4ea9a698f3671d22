"""``qr`` and ``due``: asking the rules without a store."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.cli.parser import add_command, show, store_folder
from app.core.clock import VIETNAM
from app.core.problems import PersonProblem

if TYPE_CHECKING:
    from app.domain.procedures import ProcedureVersion
    from app.domain.working_calendar import WorkingCalendar


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``qr`` and ``due``."""
    qr = add_command(commands, "qr", "read the text of a citizen card's code", run_qr)
    qr.add_argument("text")
    due = add_command(commands, "due", "explain when a dossier is due", run_due)
    due.add_argument("--procedure", required=True, metavar="CODE")
    due.add_argument("--received", required=True, metavar="ISO", help="for example 2026-11-20T15:20")
    due.add_argument("--case", default="", metavar="NAME")
    due.add_argument("--channel", type=int, choices=(1, 2, 3), default=1)


def run_qr(arguments: argparse.Namespace) -> int:
    """Print what a card's code says; exit code 1 where no person could be read."""
    from app.domain.card_qr import parse_card
    from app.domain.dossier_record import party_record
    from app.services.sentences import sentence

    scan = parse_card(arguments.text)
    party = party_record(scan.party) if scan.party else None
    notes = [sentence(note.doubt.value, {"raw": note.raw}).text for note in scan.notes]
    lines = [f"{key}: {value}" for key, value in (party or {}).items() if value not in {None, ""}]
    show(
        arguments,
        {"party": party, "extra": list(scan.extra), "notes": notes},
        [*lines, *(f"+ {text}" for text in scan.extra if text), *(f"! {text}" for text in notes)],
    )
    return 0 if scan.party else 1


def run_due(arguments: argparse.Namespace) -> int:
    """Print clock start, deadline, appointment and the explanation, line by line."""
    from app.domain.deadline_words import explain
    from app.domain.deadlines import compute
    from app.domain.procedures import Channel

    received = _moment(arguments.received)
    version, calendar = _version_and_calendar(arguments, received)
    case = _case(version, arguments.case)
    result = compute(case.limit(Channel(arguments.channel)), version.cut_off, received, calendar)
    lines = list(explain(result.explanation))
    show(
        arguments,
        {
            "procedure": version.code,
            "case": case.name,
            "received": received.isoformat(),
            "clock_start": result.clock_start.isoformat(),
            "legal_deadline": result.legal_deadline.isoformat() if result.legal_deadline else None,
            "appointment": result.appointment.isoformat() if result.appointment else None,
            "explanation": lines,
        },
        [
            f"{version.code} {version.name} · {case.name}",
            *(f"{number}. {line}" for number, line in enumerate(lines, 1)),
            f"→ {result.appointment:%H:%M %d/%m/%Y}" if result.appointment else "→ ?",
        ],
    )
    return 0


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise PersonProblem("cli.not_a_moment", text=text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _version_and_calendar(
    arguments: argparse.Namespace, received: datetime
) -> "tuple[ProcedureVersion, WorkingCalendar]":
    """Take the store's data where there is a store, the shipped ones otherwise."""
    from app.cli.parser import opened_desk
    from app.services.reference import rules, shipped_calendar, shipped_procedures

    if store_folder(arguments).database.exists():
        desk = opened_desk(arguments)
        try:
            with desk.store.read() as work:
                version = work.procedures.current(arguments.procedure, received.date())
                calendar = rules(desk, work).calendar
        finally:
            desk.close()
    else:
        version = next((v for v in shipped_procedures() if v.code == arguments.procedure), None)
        calendar = shipped_calendar()
    if version is None:
        raise PersonProblem("procedures.unknown", code=arguments.procedure)
    return version, calendar


def _case(version: "ProcedureVersion", name: str) -> Any:  # noqa: ANN401 - a ProcedureCase; importing it would load the rules early
    from app.core.vietnamese import fold

    if not name:
        return version.cases[0]
    for case in version.cases:
        if name == case.code or fold(name) in fold(case.name):
            return case
    raise PersonProblem("cli.no_such_case", name=name, cases="; ".join(case.name for case in version.cases))
