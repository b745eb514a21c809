"""How many calls a timed round has."""

from math import ceil


def calls_filling(round_s: float, call_s: float) -> int:
    """Calls of `call_s` seconds that together last `round_s` at least; one where one call does."""
    return max(1, ceil(round_s / call_s))
