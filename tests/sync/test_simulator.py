"""Any interleaving of crash, retry, duplicate, restore and clone: stored exactly once, in order, nothing lost."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = 100
LENGTH = 40


def test_every_seed_ends_well(play: Callable[..., int]) -> None:
    stored = sum(play(seed, LENGTH) for seed in range(SEEDS))
    assert stored > SEEDS * 5, "the world does too little to prove anything"


@pytest.mark.parametrize(
    "mistake",
    [
        "delete_on_acknowledgement",
        "no_check_after_hello",
        "expiring_idempotency",
        "stale_answers_believed",
        "http_200_believed",
    ],
)
def test_every_planted_mistake_is_caught(
    play: Callable[..., int], violated: type[AssertionError], mistake: str
) -> None:
    def caught(seed: int) -> bool:
        try:
            play(seed, LENGTH, mistake, faults=0.4)
        except violated:
            return True
        return False

    assert any(caught(seed) for seed in range(600)), f"no seed catches {mistake}"


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), plot=st.lists(st.integers(0, 13), min_size=5, max_size=60))
def test_any_plot_ends_well(play: Callable[..., int], seed: int, plot: list[int]) -> None:
    steps = iter(plot)
    stored = play(seed, len(plot), choose=lambda _count: next(steps))
    assert stored <= len(plot)
