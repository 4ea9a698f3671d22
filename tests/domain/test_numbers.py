from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import PersonProblem
from app.domain.numbers import (
    DeskRanges,
    Manifest,
    NumberRange,
    check_replacement,
    default_manifest,
    format_number,
    is_number,
    is_provisional,
    manifest_body,
    manifest_for,
    manifest_from_json,
    manifest_to_json,
    parse_number,
    parse_provisional,
    provisional_code,
)

DAY = date(2026, 11, 20)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "H17.32-261120-3007",
        "H56-240823-0001",
        "H56.14-240823-0001",
        "000.00.06.H56-231027-0361",
        "000.17.22.H56-210531-0001",
        "G15.01.02-261120-150001",
        "T.H61.34.12-261007-0001",
        "H17.32.5.123-261120-1234567890",
    ],
)
def test_every_known_form_is_read_and_kept(text: str) -> None:
    assert str(parse_number(text)) == text
    assert str(parse_number(f"  {text.lower()}\n")) == text


@pytest.mark.parametrize(
    "text",
    ["", "3007", "H17.32-261120-307", "H17.32-261320-3007", "H17.32-260230-3007", "Z17.32-261120-3007",
     "H1-261120-3007", "H17.32 261120 3007", "H17.32-261120-30O7", "X.H17-261120-3007", "H17.1234-261120-3007",
     "H17-261120-12345678901", "H17.32-261120-３００７", "TAM-261120-G0000-00005-X"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(PersonProblem, match="malformed"):
        parse_number(text)


@given(days, st.integers(0, 99_999))
def test_a_number_comes_back_in_its_parts(day: date, serial: int) -> None:
    parsed = parse_number(format_number("H17.32", day, serial))
    assert (parsed.organisation, parsed.day, int(parsed.serial), parsed.by_hand) == ("H17.32", day, serial, False)


def test_a_wrong_organisation_code_gives_no_number() -> None:
    with pytest.raises(PersonProblem, match="bad_organisation"):
        format_number("17.32", DAY, 3007)


@given(st.uuids(), st.uuids(), days)
def test_provisional_codes_are_unique_and_never_official(one: UUID, other: UUID, day: date) -> None:
    code = provisional_code(one, day)
    assert parse_provisional(code.lower().replace("tam", "tạm")) == code
    assert code.isascii()
    assert not is_number(code)
    same_bits = (one.int ^ other.int) & (1 << 50) - 1 == 0
    assert (code == provisional_code(other, day)) is same_bits


@given(st.uuids(), st.integers(4, 23), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_misread_letter_is_noticed(dossier: UUID, place: int, letter: str) -> None:
    code = provisional_code(dossier, DAY)
    if code[place] in {"-", letter}:
        return
    assert not is_provisional(code[:place] + letter + code[place + 1 :])


def test_letters_that_look_like_digits_are_put_right() -> None:
    code = provisional_code(UUID(int=1 << 45), DAY)
    assert "-10000-" in code
    assert parse_provisional(code.replace("-10000-", "-lO0O0-")) == code


@pytest.mark.parametrize("lead", ["", "0", "01", "x", "1234", "-1", "１"])
def test_a_range_needs_leading_digits(lead: str) -> None:
    with pytest.raises(PersonProblem, match="bad_range"):
        NumberRange(lead)


def test_a_range_grows_by_a_digit_and_then_ends() -> None:
    one = NumberRange("1")
    assert (one.first, one.last) == (1001, 19_999)
    assert (one.after(1999), one.after(10_000)) == (10_000, 10_001)
    assert 2000 not in one
    assert 100_000 not in one
    with pytest.raises(PersonProblem, match="range_used_up"):
        one.after(19_999)


leads = st.from_regex(r"[1-9][0-9]{0,2}", fullmatch=True)


@given(leads, leads)
def test_ranges_overlap_exactly_when_they_share_a_serial(one: str, other: str) -> None:
    a, b = NumberRange(one), NumberRange(other)
    candidates = [int(lead.ljust(width, fill)) for lead in (one, other) for width in (4, 5) for fill in "09"]
    assert a.overlaps(b) is any(serial in a and serial in b for serial in candidates)


@pytest.mark.parametrize("counters", [1, 3, 8, 9, 80])
def test_the_usual_split_is_disjoint_serial_by_serial(counters: int) -> None:
    manifest = default_manifest("H17.32", counters, DAY)
    ranges = [r for desk in manifest.desks for r in (desk.own, *desk.recovery)]
    owners = [sum(1 for r in ranges if r.lead == text[: len(r.lead)]) for text in map(str, range(1000, 100_000))]
    assert max(owners) == 1
    assert len(manifest.desks) == counters
    assert all(desk.recovery for desk in manifest.desks)


def test_counter_three_begins_with_3001() -> None:
    desk = default_manifest("H17.32", 8, DAY).desk(3)
    assert format_number("H17.32", DAY, desk.own.first) == "H17.32-261120-3001"


@pytest.mark.parametrize("counters", [0, 81])
def test_an_office_has_one_to_eighty_counters(counters: int) -> None:
    with pytest.raises(PersonProblem, match="too_many_counters"):
        default_manifest("H17.32", counters, DAY)


def test_overlapping_or_doubled_desks_are_refused_at_load() -> None:
    with pytest.raises(PersonProblem, match="ranges_overlap"):
        Manifest("H17", 1, DAY, (DeskRanges(1, NumberRange("1")), DeskRanges(2, NumberRange("12"))))
    with pytest.raises(PersonProblem, match="counter_twice"):
        Manifest("H17", 1, DAY, (DeskRanges(1, NumberRange("1")), DeskRanges(1, NumberRange("2"))))
    with pytest.raises(PersonProblem, match="bad_organisation"):
        Manifest("xã", 1, DAY, ())
    with pytest.raises(PersonProblem, match="no_range"):
        default_manifest("H17", 2, DAY).desk(3)


@given(st.integers(1, 80), st.binary(max_size=64), days)
def test_a_manifest_comes_back_from_json(counters: int, signature: bytes, day: date) -> None:
    plain = default_manifest("H17.32", counters, day)
    signed = Manifest(plain.office, plain.version, plain.effective_from, plain.desks, signature)
    assert manifest_from_json(manifest_to_json(signed)) == signed
    assert manifest_body(signed) == manifest_body(plain)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"office":"H17","version":1,"effective_from":"2026-13-01","desks":[]}',
     '{"office":"H17","version":1,"effective_from":"2026-11-20","desks":[],"signature":"*"}',
     '{"office":"H17","version":1,"effective_from":"2026-11-20","desks":[{"counter":1,"own":5,"recovery":[]}]}'],
)  # fmt: skip
def test_an_unreadable_manifest_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem, match="manifest_unreadable"):
        manifest_from_json(text)


def test_a_new_manifest_starts_on_a_later_day() -> None:
    old = default_manifest("H17", 2, DAY)
    tomorrow = DAY + timedelta(days=1)
    new = default_manifest("H17", 3, tomorrow, version=2)
    check_replacement(old, new, DAY)
    assert manifest_for((old, new), DAY) == old
    assert manifest_for((new, old), tomorrow) == new
    with pytest.raises(PersonProblem, match="too_early"):
        check_replacement(old, default_manifest("H17", 3, DAY, version=2), DAY)
    with pytest.raises(PersonProblem, match="not_newer"):
        check_replacement(old, default_manifest("H17", 3, tomorrow, version=1), DAY)
    with pytest.raises(PersonProblem, match="no_manifest"):
        manifest_for((old,), DAY - timedelta(days=1))
