"""F3 in every state worth a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.core.problems import OutsideProblem
from app.core.words import _
from app.domain.dossiers import Dossier, DossierPaper, PaperState, PaymentWay
from app.domain.drafts import text_of
from app.domain.lifecycle import Act
from app.domain.offices import Role
from app.domain.signatures import Integrity, Seal
from app.models.rows import PrintState, Queue
from app.services.bulk import BulkAct
from app.services.drafts import next_of_same_procedure
from app.services.life import ask_supplement
from app.services.moves import Seen
from app.services.practice import filled_draft, made_up_people
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.seal_words import seal_said
from app.services.sentences import describe
from app.services.slips import record_print
from app.ui.dossiers.act_parts import Part
from app.ui.dossiers.beside_forms import REFUND
from app.ui.dossiers.desk_search import KEY
from app.ui.dossiers.presenter import DossiersPresenter
from app.ui.dossiers.view import DossiersView
from app.ui.dossiers.workspace import Dossiers
from app.ui.screens.stage import LONG_NAME, NOW, MakeSpec, Stage, party
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_DAYS = (0, 3, 4, 5, 6, 7)
"""From Friday over the week after; the counter has numbers from Friday on."""
_HOURS = ((7, 40), (8, 25), (9, 50), (10, 35), (14, 5))
"""When the dossiers of an ordinary day were received."""
_NEUTRAL = Tone.NEUTRAL


class DossiersScene:
    """A window on F3, with what its shots need.

    Attributes:
        handed_out: the dossiers that somebody wanted to give out at F5.
    """

    def __init__(self, stage: Stage, others: tuple[MakeSpec, ...] = ()) -> None:
        self.stage = stage
        self.handed_out: list[UUID] = []
        made: list[Dossiers] = []

        def make(room: Workroom) -> Dossiers:
            made.append(Dossiers(room, hand_out=self.handed_out.append))
            return made[0]

        self.window: MainWindow = stage.window([lambda room: make(room).spec(), *others], KEY)
        self.dossiers = made[0]
        self.dossiers.setParent(self.window)
        self.dossiers.connect_window(self.window)
        view = self.window.page(KEY)
        presenter = self.dossiers.presenter
        if not isinstance(view, DossiersView) or presenter is None:
            raise TypeError("the page was not made")
        self.view: DossiersView = view
        self.presenter: DossiersPresenter = presenter
        self.window.open(KEY)
        stage.wait()

    def type(self, text: str) -> None:
        """Type into the search box."""
        self.window.top.search.setFocus()
        self.window.top.search.setText(text)
        self.presenter.search(text)
        self.stage.wait()


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show F3 empty, ordinary, searched, opened, overfull, refused and read-only."""
    if not stage.clock.now() > NOW:
        yield "dossiers-empty", DossiersScene(stage).window
        _fill(stage)
    scene = DossiersScene(stage)
    yield "dossiers-normal", scene.window
    scene.presenter.show_queue(Queue.OVERDUE)
    stage.wait()
    yield "dossiers-overdue", scene.window
    scene.type(_a_name(scene))
    yield "dossiers-search", scene.window
    scene.type("không có ai tên này")
    yield "dossiers-not-found", scene.window
    scene.type("")
    scene.presenter.open_current()
    stage.wait()
    yield "dossiers-open", scene.window
    scene.presenter.show_slip()
    stage.wait()
    yield "dossiers-slip", scene.window
    gone = describe(OutsideProblem("files.missing", digest="9f2c41"))
    scene.view.preview.say(gone.text, gone.next_step)
    yield "dossiers-error", scene.window
    scene.view.show_list()
    scene.view.panel.reprint.ask()
    yield "dossiers-reprint", scene.window
    scene.view.panel.reprint.leave()
    yield from _acts(scene)
    yield from _overfull(scene)
    yield from _group(stage)
    yield from _other_people(stage)


def _acts(scene: DossiersScene) -> Iterator[tuple[str, QWidget]]:
    """Show what is asked for one dossier and for many, and a queue that pulls; nothing is done."""
    stage = scene.stage
    scene.presenter.acts.start(Act.ASK_SUPPLEMENT)
    yield "dossiers-act", scene.window
    scene.view.panel.sheet.commit_wanted.emit()
    stage.wait()
    yield "dossiers-act-error", scene.window
    scene.view.panel.sheet.leave()
    for row in scene.view.table.rows_model.rows[:5]:
        scene.view.mark_wanted.emit(row)
    scene.presenter.bulk.start(BulkAct.FINISH)
    stage.wait()
    yield "dossiers-bulk", scene.window
    scene.view.panel.sheet.leave()
    scene.presenter.bulk.clear()
    yield from _endings(scene)
    scene.presenter.show_queue(Queue.SUPPLEMENT)
    stage.wait()
    yield "dossiers-waiting", scene.window
    scene.presenter.open_current()
    stage.wait()
    yield "dossiers-forms", scene.window
    scene.view.show_list()
    scene.presenter.show_queue(Queue.ALL)
    stage.wait()


