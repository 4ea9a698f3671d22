"""The reception desk in every state worth a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.core.problems import OutsideProblem
from app.domain.dossiers import PaperState, PaymentWay, ReturnPlace
from app.domain.drafts import Draft, PaperEntry, PartyText, all_handed_in, choose, with_paper
from app.domain.fees import copies_key
from app.domain.guidance import FAULTS, GuidanceKind, faulty
from app.domain.handover import BatchKind
from app.domain.offices import Role
from app.domain.organisations import Organisation, OrganisationHistory
from app.domain.procedures import Channel, ProcedureVersion
from app.domain.units import Unit, UnitKind
from app.models.rows import PrintState as Recorded
from app.printing.queue import JobStatus, Printer, PrintJob, PrintQueue, PrintState
from app.scanning.images import encode_png
from app.scanning.sample import sample_page
from app.services.drafts import discard_draft, load_drafts, new_draft
from app.services.guiding import guide
from app.services.handover import Heading, open_batch
from app.services.handover_beeps import beep
from app.services.handover_signing import sign
from app.services.organisations import replace_table
from app.services.practice import made_up_people
from app.services.reception import AttachedFile, receive
from app.services.reference import current_procedures
from app.services.slips import record_print, unprinted
from app.services.units import save_unit, units
from app.sheets.writing import xlsx
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.reception.receiving import Then
from app.ui.reception.view import ReceptionView
from app.ui.reception.workspace import reception_spec
from app.ui.screens.stage import LONG_NAME, Stage

BIRTH = "1.001193"
CERTIFIED = "2.000815"
RESIDENCE = "1.004222"

NOTE = "EB123456785VN"
LONG_PAPER = "Giấy tờ thứ {} có tên gọi rất dài theo biểu mẫu ban hành kèm thông tư liên tịch"


class EmptyTray(PrintQueue):
    """A printer without paper, for the picture of it."""

    def printers(self) -> tuple[Printer, ...]:
        """Return none."""
        return ()

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:  # noqa: ARG002 - the queue's shape
        """Take the job."""
        return PrintJob(printer, title)

    def status(self, job: PrintJob) -> JobStatus:  # noqa: ARG002 - the queue's shape
        """Say that there is no paper."""
        return JobStatus(PrintState.OUT_OF_PAPER, "media-empty")

    def cancel(self, job: PrintJob) -> None:
        """Refuse: nothing is ever taken back here."""
        raise OutsideProblem("printing.refused", printer=job.printer, status="stage")


class _Set:
    """The reception desk on the stage."""

    def __init__(self, stage: Stage, *, tray: bool = False) -> None:
        # The window before may still keep its draft: one thread at a time uses the store.
        stage.strike()
        for draft in load_drafts(stage.desk, stage.session):
            discard_draft(stage.desk, stage.session, draft)
        queue = (lambda: (EmptyTray(), "ipp://may-in.vi-du/hp")) if tray else None
        self.stage = stage
        self.window = stage.window([lambda room: reception_spec(room, make_queue=queue)], "reception")
        page = self.window.page("reception")
        if not isinstance(page, ReceptionView):
            raise TypeError("F2 is the reception desk")
        self.view = page
        found = page.findChild(QObject, "reception_presenter")
        if not isinstance(found, ReceptionPresenter):
            raise TypeError("the reception desk has its presenter")
        self.presenter = found

    def put(self, draft: Draft) -> None:
        """Show a draft as if it had been resumed."""
        self.presenter.show(draft)
        self.stage.wait()


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the states of the reception desk, one window after the other."""
    for received in stage.receive(3, seed=5):
        record_print(stage.desk, received.print_id, Recorded.PRINTED)
    procedures = {version.code: version for version in current_procedures(stage.desk)}
    birth = procedures[BIRTH]
    scene = _Set(stage)
    yield "reception-empty", scene.window
    # A fee that is due shows how it is paid.
    scene.put(_usual(stage, procedures[CERTIFIED]))
    scene.view.person.submitter.edit("phone").setFocus()
    yield "reception-normal", scene.window
    for name, fill in (
        ("searching", _search),
        ("address", _offer_addresses),
        ("overfull", _overfill),
        ("error", _fill_wrongly),
        ("scanned", _scan),
        ("guidance", _lack),
        ("fault", _ask_fault),
    ):
        fill(scene, birth)
        yield f"reception-{name}", scene.window
    yield "reception-out-of-paper", _received(stage, birth, tray=True)
    yield "reception-received", _received(stage, procedures[CERTIFIED], tray=False)
    group = _grouped(stage, procedures[CERTIFIED])
    yield "reception-group", group.window
    group.presenter.commit(Then.STAY)
    stage.wait()
    yield "reception-group-received", group.window
    yield from _imports(stage, birth)
    with stage.signed_in_as(Role.AUDITOR):
        yield "reception-read-only", stage.window([reception_spec], "reception")
    stage.strike()
    stage.receive(4, seed=6)
    yield "reception-unprinted", _Set(stage).window
    _print_everything(stage)
    yield "reception-post", _brought_by_post(stage, birth)
    yield from _before(stage, procedures[RESIDENCE])
    yield "reception-successor", _succeeded(stage, birth)


