from datetime import timedelta

from app.core.clock import FixedClock
from app.core.ids import IdFactory


def test_ids_are_version_7_and_carry_the_time(clock: FixedClock) -> None:
    made = IdFactory(clock).new()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(clock.now().timestamp() * 1000)


def test_ids_grow_even_when_the_clock_stands_or_goes_back(clock: FixedClock) -> None:
    ids = IdFactory(clock)
    made = [ids.new() for _ in range(1000)]
    clock.set(clock.now() - timedelta(days=1))
    made += [ids.new() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000
    assert {i.version for i in made} == {7}
