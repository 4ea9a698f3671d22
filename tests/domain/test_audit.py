from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.audit import AuditEntry, entry_bytes, entry_from_bytes, link, verify
from app.domain.operations import CHAIN_START

AT = datetime(2026, 11, 20, 15, 20, tzinfo=VIETNAM)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
entries_of_any_content = st.builds(
    AuditEntry,
    seq=st.just(1),
    at=st.datetimes(timezones=st.just(VIETNAM)),
    actor=st.text(),
    acts_for=st.text(),
    action=st.text(),
    subject=st.text(),
    detail=st.dictionaries(st.text(), json_values, max_size=3),
)


def chain(entries: list[AuditEntry]) -> list[tuple[AuditEntry, bytes]]:
    previous, sealed = CHAIN_START, []
    for seq, entry in enumerate(entries, 1):
        numbered = replace(entry, seq=seq)
        previous = link(previous, entry_bytes(numbered))
        sealed.append((numbered, previous))
    return sealed


def test_the_bytes_are_one_form_in_every_time_zone() -> None:
    entry = AuditEntry(1, AT, "a", "", "dossier.received", "s", {"b": 1, "a": "ế"})
    assert entry_bytes(entry) == entry_bytes(replace(entry, at=AT.astimezone(UTC)))
    assert b'"detail":{"a":"\xe1\xba\xbf","b":1}' in entry_bytes(entry)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        entry_bytes(AuditEntry(1, AT.replace(tzinfo=None), "a", "", "x", ""))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"at":"2026-01-01T00:00:00+07:00","more":1}', b'{"at":5}'])
def test_what_is_no_entry_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own ValueError counts as well
        entry_from_bytes(data)


@given(entries_of_any_content)
def test_entries_come_back_from_their_bytes(entry: AuditEntry) -> None:
    assert entry_from_bytes(entry_bytes(entry)) == entry


@given(st.lists(entries_of_any_content, max_size=6))
def test_an_untouched_chain_holds(entries: list[AuditEntry]) -> None:
    sealed = chain(entries)
    assert verify(sealed) is None
    assert verify(sealed, sealed[-1][1] if sealed else CHAIN_START) is None


@given(st.lists(entries_of_any_content, min_size=2, max_size=6), st.data())
def test_every_tampering_is_found_where_it_was_done(entries: list[AuditEntry], data: st.DataObject) -> None:
    sealed = chain(entries)
    at = data.draw(st.integers(0, len(sealed) - 1))
    entry, seal = sealed[at]
    changed = [*sealed[:at], (replace(entry, action=entry.action + "!"), seal), *sealed[at + 1 :]]
    assert verify(changed) == at
    other = [*sealed[:at], (replace(entry, subject=entry.subject + "x"), seal), *sealed[at + 1 :]]
    assert verify(other) == at
    removed = sealed[:at] + sealed[at + 1 :]
    assert verify(removed, sealed[-1][1]) == at


def test_a_rewritten_tail_shows_against_the_head_kept_elsewhere() -> None:
    sealed = chain([AuditEntry(0, AT, "a", "", "x", str(n)) for n in range(4)])
    assert verify(sealed[:3]) is None
    assert verify(sealed[:3], sealed[3][1]) == 3
