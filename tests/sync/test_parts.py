"""Wire, receipts, comparison, back-off and enrolment, each by itself."""

import hashlib
import json
import uuid
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.operations import Operation, OperationKind, canonical_json
from app.sync import backoff
from app.sync.arrivals import MAX_BODY, records
from app.sync.comparing import Held, Own, compare, to_ranges, without
from app.sync.enrolment import Admission, Application, new_code, proof, read_code
from app.sync.greeting import Greeting, Welcome
from app.sync.keys import KeyPair
from app.sync.receipts import (
    Outcome,
    Receipt,
    Receipts,
    is_file_receipt,
    proofs,
    receipt_from_proof,
    sign_file,
    sign_receipts,
)
from app.sync.signing import Stamp, is_answer, sign_answer, stamp_from
from app.sync.transport import check_address, is_this_machine
from app.sync.wire import compress, decode_batch, encode_batch, encode_operation, expand, operation_from

KEY, OTHER = KeyPair(b"k" * 32), KeyPair(b"o" * 32)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


def operation(body: bytes, cseq: int = 1, dseq: int = 1) -> Operation:
    return Operation(
        uuid.uuid4(),
        uuid.uuid4(),
        uuid.uuid4(),
        uuid.uuid4(),
        cseq,
        uuid.uuid4(),
        dseq,
        OperationKind.DOSSIER_RECEIVED,
        1,
        body,
        hashlib.sha256(body).digest(),
        b"c" * 32,
        AT,
    )


@given(st.lists(st.binary(max_size=200), max_size=8))
def test_any_body_travels_unchanged_even_with_line_ends(bodies: list[bytes]) -> None:
    operations = [operation(body) for body in bodies]
    assert [operation_from(one) for one in decode_batch(encode_batch(operations))] == operations


@given(st.floats(0, 0.999))
def test_a_cut_batch_is_never_half_believed(share: float) -> None:
    packed = encode_batch([operation(b'{"a":1}'), operation(b'{"b":2}')])
    cut = packed[: int(share * len(packed))]
    with pytest.raises(ValueError, match=r".*"):
        decode_batch(cut)


@given(st.binary(max_size=300))
def test_plain_noise_raises_nothing_but_value_error(noise: bytes) -> None:
    try:
        found = decode_batch(compress(noise))
    except ValueError:
        found = []
    assert found == []


def test_a_damaged_record_does_not_harm_its_neighbours() -> None:
    good, bad = operation(b'{"a":1}'), operation(b'{"b":2}')
    spoiled = encode_operation(bad).replace(b'{"b":2}', b'{"b":3}')
    strange = encode_operation(bad).replace(b'"dseq":1', b'"dseq":-4')
    arrivals = decode_batch(compress(encode_operation(good) + spoiled + strange + encode_operation(good)))
    assert [one.fault for one in arrivals] == ["", "digest", "header", ""]


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=40)
_HEADER_VALUES = st.one_of(st.none(), st.booleans(), st.integers(-2, 1 << 63), _TEXT)


@given(
    changes=st.dictionaries(
        st.sampled_from(["op_id", "cseq", "kind", "made_at", "schema", "dseq", "v"]), _HEADER_VALUES
    ),
    body=st.binary(max_size=30),
)
def test_a_header_is_understood_alike_however_it_is_spelt(changes: dict[str, object], body: bytes) -> None:
    line, _, _ = encode_operation(operation(body)).partition(b"\n")
    value = json.loads(line) | changes
    spellings = (canonical_json(value), json.dumps(value).encode(), canonical_json(dict(value, extra=1)))
    read: list[object] = []
    for header in spellings:
        try:
            read.append(list(records(b"%b\n%b\n" % (header, body))))
        except ValueError as error:
            read.append(str(error))
    assert read == read[:1] * 3
    if not changes:
        assert [one.fault for one in records(b"%b\n%b\n" % (spellings[0], body))] == [""]


