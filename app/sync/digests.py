"""What both sides compute alike, so that a day can be compared by a few numbers."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one side holds of an office's day."""

    records: int
    records_digest: str
    files: int
    files_digest: str


def digest_of(pairs: Iterable[tuple[bytes, bytes]]) -> str:
    """Return one digest over what a side holds: SHA-256 over the sorted (op_id, body_sha), in hex."""
    total = hashlib.sha256()
    for op_id, body_sha in sorted(pairs):
        total.update(op_id + body_sha)
    return total.hexdigest()


def digest_of_files(digests: Sequence[str]) -> str:
    """Return one digest over a set of files."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def files_named(body: bytes) -> set[str]:
    """Return the digests that a body names, wherever they stand: every ``{"sha256": …}``.

    Bodies are judged late and leniently: one that cannot be read names no files, and is stored all the same.
    """
    try:
        return set(_digests(json.loads(body)))
    except (ValueError, RecursionError):
        return set()


def _digests(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        named = value.get("sha256")
        if isinstance(named, str) and named:
            yield named
        for inner in value.values():
            yield from _digests(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _digests(inner)


def number_named(body: bytes) -> str:
    """Return the dossier number that a body names; empty where it cannot be read or names none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(value.get("number", "")) if isinstance(value, dict) else ""


def comparison_of(records: Iterable[tuple[bytes, bytes, bytes]]) -> Comparison:
    """Return the comparison of (op_id, body_sha, body) where every file that a body names is there."""
    held = list(records)
    named = sorted({digest for _, _, body in held for digest in files_named(body)})
    return Comparison(len(held), digest_of((op_id, sha) for op_id, sha, _ in held), len(named), digest_of_files(named))
