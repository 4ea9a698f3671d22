"""What a signature proves is said, what it does not prove is not: real keys, real files, every byte damaged in turn."""

import contextlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.signatures import Integrity, Seal, Signature, seal_of
from app.signing.cms import UncheckableError, check, check_timestamp, name_in
from app.signing.der import BadDerError, read
from app.signing.pdf_file import LockedPdfError, NoPdfError, pdf_signatures
from app.signing.xml_file import NoXmlError, xml_signatures
from tests.signing.signed_files import Signer, message_over, plain_pdf, sign, signed_xml, signer

KEYS = ("rsa", "pss", "ec")
BINH, HOA = "Trần Văn Bình", "Lê Thị Hoa"


@pytest.fixture(scope="module")
def people() -> dict[str, Signer]:
    return {kind: signer(BINH, kind) for kind in KEYS} | {"hoa": signer(HOA, "ec")}


@pytest.fixture(scope="module")
def signed(people: dict[str, Signer]) -> bytes:
    return sign(plain_pdf(), people["ec"])


@pytest.fixture(scope="module")
def message_of(people: dict[str, Signer]) -> bytes:
    return message_over(b"noi dung", people["ec"])


def seal(data: bytes) -> Seal:
    return seal_of(pdf_signatures(data))


@pytest.mark.parametrize("kind", KEYS)
def test_a_signature_over_the_whole_file_holds(people: dict[str, Signer], kind: str) -> None:
    found = seal(sign(plain_pdf(), people[kind]))
    assert (found.integrity, found.signer) == (Integrity.INTACT, BINH)
    assert found.signed_at is not None
    assert abs((datetime.now(UTC) - found.signed_at).total_seconds()) < 600


def test_a_file_nobody_signed_has_no_signature() -> None:
    assert pdf_signatures(plain_pdf()) == ()
    assert seal(plain_pdf()) == Seal(Integrity.NONE)


def test_two_signatures_one_after_the_other(people: dict[str, Signer], signed: bytes) -> None:
    both = sign(signed, people["hoa"])
    first, second = pdf_signatures(both)
    assert (first.holds, first.whole, second.holds, second.whole) == (True, False, True, True)
    assert (seal(both).integrity, seal(both).signer) == (Integrity.INTACT, f"{BINH}; {HOA}")


def test_what_is_added_after_the_signature_is_said(signed: bytes) -> None:
    assert seal(signed + b"\n").integrity is Integrity.ADDED_TO
    assert seal(signed + b"% them vao\n").integrity.signed


def test_a_signature_of_other_bytes_does_not_hold(people: dict[str, Signer], signed: bytes) -> None:
    other = sign(plain_pdf("Giấy khác hẳn"), people["ec"])
    gap = other[other.index(b"/Contents <") : other.index(b"> >>", other.index(b"/Contents <"))]
    mine = signed[signed.index(b"/Contents <") : signed.index(b"> >>", signed.index(b"/Contents <"))]
    assert seal(signed.replace(mine, gap)).integrity is Integrity.CHANGED


def test_a_gap_that_hides_more_than_the_signature_does_not_hold(people: dict[str, Signer]) -> None:
    data = sign(plain_pdf(), people["ec"], more=b"/Reason (goc) ")
    ranges = data[data.index(b"/ByteRange [") : data.index(b"]", data.index(b"/ByteRange [")) + 1]
    begin, end = (int(part) for part in ranges[12:-1].split()[1:3])
    wider = b"/ByteRange [%010d %010d %010d %010d]" % (0, begin - 9, end, len(data) - end)
    assert seal(data.replace(ranges, wider)).integrity is Integrity.CHANGED
    from_elsewhere = b"/ByteRange [%010d %010d %010d %010d]" % (7, begin - 7, end, len(data) - end)
    assert seal(data.replace(ranges, from_elsewhere)).integrity is Integrity.CHANGED


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damaged_file_is_called_intact(signed: bytes, data: st.DataObject) -> None:
    begin = signed.index(b"/Contents <") + len(b"/Contents ")
    end = signed.index(b">", begin) + 1
    covered = st.one_of(st.integers(0, begin - 1), st.integers(end, len(signed) - 1))
    place, change = data.draw(covered), data.draw(st.integers(1, 255))
    damaged = signed[:place] + bytes([signed[place] ^ change]) + signed[place + 1 :]
    try:
        found = seal(damaged)
    except (NoPdfError, LockedPdfError):
        return
    assert found.integrity not in {Integrity.INTACT, Integrity.ADDED_TO}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damaged_signature_is_called_good(signed: bytes, data: st.DataObject) -> None:
    begin = signed.index(b"/Contents <") + len(b"/Contents <")
    length = len(read(bytes.fromhex(signed[begin : signed.index(b">", begin)].decode())).whole)
    # The signature's own value is the last of the message.
    place = begin + 2 * data.draw(st.integers(length - 60, length - 1))
    byte = int(signed[place : place + 2], 16) ^ data.draw(st.integers(1, 255))
    damaged = signed[:place] + b"%02x" % byte + signed[place + 2 :]
    assert seal(damaged).integrity in {Integrity.CHANGED, Integrity.UNCHECKED}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_damaged_in_a_message_something_is_said(signed: bytes, data: st.DataObject) -> None:
    """A certificate is not signed for by its own signature: its name proves nothing, which the screen says."""
    begin = signed.index(b"/Contents <") + len(b"/Contents <")
    place = begin + 2 * data.draw(st.integers(0, 600))
    damaged = signed[:place] + b"%02x" % data.draw(st.integers(0, 255)) + signed[place + 2 :]
    assert seal(damaged).integrity is not Integrity.NONE


