"""Draws the life of a dossier from its table: ``python tools/lifecycle.py`` writes docs/dossier-life.md."""

import sys
from collections.abc import Collection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.dossiers import NATIONAL_STATUS, Status
from app.domain.lifecycle import MOVING, NAMES, OPEN, PAUSED, STATUS_NAMES, TABLE, ClockEffect
from app.domain.offices import Role
from app.domain.permissions import ROLE_NAMES
from app.domain.permissions import TABLE as MAY

PAGE = Path(__file__).resolve().parent.parent / "docs" / "dossier-life.md"
_CLOCK = {
    ClockEffect.NONE: "–",
    ClockEffect.PAUSE: "stops",
    ClockEffect.RESUME: "goes on",
    ClockEffect.EXTEND: "new appointment",
    ClockEffect.FINISH: "ends",
}
_HEAD = """# The life of a dossier

Drawn from the table in `app/domain/lifecycle.py` by `python tools/lifecycle.py`; not written by hand. Undo takes the
last act back and stands beside the table, as correction does. Money, delivery and synchronisation are states of their
own.

"""


def page() -> str:
    """Return the page as it should be."""
    return (
        _HEAD
        + "\n\n".join(("\n".join(_diagram()), "\n".join(_acts()), "\n".join(_matrix()), "\n".join(_states())))
        + "\n"
    )


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    state OPEN {", "        state WORKING {"]
    lines += [f"            {status.name}" for status in _in_order(MOVING)]
    lines += ["        }", *(f"        {status.name}" for status in _in_order(PAUSED)), "    }"]
    lines.append(f"    [*] --> {Status.RECEIVED.name}: tiếp nhận")
    for line in TABLE:
        # What may be done in every state of a box is drawn as one arrow from the box.
        box = {OPEN: "OPEN", MOVING: "WORKING"}.get(line.sources)
        for source in [box] if box else [source.name for source in _in_order(line.sources)]:
            lines.append(f"    {source} --> {line.target.name if line.target else source}: {NAMES[line.act]}")
    return [*lines, f"    {Status.RETURNED.name} --> [*]", "```"]


def _in_order(states: Collection[Status]) -> list[Status]:
    return [status for status in Status if status in states]


def _acts() -> list[str]:
    lines = ["| Act | Vietnamese | From | To | Time limit | Must hold | Form |", "|---|---|---|---|---|---|---|"]
    for line in TABLE:
        sources = ", ".join(source.value for source in _in_order(line.sources))
        guards = ", ".join(guard.value for guard in line.guards) or "–"
        target = line.target.value if line.target else "as before"
        cells = (f"`{line.act.value}`", NAMES[line.act], sources, target, _CLOCK[line.clock], guards, line.form or "–")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _matrix() -> list[str]:
    lines = ["| Act | " + " | ".join(ROLE_NAMES[role] for role in Role) + " |", "|---|" + "---|" * len(Role)]
    for line in TABLE:
        cells = " | ".join("✓" if line.permission in MAY[role] else "" for role in Role)
        lines.append(f"| {NAMES[line.act]} | {cells} |")
    return lines


def _states() -> list[str]:
    lines = ["| State | Vietnamese | National code |", "|---|---|---|"]
    return lines + [f"| `{status.value}` | {STATUS_NAMES[status]} | {NATIONAL_STATUS[status]} |" for status in Status]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
