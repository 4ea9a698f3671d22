"""Forms: frozen when they are issued, numbered by this counter, printed like slips, void when their act is undone."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.domain.issued_forms import FormState
from app.models.rows import PrintState
from app.printing.forms.missing import MissingData, MissingItem
from app.printing.forms.sets import form_set
from app.printing.forms.supplement import SupplementData
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.form_kinds import KINDS, STATUTORY
from app.services.issuing import (
    About,
    ask_for_reprint,
    data_of,
    draft,
    facts_of,
    issue,
    issue_draft,
    letterhead,
    preview,
    render,
)
from app.services.reception import receive
from app.services.security import Session
from app.services.slips import prepare, record_print, unprinted

Filled = Callable[..., Draft]


@pytest.fixture
def dossier(desk: Desk, session: Session, filled: Filled) -> Dossier:
    return receive(desk, session, filled()).dossier


def request(desk: Desk, dossier: Dossier) -> SupplementData:
    return SupplementData(
        head=letterhead(desk),
        dossier=facts_of(dossier),
        demands=("Giấy chứng sinh (bản chính)",),
        reason="Bản sao không có chứng thực",
        clerk_name="Lê Thị Hoa",
    )


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def test_every_kind_stands_in_the_newest_set_and_the_statutory_ones_have_their_numbers() -> None:
    assert set(KINDS) | {"slip", "consignment-return"} == set(form_set("tt03-2025").forms)
    assert sorted(STATUTORY) == ["02", "03", "04", "05", "06", "07"]
    assert set(STATUTORY.values()) <= set(KINDS)
    for kind in KINDS.values():
        assert is_dataclass(kind.data)
        assert "marks" in {field.name for field in fields(kind.data)}


def test_a_form_keeps_what_it_said(desk: Desk, session: Session, dossier: Dossier) -> None:
    with desk.store.work() as work:
        issued = issue(desk, work, session, request(desk, dossier), About(dossier.id))
        work.commit()
    assert issued.form.number == "01.3/PBS-TTPVHCC"
    said = request(desk, dossier)
    expected = replace(said, head=replace(said.head, form_number=issued.form.number))
    with desk.store.read() as work:
        kept = work.forms.get(issued.form.id)
    assert kept == issued.form
    assert data_of(kept) == expected
    text = words(render(desk, kept))
    for part in ("01.3/PBS-TTPVHCC", "Giấy chứng sinh (bản chính)", dossier.number, "Nguyễn Thị Phượng Hằng"):
        assert part in text


def test_each_kind_counts_for_itself(desk: Desk, session: Session, dossier: Dossier) -> None:
    sheet = MissingData(letterhead(desk), "Đăng ký khai sinh", (MissingItem("Giấy chứng sinh"),))
    with desk.store.work() as work:
        numbers = [issue(desk, work, session, request(desk, dossier), About(dossier.id)).form.number for _ in range(2)]
        unnumbered = issue(desk, work, session, sheet, About(dossier.id)).form.number
        work.commit()
    assert numbers == ["01.3/PBS-TTPVHCC", "02.3/PBS-TTPVHCC"]
    assert unnumbered == ""


def test_it_is_printed_like_a_slip_and_its_reprint_bears_the_mark(
    desk: Desk, session: Session, dossier: Dossier
) -> None:
    with desk.store.work() as work:
        issued = issue(desk, work, session, request(desk, dossier), About(dossier.id))
        work.commit()
    assert issued.print_id is not None
    owed = {one.record.id: one.title for one in unprinted(desk, session)}
    assert owed[issued.print_id] == "Phiếu yêu cầu bổ sung"
    paper = prepare(desk, session, issued.print_id)
    assert (paper.number, paper.dossier_id) == (dossier.number, dossier.id)
    assert "BẢN IN LẠI" not in words(paper.pdf)
    record_print(desk, issued.print_id, PrintState.PRINTED)
    shown = view(desk, session, dossier.id)
    assert shown.dossier.slip_copies == 0
    assert [form.id for form in shown.forms] == [issued.form.id]
    assert [record.state for record in shown.form_prints[issued.form.id]] == [PrintState.PRINTED]
    assert [record.id for record in shown.prints] != [issued.print_id]
    again = ask_for_reprint(desk, session, issued.form.id, "Rách")
    assert "BẢN IN LẠI lần 1" in words(prepare(desk, session, again).pdf)


def test_a_void_form_says_so_on_paper(desk: Desk, session: Session, dossier: Dossier) -> None:
    with desk.store.work() as work:
        issued = issue(desk, work, session, request(desk, dossier), About(dossier.id))
        work.forms.void(issued.form.id, "Nhầm hồ sơ")
        work.commit()
    with desk.store.read() as work:
        form = work.forms.get(issued.form.id)
    assert form is not None
    assert "Nhầm hồ sơ" in words(render(desk, form))


def test_a_draft_has_no_number_and_owes_no_paper_until_it_is_issued(
    desk: Desk, session: Session, dossier: Dossier
) -> None:
    with desk.store.work() as work:
        drafted = draft(desk, work, session, request(desk, dossier), About(dossier.id))
        work.commit()
    kept = drafted.form
    assert (kept.state, kept.number, drafted.print_id) == (FormState.DRAFT, "", None)
    assert f"{kept.form}-{kept.layout}" not in {one.record.form for one in unprinted(desk, session)}
    changed = replace(request(desk, dossier), reason="Ảnh mờ")
    with desk.store.work() as work:
        issued = issue_draft(desk, work, session, kept.id, changed)
        work.commit()
    assert (issued.form.id, issued.form.state, issued.form.number) == (kept.id, FormState.ISSUED, "01.3/PBS-TTPVHCC")
    assert "Ảnh mờ" in words(render(desk, issued.form))
    with desk.store.work() as work, pytest.raises(PersonProblem, match=r"forms\.not_a_draft"):
        issue_draft(desk, work, session, kept.id, changed)


def test_it_can_be_looked_at_before(desk: Desk, dossier: Dossier) -> None:
    assert "Giấy chứng sinh" in words(preview(desk, request(desk, dossier)))