@pytest.mark.parametrize("form", ["/adbe.x509.rsa_sha1", "/adbe.pkcs7.sha1", "/Unknown.form"])
def test_a_form_that_is_not_read_is_there_and_unchecked(people: dict[str, Signer], form: str) -> None:
    assert seal(sign(plain_pdf(), people["rsa"], form)).integrity is Integrity.UNCHECKED


def test_a_time_stamp_alone_is_nobodys_signature(people: dict[str, Signer]) -> None:
    found = seal(sign(plain_pdf(), people["rsa"], "/ETSI.RFC3161"))
    assert (found.integrity, found.signer) == (Integrity.UNCHECKED, "")


@pytest.mark.parametrize("data", [b"", b"%PDF", b"%PDF-1.7\nno more", b"\x89PNG", plain_pdf()[:60]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(NoPdfError):
        pdf_signatures(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadDerError):
        assert read(data).whole == data[: len(read(data).whole)]
    for checked in (check, check_timestamp):
        with pytest.raises(UncheckableError):
            checked(data, lambda _algorithm: b"")
    assert name_in(data) == ""


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_cut_or_damaged_message_is_checked_or_refused(message_of: bytes, data: st.DataObject) -> None:
    message = bytearray(message_of)
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] ^= data.draw(st.integers(1, 255))
    cut = bytes(message[: data.draw(st.integers(0, len(message)))])

    def digest(algorithm: hashes.HashAlgorithm) -> bytes:
        made = hashes.Hash(algorithm)
        made.update(b"noi dung khac")
        return made.finalize()

    with contextlib.suppress(UncheckableError):
        assert not check(cut, digest).holds


def test_an_xml_says_who_and_is_not_called_intact(people: dict[str, Signer]) -> None:
    found = seal_of(xml_signatures(signed_xml(people["ec"])))
    assert (found.integrity, found.signer) == (Integrity.UNCHECKED, BINH)
    assert xml_signatures(b"<KetQua/>") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"<KetQua>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<!doctype a><a/>",
        "<KetQua/>".encode("utf-16"),
        b'<?xml version="1.0" encoding="khong-co"?><a/>',
    ],
)
def test_xml_that_is_broken_or_clever_is_refused(data: bytes) -> None:
    with pytest.raises(NoXmlError):
        xml_signatures(data)


def test_an_xml_certificate_that_is_none_gives_no_name() -> None:
    text = (
        b'<a><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Certificate>?</X509Certificate></Signature></a>'
    )
    assert xml_signatures(text) == (Signature(),)


@given(
    st.lists(
        st.builds(Signature, holds=st.sampled_from([True, False, None]), whole=st.booleans(), timestamp=st.booleans())
    )
)
def test_the_worst_that_was_found_counts(signatures: list[Signature]) -> None:
    found = seal_of(signatures).integrity
    assert (found is Integrity.NONE) == (not signatures)
    assert (found is Integrity.CHANGED) == any(one.holds is False for one in signatures)
    if found is Integrity.INTACT:
        assert all(one.holds for one in signatures)
        assert signatures[-1].whole
        assert any(not one.timestamp for one in signatures)
