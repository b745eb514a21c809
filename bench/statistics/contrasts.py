"""Several arms at once: products of powers of their restricted means, tuning noise included."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import special

from propbench.bench.statistics.intervals import MIN_FOR_CONFIDENCE, Interval, Values, t_quantile
from propbench.bench.statistics.ratio_test import range_of, ratio_limits
from propbench.bench.statistics.tuning_bootstrap import RESAMPLES, Tuned, TuningTimes

_NO_GAP = 1e-12


class Term(NamedTuple):
    """An arm with its horizon, and the power that its mean is raised to."""

    power: float
    entrant: TuningTimes
    horizon: float


def contrast(terms: Sequence[Term], resamples: int = RESAMPLES) -> Interval:
    """The product of mean ** power over the terms, as an effect or an interaction is.

    Resampled as in `ratio_test`, of which it is the case of powers 1 and -1: all terms share each
    draw of the seeds. With fewer than five reporting seeds a range of the products seed by seed.
    Raises ValueError when the terms differ in their seeds.
    """
    arms, n = _of_the_same_seeds([Tuned(term.entrant, term.horizon) for term in terms])
    powers = np.array([term.power for term in terms])
    point = float(np.exp(powers @ np.log([arm.runs.mean() for arm in arms])))
    if n < MIN_FOR_CONFIDENCE:
        products = np.exp(powers @ np.log([arm.runs for arm in arms]))
        return range_of(point, products, n)
    products = np.exp(powers @ np.log([arm.resampled_means(resamples) for arm in arms]))
    return ratio_limits(point, products, n)


def share_closed(
    slow: TuningTimes,
    helped: TuningTimes,
    fast: TuningTimes,
    horizon: float,
    resamples: int = RESAMPLES,
) -> Interval:
    """Which share of the logarithm of mean(slow) / mean(fast) is gone in mean(helped) / mean(fast).

    Resampled as in `ratio_test`, all three arms together. Meant for a gap whose interval excludes
    1: resamples without a gap count with an endless share. With fewer than five reporting seeds a
    range of the resamples. Raises ValueError as `ratio_test` does.
    """
    arms, n = _of_the_same_seeds([Tuned(arm, horizon) for arm in (slow, helped, fast)])
    shares = _share(np.log([arm.resampled_means(resamples) for arm in arms]))
    point = float(_share(np.log([arm.runs.mean() for arm in arms])))
    if n < MIN_FOR_CONFIDENCE:
        return range_of(point, shares, n)
    return ratio_limits(point, shares, n)


def p_beyond(found: Interval, limit: float) -> float:
    """One-sided p-value for a truth on that side of `limit` on which the interval lies.

    By Student's t, with the standard error that the interval's width stands for; 1 of a range.
    """
    if found.kind != "confidence":
        return 1.0
    error = (found.high - found.low) / (2 * t_quantile(found.n - 1))
    distance = abs((found.low + found.high) / 2 - limit)
    return float(special.stdtr(found.n - 1, -distance / max(error, _NO_GAP)))


def _of_the_same_seeds(arms: Sequence[Tuned]) -> tuple[Sequence[Tuned], int]:
    """The arms and their number of reporting seeds."""
    if len({arm.seeds for arm in arms}) != 1:
        raise ValueError(f"seeds: got {[arm.seeds for arm in arms]}, expected the same for all")
    return arms, arms[0].runs.size


def _share(logs: Values) -> Values:
    """Of the gap between the first and the last row, what the second has closed."""
    share: Values = (logs[0] - logs[1]) / np.maximum(logs[0] - logs[2], _NO_GAP)
    return share
