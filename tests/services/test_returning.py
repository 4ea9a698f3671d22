"""Results leave the counter once, to whom they belong, with what is owed both ways – or not at all."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.drafts import Draft, PartyText
from app.domain.issued_forms import FormState
from app.domain.lifecycle import Act
from app.domain.results import Collector, Proof, ReturnOutcome
from app.domain.returning import Collection, Taker
from app.models.rows import PrintState
from app.services import by_post, returning
from app.services.by_post import Parcel
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.happenings import happened
from app.services.issuing import want_form_print
from app.services.moves import Move, Seen, perform
from app.services.reception import receive
from app.services.results import ResultText, record_result
from app.services.returning import Payer, Returned, Wanted, bring_here, find, look, of_identity, return_results, waiting
from app.services.security import Session
from app.services.slips import prepare, record_print, unprinted
from app.services.undoing import undo
from tests.signing.signed_files import plain_pdf, sign, signer

Filled = Callable[..., Draft]
OWNER, HER_ID = "Nguyễn Thị Phượng Hằng", "049199012345"
LAND = "1.013978"
FEE = "2.000884"


@pytest.fixture
def take(desk: Desk, session: Session, filled: Filled) -> Callable[..., Dossier]:
    """Receive a dossier and bring it into a state."""

    def make(*acts: Act, holder: str | None = None, code: str = "1.001193", **changed: object) -> Dossier:
        draft = replace(filled(code), **changed)  # type: ignore[arg-type] # the fields of a draft
        dossier = receive(desk, session, draft).dossier
        for act in acts:
            with desk.store.work() as work:
                move = Move(act, reason="theo đơn", holder=holder)
                dossier = perform(desk, work, session, Seen(dossier.id), move).dossier
                work.commit()
        return dossier

    return make


def owner(proof: Proof = Proof.SLIP, identity: str = "", **given: object) -> Collection:
    return Collection(Taker(Collector.OWNER, OWNER, identity), proof, **given)  # type: ignore[arg-type] # its fields


def give(
    desk: Desk, session: Session, dossier: Dossier, collection: Collection, payer: Payer | None = None
) -> Returned:
    return return_results(desk, session, [Wanted(Seen(dossier.id, dossier.revision))], collection, payer)


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def kept(desk: Desk, dossier: Dossier) -> object:
    with desk.store.read() as work:
        return (
            work.dossiers.get(dossier.id), work.lives.of(dossier.id), work.history.of(dossier.id),
            work.results.of(dossier.id), work.results.returns(dossier.id), work.payments.of(dossier.id),
            work.forms.of_dossier(dossier.id), work.outbox.of_dossier(dossier.id),
        )  # fmt: skip


def test_the_owner_with_the_slip_gets_the_result_and_a_receipt(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    dossier = take()
    paper = ResultText("123/KS", date(2026, 11, 20), "Trần Văn Bình")
    record_result(desk, session, Seen(dossier.id), paper)
    case = find(desk, session, dossier.number)
    assert (case.obstacle, case.owed, case.originals) == (None, 0, ())
    assert [one.code for one in case.results] == ["KQ.G15.000031"]
    assert (case.people[0].role, case.people[0].name, case.people[0].identity) == (Collector.OWNER, OWNER, HER_ID)
    given = give(desk, session, case.dossier, owner(identity=HER_ID)).given[0]
    shown = view(desk, session, dossier.id)
    assert shown.dossier.status is Status.RETURNED
    assert shown.returns == (given.done,)
    assert (given.done.name, given.done.proof, given.done.outcome) == (OWNER, Proof.SLIP, ReturnOutcome.HANDED_OVER)
    # Paper comes when somebody asks for it, not by itself.
    assert given.form_id not in {one.record.dossier_id for one in unprinted(desk, session)}
    print_id = want_form_print(desk, session, given.form_id)
    assert want_form_print(desk, session, given.form_id) == print_id
    text = words(prepare(desk, session, print_id).pdf)
    for part in (dossier.number, OWNER, HER_ID, "123/KS", "Lê Thị Hoa"):
        assert part in text
    record_print(desk, print_id, PrintState.PRINTED)
    again = want_form_print(desk, session, given.form_id, "Mờ")
    assert "BẢN IN LẠI lần 1" in words(prepare(desk, session, again).pdf)
    problem = look(desk, session, dossier.id).obstacle
    assert problem is not None
    assert (problem.code, problem.params["name"]) == ("returning.returned", OWNER)
    with pytest.raises(PersonProblem, match=r"returning\.returned"):
        give(desk, session, shown.dossier, owner())


@pytest.mark.parametrize(
    ("collection", "code"),
    [
        (owner(Proof.IDENTITY), "returning.identity_missing"),
        (owner(Proof.IDENTITY, ""), "returning.identity_missing"),
        (Collection(Taker(Collector.OWNER, " ")), "returning.name_missing"),
        (Collection(Taker(Collector.AUTHORISED, "Lê Văn Cường")), "returning.authorisation_missing"),
        (Collection(Taker(Collector.OWNER, OWNER, "001099000001")), "returning.authorisation_missing"),
        (Collection(Taker(Collector.POST, "Bưu tá")), "returning.post_proof"),
        (owner(Proof.CONSIGNMENT), "returning.post_proof"),
        (Collection(Taker(Collector.SUBMITTER, OWNER)), ""),
    ],
)
def test_whoever_may_not_collect_gets_nothing(
    desk: Desk, session: Session, take: Callable[..., Dossier], collection: Collection, code: str
) -> None:
    dossier = take(Act.FINISH)
    before = kept(desk, dossier)
    if not code:
        assert give(desk, session, dossier, collection).given
        return
    with pytest.raises(PersonProblem) as refused:
        give(desk, session, dossier, collection)
    assert refused.value.code == code
    assert kept(desk, dossier) == before


@pytest.mark.parametrize(
    ("acts", "holder", "code"),
    [
        ((), None, "returning.not_finished"),
        ((Act.TRANSFER,), "Phòng Tư pháp", "returning.not_finished"),
        ((Act.ASK_SUPPLEMENT,), None, "returning.waits"),
        ((Act.ASK_PAYMENT,), None, "returning.waits"),
        ((Act.FINISH,), "Công an xã", "returning.elsewhere"),
    ],
)
def test_what_is_not_here_or_not_finished_says_so(
    desk: Desk, session: Session, take: Callable[..., Dossier], acts: tuple[Act, ...], holder: str | None, code: str
) -> None:
    dossier = take(*acts, holder=holder)
    problem = look(desk, session, dossier.id).obstacle
    assert problem is not None
    assert problem.code == code
    assert (holder or "") in " ".join(str(value) for value in problem.params.values())
    before = kept(desk, dossier)
    with pytest.raises(PersonProblem, match=code.replace(".", r"\.")):
        give(desk, session, dossier, owner())
    assert kept(desk, dossier) == before


def test_a_result_that_is_in_the_hand_is_here(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take(Act.FINISH, holder="Công an xã")
    bring_here(desk, session, Seen(dossier.id, dossier.revision))
    case = look(desk, session, dossier.id)
    assert (case.obstacle, case.life.holder) == (None, "")
    assert give(desk, session, case.dossier, owner()).given
    with desk.store.read() as work:
        kinds = [event.kind for event in work.history.of(dossier.id)]
    assert kinds[-2:] == ["dossier.moved", "dossier.returned"]


def test_a_lost_slip_is_replaced_by_the_owners_identity(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    dossier = take(Act.FINISH)
    done = give(desk, session, dossier, owner(Proof.IDENTITY, HER_ID)).given[0].done
    assert (done.proof, done.identity, done.collector) == (Proof.IDENTITY, HER_ID, Collector.OWNER)


def test_whoever_is_sent_brings_the_paper(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take(Act.FINISH)
    sent = Taker(Collector.AUTHORISED, "Lê Văn Cường", "001099000001", "0911222333", "GUQ 12/2026")
    given = give(desk, session, dossier, Collection(sent)).given[0]
    assert (given.done.collector, given.done.authorisation) == (Collector.AUTHORISED, "GUQ 12/2026")
    text = words(prepare(desk, session, want_form_print(desk, session, given.form_id)).pdf)
    assert "GUQ 12/2026" in text
    assert "Lê Văn Cường" in text


def test_money_owed_is_taken_with_the_return_or_nothing_happens(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    dossier = take(Act.FINISH, code=FEE, payment=PaymentWay.LATER)
    before = kept(desk, dossier)
    for payer in (None, Payer(PaymentWay.LATER), Payer(PaymentWay.NONE)):
        with pytest.raises(PersonProblem, match=r"cash\.way_missing"):
            give(desk, session, dossier, owner(), payer)
        assert kept(desk, dossier) == before
    given = give(desk, session, dossier, owner(), Payer(PaymentWay.CASH, "1C26TTM 0000123")).given[0]
    shown = view(desk, session, dossier.id)
    assert [(one.amount, one.way, one.receipt) for one in shown.payments] == [
        (dossier.total, PaymentWay.CASH, "1C26TTM 0000123")
    ]
    assert shown.owed == 0
    assert "10.000" in words(prepare(desk, session, want_form_print(desk, session, given.form_id)).pdf)


def test_originals_are_owed_where_the_procedure_took_copies(desk: Desk, session: Session, filled: Filled) -> None:
    draft = filled(LAND)
    dossier = receive(desk, session, replace(draft, appointment="16:00 30/12/2026", appointment_reason="Lịch")).dossier
    with desk.store.work() as work:
        perform(desk, work, session, Seen(dossier.id), Move(Act.FINISH))
        work.commit()
    case = look(desk, session, dossier.id)
    assert set(case.originals) == {paper.name for paper in dossier.papers if paper.photocopies}
    assert case.originals == ("Giấy tờ về quyền sử dụng đất (Điều 137 Luật Đất đai)",)
    paid = Payer(PaymentWay.CASH)
    with pytest.raises(PersonProblem, match=r"returning\.originals_owed") as refused:
        give(desk, session, case.dossier, owner(), paid)
    assert refused.value.params["papers"] == ", ".join(case.originals)
    done = give(desk, session, case.dossier, owner(originals=True), paid).given[0].done
    assert done.originals_taken == "; ".join(case.originals)


def test_papers_go_back_as_ticked_and_all_of_them_without_a_result(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    withdrawn, done = take(Act.WITHDRAW), take(Act.FINISH)
    case = look(desk, session, withdrawn.id)
    assert case.gives_back
    assert case.back
    assert all(one.proposed for one in case.back)
    given = give(desk, session, withdrawn, owner()).given[0]
    assert given.dossier.status is Status.WITHDRAWN
    assert given.done.papers_back == "; ".join(one.name for one in case.back)
    problem = look(desk, session, withdrawn.id).obstacle
    assert problem is not None
    assert problem.code == "returning.given_back"
    offered = look(desk, session, done.id).back
    assert not any(one.proposed for one in offered)
    back = give(desk, session, done, owner(back=(offered[0].ordinal,))).given[0].done
    assert back.papers_back == offered[0].name


def test_a_return_is_undone_with_everything_but_the_money(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    dossier = take(Act.FINISH, code=FEE, payment=PaymentWay.LATER)
    given = give(desk, session, dossier, owner(), Payer(PaymentWay.CASH)).given[0]
    undo(desk, session, Seen(dossier.id))
    case = look(desk, session, dossier.id)
    assert (case.dossier.status, case.returns, case.returned, case.obstacle) == (Status.DONE, (), None, None)
    assert case.owed == 0
    with desk.store.read() as work:
        form = work.forms.get(given.form_id)
    assert form is not None
    assert form.state is FormState.VOID


def test_what_is_on_paper_is_undone_with_a_reason_only(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    dossier = take(Act.FINISH)
    given = give(desk, session, dossier, owner()).given[0]
    record_print(desk, want_form_print(desk, session, given.form_id), PrintState.PRINTED)
    with pytest.raises(PersonProblem, match=r"life\.undo_needs_reason"):
        undo(desk, session, Seen(dossier.id))
    undo(desk, session, Seen(dossier.id), "Trả nhầm người")
    assert look(desk, session, dossier.id).returns == ()


def test_finished_and_returned_on_the_spot(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take()
    wanted = [Wanted(Seen(dossier.id, dossier.revision), ResultText("9/XN"))]
    given = return_results(desk, session, wanted, owner()).given[0]
    assert given.dossier.status is Status.RETURNED
    shown = view(desk, session, dossier.id)
    assert [one.number for one in shown.results] == ["9/XN"]
    undo(desk, session, Seen(dossier.id))
    undo(desk, session, Seen(dossier.id))
    after = view(desk, session, dossier.id)
    assert (after.dossier.status, after.results, after.returns) == (Status.RECEIVED, (), ())


def test_ten_results_for_one_person_go_together_or_not_at_all(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    done = [take(Act.FINISH) for _ in range(9)]
    elsewhere = take(Act.FINISH, holder="Công an xã")
    assert {row.id for row in look(desk, session, done[0].id).beside} == {one.id for one in done[1:]}
    wanted = [Wanted(Seen(one.id, one.revision)) for one in (*done, elsewhere)]
    with pytest.raises(PersonProblem, match=r"returning\.in_hand") as refused:
        return_results(desk, session, wanted, owner())
    assert refused.value.params["number"] == elsewhere.number
    assert "Công an xã" in str(refused.value.params["text"])
    assert len(waiting(desk, session)) == 10
    sent = Collection(Taker(Collector.AUTHORISED, "Lê Văn Cường", "001099000001", "", "GUQ 1"))
    given = return_results(desk, session, wanted[:9], sent).given
    assert len({one.form_id for one in given}) == 9
    assert [row.row.id for row in waiting(desk, session)] == [elsewhere.id]


def test_one_person_may_have_another_part_in_each(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    his = PartyText(full_name="Lê Văn Cường", personal_id="001099000001", birth="01/02/1999", phone="0911222333")
    own, for_her = take(Act.FINISH, submitter=his), take(Act.FINISH, submitter=his, owner=None)
    hers = take(Act.FINISH)
    him = Collection(Taker(Collector.OWNER, "Lê Văn Cường", "001099000001", "", "GUQ 7"))
    wanted = [Wanted(Seen(one.id)) for one in (own, for_her, hers)]
    roles = [one.done.collector for one in return_results(desk, session, wanted, him).given]
    assert roles == [Collector.OWNER, Collector.OWNER, Collector.AUTHORISED]


def test_the_list_has_the_longest_waiting_first_and_a_search_finds_the_others(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    first = take(Act.FINISH)
    clock.advance(timedelta(days=2))
    second, open_one = take(Act.FINISH), take()
    rows = waiting(desk, session)
    assert [row.row.id for row in rows] == [first.id, second.id]
    assert rows[1].since is not None
    assert rows[0].since == rows[1].since - timedelta(days=2)
    found = {row.row.id: row.since for row in waiting(desk, session, "phuong hang")}
    assert found[open_one.id] is None
    assert found.keys() == {first.id, second.id, open_one.id}
    assert {row.id for row in of_identity(desk, session, HER_ID)} == {first.id, second.id}
    with pytest.raises(PersonProblem, match=r"returning\.no_such_number"):
        find(desk, session, "H99.99-261120-0001")


PARCEL = Parcel("Bưu cục Thạnh Mỹ", "CP123456789VN", "N-77")


def test_the_post_delivers(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take(Act.FINISH)
    form_id, _changes = by_post.send(desk, session, Seen(dossier.id), PARCEL)
    case = look(desk, session, dossier.id)
    assert case.sent is not None
    assert (case.sent.tracking, case.life.holder) == ("CP123456789VN", "Bưu cục Thạnh Mỹ")
    with pytest.raises(PersonProblem, match=r"returning\.with_post"):
        give(desk, session, case.dossier, owner())
    text = words(prepare(desk, session, want_form_print(desk, session, form_id)).pdf)
    for part in ("CP123456789VN", "N-77", OWNER, dossier.number):
        assert part in text
    by_post.delivered(desk, session, Seen(dossier.id))
    after = view(desk, session, dossier.id)
    assert (after.dossier.status, after.life.holder) == (Status.RETURNED, "")
    assert [one.outcome for one in after.returns] == [ReturnOutcome.SENT, ReturnOutcome.HANDED_OVER]
    undo(desk, session, Seen(dossier.id))
    back = look(desk, session, dossier.id)
    assert back.sent is not None
    assert back.life.holder == "Bưu cục Thạnh Mỹ"


def test_what_the_post_cannot_deliver_twice_comes_back(
    desk: Desk, session: Session, take: Callable[..., Dossier], clock: FixedClock
) -> None:
    dossier = take(Act.FINISH)  # a Friday
    by_post.send(desk, session, Seen(dossier.id), PARCEL)
    by_post.not_delivered(desk, session, Seen(dossier.id), "Không ai ở nhà")
    for days in (0, 1, 2):  # today, Saturday, Sunday … Monday is one working day later
        clock.advance(timedelta(days=min(days, 1)))
        with pytest.raises(PersonProblem, match=r"returning\.too_soon") as refused:
            by_post.not_delivered(desk, session, Seen(dossier.id))
        assert refused.value.params["day"] == date(2026, 11, 24)
    clock.advance(timedelta(days=2))
    by_post.not_delivered(desk, session, Seen(dossier.id), "Chuyển nhà")
    case = look(desk, session, dossier.id)
    assert (case.sent, case.life.holder, case.obstacle) == (None, "", None)
    with pytest.raises(PersonProblem, match=r"returning\.not_with_post"):
        by_post.delivered(desk, session, Seen(dossier.id))
    assert give(desk, session, case.dossier, owner()).given


@pytest.mark.parametrize(
    ("parcel", "acts", "code"),
    [
        (replace(PARCEL, tracking=" "), (Act.FINISH,), "returning.tracking_missing"),
        (replace(PARCEL, carrier=""), (Act.FINISH,), "returning.post_missing"),
        (PARCEL, (), "returning.no_result_yet"),
        (PARCEL, (Act.WITHDRAW,), "returning.no_result_yet"),
    ],
)
def test_the_post_gets_only_what_is_there(
    desk: Desk, session: Session, take: Callable[..., Dossier], parcel: Parcel, acts: tuple[Act, ...], code: str
) -> None:
    dossier = take(*acts)
    with pytest.raises(PersonProblem) as refused:
        by_post.send(desk, session, Seen(dossier.id), parcel)
    assert refused.value.code == code
    with pytest.raises(PersonProblem, match=r"returning\.not_with_post"):
        by_post.not_delivered(desk, session, Seen(dossier.id))


def test_a_signed_file_goes_into_the_vault_and_to_the_province(
    desk: Desk, session: Session, take: Callable[..., Dossier], tmp_path: Path
) -> None:
    dossier = take()
    signed = tmp_path / "ket-qua.pdf"
    signed.write_bytes(sign(plain_pdf(), signer("Trần Văn Bình", "ec")))
    record_result(desk, session, Seen(dossier.id), ResultText("7", file=signed))
    result = view(desk, session, dossier.id).results[0]
    assert result.electronic
    assert desk.vault.read(result.file_digest) == signed.read_bytes()
    assert result.file_digest in {one.digest for one in view(desk, session, dossier.id).files}
    # A second document of a finished dossier is added to it.
    record_result(desk, session, Seen(dossier.id), ResultText("8"))
    shown = view(desk, session, dossier.id)
    assert ([one.number for one in shown.results], shown.dossier.status) == (["7", "8"], Status.DONE)


def test_a_stale_screen_returns_nothing(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take(Act.FINISH)
    with pytest.raises(PersonProblem, match=r"life\.changed_meanwhile"):
        give(desk, session, replace(dossier, revision=dossier.revision - 1), owner())
    with pytest.raises(PersonProblem, match=r"returning\.nothing_chosen"):
        return_results(desk, session, [], owner())


def test_every_part_of_a_case_can_be_asked_in_every_state(
    desk: Desk, session: Session, take: Callable[..., Dossier]
) -> None:
    ways: tuple[tuple[Act, ...], ...] = (
        (), (Act.TRANSFER,), (Act.BEGIN,), (Act.ASK_SUPPLEMENT,), (Act.ASK_PAYMENT,), (Act.WITHDRAW,), (Act.STOP,),
        (Act.REFUSE,), (Act.FINISH,), (Act.FINISH, Act.RETURN),
    )  # fmt: skip
    seen = {look(desk, session, take(*acts).id).dossier.status for acts in ways}
    assert seen == set(Status)
    assert len(list(itertools.chain(waiting(desk, session)))) == 1
    assert returning.waiting(desk, session, "không có ai") == ()


def test_the_story_says_what_was_returned_to_whom(desk: Desk, session: Session, take: Callable[..., Dossier]) -> None:
    dossier = take(code=FEE, payment=PaymentWay.LATER)
    record_result(desk, session, Seen(dossier.id), ResultText("123/CT"))
    record_result(desk, session, Seen(dossier.id), ResultText("124/CT"))
    case = look(desk, session, dossier.id)
    give(desk, session, case.dossier, owner(), Payer(PaymentWay.CASH))
    told = [happened(event) for event in view(desk, session, dossier.id).history[1:]]
    assert [one.what for one in told] == ["Có kết quả", "Ghi thêm kết quả", "Thu tiền", "Trả kết quả"]
    assert "123/CT" in told[0].detail
    assert "124/CT" in told[1].detail
    assert "10.000 đ" in told[2].detail
    assert OWNER in told[3].detail