def _endings(scene: DossiersScene) -> Iterator[tuple[str, QWidget]]:
    """Show a result with its file, money alone, papers owed at an ending, and the menu of everything else."""
    acts, stage = scene.presenter.acts, scene.stage
    acts.start(Act.FINISH)
    scene.view.panel.sheet.fill(Part.TITLE, "Di chúc có chứng thực")
    scene.view.panel.sheet.fill(Part.FILE, "/media/usb/ket-qua-da-ky.pdf")
    seal = Seal(Integrity.INTACT, LONG_NAME, NOW)
    scene.view.panel.sheet.say_at(Part.FILE, seal_said(seal), Tone.INFO)
    yield "dossiers-result-file", scene.window
    scene.view.panel.sheet.leave()
    acts.start(REFUND)
    yield "dossiers-money", scene.window
    scene.view.panel.sheet.leave()
    acts.start(Act.WITHDRAW)
    yield "dossiers-ending", scene.window
    scene.view.panel.sheet.leave()
    stage.wait()


def _fill(stage: Stage) -> None:
    now = NOW + timedelta(days=_DAYS[-1])
    moments = [
        (NOW + timedelta(days=day)).replace(hour=hour, minute=minute) for day in _DAYS for hour, minute in _HOURS
    ]
    kept = []
    for place, moment in enumerate(moments):
        stage.clock.set(moment)
        received = stage.receive(1, seed=3, first=place)[0]
        kept.append(received.dossier)
        # The newest still wait for the printer.
        if moment < now - timedelta(hours=3):
            record_print(stage.desk, received.print_id, PrintState.PRINTED)
    stage.clock.set(now)
    demands = [paper.name for paper in kept[-3].papers[:1]]
    ask_supplement(stage.desk, stage.session, Seen(kept[-3].id), demands, "Bản chụp không rõ chữ")


def _a_name(scene: DossiersScene) -> str:
    rows = scene.view.table.rows_model.rows
    return " ".join(rows[0].owner_name.lower().split()[:2]) if rows else "dang thi du"


def _overfull(scene: DossiersScene) -> Iterator[tuple[str, QWidget]]:
    """Show names and lists of any length."""
    found = scene.presenter.current
    if found is None:
        return
    dossier = found.dossier
    paper = DossierPaper(1, f"{LONG_NAME} và các giấy tờ kèm theo của những người liên quan", PaperState.HANDED_IN)
    papers = tuple(replace(paper, ordinal=place, originals=1) for place in range(1, 41))
    person = replace(dossier.parties.submitter, full_name=LONG_NAME, address=f"Thôn {LONG_NAME}, xã {LONG_NAME}")
    parties = replace(dossier.parties, submitter=person, owner=person, authorisation=LONG_NAME)
    long = replace(dossier, parties=parties, papers=papers, content=" ".join([LONG_NAME] * 6))
    scene.view.panel.reprint.leave()
    scene.view.panel.show_view(replace(found, dossier=long, history=found.history * 20), (_("Đã tiếp nhận"), _NEUTRAL))
    scene.view.dossier.show_view(replace(found, dossier=long))
    rows = scene.view.table.rows_model.rows
    many = tuple(replace(row, owner_name=LONG_NAME, content=" ".join([LONG_NAME] * 3)) for row in (rows * 500)[:10_000])
    scene.view.show_rows(many, "", select_first=False)
    yield "dossiers-overfull", scene.window
    scene.view.show_dossier()
    yield "dossiers-overfull-open", scene.window


def brought_together(stage: Stage, count: int = 3) -> tuple[Dossier, ...]:
    """Receive dossiers that one person brings for others, with one slip."""
    stage.wait()
    version = next(one for one in current_procedures(stage.desk) if one.code == "2.000884")
    who, *others = made_up_people(46, count)
    draft = filled_draft(stage.desk, version, party(who))
    draft = replace(draft, group=draft.id, payment=PaymentWay.LATER)
    received = receive(stage.desk, stage.session, draft, more=True)
    for place, other in enumerate(others, start=2):
        draft = replace(next_of_same_procedure(stage.desk, draft), owner=text_of(party(other)))
        received = receive(stage.desk, stage.session, draft, more=place < count)
    record_print(stage.desk, received.print_id, PrintState.PRINTED)
    return received.group


def _group(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show one of several that were received together."""
    stage.strike()
    dossier = brought_together(stage)[1]
    scene = DossiersScene(stage)
    scene.presenter.open_dossier(dossier.id, dossier.number)
    stage.wait()
    yield "dossiers-group", scene.window


def _other_people(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    for name, role in (("dossiers-read-only", Role.AUDITOR), ("dossiers-refused", Role.ADMINISTRATOR)):
        with stage.signed_in_as(role):
            yield name, DossiersScene(stage).window