def _person(place: int) -> PartyText:
    person = made_up_people(20, place + 1)[place]
    return PartyText(
        full_name=person.full_name,
        personal_id=person.personal_id,
        old_id=person.old_id,
        birth=f"{person.birth:%d/%m/%Y}",
        gender=person.gender,
        card_address=person.address,
        address=person.address,
        card_issued=f"{person.issued:%d/%m/%Y}",
        phone=person.phone,
        from_card=True,
    )


def _usual(stage: Stage, version: ProcedureVersion) -> Draft:
    case = version.cases[0]
    draft = choose(replace(new_draft(stage.desk), submitter=_person(0)), version, case)
    draft = all_handed_in(draft, case)
    return replace(draft, payment=PaymentWay.CASH, quantities=_copies(version))


def _scan(scene: _Set, version: ProcedureVersion) -> None:
    stage = scene.stage
    draft = _usual(stage, version)
    scene.put(draft)
    scene.presenter.pages.bring(1, [sample(stage, "to-khai"), sample(stage, "trang-2")])
    scene.presenter.pages.bring(2, [sample(stage, "giay-chung-sinh"), blank(stage)])
    stage.wait()
    scene.view.papers.table.setFocus()


def _search(scene: _Set, _version: ProcedureVersion) -> None:
    stage = scene.stage
    scene.put(replace(new_draft(stage.desk), submitter=_person(1), procedure_text="khai sinh"))
    scene.view.procedure.search.setFocus()
    stage.wait()
    scene.view.procedure.search.searched.emit("khai sinh")


def _offer_addresses(scene: _Set, version: ProcedureVersion) -> None:
    """Show the list of what a split commune became."""
    stage = scene.stage
    scene.put(replace(_usual(stage, version), submitter=_person(5)))
    scene.stage.wait()
    scene.view.person.submitter.edit("phone").setFocus()
    scene.view.person.submitter.offer.wanted.emit()


def _lack(scene: _Set, version: ProcedureVersion) -> None:
    """Show what is given instead of a reception: two papers are missing, one of them was brought and does not do."""
    draft = _usual(scene.stage, version)
    draft = with_paper(draft, replace(draft.papers[0], state=PaperState.MISSING, originals=0))
    draft = with_paper(draft, faulty(draft.papers[1], FAULTS[0]))
    scene.put(replace(draft, demands="Giấy ra viện của mẹ"))
    scene.stage.room.registry.trigger("reception.guide")


def _ask_fault(scene: _Set, version: ProcedureVersion) -> None:
    scene.put(_usual(scene.stage, version))
    scene.view.papers.table.setFocus()
    scene.stage.room.registry.trigger("reception.fault")


