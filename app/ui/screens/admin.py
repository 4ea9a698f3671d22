"""Pictures of Admin: every section, as an administrator and as somebody who may only look."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from app.domain.offices import Account, Role
from app.domain.organisations import Organisation, OrganisationHistory
from app.services.organisations import replace_table
from app.sheets.writing import xlsx
from app.ui.admin.organisations import OrganisationsPanel
from app.ui.admin.people import PeoplePanel
from app.ui.admin.view import AdminView
from app.ui.admin.workspace import SECTION_KEYS, Admin
from app.ui.screens.stage import LONG_NAME, Stage
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

_READ_ONLY = (
    "office", "people", "units", "organisations", "procedures", "calendar", "queues", "devices", "backup", "audit",
    "own_password", "look",
)  # fmt: skip


def _spec(room: Workroom) -> WorkspaceSpec:
    return Admin(room).spec()


def _people(stage: Stage) -> None:
    stage.wait()
    with stage.desk.store.work() as work:
        if work.accounts.by_login("nguoi1") is not None:
            return
        for place in range(1, 8):
            roles = frozenset({Role.POSTAL} if place % 3 else {Role.CLERK, Role.SUPERVISOR})
            name = LONG_NAME if place == 2 else f"Nguyễn Văn Tập {place}"
            account = Account(uuid4(), f"nguoi{place}", name, roles, acts_for="UBND xã Luyện Tập" if place % 3 else "")
            # No password opens them: making a secret takes a third of a second on purpose.
            work.accounts.add(account, "")
            stage.desk.audit(work, stage.session.account, "security.account_added", str(account.id))
        work.commit()


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show each section."""
    _people(stage)
    window, view = _window(stage)
    for key in SECTION_KEYS:
        view.open_section(key)
        yield f"admin-{key}", window
    panel = view.open_section("people")
    stage.wait()
    if isinstance(panel, PeoplePanel):
        panel.begin_new()
        panel.save()
    yield "admin-people-error", window
    yield from _codes(stage, view, window)
    with stage.signed_in_as(Role.AUDITOR):
        window, view = _window(stage)
        for key in _READ_ONLY:
            view.open_section(key)
            yield f"admin-{key}-read-only", window


def _codes(stage: Stage, view: AdminView, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show codes of organisations, and the question before another table comes into force."""
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    entries = [
        Organisation("H17.40", "UBND huyện Mẫu", None, last, ("H17.51", "H17.52")),
        Organisation("H17.51", "UBND xã Ví Dụ", first),
        Organisation("H17.52", f"UBND xã {LONG_NAME}", first),
        *(Organisation(f"H17.{n}", f"Ban Ví Dụ {n}", None, last if n % 3 else None) for n in range(60, 90)),
    ]
    stage.wait()
    replace_table(stage.desk, stage.session, OrganisationHistory(entries))
    panel = view.open_section("organisations")
    stage.wait()
    yield "admin-organisations-normal", window
    path = stage.desk.folder.root / "ma-co-quan.xlsx"
    path.write_bytes(xlsx("Mã", ["Mã", "Tên", "Từ ngày"], [[one.code, one.name, ""] for one in entries[1:9]]))
    stage.interaction.answer([path])
    if isinstance(panel, OrganisationsPanel):
        panel.choose_file()
    stage.wait()
    yield "admin-organisations-asked", window


def _window(stage: Stage) -> tuple[MainWindow, AdminView]:
    window = stage.window((_spec,), "admin")
    view = window.page("admin")
    if not isinstance(view, AdminView):
        raise TypeError(view)
    return window, view
