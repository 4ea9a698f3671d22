"""The workspaces of the desk in the order of their F-keys; what is not listed here does not exist."""

from app.ui.admin.workspace import Admin
from app.ui.application.desk_window import MakeFeature
from app.ui.dossiers.workspace import Dossiers
from app.ui.sync.workspace import Sync

MAKERS: tuple[MakeFeature, ...] = (Dossiers, Sync, Admin)
