"""Papers used again and looked up: offered to whom they belong, kept with their origin, told on slip and record."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossier_record import from_record, origins_of_record
from app.domain.dossiers import Dossier, PaperState
from app.domain.drafts import Draft, PartyText, with_paper
from app.domain.life import PaperSource
from app.domain.lifecycle import Act
from app.domain.results import Result
from app.domain.reuse import reused
from app.services import dossiers, slips
from app.services.correcting import begin, correct
from app.services.desk import Desk
from app.services.happenings import happened
from app.services.moves import Move, Seen, perform
from app.services.reception import AttachedFile, judge, receive
from app.services.reusing import databases, look_up, offered
from app.services.security import Session
from tests.services.test_issuing import words

Filled = Callable[..., Draft]
Asked = Callable[..., Draft]
PROCEDURE, PLACE = "1.004222", 2
OTHER = "049199054321"


@pytest.fixture
def asked(filled: Filled) -> Asked:
    """Make a registration of residence for which proof of residence is needed, and handed in."""

    def make(number: str = "049199012345") -> Draft:
        draft = filled(PROCEDURE, number=number)
        return with_paper(draft, replace(draft.papers[PLACE - 1], state=PaperState.HANDED_IN, originals=1))

    return make


@pytest.fixture
def paper(filled: Filled) -> str:
    """The name of the paper that is used again: proof of residence, asked for at a registration of residence."""
    return filled(PROCEDURE).papers[PLACE - 1].name


@pytest.fixture
def earlier(desk: Desk, session: Session, asked: Asked, clock: FixedClock) -> Dossier:
    """A dossier of the same person, received four months ago with its second paper scanned."""
    file = AttachedFile(desk.vault.put(b"%PDF-1.7 cu tru"), 3)
    dossier = receive(desk, session, asked(), {PLACE: file}).dossier
    clock.advance(timedelta(days=120))
    return dossier


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(PersonProblem) as caught:
        act()
    return caught.value.code


def again(desk: Desk, session: Session, draft: Draft) -> Draft:
    """Take what is offered."""
    offer = offered(desk, session, draft)[PLACE]
    return with_paper(draft, reused(draft.papers[PLACE - 1], offer))


def test_an_accepted_paper_is_offered_and_kept_with_its_origin(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier, paper: str
) -> None:
    offer = offered(desk, session, asked())[PLACE]
    assert (offer.held.name, offer.held.reference, offer.held.pages) == (paper, earlier.number, 3)
    draft = again(desk, session, asked())
    assert not judge(desk, session, draft).errors
    view = dossiers.view(desk, session, receive(desk, session, draft).dossier.id)
    kept = view.dossier.papers[PLACE - 1]
    assert (kept.state, kept.file_digest, kept.pages) == (PaperState.REUSED, earlier.papers[PLACE - 1].file_digest, 3)
    (origin,) = view.origins
    assert (origin.source, origin.reference, origin.looked_at, origin.by) == (
        PaperSource.EARLIER,
        earlier.number,
        earlier.received_at,
        "Lê Thị Hoa",
    )
    _dossier, pdf = slips.slip_pdf(desk, session, view.dossier.number)
    assert f"dùng lại bản đã nộp ngày 20/11/2026, hồ sơ {earlier.number}" in words(pdf)


def test_the_province_is_told_where_a_paper_comes_from(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    dossier = receive(desk, session, again(desk, session, asked())).dossier
    with desk.store.read() as work:
        operation = work.outbox.get(work.outbox.of_dossier(dossier.id)[0].op_id)
        origins = work.lives.origins(dossier.id)
    assert operation is not None
    body = json.loads(operation.body)
    told = body["papers"][PLACE - 1]
    assert (told["reuse_code"], told["origin"]["reference"], told["state"]) == (1, earlier.number, "reused")
    assert origins_of_record(body) == origins
    assert from_record(body, office_id=dossier.office_id, counter_id=dossier.counter_id) == dossier


@pytest.mark.parametrize("whose", ["other person", "other owner", "nobody", "refused"])
def test_it_is_offered_to_nobody_else_and_not_from_a_refused_dossier(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier, whose: str
) -> None:
    draft = asked()
    if whose == "other person":
        draft = asked(OTHER)
    elif whose == "other owner":
        draft = replace(draft, owner=replace(draft.submitter, personal_id=OTHER))
    elif whose == "nobody":
        draft = replace(draft, submitter=PartyText(full_name=draft.submitter.full_name, phone=draft.submitter.phone))
    else:
        with desk.store.work() as work:
            perform(desk, work, session, Seen(earlier.id), Move(Act.REFUSE, "Không thuộc thẩm quyền"))
            work.commit()
    assert offered(desk, session, draft) == {}


def test_a_paper_of_somebody_who_only_brought_it_is_the_owners(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    del earlier
    for_other = replace(asked(), owner=PartyText(full_name="Trần Văn Khác", personal_id=OTHER))
    file = AttachedFile(desk.vault.put(b"%PDF-1.7 cua nguoi khac"), 1)
    receive(desk, session, for_other, {PLACE: file})
    mine = offered(desk, session, asked())[PLACE].held
    assert mine.file_digest != file.ref.digest


def test_another_owner_may_not_use_what_was_taken_and_no_made_up_origin_is_received(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    draft = again(desk, session, asked())
    changed = replace(draft, submitter=replace(draft.submitter, personal_id=OTHER))
    assert "reuse.of_another" in [one.code for one in judge(desk, session, changed).errors]
    assert code_of(lambda: receive(desk, session, changed)) == "reception.incomplete"
    entry = draft.papers[PLACE - 1]
    assert entry.basis is not None
    made_up = with_paper(draft, replace(entry, basis=replace(entry.basis, file_digest="0" * 64)))
    assert code_of(lambda: receive(desk, session, made_up)) == "reuse.not_held"
    assert earlier.number


def test_a_paper_is_good_until_the_day_that_was_typed(
    desk: Desk, session: Session, asked: Asked, clock: FixedClock
) -> None:
    draft = asked()
    draft = with_paper(draft, replace(draft.papers[PLACE - 1], valid_until="31/12/2026"))
    file = AttachedFile(desk.vault.put(b"%PDF-1.7 cu tru"), 1)
    first = receive(desk, session, draft, {PLACE: file}).dossier
    assert [one.valid_until for one in dossiers.view(desk, session, first.id).origins] == [date(2026, 12, 31)]
    taken = again(desk, session, asked())
    clock.advance(timedelta(days=60))
    offer = offered(desk, session, asked())[PLACE]
    assert (offer.expired, offer.until) == (True, date(2026, 12, 31))
    assert [one.code for one in judge(desk, session, taken).errors] == ["reuse.expired"]
    bad = with_paper(asked(), replace(draft.papers[PLACE - 1], valid_until="mai"))
    assert [one.code for one in judge(desk, session, bad).errors] == ["reuse.date_not_understood"]


def test_a_result_of_this_office_is_offered_too(desk: Desk, session: Session, asked: Asked, earlier: Dossier) -> None:
    with desk.store.work() as work:
        perform(desk, work, session, Seen(earlier.id), Move(Act.FINISH))
        work.results.add(
            Result(
                desk.ids.new(), earlier.id, "Kết quả: Giấy khai sinh", number="12/2026", issued_on=date(2026, 11, 24)
            )
        )
        work.commit()
    draft = asked()
    draft = with_paper(draft, replace(draft.papers[PLACE - 1], name="Giấy khai sinh của trẻ", required_code="x"))
    offer = offered(desk, session, draft)[PLACE]
    assert (offer.held.result, offer.held.number, offer.until) == (True, "12/2026", None)
    dossier = receive(desk, session, with_paper(draft, reused(draft.papers[PLACE - 1], offer))).dossier
    assert "dùng lại kết quả đã cấp ngày" in words(slips.slip_pdf(desk, session, dossier.number)[1])


def test_what_a_database_said_is_kept_with_when_and_by_whom(
    desk: Desk, session: Session, asked: Asked, clock: FixedClock
) -> None:
    draft = asked()
    database = databases(desk)[0]
    entry = look_up(desk, session, draft, draft.papers[PLACE - 1], database.code, " Thường trú  tại xã Thạnh Mỹ ")
    at = clock.now()
    view = dossiers.view(desk, session, receive(desk, session, with_paper(draft, entry)).dossier.id)
    (origin,) = view.origins
    assert (origin.source, origin.reference, origin.result, origin.looked_at, origin.by) == (
        PaperSource.DATABASE,
        database.code,
        "Thường trú tại xã Thạnh Mỹ",
        at,
        "Lê Thị Hoa",
    )
    assert view.dossier.papers[PLACE - 1].state is PaperState.LOOKED_UP
    text = words(slips.slip_pdf(desk, session, view.dossier.number)[1])
    assert f"tra cứu {database.name} lúc" in text
    assert "Thường trú tại xã Thạnh Mỹ" in text


def test_a_look_up_needs_a_database_and_a_result(desk: Desk, session: Session, asked: Asked) -> None:
    draft = asked()
    entry, code = draft.papers[PLACE - 1], databases(desk)[0].code
    assert code_of(lambda: look_up(desk, session, draft, entry, "khong-co", "x")) == "reuse.no_database"
    assert code_of(lambda: look_up(desk, session, draft, entry, code, "  ")) == "reuse.result_missing"


def test_a_correction_keeps_the_origin_and_another_state_drops_it(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    dossier = receive(desk, session, again(desk, session, asked())).dossier
    before = dossiers.view(desk, session, dossier.id).origins
    draft = begin(desk, session, dossier.id)
    assert draft.papers[PLACE - 1].basis is not None
    correct(desk, session, replace(draft, note="Gọi trước"), "ghi thêm")
    assert dossiers.view(desk, session, dossier.id).origins == before
    draft = begin(desk, session, dossier.id)
    handed = replace(draft.papers[PLACE - 1], state=PaperState.HANDED_IN, originals=1, basis=None)
    correct(desk, session, with_paper(draft, handed), "nộp bản chính")
    view = dossiers.view(desk, session, dossier.id)
    assert view.origins == ()
    assert earlier.number


def test_a_correction_keeps_what_was_taken_whatever_became_of_the_earlier_dossier(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    dossier = receive(desk, session, again(desk, session, asked())).dossier
    with desk.store.work() as work:
        perform(desk, work, session, Seen(earlier.id), Move(Act.REFUSE, "Không thuộc thẩm quyền"))
        work.commit()
    kept = correct(desk, session, replace(begin(desk, session, dossier.id), note="Gọi trước"), "ghi thêm").dossier
    assert kept.papers[PLACE - 1].state is PaperState.REUSED


def test_history_tells_that_a_paper_comes_from_elsewhere_now(
    desk: Desk, session: Session, asked: Asked, earlier: Dossier
) -> None:
    dossier = receive(desk, session, asked()).dossier
    draft = begin(desk, session, dossier.id)
    offer = offered(desk, session, draft)[PLACE]
    done = correct(desk, session, with_paper(draft, reused(draft.papers[PLACE - 1], offer)), "đã có bản trước")
    told = {one.field: one.new for one in done.differences}
    assert earlier.number in told[f"papers.{PLACE}.origin"]
    assert told[f"papers.{PLACE}.state"] == "reused"
    event = dossiers.view(desk, session, dossier.id).history[-1]
    assert earlier.number in happened(event).detail


def test_a_look_up_may_come_before_the_number_and_never_serves_another(
    desk: Desk, session: Session, asked: Asked
) -> None:
    draft, code = asked(), databases(desk)[0].code
    nobody = replace(draft, submitter=PartyText())
    early = with_paper(draft, look_up(desk, session, nobody, draft.papers[PLACE - 1], code, "Có"))
    assert not judge(desk, session, early).errors
    known = with_paper(draft, look_up(desk, session, draft, draft.papers[PLACE - 1], code, "Có"))
    other = replace(known, submitter=replace(known.submitter, personal_id=OTHER))
    assert "reuse.of_another" in [one.code for one in judge(desk, session, other).errors]
