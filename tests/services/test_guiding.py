"""Papers given before a reception: what they say, that they are kept, and that the citizen is found again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossiers import PaperState
from app.domain.drafts import Draft, PartyText, added_paper, all_handed_in, with_paper
from app.domain.guidance import GuidanceKind, demands_of, faulty
from app.domain.issued_forms import FormState
from app.domain.offices import Role
from app.domain.paper_words import FORM_WORDS, USUAL_REASON
from app.domain.procedures import ProcedureCase
from app.models.rows import PrintState
from app.printing.forms.missing import MissingData
from app.printing.forms.refusal import RefusalData
from app.printing.forms.supplement import SupplementData
from app.services import dossiers, slips
from app.services.desk import Desk
from app.services.drafts import load_drafts, save_draft
from app.services.guiding import guidance_counts, guide, guided, preview, put_away, resume, withdraw
from app.services.happenings import happened
from app.services.issuing import data_of
from app.services.reception import receive
from app.services.reference import current_procedures
from app.services.security import Session
from tests.services.test_issuing import words

Filled = Callable[..., Draft]
SUPPLEMENT, MISSING, REFUSAL = GuidanceKind
BACK = PartyText(full_name="Nguyễn Thị Phượng Hằng", personal_id="049199012345")


def lacking(filled: Filled) -> Draft:
    """A birth registration: the first paper is missing, the second one has expired."""
    draft = filled()
    draft = with_paper(draft, replace(draft.papers[0], state=PaperState.MISSING, originals=0))
    return with_paper(draft, faulty(draft.papers[1], "hết hạn"))


def filled_case(desk: Desk, draft: Draft) -> ProcedureCase:
    return next(one for one in current_procedures(desk) if one.code == draft.procedure_code).case(draft.case_code)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(PersonProblem) as caught:
        act()
    return caught.value.code


def test_form_02_says_what_the_checklist_says_and_nothing_is_typed_twice(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = lacking(filled)
    save_draft(desk, session, draft)
    made = guide(desk, session, draft, SUPPLEMENT)
    with desk.store.read() as work:
        form = work.forms.get(made.guidance.form_id)
        assert work.audit.verify() is None
    assert form is not None
    data = data_of(form)
    assert isinstance(data, SupplementData)
    first, second = draft.papers[0], draft.papers[1]
    assert data.demands == (
        f"{first.name} ({FORM_WORDS[first.asked_form]})",
        f"{second.name} ({FORM_WORDS[second.asked_form]}; bản vừa đưa: hết hạn)",
    )
    assert (data.reason, data.dossier.parties.submitter.full_name) == (USUAL_REASON, "Nguyễn Thị Phượng Hằng")
    assert (form.state, form.number, form.dossier_id) == (FormState.ISSUED, "01.3/PBS-TTPVHCC", draft.id)
    assert load_drafts(desk, session) == ()
    assert made.print_id is not None
    text = words(slips.prepare(desk, session, made.print_id).pdf)
    assert "hết hạn" in text
    assert "Nguyễn Thị Phượng Hằng" in text


def test_the_big_page_and_the_refusal_say_the_same_draft(desk: Desk, session: Session, filled: Filled) -> None:
    draft = replace(
        lacking(filled), demands="Giấy ra viện; ;  Căn cước của mẹ ", guidance_reason=" Không thuộc  thẩm quyền "
    )
    made = [guide(desk, session, draft, kind) for kind in (MISSING, REFUSAL)]
    with desk.store.read() as work:
        forms = [work.forms.get(one.guidance.form_id) for one in made]
    page, refusal = (data_of(form) for form in forms if form is not None)
    assert isinstance(page, MissingData)
    assert isinstance(refusal, RefusalData)
    assert [one.name for one in page.items][-2:] == ["Giấy ra viện", "Căn cước của mẹ"]
    assert page.items[1].hint.endswith("hết hạn")
    assert page.hours == "07:00–11:30, 13:30–17:00 (thứ Hai – thứ Sáu)"
    assert refusal.reason == "Không thuộc thẩm quyền"


@pytest.mark.parametrize(
    ("kind", "change", "fields"),
    [
        (SUPPLEMENT, {"procedure_code": ""}, {"procedure"}),
        (SUPPLEMENT, {"submitter": PartyText()}, {"full_name"}),
        (REFUSAL, {"guidance_reason": "  "}, {"guidance_reason"}),
        (MISSING, {"papers": ()}, {"papers"}),
    ],
)
def test_what_a_paper_needs_is_said_and_nothing_is_kept(
    desk: Desk, session: Session, filled: Filled, kind: GuidanceKind, change: dict[str, object], fields: set[str]
) -> None:
    draft = replace(lacking(filled), **change)  # type: ignore[arg-type]  # replace checks the names
    save_draft(desk, session, draft)
    with pytest.raises(PersonProblem) as caught:
        guide(desk, session, draft, kind)
    assert (caught.value.code, caught.value.params["fields"]) == ("guidance.incomplete", tuple(fields))
    assert load_drafts(desk, session) == (draft,)
    assert guidance_counts(desk, session, date(2026, 1, 1), date(2027, 1, 1)) == {}


def test_the_big_page_needs_no_name(desk: Desk, session: Session, filled: Filled) -> None:
    nobody = replace(lacking(filled), submitter=PartyText())
    assert preview(desk, session, nobody, MISSING).startswith(b"%PDF")
    assert guide(desk, session, nobody, MISSING).guidance.person == ""
    assert guided(desk, session, Draft(id=desk.ids.new())) == ()


def test_whoever_returns_is_found_by_card_and_goes_on_where_it_was_left(
    desk: Desk, session: Session, filled: Filled, as_role: Callable[..., Session], clock: FixedClock
) -> None:
    draft = lacking(filled)
    made = guide(desk, session, draft, SUPPLEMENT)
    clock.advance(timedelta(days=4))
    colleague = as_role(Role.CLERK)
    returned = Draft(id=desk.ids.new(), submitter=BACK)
    assert guided(desk, colleague, returned) == (made.guidance,)
    assert guided(desk, colleague, replace(returned, submitter=replace(BACK, personal_id="049199054321"))) == ()
    again = resume(desk, colleague, made.guidance.id)
    assert again == draft
    assert load_drafts(desk, colleague) == (draft,)
    assert guided(desk, colleague, returned) == ()
    assert code_of(lambda: resume(desk, session, made.guidance.id)) == "guidance.gone"
    put_away(desk, colleague, made.guidance.id, replace(again, note="mai quay lại"))
    assert load_drafts(desk, colleague) == ()
    assert resume(desk, session, made.guidance.id).note == "mai quay lại"


def test_without_a_number_the_same_name_and_telephone_find_it(desk: Desk, session: Session, filled: Filled) -> None:
    by_name = replace(lacking(filled), submitter=PartyText(full_name="Đỗ Thị Ví Dụ", phone="0905 123 456"))
    guide(desk, session, by_name, SUPPLEMENT)
    asked = Draft(id=desk.ids.new(), submitter=PartyText(full_name="Đỗ Thị Ví Dụ", phone="0905123456"))
    assert [one.draft_id for one in guided(desk, session, asked)] == [by_name.id]
    other = replace(asked, submitter=replace(asked.submitter, full_name="Đỗ Văn Khác"))
    assert guided(desk, session, other) == ()


def test_a_reception_ends_the_waiting_and_its_history_tells_of_the_paper(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = lacking(filled)
    made = guide(desk, session, draft, SUPPLEMENT)
    again = all_handed_in(resume(desk, session, made.guidance.id), filled_case(desk, draft))
    assert [paper.note for paper in again.papers if paper.note] == []
    dossier = receive(desk, session, again).dossier
    assert dossier.id == draft.id
    view = dossiers.view(desk, session, dossier.id)
    assert [event.kind for event in view.history] == ["dossier.guided", "dossier.received"]
    assert "hết hạn" in happened(view.history[0]).detail
    assert [form.form for form in view.forms] == ["supplement"]
    assert guided(desk, session, Draft(id=desk.ids.new(), submitter=BACK)) == ()
    assert code_of(lambda: guide(desk, session, again, SUPPLEMENT)) == "guidance.received_already"
    with desk.store.read() as work:
        kept = work.guidances.get(made.guidance.id)
    assert kept is not None
    assert (kept.draft, kept.demands) == ("", made.guidance.demands)


def test_a_mistake_is_taken_back_with_its_paper_and_counts_for_nothing(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = lacking(filled)
    kept = guide(desk, session, replace(draft, id=desk.ids.new()), MISSING)
    made = guide(desk, session, draft, SUPPLEMENT)
    assert withdraw(desk, session, made.guidance.id) == draft
    assert load_drafts(desk, session) == (draft,)
    with desk.store.read() as work:
        form, record = work.forms.get(made.guidance.form_id), work.prints.get(made.print_id or draft.id)
    assert form is not None
    assert record is not None
    assert (form.state, record.state) == (FormState.VOID, PrintState.CANCELLED)
    today = kept.guidance.at.date()
    assert guidance_counts(desk, session, today, today) == {MISSING: 1}
    assert guidance_counts(desk, session, today + timedelta(days=1), today + timedelta(days=9)) == {}
    assert code_of(lambda: withdraw(desk, session, made.guidance.id)) == "guidance.gone"


def test_a_paper_that_never_came_out_is_asked_about(desk: Desk, session: Session, filled: Filled) -> None:
    made = guide(desk, session, lacking(filled), SUPPLEMENT)
    (owed,) = slips.unprinted(desk, session)
    assert (owed.record.id, owed.submitter_name) == (made.print_id, "Nguyễn Thị Phượng Hằng")
    assert (owed.number, owed.title) == (made.number, "Phiếu yêu cầu bổ sung")


def test_postal_staff_guide_and_never_refuse(desk: Desk, filled: Filled, as_role: Callable[..., Session]) -> None:
    postal = as_role(Role.POSTAL)
    draft = replace(lacking(filled), guidance_reason="Không thuộc thẩm quyền")
    assert guide(desk, postal, draft, SUPPLEMENT).guidance.acts_for == "Bưu cục Thạnh Mỹ"
    other = replace(draft, id=desk.ids.new())
    assert code_of(lambda: guide(desk, postal, other, REFUSAL)) == "permissions.refused"


NAMES = st.text(st.characters(codec="utf-8", exclude_characters=";"), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(NAMES, st.sampled_from(PaperState), NAMES), max_size=12), st.lists(NAMES, max_size=4))
def test_every_missing_paper_is_asked_for_once_and_no_other(
    papers: list[tuple[str, PaperState, str]], more: list[str]
) -> None:
    draft = Draft(id=UUID(int=1))
    for name, state, fault in papers:
        draft = added_paper(draft, name)
        entry = replace(draft.papers[-1], state=state)
        draft = with_paper(draft, faulty(entry, fault) if state is PaperState.MISSING else entry)
    found = demands_of(replace(draft, demands=";".join(more)))
    missing = [paper for paper in draft.papers if paper.state is PaperState.MISSING]
    assert [one.name for one in found[: len(missing)]] == [paper.name for paper in missing]
    assert all(paper.note in one.line() for paper, one in zip(missing, found, strict=False))
    assert len(found) == len(missing) + sum(1 for text in more if " ".join(text.split()))


def test_a_dossier_of_a_group_waits_alone(desk: Desk, session: Session, filled: Filled) -> None:
    made = guide(desk, session, replace(lacking(filled), group=desk.ids.new()), SUPPLEMENT)
    assert resume(desk, session, made.guidance.id).group is None