@given(place=st.integers(0, 520), sign=st.integers(32, 126))
def test_a_changed_sign_in_a_header_is_understood_as_json_would(place: int, sign: int) -> None:
    text = bytearray(encode_operation(operation(b"12")))
    text[min(place, text.index(b"\n") - 1)] = sign
    spaced = bytes(text).replace(b"{", b"{ ", 1)  # never the usual form
    read: list[object] = []
    for plain in (bytes(text), spaced):
        try:
            read.append(list(records(plain)))
        except ValueError:
            read.append("unreadable")
    assert read[0] == read[1]


def test_a_small_bomb_is_refused() -> None:
    with pytest.raises(ValueError, match="large"):
        expand(compress(bytes(MAX_BODY)), limit=MAX_BODY - 1)


@given(st.integers(1, 40))
def test_each_receipt_stands_alone(count: int) -> None:
    items = tuple(Receipt(uuid.uuid4().bytes, b"s" * 32, Outcome.STORED, place + 1) for place in range(count))
    receipts = Receipts.from_json(sign_receipts(KEY, b"r" * 16, b"n" * 16, items).to_json())
    kept = proofs(receipts, KEY.public)
    assert kept is not None
    assert tuple(receipt_from_proof(one, KEY.public) for one in kept) == items
    assert all(receipt_from_proof(one, OTHER.public) is None for one in kept)
    assert proofs(receipts, OTHER.public) is None


def test_what_is_written_by_hand_is_canonical() -> None:
    header, _body = encode_operation(operation(b'{"a":1}')).splitlines()
    assert header == canonical_json(json.loads(header))
    items = tuple(Receipt(bytes([place]) * 16, b"s" * 32, Outcome.REFUSED, 0, 'a"b') for place in range(3))
    for kept in proofs(sign_receipts(KEY, b"r" * 16, b"n" * 16, items), KEY.public) or ():
        assert kept == canonical_json(json.loads(kept))


@given(st.data())
def test_a_changed_receipt_proves_nothing(data: st.DataObject) -> None:
    items = tuple(Receipt(bytes([place]) * 16, b"s" * 32, Outcome.STORED, place + 1) for place in range(5))
    kept = proofs(sign_receipts(KEY, b"r" * 16, b"n" * 16, items), KEY.public)
    assert kept is not None
    text = bytearray(kept[data.draw(st.integers(0, 4))])
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] = data.draw(st.integers(32, 126).filter(lambda sign: sign != text[place]))
    proved = receipt_from_proof(bytes(text), KEY.public)
    # Hex may change its case, and "place" its value where the path does not depend on it; never what is proved.
    assert proved is None or proved in items


def test_a_file_receipt_is_for_this_file_only() -> None:
    receipt = sign_file(KEY, "ab" * 32, 10, b"r" * 16)
    assert is_file_receipt(receipt, "ab" * 32, 10, KEY.public)
    assert not is_file_receipt(receipt, "ab" * 32, 11, KEY.public)
    assert not is_file_receipt(receipt, "ab" * 32, 10, OTHER.public)
    assert not is_file_receipt("nonsense", "ab" * 32, 10, KEY.public)


def test_an_answer_fits_one_attempt_only() -> None:
    signature = sign_answer(KEY, "aa" * 16, 200, b"body")
    assert is_answer(KEY.public, "aa" * 16, 200, b"body", signature)
    for nonce, status, body in (("bb" * 16, 200, b"body"), ("aa" * 16, 201, b"body"), ("aa" * 16, 200, b"bodY")):
        assert not is_answer(KEY.public, nonce, status, body, signature)
    assert not is_answer(KEY.public, "aa" * 16, 200, b"body", "no hex")


def test_a_stamp_survives_its_headers() -> None:
    stamp = Stamp("POST", "/v1/push", "ab" * 16, AT.isoformat(), "cd" * 16, "-", practice=True)
    again, signature = stamp_from("POST", "/v1/push", stamp.headers(KEY))
    assert again == stamp
    assert len(signature) == 64
    with pytest.raises(ValueError, match="unsigned"):
        stamp_from("POST", "/v1/push", {})


numbers = st.sets(st.integers(1, 40))


@given(numbers, numbers)
def test_ranges_are_sets(these: set[int], those: set[int]) -> None:
    left = without(to_ranges(list(these)), to_ranges(list(those)))
    assert {n for first, last in left for n in range(first, last + 1)} == these - those


