"""Papers used again and looked up at F2, by keys; what F3 says of them afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.dossiers import Dossier, PaperState
from app.domain.drafts import PaperEntry, PartyText, choose, text_of, with_paper
from app.domain.life import PaperSource
from app.domain.procedures import ProcedureVersion
from app.services import dossiers
from app.services.drafts import new_draft
from app.services.practice import made_up_people
from app.services.reception import AttachedFile, receive
from app.services.reference import current_procedures
from app.ui.dossiers.dossier_page import DossierPage
from app.ui.screens.dossiers import DossiersScene
from app.ui.screens.stage import Stage, party
from tests.ui.reception_desk import ReceptionDesk

Press = Callable[[QWidget, str], None]
TypeText = Callable[[QWidget, str], None]
PROCEDURE, PLACE = "1.004222", 2


def version(stage: Stage) -> ProcedureVersion:
    return next(one for one in current_procedures(stage.desk) if one.code == PROCEDURE)


def person(place: int) -> PartyText:
    return replace(text_of(party(made_up_people(20, place + 1)[place])), phone="0905123456")


def received_before(stage: Stage, *, valid_until: str = "") -> Dossier:
    """Receive a dossier of the first made-up person, with proof of residence scanned, four months ago."""
    stage.wait()
    found = version(stage)
    draft = choose(replace(new_draft(stage.desk), submitter=person(0)), found, found.cases[0])
    entry = replace(draft.papers[PLACE - 1], state=PaperState.HANDED_IN, originals=1, valid_until=valid_until)
    file = AttachedFile(stage.desk.vault.put(b"%PDF-1.7 cu tru"), 3)
    dossier = receive(stage.desk, stage.session, with_paper(draft, entry), {PLACE: file}).dossier
    stage.clock.advance(timedelta(days=120))
    return dossier


@pytest.fixture
def earlier(stage: Stage) -> Dossier:
    return received_before(stage)


def ready(desk: ReceptionDesk, place: int = 0) -> None:
    desk.scan_card(place)
    desk.choose_procedure(PROCEDURE)
    desk.press("Alt+G", "Down")
    desk.settle()


def second(desk: ReceptionDesk) -> PaperEntry:
    return desk.presenter.sheet.draft.papers[PLACE - 1]


def test_what_the_office_holds_is_offered_and_one_key_takes_it(earlier: Dossier, desk: ReceptionDesk) -> None:
    ready(desk)
    text, said = desk.view.papers.offer.texts
    assert earlier.number in text
    assert "20/11/2026" in text
    assert said
    assert not desk.view.papers.offer.struck
    desk.press("L")
    assert second(desk).state is PaperState.REUSED
    desk.press("Ctrl+Z")
    assert second(desk).state is PaperState.NOT_APPLICABLE
    desk.press("L", "Ctrl+D", "Ctrl+Return")
    desk.settle()
    stage = desk.stage
    row = next(row for row in dossiers.search(stage.desk, stage.session, "") if row.id != earlier.id)
    view = dossiers.view(stage.desk, stage.session, row.id)
    assert [(one.source, one.reference) for one in view.origins] == [(PaperSource.EARLIER, earlier.number)]
    assert view.dossier.papers[PLACE - 1].file_digest == earlier.papers[PLACE - 1].file_digest


def test_nobody_else_is_offered_it(earlier: Dossier, desk: ReceptionDesk) -> None:
    ready(desk, 1)
    assert desk.view.papers.offer.texts == ("", "")
    desk.press("L")
    assert second(desk).state is PaperState.NOT_APPLICABLE
    assert earlier.number


def test_another_person_after_it_was_taken_is_stopped_before_it_is_received(
    earlier: Dossier, desk: ReceptionDesk
) -> None:
    ready(desk)
    desk.press("L")
    desk.scan_card(1)
    desk.press("Ctrl+D", "Ctrl+Return")
    desk.settle()
    stage = desk.stage
    assert [row.id for row in dossiers.search(stage.desk, stage.session, "")] == [earlier.id]


def test_an_expired_one_is_struck_through_with_why_and_not_taken(
    stage: Stage, press: Press, type_text: TypeText
) -> None:
    received_before(stage, valid_until="31/12/2026")
    desk = ReceptionDesk(stage, press, type_text)
    ready(desk)
    assert desk.view.papers.offer.struck
    assert "31/12/2026" in desk.view.papers.offer.texts[1]
    desk.press("L")
    assert second(desk).state is PaperState.NOT_APPLICABLE


def test_a_look_up_takes_its_database_its_answer_and_three_keys(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("D")
    assert desk.focus == "lookup_edit"
    desk.type("Thường trú tại Xã Luyện Tập")
    desk.press("Return")
    desk.settle()
    assert second(desk).state is PaperState.LOOKED_UP
    assert desk.focus == "papers_table"
    assert "Thường trú tại Xã Luyện Tập" in desk.view.papers.offer.texts[0]
    assert "15:20 20/11/2026" in desk.view.papers.offer.texts[1]
    desk.press("Ctrl+Z")
    assert second(desk).state is PaperState.NOT_APPLICABLE
    desk.press("D", "Escape")
    assert desk.focus == "papers_table"


def test_a_look_up_without_an_answer_asks_again(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("D", "Return")
    desk.settle()
    assert second(desk).state is PaperState.NOT_APPLICABLE
    assert desk.focus == "lookup_edit"


def test_until_when_a_paper_is_good_is_typed_and_judged(desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("C", "H")
    assert desk.focus == "validity_edit"
    desk.type("mai")
    desk.press("Return")
    desk.settle()
    seen = desk.presenter.sheet.seen
    assert seen is not None
    assert "reuse.date_not_understood" in [one.code for one in seen.examination.errors]
    desk.press("H")
    desk.type("31/12/2027")
    desk.press("Return")
    assert second(desk).valid_until == "31/12/2027"


def test_f3_says_where_a_paper_comes_from(earlier: Dossier, desk: ReceptionDesk) -> None:
    ready(desk)
    desk.press("L", "Ctrl+D", "Ctrl+Return")
    desk.settle()
    stage = desk.stage
    row = next(row for row in dossiers.search(stage.desk, stage.session, "") if row.id != earlier.id)
    scene = DossiersScene(stage)
    scene.presenter.open_dossier(row.id)
    stage.wait()
    (page,) = scene.window.findChildren(DossierPage)
    texts = [page.papers.rows_model.columns[1].cell(line) for line in page.papers.rows_model.rows]
    assert any(earlier.number in str(text) for text in texts)
