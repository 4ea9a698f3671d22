"""How the window gets the reception desk."""

from app.core.words import mark
from app.services.drafts import load_drafts
from app.ui.reception.keys import SCOPE, Commands, register
from app.ui.reception.people import ShowDossier
from app.ui.reception.presenter import Beginning, ReceptionPresenter, ShowSaved
from app.ui.reception.procedure import read_catalogue
from app.ui.reception.slips import MakeQueue
from app.ui.reception.view import ReceptionView
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom


def reception_spec(
    room: Workroom,
    *,
    show_dossier: ShowDossier | None = None,
    show_saved: ShowSaved | None = None,
    make_queue: MakeQueue | None = None,
) -> WorkspaceSpec:
    """Return the workspace F2; the arguments are those of ReceptionPresenter.

    The page has ``take_scan(text)`` for what the input router recognised as a card. It begins with the drafts and the
    catalogue: keys that come before them would begin another draft and find no procedure.
    """
    begins = [Beginning()]

    def prepare() -> None:
        begins[0] = Beginning(load_drafts(room.desk, room.session()), read_catalogue(room))

    def make() -> ReceptionView:
        commands = Commands()
        register(room.registry, commands)
        view = ReceptionView(room.registry, room.desk.now().date())
        presenter = ReceptionPresenter(
            view, room, commands, begins[0], show_dossier=show_dossier, show_saved=show_saved, make_queue=make_queue
        )
        presenter.setObjectName("reception_presenter")
        return view

    return WorkspaceSpec(SCOPE, mark("Tiếp nhận"), "file-plus", "F2", make, prepare)
