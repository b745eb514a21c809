"""Times to a target, where some runs never reach it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from scipy import stats

from bench.statistics.intervals import (
    CONFIDENCE,
    MIN_FOR_CONFIDENCE,
    Interval,
    Values,
    paired,
    positive,
)


def restricted_mean(times: Sequence[float], horizon: float) -> float:
    """Mean time to the target, up to the horizon (Royston and Parmar 2013), in the unit of both.

    A run that did not reach its target, given as infinity or any time past the horizon, enters
    with the horizon.
    """
    (limit,) = positive("horizon", [horizon])
    return float(np.mean(positive("times", np.minimum(times, limit))))


def restricted_mean_ratio(a: Mapping[int, float], b: Mapping[int, float]) -> Interval:
    """Interval for mean(b) / mean(a), of times by seed, restricted already; paired by seed.

    Bias-corrected bootstrap over seeds (Efron 1987) with a fixed seed of its own. Fewer than five
    seeds in common give the range of the ratios seed by seed. Raises ValueError on none.
    """
    times_a, times_b = paired(a, b)
    n, point = times_a.size, float(times_b.mean() / times_a.mean())
    ratios = times_b / times_a
    if n < MIN_FOR_CONFIDENCE or np.ptp(ratios) <= 1e-12 * point:
        kind: Literal["confidence", "range"] = "range" if n < MIN_FOR_CONFIDENCE else "confidence"
        return Interval(point, float(ratios.min()), float(ratios.max()), n, kind)
    low, high = stats.bootstrap(
        (times_a, times_b),
        _ratio_of_means,
        n_resamples=1999,
        paired=True,
        vectorized=True,
        confidence_level=CONFIDENCE,
        method="BCa",
        rng=np.random.default_rng(1),
    ).confidence_interval
    return Interval(point, min(float(low), point), max(float(high), point), n, "confidence")


def _ratio_of_means(a: Values, b: Values, axis: int) -> Any:
    return np.mean(b, axis=axis) / np.mean(a, axis=axis)
