"""Both sides of the demonstration side by side: dossiers, files, slips – and the code on each slip read back."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.core.words import _
from app.domain.dossiers import Dossier
from app.hub.reading import StoredDossier, stored_dossiers
from app.hub.receiver import open_receiver
from app.hub.serving import default_database_url
from app.models.rows import PrintState, Queue
from app.printing.preview import pages_as_png
from app.scanning.codes import read_codes
from app.services.desk import Desk
from app.services.dossiers import DossierView, search, view
from app.services.opening import open_desk
from app.services.practice import LOGIN, PASSWORD
from app.services.security import sign_in

_DPI = 200


@dataclass(slots=True)
class Comparison:
    """What both sides hold; differences are sentences."""

    received: int = 0
    stored: int = 0
    slips: int = 0
    pages: int = 0
    procedures: int = 0
    missing: int = 0
    doubled: int = 0
    differences: list[str] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)


def compare(out: Path) -> Comparison:
    """Compare the desk's store with the receiver's, and every printed slip with its dossier."""
    data = out / "hub"
    receiver = open_receiver(default_database_url(data), data, SystemClock(), practice=True)
    try:
        province = stored_dossiers(receiver)
    finally:
        receiver.close()
    desk = open_desk(StoreFolder(out / "store"), SystemClock())
    try:
        return _compare(desk, province)
    finally:
        desk.close()


def _compare(desk: Desk, province: tuple[StoredDossier, ...]) -> Comparison:
    session = sign_in(desk, LOGIN, PASSWORD)
    views = [view(desk, session, row.id) for row in search(desk, session, "", queue=Queue.ALL, limit=10_000)]
    ours = [one.dossier for one in views]
    found = Comparison(received=len(ours), stored=len(province))
    found.procedures = len({dossier.procedure_code for dossier in ours})
    found.pages = sum(paper.pages for dossier in ours for paper in dossier.papers)
    there = {UUID(one.dossier_id): one for one in province}
    found.missing = sum(1 for dossier in ours if dossier.id not in there)
    numbers = Counter([*(one.number for one in province)])
    found.doubled = sum(count - 1 for count in numbers.values()) + sum(one.operations - 1 for one in province)
    for one in views:
        _one(desk, one, there.get(one.dossier.id), found)
    return found


def _one(desk: Desk, one: DossierView, stored: StoredDossier | None, found: Comparison) -> None:
    dossier = one.dossier
    digests = {paper.file_digest for paper in dossier.papers if paper.file_digest}
    if stored is None:
        found.differences.append(_("{number}: tỉnh chưa có").format(number=dossier.number))
    elif stored.number != dossier.number:
        found.differences.append(_("{number}: tỉnh ghi số {other}").format(number=dossier.number, other=stored.number))
    elif not stored.complete or set(stored.files) != digests:
        found.differences.append(_("{number}: tệp đính kèm chưa đủ").format(number=dossier.number))
    slip = desk.folder.slips / f"{dossier.number}.pdf"
    if _slip_is_true(slip, dossier) and [p.state for p in one.prints] == [PrintState.SAVED]:
        found.slips += 1
    else:
        found.differences.append(_("{number}: giấy hẹn không khớp").format(number=dossier.number))
    found.rows.append(
        {
            "number": dossier.number,
            "procedure": dossier.procedure_code,
            "appointment": dossier.appointment.appointment.isoformat(),
            "files": len(digests),
            "slip": slip.name,
            "stored": stored is not None,
        }
    )


def _slip_is_true(slip: Path, dossier: Dossier) -> bool:
    """Read the code printed on the slip back from its picture."""
    if not slip.is_file():
        return False
    first = pages_as_png(slip.read_bytes(), _DPI)[0]
    return dossier.number in {code.text for code in read_codes(first)}
