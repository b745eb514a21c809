"""Two arms on the same seeds: how many times as long one takes, where some runs never arrive."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from propbench.bench.statistics.intervals import MIN_FOR_CONFIDENCE, Interval, Values

RESAMPLES = 1_000


Times = NDArray[np.floating[Any]]


def median_ratio(slow: Times, fast: Times, horizon: float) -> Interval | None:
    """The median time of one arm over that of the other, (n_seeds,) each, in order of seeds.

    A time at or past the horizon is of a run that did not arrive. Where half of one arm did not,
    its median is the horizon, and the ratio a bound; None where half of neither arrived. Limits
    are percentiles of a bootstrap that draws the same seeds for both arms (Efron 1979). With
    fewer than five seeds they are the smallest and the largest ratio of a seed. Raises ValueError
    on different numbers of seeds.
    """
    if slow.size != fast.size:
        raise ValueError(f"seeds: got {slow.size} and {fast.size}, expected the same for both")
    above, below = (np.minimum(times, horizon).astype(np.float64) for times in (slow, fast))
    medians = float(np.median(above)), float(np.median(below))
    if medians == (horizon, horizon):
        return None
    point = medians[0] / medians[1]
    if slow.size < MIN_FOR_CONFIDENCE:
        ratios = above / below
        low, high = float(ratios.min()), float(ratios.max())
        return Interval(point, min(low, point), max(high, point), slow.size, "range")
    ratios = _resampled(above.tobytes()) / _resampled(below.tobytes())
    low, high = np.quantile(ratios, [0.025, 0.975]).tolist()
    return Interval(point, min(low, point), max(high, point), slow.size, "confidence")


def log_ratios(slow: Times, fast: Times, horizon: float) -> tuple[float, ...]:
    """Logarithms of time over time by seed, a run that did not arrive counting with the horizon."""
    logs: Values = np.log(np.minimum(slow, horizon) / np.minimum(fast, horizon))
    return tuple(logs.tolist())


@lru_cache(maxsize=1_024)
def _resampled(times: bytes) -> Values:
    """Medians of resampled runs, (RESAMPLES,); kept, because an arm is compared with several."""
    values = np.frombuffer(times)
    n, order = values.size, np.argsort(values)
    # Counting is several times faster than to sort each resample: the median is where so many of
    # the draws are of runs that are as fast.
    n_drawn = np.cumsum(_n_drawn(n)[order], axis=0, dtype=np.int32)
    lower, upper = ((n_drawn <= place).sum(axis=0) for place in ((n - 1) // 2, n // 2))
    return (values[order[lower]] + values[order[upper]]) / 2


@lru_cache(maxsize=8)
def _n_drawn(n: int) -> NDArray[np.integer[Any]]:
    """How often each resample has each of n seeds, (n, RESAMPLES): the same in every comparison."""
    draws = np.random.default_rng([n, 2]).integers(n, size=(RESAMPLES, n))
    return np.array([np.bincount(seeds, minlength=n) for seeds in draws], np.int32).T.copy()


def share_logs(above: Values, below: Values) -> tuple[float, ...]:
    """The logarithm of a ratio of two mean shares, spread over the seeds, (n_seeds,) each.

    Shares are 0 to 1, of what belongs to one seed. The mean of the result is the logarithm of the
    ratio, its spread that of the delta method for a ratio of means (Cochran 1977, 6.5). Where one
    share is 0 throughout, half a seed is added to both. Raises ValueError where both are.
    """
    if not (above.any() or below.any()):
        raise ValueError("shares: got 0 for all, expected one above 0")
    if not (above.any() and below.any()):
        half = 0.5 / above.size
        above, below = above + half, below + half
    spread = above / above.mean() - below / below.mean()
    logs: Values = np.log(above.mean() / below.mean()) + spread
    return tuple(logs.tolist())