def _brought_by_post(stage: Stage, version: ProcedureVersion) -> QWidget:
    stage.wait()
    post = next(one for one in units(stage.desk, stage.session) if one.kind is UnitKind.POST)
    bag = open_batch(stage.desk, stage.session, BatchKind.POST_IN, post.id).batch
    beep(stage.desk, stage.session, bag.id, NOTE)
    sign(stage.desk, stage.session, bag.id, Heading(giver="Trần Văn Bình", taker="Trần Thị Tập"))
    _print_everything(stage)
    stage.clock.advance(timedelta(hours=2))
    scene = _Set(stage)
    scene.put(replace(_usual(stage, version), channel=Channel.POST, consignment=NOTE))
    scene.view.procedure.consignment.field.setFocus()
    return scene.window


def _before(stage: Stage, version: ProcedureVersion) -> Iterator[tuple[str, QWidget]]:
    """Show the citizen who comes back: guided before, and a paper of an earlier dossier that may be used again."""
    stage.wait()
    case, desk, session = version.cases[0], stage.desk, stage.session
    asked = choose(replace(new_draft(desk), submitter=_person(8)), version, case)
    held = replace(asked.papers[1], state=PaperState.HANDED_IN, originals=1)
    file = AttachedFile(desk.vault.put(sample(stage, "cho-o").read_bytes()), 3)
    receive(desk, session, with_paper(all_handed_in(asked, case), held), {2: file})
    stage.clock.advance(timedelta(days=11, hours=16))
    guide(desk, session, choose(replace(new_draft(desk), submitter=_person(8)), version, case), GuidanceKind.SUPPLEMENT)
    _print_everything(stage)
    stage.clock.advance(timedelta(days=2))
    scene = _Set(stage)
    scene.put(choose(replace(new_draft(desk), submitter=_person(8)), version, case))
    scene.view.papers.table.setFocus()
    scene.view.papers.table.select_key(2)
    yield "reception-before", scene.window
    stage.room.registry.trigger("reception.lookup")
    yield "reception-lookup", scene.window


def _print_everything(stage: Stage) -> None:
    stage.strike()
    for owed in unprinted(stage.desk, stage.session):
        record_print(stage.desk, owed.record.id, Recorded.PRINTED)


def _overfill(scene: _Set, version: ProcedureVersion) -> None:
    stage = scene.stage
    draft = _usual(stage, version)
    papers = tuple(
        PaperEntry(n, LONG_PAPER.format(n), condition="nếu có", state=list(PaperState)[n % 4], originals=n % 3)
        for n in range(1, 41)
    )
    long = replace(
        draft.submitter, full_name=LONG_NAME, address="Số 12/34/56 ngõ 789 đường Nguyễn Thị Minh Khai nối dài, " * 3
    )
    draft = replace(draft, submitter=long, owner=replace(_person(2), full_name=LONG_NAME), papers=papers)
    scene.put(replace(draft, authorisation="Giấy ủy quyền số 123/2026/GUQ lập tại Văn phòng công chứng Ví Dụ"))


def _fill_wrongly(scene: _Set, version: ProcedureVersion) -> None:
    stage = scene.stage
    case = version.cases[0]
    wrong = PartyText(full_name="", personal_id="04919901", birth="31/02/1999", phone="0905 12", email="hang@")
    draft = choose(replace(new_draft(stage.desk), submitter=wrong), version, case)
    draft = replace(draft, return_place=ReturnPlace.POST, appointment="9h mai", appointment_reason="")
    draft = with_paper(draft, replace(draft.papers[0], state=PaperState.HANDED_IN, originals=0))
    scene.put(draft)
    scene.presenter.commit(Then.STAY)


def _received(stage: Stage, version: ProcedureVersion, *, tray: bool) -> QWidget:
    scene = _Set(stage, tray=tray)
    scene.put(replace(_usual(stage, version), payment=PaymentWay.VIETQR))
    scene.presenter.commit(Then.STAY)
    return scene.window