def test_the_four_rows_of_the_comparison() -> None:
    own = Own(b"i" * 16, 5, b"h" * 32, ((1, 5),))
    same = Held(own.incarnation, 5, own.head, at_made=own.head)
    assert compare(own, same, own.head) == compare(own, same, own.head, strict=True)
    assert not compare(own, same, own.head).diverged
    rolled_back = compare(own, Held(own.incarnation, 3, b"3" * 32), b"3" * 32)
    assert rolled_back.lost == ((4, 5),)
    assert compare(own, Held(own.incarnation, 9, b"9" * 32, at_made=own.head), None).unknown
    fork = compare(own, Held(own.incarnation, 5, b"x" * 32, at_made=b"x" * 32), own.head)
    assert fork.diverged
    assert fork.doubtful == ((1, 5),)
    gap = Held(own.incarnation, 2, b"2" * 32, beyond=((4, 5),), at_made=own.head)
    assert compare(own, gap, b"2" * 32).lost == ((3, 3),)
    assert compare(own, gap, b"2" * 32, strict=True).doubtful == ((3, 5),)


def test_hello_and_welcome_survive_the_wire() -> None:
    greeting = Greeting((Own(b"i" * 16, 5, b"h" * 32, ((1, 3), (5, 5)), current=False),), 1, "0.1")
    assert Greeting.from_json(greeting.to_json()) == greeting
    held = Held(b"i" * 16, 3, b"h" * 32, ((5, 5),), forked=True, at_made=b"m" * 32)
    welcome = Welcome(b"r" * 16, True, AT.isoformat(), (1,), 500, 1000, (held,), 2)
    assert Welcome.from_json(welcome.to_json()) == welcome
    with pytest.raises(ValueError, match="not a"):
        Welcome.from_json(b"[]")


@given(st.integers(1, 100), st.floats(0, 0.999), st.booleans(), st.floats(0, 1e6))
def test_back_off_keeps_its_bounds(failures: int, roll: float, watched: bool, asked: float) -> None:
    seconds = backoff.wait(failures, roll, watched=watched, asked=asked)
    ceiling = 30 if watched else 300
    assert 1 <= seconds <= max(ceiling, min(asked, 3600))
    assert seconds >= min(asked, 3600)


def test_a_code_is_read_as_a_person_means_it() -> None:
    code = new_code()
    signs = read_code(code)
    assert signs is not None
    assert read_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == signs
    assert read_code("123") is None


def test_enrolment_is_proved_both_ways() -> None:
    signs, other = "A" * 16, "A" * 15 + "B"
    application = Application.make(signs, b"c" * 16, KEY.public, practice=False)
    assert Application.from_json(application.to_json()).is_proved(signs)
    assert not application.is_proved(other)
    bare = Admission(OTHER.public.hex(), "ab" * 16, False, "H17.32", 3, "{}")
    admission = Admission.from_json(
        bare.to_json().replace(b'"proof":""', f'"proof":"{proof("receiver", signs, *bare.facts(KEY.public))}"'.encode())
    )
    assert admission.is_proved(signs, KEY.public)
    assert not admission.is_proved(other, KEY.public)
    assert not admission.is_proved(signs, OTHER.public)


@pytest.mark.parametrize(
    ("url", "practice", "code"),
    [
        ("https://receiver.example", True, "sync.practice_not_local"),
        ("http://127.0.0.1.example.com", True, "sync.practice_not_local"),
        ("http://receiver.example", False, "sync.address_not_encrypted"),
        ("ftp://receiver.example", False, "sync.address_invalid"),
        ("receiver", False, "sync.address_invalid"),
    ],
)
def test_where_a_counter_may_not_send(url: str, practice: bool, code: str) -> None:
    with pytest.raises(PersonProblem) as caught:
        check_address(url, practice=practice)
    assert caught.value.code == code


@pytest.mark.parametrize("url", ["http://127.0.0.1:8440", "http://localhost:8440", "http://[::1]:8440"])
def test_practice_may_stay_on_this_machine(url: str) -> None:
    assert is_this_machine(url)
    check_address(url, practice=True)
