"""Who may collect, what is owed both ways, what the post may still try: by example and by property."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.dossiers import (
    Appointment,
    Dossier,
    DossierPaper,
    PaperState,
    PaymentWay,
    ReturnPlace,
    Status,
)
from app.domain.people import Parties, Party
from app.domain.procedures import Channel
from app.domain.results import Collector, Proof, ResultReturn, ReturnOutcome
from app.domain.returning import (
    MOST_TRIES,
    Collection,
    Taker,
    failed_tries,
    may_go_back,
    objections,
    originals_owed,
    people_of,
    proposed_back,
    role_in,
    with_post,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
SOME = UUID(int=1)
HANG = Party("Nguyễn Thị Hằng", personal_id="049199012345", old_id="201234567", phone="0905123456")
CUONG = Party("Lê Văn Cường", personal_id="001099000001", phone="0911222333")
FIRM = Party("Công ty An Phát", tax_code="0101234567", representative="Trần Văn Bình")
PAPERS = (
    DossierPaper(1, "Tờ khai", PaperState.HANDED_IN, originals=1),
    DossierPaper(2, "Sổ hộ khẩu", PaperState.HANDED_IN, photocopies=1),
    DossierPaper(3, "Thẻ căn cước", PaperState.SHOWN),
    DossierPaper(4, "Giấy chứng nhận", PaperState.HANDED_IN, certified_copies=1),
    DossierPaper(5, "Bản vẽ", PaperState.MISSING, photocopies=1),
)


def dossier(submitter: Party = HANG, owner: Party | None = None, authorisation: str = "", **changed: object) -> Dossier:
    made = Dossier(
        id=SOME,
        number="H17.32-261120-3001",
        provisional=False,
        office_id=SOME,
        counter_id=SOME,
        received_by=SOME,
        received_for="",
        channel=Channel.COUNTER,
        procedure_code="1.001193",
        procedure_version=1,
        procedure_name="Đăng ký khai sinh",
        case_code="1",
        case_name="",
        content="Đăng ký khai sinh",
        parties=Parties(submitter, owner, authorisation),
        papers=PAPERS,
        sets=1,
        fees=(),
        payment=PaymentWay.NONE,
        received_at=NOW,
        appointment=Appointment(NOW, None, NOW, "", ()),
        return_place=ReturnPlace.COUNTER,
        return_detail="",
        resolving_unit="",
        note="",
        status=Status.DONE,
    )
    return replace(made, **changed)  # type: ignore[arg-type] # the fields of a dossier


def codes(made: Dossier, collection: Collection, owed: tuple[str, ...] = ()) -> list[str]:
    return [problem.code for problem in objections(made, collection, owed)]


def test_the_submitter_holds_the_slip_and_comes_first() -> None:
    assert [one.role for one in people_of(dossier())] == [Collector.OWNER]
    made = dossier(CUONG, HANG, "GUQ 1")
    assert [(one.role, one.name, one.authorisation) for one in people_of(made)] == [
        (Collector.SUBMITTER, "Lê Văn Cường", "GUQ 1"),
        (Collector.OWNER, "Nguyễn Thị Hằng", ""),
    ]
    assert people_of(dossier(FIRM))[0].name == "Trần Văn Bình"


@pytest.mark.parametrize("shown", ["049199012345", "201234567", ""])
def test_old_and_new_number_are_the_same_person(shown: str) -> None:
    taker = Taker(Collector.OWNER, "Nguyễn Thị Hằng", shown)
    assert codes(dossier(), Collection(taker)) == []
    assert codes(dossier(), Collection(taker, Proof.IDENTITY)) == ([] if shown else ["returning.identity_missing"])


def test_a_strangers_number_is_nobodys_here() -> None:
    assert codes(dossier(), Collection(Taker(Collector.OWNER, "Hằng", CUONG.personal_id))) == [
        "returning.identity_other"
    ]


def test_whoever_speaks_for_a_firm_shows_his_own_card() -> None:
    taker = Taker(Collector.OWNER, "Trần Văn Bình", CUONG.personal_id)
    assert role_in(dossier(FIRM), taker) == taker
    assert codes(dossier(FIRM), Collection(taker, Proof.IDENTITY)) == []


def test_one_person_has_the_part_he_has_in_each() -> None:
    him = Taker(Collector.OWNER, "Lê Văn Cường", CUONG.personal_id, "", "GUQ 9")
    assert role_in(dossier(CUONG), him).role is Collector.OWNER
    assert role_in(dossier(CUONG, HANG), him).role is Collector.SUBMITTER
    sent = role_in(dossier(HANG), him)
    assert (sent.role, sent.authorisation) == (Collector.AUTHORISED, "GUQ 9")
    unknown = replace(him, identity="")
    assert role_in(dossier(HANG), unknown) == unknown


def test_originals_are_owed_only_where_a_copy_was_accepted() -> None:
    assert originals_owed(dossier(), collects=False) == ()
    assert originals_owed(dossier(), collects=True) == ("Sổ hộ khẩu", "Giấy chứng nhận")
    assert originals_owed(dossier(status=Status.WITHDRAWN), collects=True) == ()
    taker = Taker(Collector.OWNER, "Hằng")
    assert codes(dossier(), Collection(taker), ("Sổ hộ khẩu",)) == ["returning.originals_owed"]
    assert codes(dossier(), Collection(taker, originals=True), ("Sổ hộ khẩu",)) == []


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("channel", list(Channel))
def test_what_goes_back_lay_in_the_dossier(status: Status, channel: Channel) -> None:
    made = dossier(status=status, channel=channel)
    offered = [paper.ordinal for paper in may_go_back(made)]
    assert offered == [1]
    ended = status in {Status.WITHDRAWN, Status.STOPPED, Status.REFUSED}
    assert proposed_back(made) == ((1,) if ended or channel is Channel.POST else ())


def tried(outcome: ReturnOutcome, place: int) -> ResultReturn:
    return ResultReturn(
        UUID(int=place + 1),
        SOME,
        NOW + timedelta(days=place),
        "Hoa",
        "",
        Collector.POST,
        "Bưu cục",
        Proof.CONSIGNMENT,
        outcome,
    )


@given(st.lists(st.sampled_from(list(ReturnOutcome)), max_size=9))
def test_the_post_has_it_from_sending_to_the_second_failure_or_the_delivery(outcomes: list[ReturnOutcome]) -> None:
    tries = [tried(outcome, place) for place, outcome in enumerate(outcomes)]
    sent: int | None = None
    failed = 0
    for outcome in outcomes:
        if outcome is ReturnOutcome.SENT:
            sent, failed = 1, 0
        elif outcome is ReturnOutcome.FAILED:
            failed += sent is not None
        else:
            sent, failed = None, 0
    assert (with_post(tries) is not None) == (sent is not None and failed < MOST_TRIES)
    assert len(failed_tries(tries)) == failed


TEXTS = st.sampled_from(["", " ", "Lê Văn Cường", "049199012345", "GUQ 1"])


@given(
    taker=st.builds(Taker, st.sampled_from(list(Collector)), TEXTS, TEXTS, TEXTS, TEXTS),
    proof=st.sampled_from(list(Proof)),
    originals=st.booleans(),
)
def test_nobody_without_a_name_or_a_proof_gets_anything(taker: Taker, proof: Proof, *, originals: bool) -> None:
    found = codes(dossier(), Collection(taker, proof, originals), ("Sổ hộ khẩu",))
    if not found:
        assert taker.name.strip()
        assert originals
        assert taker.identity.strip() or proof is not Proof.IDENTITY
        assert taker.authorisation.strip() or taker.role is not Collector.AUTHORISED
        assert (taker.role is Collector.POST) == (proof is Proof.CONSIGNMENT)
    assert len(found) == len(set(found))
