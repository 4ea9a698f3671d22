"""How long to wait after a failure: full jitter, so that a thousand desks do not all come back at once."""

FIRST = 1.0
LONGEST = 300.0
LONGEST_WATCHED = 30.0
LONGEST_ASKED = 3600.0
"""A receiver may ask for at most this much patience; more would be a mistake or a stranger."""


def wait(failures: int, roll: float, *, watched: bool, asked: float = 0.0) -> float:
    """Return the seconds to wait.

    Args:
        failures: how often in a row it failed, at least 1.
        roll: a random number in [0, 1).
        watched: somebody is looking at the screen and waiting.
        asked: what the receiver asked for (``Retry-After``), seconds.
    """
    ceiling = min(LONGEST_WATCHED if watched else LONGEST, FIRST * 2.0 ** min(failures, 16))
    drawn = FIRST + roll * (ceiling - FIRST)
    return max(drawn, min(max(asked, 0.0), LONGEST_ASKED))
