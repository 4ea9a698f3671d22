"""Reading what arrives: headers of every version ever released; a bad record gets a fault and harms no other."""

import hashlib
import json
import re
from binascii import unhexlify
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

MAX_BODY = 8 << 20
"""Largest body of one operation, bytes. Papers travel as files, so a body is a few kilobytes."""


class Arrival(NamedTuple):
    """An operation as it arrives: ids as bytes, kind and schema unjudged. ``fault`` says why it cannot be kept whole.

    Attributes:
        made_at: the desk's wall clock, ISO 8601 at +07:00; orders nothing.
        fault: empty, or the code of a refusal.
    """

    op_id: bytes
    office_id: bytes
    counter_id: bytes
    incarnation: bytes
    cseq: int
    dossier_id: bytes
    dseq: int
    kind: str
    schema: int
    body: bytes
    body_sha: bytes
    chain: bytes
    made_at: str
    fault: str = ""


_FIXED = ("op_id", "office_id", "counter_id", "incarnation", "dossier_id", "body_sha", "chain")
_WIDTHS = [32] * 5 + [64] * 2
_RAW = sum(_WIDTHS) // 2

# The header as app.sync.wire writes it: parsing JSON was half of a receiver's work. What looks otherwise is parsed.
_USUAL = re.compile(
    rb'\{"body_sha":"(.{64})","chain":"(.{64})","counter_id":"(.{32})","cseq":([1-9][0-9]{0,17}),"dossier_id":"(.{32})",'
    rb'"dseq":([1-9][0-9]{0,17}),"incarnation":"(.{32})","kind":"([a-z._]{1,100})","made_at":"([0-9T:.+-]{1,40})",'
    rb'"office_id":"(.{32})","op_id":"(.{32})","schema":([1-9][0-9]{0,17}),"size":(0|[1-9][0-9]{0,8}),"v":1\}\n'
)


def records(plain: bytes) -> Iterator[Arrival]:
    """Give the operations of a decompressed batch; one with a fault does not harm the others.

    Raises:
        ValueError: the framing is broken, so that nothing can be said of any single operation.
    """
    position = 0
    while position < len(plain):
        usual = _USUAL.match(plain, position)
        start = usual.end() if usual else plain.index(b"\n", position) + 1
        header = {} if usual else _header(plain[position:start])
        end = start + (int(usual[13]) if usual else header["size"])
        if plain[end : end + 1] != b"\n":
            raise ValueError("an operation is cut")
        body, position = plain[start:end], end + 1
        yield _usual(usual, body) if usual else _arrival(header, body)


def _header(line: bytes) -> dict[str, Any]:
    value = json.loads(line)
    size = value.get("size") if isinstance(value, dict) else None
    if not isinstance(size, int) or size < 0:
        raise ValueError("not a header")
    found: dict[str, Any] = value
    return found


def _usual(found: re.Match[bytes], body: bytes) -> Arrival:
    body_sha, chain, counter, cseq, dossier, dseq, incarnation, kind, made_at, office, op_id, schema, _ = found.groups()
    moment, whole = made_at.decode(), False
    try:
        raw = unhexlify(b"".join((op_id, office, counter, incarnation, dossier, body_sha, chain)))
        whole = datetime.fromisoformat(moment).tzinfo is not None
    except ValueError:
        raw = b""
    if not whole:
        return _arrival(_header(found[0]), body)
    ids = raw[:16], raw[16:32], raw[32:48], raw[48:64], int(cseq), raw[64:80], int(dseq)
    sha = raw[80:112]
    return Arrival(*ids, kind.decode(), int(schema), body, sha, raw[112:], moment, _fault(body, sha))


def _arrival(header: dict[str, Any], body: bytes) -> Arrival:
    try:
        texts = [header[name] for name in _FIXED]
        raw = bytes.fromhex("".join(texts))
        # fromhex passes over spaces, and then fewer bytes come out.
        if [*map(len, texts)] != _WIDTHS or len(raw) != _RAW:
            return _misfit(header, body)
        body_sha = raw[80:112]
        return Arrival(
            op_id=raw[:16],
            office_id=raw[16:32],
            counter_id=raw[32:48],
            incarnation=raw[48:64],
            cseq=_ordinal(header["cseq"]),
            dossier_id=raw[64:80],
            dseq=_ordinal(header["dseq"]),
            kind=_text(header["kind"]),
            schema=_ordinal(header["schema"]),
            body=body,
            body_sha=body_sha,
            chain=raw[112:],
            made_at=_moment(header["made_at"]),
            fault=_fault(body, body_sha),
        )
    except (KeyError, TypeError, ValueError):
        return _misfit(header, body)


def _fault(body: bytes, body_sha: bytes) -> str:
    if len(body) > MAX_BODY:
        return "too_large"
    return "" if hashlib.sha256(body).digest() == body_sha else "digest"


def _misfit(header: dict[str, Any], body: bytes) -> Arrival:
    """Return an operation with an unreadable header; without its two keys the whole batch is unreadable."""
    if "op_id" not in header or "body_sha" not in header:
        raise ValueError("an operation without an id")
    nobody = bytes(16)
    op_id, body_sha = _identity(header["op_id"]), _sha(header["body_sha"])
    return Arrival(op_id, nobody, nobody, nobody, 1, nobody, 1, "", 1, body, body_sha, bytes(32), "", "header")


def _identity(value: object) -> bytes:
    return _fixed(value, 16)


def _sha(value: object) -> bytes:
    return _fixed(value, 32)


def _fixed(value: object, size: int) -> bytes:
    raw = bytes.fromhex(value) if isinstance(value, str) else b""
    if len(raw) != size:
        raise ValueError("an id of the wrong length")
    return raw


def _ordinal(value: object) -> int:
    if not isinstance(value, int) or not 1 <= value < 1 << 62:
        raise ValueError("not an ordinal")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 100 or not value.isprintable():
        raise ValueError("not a short text")
    return value


def _moment(value: object) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment needs an offset")
    return text
