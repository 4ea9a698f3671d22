"""The workspaces of the desk in the order of their F-keys; what is not listed here does not exist."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.domain.drafts import Draft
from app.models.rows import Queue
from app.ui.admin.workspace import Admin
from app.ui.application.desk_window import Feature
from app.ui.application.reception import Reception
from app.ui.certified.workspace import CertifiedCopies
from app.ui.dossiers.desk_search import KEY as DOSSIERS
from app.ui.dossiers.workspace import Dossiers
from app.ui.handover.workspace import Handover
from app.ui.reports.workspace import Reports
from app.ui.returns.workspace import KEY as RETURNS
from app.ui.returns.workspace import Returns
from app.ui.sync.workspace import Sync
from app.ui.workroom import Workroom


def make_features(room: Workroom, parent: QObject) -> tuple[Feature, ...]:
    """Return all workspaces of one window."""

    def take_up(draft: Draft) -> None:
        reception.take_up(draft)

    def hand_out(dossier: UUID) -> None:
        room.open(RETURNS)
        if returns.presenter is not None:
            returns.presenter.open([dossier])

    dossiers = Dossiers(room, parent, take_up, hand_out)
    returns = Returns(room, parent)

    def show_dossier(dossier: UUID) -> None:
        room.open(DOSSIERS)
        if dossiers.presenter is not None:
            dossiers.presenter.open_dossier(dossier)

    def show_queue(queue: Queue) -> None:
        room.open(DOSSIERS)
        if dossiers.presenter is not None:
            dossiers.presenter.show_queue(queue)

    reception = Reception(room, parent, show_dossier)
    handover = Handover(room, parent, show_dossier, reception.receive_consigned)
    return (
        reception,
        dossiers,
        returns,
        handover,
        Reports(room, parent, show_queue, show_dossier),
        Sync(room, parent),
        CertifiedCopies(room, parent),
        Admin(room, parent),
    )
