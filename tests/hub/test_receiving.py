# ruff: noqa: ANN401 - the rigs are classes of conftest, which cannot be imported
"""What the receiver does with each kind of operation, over real HTTP, on SQLite and on PostgreSQL."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import event, select

from app.core.clock import SystemClock
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.numbers import manifest_body, manifest_from_json
from app.domain.operations import Delivery
from app.hub import enrolling
from app.hub.answers import Limits
from app.hub.reading import stored_dossiers
from app.hub.receiver import open_receiver, renew_incarnation
from app.hub.serving import start_beside
from app.hub.tables import incidents, operations, rejected
from app.sync.digests import comparison_of
from app.sync.keys import KeyPair, is_signed
from app.sync.receipts import Outcome, Receipt, proofs, receipt_from_proof
from app.sync.transport import Channel, Identity, enrol
from app.sync.wire import compress, encode_operation

Hold = Callable[..., Any]
both = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def push(rig: Any, *made: Any) -> tuple[Receipt, ...]:
    nonce = secrets.token_bytes(16)
    receipts = rig.line.push(nonce, made)
    kept = proofs(receipts, rig.identity.receiver_key)
    assert kept is not None
    assert receipts.nonce == nonce
    assert [receipt_from_proof(one, rig.identity.receiver_key) for one in kept] == list(receipts.items)
    items: tuple[Receipt, ...] = receipts.items
    return items


def outcomes(items: tuple[Receipt, ...]) -> list[Outcome]:
    return [item.outcome for item in items]


@both
def test_stored_once_whatever_comes_twice(hub: Any, rig: Any) -> None:
    made = [rig.desk.make() for _ in range(5)]
    assert outcomes(push(rig, *made)) == [Outcome.STORED] * 5
    assert outcomes(push(rig, *made, made[0])) == [Outcome.DUPLICATE] * 6
    with hub.receiver.engine.connect() as connection:
        rows = connection.execute(select(operations.c.op_id, operations.c.body).order_by("server_seq")).all()
    assert [tuple(row) for row in rows] == [(one.op_id.bytes, one.body) for one in made]


@both
def test_the_same_twice_in_one_request(rig: Any) -> None:
    one = rig.desk.make()
    assert outcomes(push(rig, one, one)) == [Outcome.STORED, Outcome.DUPLICATE]


@both
def test_another_body_under_one_id_is_kept_as_evidence(hub: Any, rig: Any) -> None:
    one = rig.desk.make()
    other = rig.desk.make(body=b'{"other":1}')
    push(rig, one)
    disguised = replace(other, op_id=one.op_id)
    for _ in range(2):
        assert outcomes(push(rig, disguised)) == [Outcome.CONFLICT]
    with hub.receiver.engine.connect() as connection:
        kept = connection.execute(select(rejected.c.reason, rejected.c.body)).all()
    assert [tuple(row) for row in kept] == [("other_body", b'{"other":1}')]


@both
def test_a_place_that_is_taken_is_a_conflict(rig: Any) -> None:
    dossier = uuid.uuid4()
    first, second = rig.desk.make(dossier, dseq=1), rig.desk.make(dossier, dseq=1)
    assert outcomes(push(rig, first, second)) == [Outcome.STORED, Outcome.CONFLICT]


@both
def test_a_gap_is_parked_and_released_by_what_was_missing(rig: Any) -> None:
    dossier = uuid.uuid4()
    one, two, three = (rig.desk.make(dossier) for _ in range(3))
    assert outcomes(push(rig, two, three)) == [Outcome.PARKED, Outcome.PARKED]
    assert outcomes(push(rig, one)) == [Outcome.STORED]
    assert outcomes(push(rig, two, three)) == [Outcome.DUPLICATE, Outcome.DUPLICATE]


@both
def test_one_bad_in_a_hundred_harms_only_its_own_dossier(rig: Any, hold: Hold) -> None:
    for _ in range(40):
        rig.desk.make()
    poison = rig.desk.make()
    rig.desk.rows[-1] = replace(poison, body=b'{"spoiled":true}')
    rig.desk.make(poison.dossier_id)
    for _ in range(59):
        rig.desk.make()
    state = hold(rig)
    counted = [rig.desk.delivery[one.op_id] for one in rig.desk.rows]
    assert counted.count(Delivery.STORED) == 99
    assert counted.count(Delivery.REFUSED) == 1
    assert rig.desk.causes[poison.op_id] == "sync.refused_digest"
    assert state.cause == ""


def test_an_unknown_kind_and_a_new_schema_are_stored(rig: Any) -> None:
    one = rig.desk.make()
    text = encode_operation(one).replace(b'"dossier.received"', b'"dossier.flown_to_the_moon"')
    text = text.replace(b'"schema":1', b'"schema":99')
    answer = rig.channel.ask("POST", "/v1/push", compress(text))
    assert answer.status == 200
    assert b",1,1," in answer.body


def test_an_operation_of_another_counter_is_refused_with_evidence(hub: Any, rig: Any) -> None:
    foreign = replace(rig.desk.make(), counter_id=uuid.uuid4())
    assert [item.code for item in push(rig, foreign)] == ["foreign"]
    with hub.receiver.engine.connect() as connection:
        assert connection.execute(select(rejected.c.reason)).scalars().all() == ["foreign"]


@pytest.mark.parametrize("body", [b"", b"no zstd", compress(b'{"size":9}\n{}'), compress(b"[]\n")])
def test_nonsense_gets_a_signed_error(rig: Any, body: bytes) -> None:
    answer = rig.channel.ask("POST", "/v1/push", body)
    assert answer.status in {400, 413}


@both
def test_a_thousand_go_through_in_order(hub: Any, rig: Any, hold: Hold) -> None:
    made = [rig.desk.make() for _ in range(1000)]
    assert hold(rig, max_operations=500).cause == ""
    assert set(rig.desk.delivery.values()) == {Delivery.STORED}
    with hub.receiver.engine.connect() as connection:
        held = connection.execute(select(operations.c.op_id).order_by(operations.c.server_seq)).scalars().all()
    assert held == [one.op_id.bytes for one in made]
    welcome = rig.line.hello(secrets.token_bytes(16), rig.desk.own())
    assert (welcome.held[0].contiguous, welcome.held[0].head) == (1000, made[-1].chain)


def test_a_filled_gap_lets_the_prefix_go_on(rig: Any) -> None:
    made = [rig.desk.make() for _ in range(6)]
    push(rig, made[0], made[2], made[4])
    held = rig.line.hello(secrets.token_bytes(16), rig.desk.own()).held[0]
    assert (held.contiguous, held.beyond) == (1, ((3, 3), (5, 5)))
    push(rig, made[1])
    push(rig, made[3], made[5])
    assert rig.line.hello(secrets.token_bytes(16), rig.desk.own()).held[0].contiguous == 6


@both
def test_both_sides_of_a_day_agree(hub: Any, rig: Any, hold: Hold) -> None:
    for _ in range(3):
        rig.desk.make()
    hold(rig)
    ours = comparison_of((one.op_id.bytes, one.body_sha, one.body) for one in rig.desk.rows)
    day = SystemClock().now().date()
    assert rig.line.compare(day) == ours == rig.line.compare(day, whole_office=True)
    assert rig.line.compare(date(2020, 1, 1)).records == 0
    assert [one.number for one in stored_dossiers(hub.receiver, "H17.32")] == [
        f"H17.32-261122-{3000 + place}" for place in (1, 2, 3)
    ]


@pytest.mark.logs
def test_a_restored_receiver_gets_back_what_it_lost(hub: Any, rig: Any, hold: Hold) -> None:
    made = [rig.desk.make() for _ in range(6)]
    hold(rig)
    with hub.receiver.engine.begin() as connection:
        connection.execute(operations.delete().where(operations.c.cseq > 2))
        connection.exec_driver_sql("UPDATE incarnations SET contiguous = 2, top = 2")
        connection.exec_driver_sql("UPDATE incarnations SET head = (SELECT chain FROM operations WHERE cseq = 2)")
    hold(rig)
    assert "again 4" in rig.desk.notes
    assert len(stored_dossiers(hub.receiver)) == len(made)
    with hub.receiver.engine.connect() as connection:
        assert connection.execute(select(incidents.c.kind)).scalars().all() == ["receiver_rolled_back"]


@pytest.mark.logs
def test_a_restored_counter_gets_back_what_it_forgot(rig: Any, hold: Hold) -> None:
    made = [rig.desk.make() for _ in range(5)]
    hold(rig)
    old = rig.desk.incarnation
    del rig.desk.rows[2:]
    rig.desk.delivery = {one.op_id: Delivery.STORED for one in rig.desk.rows}
    hold(rig)
    assert [one.op_id for one in rig.desk.rows] == [one.op_id for one in made]
    assert rig.desk.incarnation != old
    hold(rig)
    assert rig.desk.restores == 1


@pytest.mark.logs
def test_a_clone_stops_the_numbers_and_loses_nothing(hub: Any, rig: Any, hold: Hold, new_rig: Hold) -> None:
    rig.desk.make()
    hold(rig)
    twin = type(rig)(type(rig.desk)(rig.desk.counter, rig.desk.incarnation), rig.identity, rig.channel)
    twin.desk.rows, twin.desk.delivery = list(rig.desk.rows), dict(rig.desk.delivery)
    for _ in range(2):
        rig.desk.make()
        twin.desk.make()
    hold(rig)
    hold(twin)
    hold(rig)
    assert "stopped" in rig.desk.notes
    assert "stopped" in twin.desk.notes
    assert len(stored_dossiers(hub.receiver)) == 5


@both
def test_a_new_receiver_incarnation_is_compared_first(hub: Any, rig: Any, hold: Hold, database_url: str) -> None:
    rig.desk.make()
    state = hold(rig)
    renew_incarnation(database_url)
    other = open_receiver(database_url, hub.receiver.vault.part("x").parent.parent, SystemClock())
    assert other.incarnation != hub.receiver.incarnation
    held, _restores = other.greet(rig.desk.counter.bytes, rig.desk.own())
    assert (held[0].contiguous, held[0].head) == (1, rig.desk.rows[0].chain)
    other.close()
    assert state.receiver == hub.receiver.incarnation


@both
def test_enrolment_gives_whom_to_believe_and_which_numbers(hub: Any) -> None:
    code = enrolling.create_enrolment(hub.receiver, "H17.32", 2)
    key, counter = KeyPair.generate(), uuid.uuid4().bytes
    with httpx.Client() as client:
        admission = enrol(hub.url, code, counter, key, practice=False, client=client)
        again = enrol(hub.url, code, counter, key, practice=False, client=client)
        assert admission == again
        with pytest.raises(PersonProblem) as caught:
            enrol(hub.url, code, counter, KeyPair.generate(), practice=False, client=client)
        assert caught.value.code == "sync.code_used"
        with pytest.raises(PersonProblem) as caught:
            enrol(hub.url, "0000-0000-0000-0000", counter, key, practice=False, client=client)
        assert caught.value.code == "sync.code_wrong"
        with pytest.raises(PersonProblem) as caught:
            enrol(hub.url, code, counter, key, practice=True, client=client)
        assert caught.value.code == "sync.receiver_not_practice"
    manifest = manifest_from_json(admission.manifest)
    assert is_signed(manifest_body(manifest), manifest.signature, bytes.fromhex(admission.receiver_key))
    assert manifest.desk(2).own.lead == "2"


def test_a_guessed_invitation_dies(hub: Any) -> None:
    code = enrolling.create_enrolment(hub.receiver, "H17.32", 2)
    wrong = code[:5] + ("0000-0000-0000" if code[5:] != "0000-0000-0000" else "1111-1111-1111")
    key, counter = KeyPair.generate(), uuid.uuid4().bytes
    with httpx.Client() as client:
        for guess in [wrong] * enrolling.MOST_TRIES + [code]:
            with pytest.raises(PersonProblem) as caught:
                enrol(hub.url, guess, counter, key, practice=False, client=client)
            assert caught.value.code == "sync.code_wrong"


def test_only_an_enrolled_counter_that_was_not_stopped_may_send(hub: Any, rig: Any, hold: Hold) -> None:
    stranger = Identity(uuid.uuid4().bytes, rig.identity.key, rig.identity.receiver_key, practice=False)
    thief = Identity(rig.identity.counter, KeyPair.generate(), rig.identity.receiver_key, practice=False)
    for identity, code in ((stranger, "sync.counter_unknown"), (thief, "sync.signature")):
        with Channel(hub.url, identity, SystemClock()) as channel, pytest.raises(PersonProblem) as caught:
            channel.get("POST", "/v1/hello", b"{}")
        assert caught.value.code == code
    enrolling.stop_counter(hub.receiver, rig.identity.counter)
    assert hold(rig).cause == "sync.counter_unknown"


def test_practice_and_real_never_meet(tmp_path: Any, hold: Hold, new_rig: Hold) -> None:
    with start_beside(tmp_path / "practice", practice=True) as practice:
        enrolling.put_office(practice.receiver, "H17.32", "Thực hành")
        rig = new_rig(practice)
        rig.desk.make()
        assert hold(rig).cause == ""
        real = Identity(rig.identity.counter, rig.identity.key, rig.identity.receiver_key, practice=False)
        with Channel(practice.url, real, SystemClock()) as channel, pytest.raises(PersonProblem) as caught:
            channel.get("POST", "/v1/push", b"")
        assert caught.value.code == "sync.receiver_is_practice"
    with pytest.raises(OutsideProblem) as outside:
        start_beside(tmp_path / "practice", practice=False)
    assert outside.value.code == "hub.practice_differs"


def test_a_busy_receiver_asks_for_patience(tmp_path: Any, new_rig: Hold) -> None:
    with start_beside(tmp_path / "hub", practice=False, limits=Limits(per_counter=0)) as busy:
        enrolling.put_office(busy.receiver, "H17.32", "Bận")
        rig = new_rig(busy)
        with pytest.raises(OutsideProblem) as caught:
            rig.channel.get("POST", "/v1/push", b"")
        assert (caught.value.code, caught.value.params["retry_after"]) == ("sync.busy", 5.0)


def test_a_full_disk_loses_nothing(tmp_path: Any, hold: Hold, new_rig: Hold) -> None:
    with start_beside(tmp_path / "hub", practice=False) as hub:
        enrolling.put_office(hub.receiver, "H17.32", "Đầy")
        rig = new_rig(hub)
        for _ in range(200):
            rig.desk.make(body=b'{"x":"' + b"y" * 2000 + b'"}')
        with hub.receiver.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        _limit_pages(hub.receiver.engine, pages + 30)
        state = hold(rig, max_operations=10)
        assert state.cause == "sync.receiver_full"
        stored = sum(one is Delivery.STORED for one in rig.desk.delivery.values())
        assert len(stored_dossiers(hub.receiver)) == stored < 200
        _limit_pages(hub.receiver.engine, 100_000)
        assert hold(rig).cause == ""
        assert len(stored_dossiers(hub.receiver)) == 200


def _limit_pages(engine: Any, pages: int) -> None:
    """Every connection of the pool gets the limit: SQLite keeps it per connection."""
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _entry: raw.execute(f"PRAGMA max_page_count={pages}"))


def test_health_says_what_it_is(hub: Any) -> None:
    assert httpx.get(f"{hub.url}/v1/health").json()["practice"] is False
