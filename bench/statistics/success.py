"""Beside the ratio of means: what repeated tries cost, and who wins seed by seed."""

import math
from collections.abc import Sequence

import numpy as np

from propbench.bench.statistics.intervals import Interval, Values, positive, wilson


def expected_running_time(times: Sequence[float] | Values, horizon: float) -> float:
    """Time until the first success when a failed run is followed by another (Hansen et al. 2009).

    All time spent, a failed run counting with the horizon, over the number of successes, in the
    unit of both; infinite without a success. A time at or past the horizon is a failure.
    """
    restricted = _restricted(times, horizon)
    successes = int(np.sum(restricted < horizon))
    return float(restricted.sum()) / successes if successes else math.inf


def probability_faster(
    first: Sequence[float] | Values, second: Sequence[float] | Values, horizon: float
) -> Interval:
    """How probably `first` takes less time than `second` on the same seed, in order of seeds.

    Ties, and pairs in which neither arrived, count half. Wilson's limits, those of half a win
    more or less where the wins are not whole: with ties the share varies less than a coin's, so
    the interval errs on the wide side. Raises ValueError on unequal numbers of seeds.
    """
    a, b = _restricted(first, horizon), _restricted(second, horizon)
    if a.size != b.size:
        raise ValueError(f"got {a.size} and {b.size} seeds, expected the same seeds for both")
    wins = float(np.sum(a < b) + 0.5 * np.sum(a == b))
    low, high = wilson(math.floor(wins), a.size).low, wilson(math.ceil(wins), a.size).high
    return Interval(wins / a.size, low, high, a.size, "confidence")


def _restricted(times: Sequence[float] | Values, horizon: float) -> Values:
    (limit,) = positive("horizon", [horizon])
    return positive("times", np.minimum(times, limit))
