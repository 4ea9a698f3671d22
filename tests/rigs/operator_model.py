"""The operator model of the desk's budgets: how long a practised hand takes."""

KEY_S, POINT_S, THINK_S = 0.28, 1.1, 1.35
"""One key; the reader pointed at a code; the thought before a new part of the work."""


def operator_seconds(keys: int, *, thoughts: int, beeps: int = 0) -> float:
    """Return how long so much takes."""
    return keys * KEY_S + thoughts * THINK_S + beeps * POINT_S
