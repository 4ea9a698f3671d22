"""Certified copies on a real store: one transaction, numbers without a gap, money that adds up, nothing done twice."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.certification import CopyLine
from app.domain.dossiers import PaperState, PaymentWay, Status
from app.domain.drafts import PartyText
from app.domain.issued_forms import FormState
from app.domain.offices import Role
from app.models.rows import PrintState
from app.services import certified_book as books
from app.services import certifying
from app.services.certifying import Certified, Order, Signer, certify
from app.services.desk import Desk
from app.services.dossiers import standings, view
from app.services.drafts import load_drafts
from app.services.happenings import happened
from app.services.moves import Seen
from app.services.opening import open_desk
from app.services.order_drafts import OrderDraft, load_order, save_order
from app.services.security import Session
from app.services.slips import prepare, record_print, unprinted
from app.services.undoing import undo

Roles = Callable[..., Session]
TODAY = date(2026, 11, 20)
CARD = CopyLine("Căn cước công dân", 1, 2)
DEED = CopyLine("Giấy chứng nhận quyền sử dụng đất", 4, 3)
PERSON = PartyText(full_name="Nguyễn Thị Phượng Hằng", personal_id="049199012345", phone="0905123456")
SIGNER = Signer("Trần Văn Ký", "PHÓ CHỦ TỊCH")


def order(desk: Desk, *lines: CopyLine, **more: object) -> Order:
    made = Order(desk.ids.new(), PERSON, lines or (CARD,), signer=SIGNER)
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


def words(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    pages = [" ".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document))]
    document.close()
    return pages


def today(desk: Desk, session: Session) -> books.Book:
    return books.book(desk, session, TODAY, TODAY)


def test_an_order_is_received_paid_written_finished_and_given_back(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    seen = view(desk, session, done.dossier.id)
    assert seen.dossier.status is Status.RETURNED
    assert seen.dossier.content == "Chứng thực bản sao: Căn cước công dân, Giấy chứng nhận quyền sử dụng đất"
    assert [(p.name, p.state) for p in seen.dossier.papers] == [
        (CARD.document, PaperState.SHOWN),
        (DEED.document, PaperState.SHOWN),
    ]
    # 2 × 2.000, and 3 × (2.000 + 2.000 + 1.000 + 1.000).
    assert [line.amount for line in seen.dossier.fees] == [4_000, 18_000]
    assert [(p.amount, p.way, p.purpose) for p in seen.payments] == [(22_000, PaymentWay.CASH, "fee")]
    assert seen.owed == 0
    [result] = seen.results
    assert (result.code, result.number) == ("KQ.G15.000021", "1–2, quyển 03/2026-SCT/BS")
    [back] = seen.returns
    assert (back.name, back.identity) == (PERSON.full_name, PERSON.personal_id)
    assert [(line.volume, line.serial, line.fee) for line in done.lines] == [
        ("03/2026-SCT/BS", 1, 4_000),
        ("03/2026-SCT/BS", 2, 18_000),
    ]
    assert done.lines == today(desk, session).lines


def test_copies_owe_no_slip(desk: Desk, session: Session) -> None:
    """Given back at once, they must not stand among the receptions whose slip did not come out."""
    certify(desk, session, order(desk, CopyLine("Căn cước công dân")))
    counts = standings(desk, session).counts
    assert (counts.today, counts.today_unprinted, counts.unprinted) == (1, 0, 0)


def test_each_document_owes_its_text_one_page_a_copy(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    first, second = (words(prepare(desk, session, one).pdf) for one in done.prints)
    assert (len(first), len(second)) == (2, 3)
    for page in second:
        assert "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" in page
        assert "Số chứng thực: 2; quyển số: 03/2026-SCT/BS" in page
        assert "Trần Văn Ký" in page
        assert "PHÓ CHỦ TỊCH" in page
    assert {owed.record.id for owed in unprinted(desk, session)} == set(done.prints)


def test_the_same_order_pressed_twice_is_one_order(desk: Desk, session: Session) -> None:
    wanted = order(desk, CARD, DEED)
    first, again = certify(desk, session, wanted), certify(desk, session, replace(wanted, lines=(CARD,)))
    assert again.dossier == view(desk, session, wanted.id).dossier
    assert again.lines == first.lines
    assert again.prints == ()
    assert not again.changes
    assert len(today(desk, session).lines) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": ()}, "certifying.no_line"),
        ({"lines": (CARD, CopyLine("", 1, 1))}, "certifying.document_missing"),
        ({"lines": (replace(CARD, pages=0),)}, "certifying.pages_bad"),
        ({"lines": (replace(CARD, copies=1000),)}, "certifying.copies_bad"),
        ({"payment": PaymentWay.LATER}, "certifying.payment_missing"),
        ({"person": PartyText()}, "reception.incomplete"),
        ({"person": replace(PERSON, personal_id="12")}, "reception.incomplete"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    desk: Desk, session: Session, change: dict[str, object], code: str
) -> None:
    wanted = order(desk)
    with pytest.raises(PersonProblem) as refused:
        certify(desk, session, replace(wanted, **change))  # type: ignore[arg-type] # fields by name
    assert refused.value.code == code
    assert today(desk, session).lines == ()
    done = certify(desk, session, wanted)
    assert [line.serial for line in done.lines] == [1]
    assert done.dossier.number.endswith("-3001")


def test_a_new_year_begins_a_new_volume_at_one(desk: Desk, session: Session, clock: FixedClock) -> None:
    certify(desk, session, order(desk))
    clock.set(datetime(2027, 1, 4, 8, 0, tzinfo=VIETNAM))
    [line] = certify(desk, session, order(desk)).lines
    assert (line.volume, line.serial) == ("03/2027-SCT/BS", 1)
    prints = books.print_book(desk, session, TODAY, date(2027, 1, 4))
    pages = [" ".join(words(prepare(desk, session, one).pdf)) for one in prints]
    assert ["03/2026-SCT/BS" in page for page in pages] == [True, False]
    assert ["03/2027-SCT/BS" in page for page in pages] == [False, True]


def test_a_cancelled_line_keeps_its_number_and_its_fee_is_given_back(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED, payment=PaymentWay.VIETQR))
    books.cancel(desk, session, done.lines[0].id, " in nhầm ")
    seen = view(desk, session, done.dossier.id)
    assert [(p.amount, p.way, p.purpose) for p in seen.payments] == [
        (22_000, PaymentWay.VIETQR, "fee"),
        (-4_000, PaymentWay.VIETQR, "refund"),
    ]
    assert [(fee.amount, fee.exemption) for fee in seen.dossier.fees] == [(0, "in nhầm"), (18_000, "")]
    assert seen.owed == 0
    assert seen.history[-1].text == "in nhầm"
    assert [form.state for form in seen.forms] == [FormState.VOID, FormState.ISSUED]
    assert [owed.record.id for owed in unprinted(desk, session)] == [done.prints[1]]
    found = today(desk, session)
    assert [line.cancelled for line in found.lines] == ["in nhầm", ""]
    assert (found.copies, found.total) == (3, 18_000)
    with pytest.raises(PersonProblem, match="cancelled_already"):
        books.cancel(desk, session, done.lines[0].id, "lần nữa")
    with pytest.raises(PersonProblem, match="reason_missing"):
        books.cancel(desk, session, done.lines[1].id, "  ")
    with pytest.raises(PersonProblem, match="no_such_line"):
        books.cancel(desk, session, desk.ids.new(), "x")
    assert [line.serial for line in certify(desk, session, order(desk)).lines] == [3]


def test_a_text_that_never_came_out_is_printed_as_the_first(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk))
    [line], [owed] = done.lines, done.prints
    assert books.reprint(desk, session, line.id, "") == owed
    record_print(desk, owed, PrintState.PRINTED)
    again = books.reprint(desk, session, line.id, "kẹt giấy")
    assert again != owed
    assert "BẢN IN LẠI" in words(prepare(desk, session, again).pdf)[0].upper()


def test_the_book_of_a_period_says_everything(desk: Desk, session: Session, clock: FixedClock) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    books.cancel(desk, session, done.lines[0].id, "in nhầm")
    clock.advance(timedelta(days=3))
    certify(desk, session, order(desk, replace(CARD, document="Học bạ")))
    [asked] = books.print_book(desk, session, TODAY, TODAY)
    page = " ".join(words(prepare(desk, session, asked).pdf))
    for said in ("03/2026-SCT/BS", PERSON.full_name, PERSON.personal_id, DEED.document, "Hủy: in nhầm", "18.000"):
        assert said in page
    assert "Học bạ" not in page
    with pytest.raises(PersonProblem, match="book_empty"):
        books.print_book(desk, session, date(2026, 1, 1), date(2026, 1, 2))


def test_a_returning_customer_is_offered_each_document_once(desk: Desk, session: Session) -> None:
    certify(desk, session, order(desk, CARD, DEED))
    cancelled = certify(desk, session, order(desk, CopyLine("Học bạ", 16, 1)))
    books.cancel(desk, session, cancelled.lines[0].id, "nhầm người")
    certify(desk, session, order(desk, replace(CARD, copies=5)))
    certify(desk, session, order(desk, CopyLine("Bằng lái"), person=replace(PERSON, personal_id="")))
    assert books.earlier_documents(desk, session, PERSON.personal_id) == (replace(CARD, copies=5), DEED)
    assert books.earlier_documents(desk, session, "") == ()
    assert books.begin(desk, session).signer == SIGNER


def stands(desk: Desk, session: Session, done: Certified) -> tuple[object, ...]:
    """What dossier, book, texts and money say of an order."""
    seen = view(desk, session, done.dossier.id)
    with desk.store.read() as work:
        lines = work.certified.of_dossier(done.dossier.id)
    return (
        seen.dossier.status, len(seen.results), len(seen.returns), [bool(line.cancelled) for line in lines],
        {form.state for form in seen.forms}, sum(one.amount for one in seen.payments), seen.owed,
    )  # fmt: skip


GONE = (Status.WITHDRAWN, 0, 0, [True, True], {FormState.VOID}, 0, 0)


def test_an_undone_order_counts_nowhere(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    undo(desk, session, Seen(done.dossier.id), "đưa nhầm người")
    assert stands(desk, session, done) == GONE
    assert [line.cancelled for line in today(desk, session).lines] == ["đưa nhầm người"] * 2
    told = [happened(event).what for event in view(desk, session, done.dossier.id).history]
    assert told[-5:] == ["Hoàn tác", "Hoàn tác", "Hủy số chứng thực", "Hủy số chứng thực", "Người nộp rút hồ sơ"]


def test_an_order_without_a_line_that_counts_is_returned_to_nobody(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    first, second = done.lines
    books.cancel(desk, session, first.id, "in nhầm")
    assert view(desk, session, done.dossier.id).dossier.status is Status.RETURNED
    books.cancel(desk, session, second.id, "in nhầm")
    assert stands(desk, session, done) == GONE


def test_an_order_whose_paper_is_out_is_undone_with_a_reason(desk: Desk, session: Session) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    for one in done.prints:
        record_print(desk, one, PrintState.PRINTED)
    undo(desk, session, Seen(done.dossier.id), "sai tên")
    assert stands(desk, session, done) == GONE
    with pytest.raises(PersonProblem, match="cancelled_already"):
        books.cancel(desk, session, done.lines[0].id, "lần nữa")


def test_whoever_may_not_certify_undoes_no_order(desk: Desk, session: Session, as_role: Callable[..., Session]) -> None:
    done = certify(desk, session, order(desk, CARD, DEED))
    before = stands(desk, session, done)
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        undo(desk, as_role(Role.POSTAL), Seen(done.dossier.id), "nhầm")
    assert stands(desk, session, done) == before


def test_postal_staff_do_not_certify(desk: Desk, as_role: Callable[..., Session]) -> None:
    with pytest.raises(PersonProblem, match="refused"):
        certify(desk, as_role(Role.POSTAL), order(desk))
    assert certifying.price(desk, as_role(Role.CLERK), (CARD,))[0].amount == 4_000


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("new"), st.integers(1, 3)),
        st.tuples(st.just("again"), st.integers(0, 20)),
        st.tuples(st.just("fails"), st.integers(1, 3)),
        st.tuples(st.just("cancel"), st.integers(0, 20)),
        st.tuples(st.just("undo"), st.integers(0, 20)),
    ),
    max_size=9,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_numbers_have_no_gap_and_no_twin_whatever_happens_between(
    founded: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = StoreFolder(tmp_path_factory.mktemp("book") / "store")
    shutil.copytree(founded, folder.root)
    desk = open_desk(folder, FixedClock(datetime(2026, 11, 20, 8, 0, tzinfo=VIETNAM)))
    try:
        _walk(desk, steps)
    finally:
        desk.close()


def _walk(desk: Desk, steps: list[tuple[str, int]]) -> None:
    with desk.store.read() as work:
        account = work.accounts.by_login("hoa")
    assert account is not None
    session = Session(account, desk.now())
    orders: list[tuple[Order, Certified]] = []
    given_up: set[int] = set()
    for step, number in steps:
        if step == "new":
            wanted = order(desk, *(replace(CARD, document=f"Giấy {n}") for n in range(number)))
            orders.append((wanted, certify(desk, session, wanted)))
        elif step == "again" and orders:
            wanted, before = orders[number % len(orders)]
            assert [one.id for one in certify(desk, session, wanted).lines] == [one.id for one in before.lines]
        elif step == "fails":
            with pytest.raises(PersonProblem):
                certify(desk, session, order(desk, *[CARD] * number, person=PartyText()))
        elif step == "cancel" and orders:
            line = orders[number % len(orders)][1].lines[0]
            if line.serial not in given_up:
                books.cancel(desk, session, line.id, "nhầm")
                given_up.add(line.serial)
        elif step == "undo" and orders:
            done = orders[number % len(orders)][1]
            if not {line.serial for line in done.lines} <= given_up:
                undo(desk, session, Seen(done.dossier.id), "nhầm")
                given_up |= {line.serial for line in done.lines}
    for _order, done in orders:
        counted = {line.serial for line in done.lines} - given_up
        status = view(desk, session, done.dossier.id).dossier.status
        assert status is (Status.RETURNED if counted else Status.WITHDRAWN)
    found = today(desk, session)
    assert [line.serial for line in found.lines] == list(range(1, sum(len(w.lines) for w, _d in orders) + 1))
    assert {line.serial for line in found.lines if line.cancelled} == given_up
    with desk.store.read() as work:
        paid = work.payments.between(datetime(2026, 11, 20, tzinfo=VIETNAM), datetime(2026, 11, 21, tzinfo=VIETNAM))
    assert sum(one.amount for one in paid) == found.total


def draft(desk: Desk, *lines: CopyLine, **more: object) -> OrderDraft:
    return replace(OrderDraft(desk.ids.new(), PERSON, lines), **more)  # type: ignore[arg-type] # fields by name


def test_an_order_that_was_being_typed_is_found_again(desk: Desk, session: Session, as_role: Roles) -> None:
    assert load_order(desk, session) is None
    typed = draft(desk, CARD, entry=CopyLine("Học b", 12, 0), way=PaymentWay.VIETQR)
    save_order(desk, session, typed)
    # A reception's drafts are others, and so are another clerk's orders.
    assert load_drafts(desk, session) == ()
    assert load_order(desk, as_role(Role.CLERK)) is None
    desk.close()
    again = open_desk(desk.folder, desk.clock)
    try:
        assert load_order(again, session) == typed
    finally:
        again.close()


def test_of_the_orders_in_hand_the_newest_is_kept(desk: Desk, session: Session) -> None:
    save_order(desk, session, draft(desk, CARD))
    newer = draft(desk, DEED)
    save_order(desk, session, newer)
    assert load_order(desk, session) == newer
    save_order(desk, session, OrderDraft(desk.ids.new()))
    assert load_order(desk, session) is None


def test_a_certified_order_is_not_found_again(desk: Desk, session: Session) -> None:
    typed = draft(desk, CARD)
    save_order(desk, session, typed)
    certify(desk, session, Order(typed.id, typed.person, typed.lines, typed.way, SIGNER))
    assert load_order(desk, session) is None
    # A save that was under way meanwhile does not bring it back.
    save_order(desk, session, typed)
    assert load_order(desk, session) is None


def test_an_order_that_cannot_be_read_is_left_alone(desk: Desk, session: Session) -> None:
    with desk.store.work() as work:
        work.drafts.save(desk.ids.new(), f"{session.account.id}/certifying", '{"id": 1}', desk.now())
        work.commit()
    for _time in range(2):
        with pytest.raises(OutsideProblem, match=r"certifying\.draft_unreadable"):
            load_order(desk, session)
