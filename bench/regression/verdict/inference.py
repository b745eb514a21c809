"""Exact tests and intervals for the centre of a few symmetric differences.

The values are one number per restart. Under the null hypothesis the two sides can be swapped, so
every difference is symmetric about zero whatever the noise is, and the signed-rank test (Wilcoxon
1945) is exact: no normal approximation, and no assumption on the tails. Its point estimate is the
median of the pairwise means (Hodges and Lehmann 1963), which one wild restart hardly moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Values = NDArray[np.float64]
MOST = 200
"""More restarts than any run has; the chances below would slowly lose digits."""


@dataclass(frozen=True)
class Estimate:
    """Centre of the values with limits, each one-sided at the asked level; inf where too few."""

    point: float
    low: float
    high: float


def slower_p(values: Sequence[float], margin: float) -> float:
    """One-sided exact p of "the centre is at most `margin`", in the unit of the values.

    Raises ValueError on no values, on more than MOST, and on values that are not finite.
    """
    shifted = _checked(values) - margin
    ranks = np.rint(2 * stats.rankdata(np.abs(shifted))).astype(int)
    observed = int(ranks[shifted > 0].sum())
    return float(_tail(tuple(sorted(ranks.tolist())))[observed])


def walsh_averages(values: Sequence[float]) -> Values:
    """Means of all pairs, each value with itself included, sorted."""
    array = _checked(values)
    first, second = np.triu_indices(array.size)
    return np.sort((array[first] + array[second]) / 2)


def hodges_lehmann(values: Sequence[float]) -> float:
    """Median of the pairwise means."""
    return float(np.median(walsh_averages(values)))


def estimate(values: Sequence[float], level: float) -> Estimate:
    """Hodges-Lehmann estimate; each limit is passed by the true centre with chance <= `level`.

    The limits are the margins at which the signed-rank test just does not reject.
    """
    averages = walsh_averages(values)
    chances = tail(len(values))
    upper_tail_at_most = np.flatnonzero(chances <= level)
    if upper_tail_at_most.size == 0:
        return Estimate(float(np.median(averages)), -inf, inf)
    beyond = (chances.size - 1 - int(upper_tail_at_most[0])) // 2
    low, high = averages[beyond], averages[averages.size - 1 - beyond]
    return Estimate(float(np.median(averages)), float(low), float(high))


def tail(restarts: int) -> Values:
    """P(sum of the positive ranks >= s / 2) for every s, of so many values without ties."""
    return _tail(tuple(range(2, 2 * restarts + 1, 2)))


@cache
def _tail(doubled_ranks: tuple[int, ...]) -> Values:
    """P(sum of the positive ranks >= s) for every s, over all equally likely signs."""
    chances = np.zeros(sum(doubled_ranks) + 1)
    chances[0] = 1.0
    for rank in doubled_ranks:
        moved = np.zeros_like(chances)
        moved[rank:] = chances[:-rank]
        chances = (chances + moved) / 2
    return np.minimum(1.0, np.cumsum(chances[::-1])[::-1])


def _checked(values: Sequence[float]) -> Values:
    array = np.asarray(values, dtype=np.float64)
    if not 1 <= array.size <= MOST:
        raise ValueError(f"{array.size} values, expected 1 to {MOST}")
    if not np.isfinite(array).all():
        raise ValueError("values are not all finite")
    return array
