"""Limits from two to four restarts, which alone say little of how much they spread.

All ratios of a run together say what spread is usual there, and how much spreads differ. Both
count: a ratio's own spread for as many degrees of freedom as it has, the usual one for as many as
spreads are alike (an empirical Bayes estimate: Smyth 2004, Statistical Applications in Genetics
and Molecular Biology 3.1.3, as in limma).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from propbench.bench.statistics.intervals import (
    MIN_FOR_CONFIDENCE,
    Interval,
    Values,
    positive,
    process_interval,
    t_quantile,
)

LEAST_SHARE = 1e-5
"""A variance below this share of the median counts as so much: two restarts can agree by chance to
the last digit."""
EQUAL = 1e7
"""Degrees of freedom of a usual variance that all have."""


@dataclass(frozen=True)
class Spread:
    """The variance of logarithms that is usual in a run, and the degrees of freedom it counts for.

    `known` are the degrees of all variances that it was learnt from.
    """

    variance: float
    degrees: float
    known: int


def usual_spread(samples: Iterable[Sequence[float]]) -> Spread | None:
    """The spread of positive values from restart to restart, from many samples of a few restarts.

    The scaled inverse chi-square distribution of variances that fits the mean and the variance of
    their logarithms (Smyth 2004, 6.2). None with fewer than two samples of at least two values.
    """
    logs = [np.log(positive("restarts", sample)) for sample in samples if len(sample) > 1]
    if len(logs) < 2:
        return None
    degrees = np.array([sample.size - 1 for sample in logs], dtype=np.float64)
    variances = np.array([sample.var(ddof=1) for sample in logs])
    least = max(LEAST_SHARE * float(np.median(variances)), np.finfo(float).tiny)
    centred = np.log(np.maximum(variances, least)) - _log_bias(degrees)
    excess = float(centred.var(ddof=1)) - float(_trigamma(degrees / 2).mean())
    prior = 2 * _inverse_trigamma(excess)
    usual = math.exp(float(centred.mean()) + float(_log_bias(np.array([prior]))[0]))
    return Spread(usual, prior, int(degrees.sum()))


def restart_interval(values: Sequence[float], spread: Spread | None) -> Interval:
    """What positive values of one kind, one a restart, say of it.

    From five on the median, with two of the values as limits. Of two to four the geometric mean,
    with 95 % limits by Student's t from their own and the usual spread. Of one, or where no
    spread is known, the range. Raises ValueError on no values.
    """
    if spread is None or not 1 < len(values) < MIN_FOR_CONFIDENCE:
        return process_interval(values)
    logs = np.log(positive("restarts", values))
    own = logs.size - 1
    degrees = min(own + spread.degrees, spread.known)
    pooled = own * float(logs.var(ddof=1)) + spread.degrees * spread.variance
    half = t_quantile(degrees) * math.sqrt(pooled / (own + spread.degrees) / logs.size)
    point, factor = math.exp(float(logs.mean())), math.exp(half)
    return Interval(point, point / factor, point * factor, logs.size, "confidence")


def _log_bias(degrees: Values) -> Values:
    """By how much the logarithm of a variance from so many degrees is too small, in the mean."""
    bias: Values = scipy.special.digamma(degrees / 2) - np.log(degrees / 2)
    return bias


def _inverse_trigamma(value: float) -> float:
    """Where the trigamma function has this value; half of EQUAL where that is farther out."""
    if value <= _trigamma(EQUAL / 2):
        return EQUAL / 2
    return float(scipy.optimize.brentq(lambda at: _trigamma(at) - value, 1e-3, EQUAL / 2))


def _trigamma(at: Values | float) -> Values:
    values: Values = scipy.special.polygamma(1, at)
    return values