def _grouped(stage: Stage, version: ProcedureVersion) -> _Set:
    """One person brings papers of three people; the third is on the screen."""
    stage.strike()
    for owed in unprinted(stage.desk, stage.session):
        record_print(stage.desk, owed.record.id, Recorded.PRINTED)
    scene = _Set(stage)
    scene.put(replace(_usual(stage, version), payment=PaymentWay.VIETQR))
    for place in (3, 4):
        scene.presenter.commit(Then.ALIKE)
        stage.wait()
        scene.presenter.sheet.change(owner=_person(place))
        stage.wait()
    return scene


def _succeeded(stage: Stage, version: ProcedureVersion) -> QWidget:
    """Show a dossier for an office whose work another one took over."""
    stage.strike()
    today = stage.desk.now().date()
    old = Unit(uuid4(), "Công an huyện Ví Dụ", UnitKind.DEPARTMENT, "Y00.40")
    if all(unit.name != old.name for unit in units(stage.desk, stage.session)):
        replace_table(stage.desk, stage.session, OrganisationHistory())
        save_unit(stage.desk, stage.session, old)
    codes = (
        Organisation("Y00.40", old.name, valid_to=today - timedelta(days=143), successors=("Y00.51",)),
        Organisation("Y00.51", "Công an xã Luyện Tập"),
    )
    replace_table(stage.desk, stage.session, OrganisationHistory(codes))
    scene = _Set(stage)
    scene.put(replace(_usual(stage, version), resolving_unit=old.name))
    return scene.window


def _imports(stage: Stage, version: ProcedureVersion) -> Iterator[tuple[str, QWidget]]:
    """Show a spreadsheet that is looked at: the desk without one, one as they come, one that cannot be read."""
    scene = _Set(stage)
    scene.put(choose(new_draft(stage.desk), version, version.cases[0]))
    stage.room.registry.trigger("reception.import")
    stage.wait()
    yield "reception-import-empty", scene.window
    stage.interaction.answer([village_list(stage)])
    stage.room.registry.trigger("reception.bring_file")
    stage.wait()
    stage.wait()
    scene.view.imports.table.selectRow(2)
    yield "reception-import", scene.window
    broken = stage.desk.folder.root / "samples" / "thon-4.xls"
    broken.write_bytes(b"\xd0\xcf\x11\xe0")
    stage.interaction.answer([broken])
    stage.room.registry.trigger("reception.bring_file")
    stage.wait()
    yield "reception-import-error", scene.window


def village_list(stage: Stage) -> Path:
    """Return a list as a village head keeps it: a heading, sixteen people, three mistakes, one of them twice."""
    head = ("Lê Trưởng Thôn", "049080000011", "02/09/1980")
    people = made_up_people(1, 16)
    lines = [[*head, p.full_name, p.personal_id, f"{p.birth:%d/%m/%Y}", p.phone, "đủ"] for p in people]
    lines[2][4:6] = ["04919901", "31/02/1970"]
    lines[7][7] = "một ít"
    lines[11] = list(lines[4])
    titles = ["Người nộp", "CCCD người nộp", "Ngày sinh người nộp", "Họ và tên", "Số CCCD", "Ngày sinh", "SĐT"]
    path = stage.desk.folder.root / "samples" / "danh-sach-thon-3.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(xlsx("Thôn 3", [*titles, "Giấy tờ đã nộp"], lines))
    return path


def _copies(version: ProcedureVersion) -> dict[str, int]:
    by_page = [rule for rule in version.cases[0].fees if rule.per_copy]
    return {rule.code: 3 for rule in by_page} | {copies_key(rule): 2 for rule in by_page}


def sample(stage: Stage, name: str) -> Path:
    """Return a drawn page as a file, as a citizen might bring it."""
    path = stage.desk.folder.root / "samples" / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(
        encode_png(sample_page(("TỜ KHAI", "Họ và tên: Trần Thị Ví Dụ", "Nơi sinh: Xã Luyện Tập"), dpi=60))
    )
    return path


def blank(stage: Stage) -> Path:
    """Return an empty side as a file."""
    path = stage.desk.folder.root / "samples" / "blank.png"
    image = QImage(827, 1169, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(str(path))
    return path
