"""Intervals of medians, ratios and shares, and verdicts on them.

The sample is the process, never the round: rounds of one process share its memory layout and its
place on the machine, so that intervals built on rounds are several times too narrow.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import scipy
from numpy.typing import NDArray

Values = NDArray[np.float64]

CONFIDENCE = 0.95
MARGIN = 0.05
"""Differences below this share are called a tie, however sure they are."""
MIN_FOR_CONFIDENCE = 5


@dataclass(frozen=True)
class Interval:
    """A point and its limits in the same unit, from `n` independent values.

    `kind` is "confidence" (95 %, and of the median of five values 94 %) or "range": smallest to
    largest, where n is too small for more.
    """

    point: float
    low: float
    high: float
    n: int
    kind: Literal["confidence", "range"]


def process_interval(process_medians: Sequence[float]) -> Interval:
    """Interval for the median over all processes, from one median of rounds each, in their unit.

    The point is the median of the values, the limits are two of them (Thompson 1936; David and
    Nagaraja 2003, 7.1), so that they hold whatever the distribution: skewed, or of two modes.
    Raises ValueError on no values, and on values not positive and finite.
    """
    values = np.sort(positive("process medians", process_medians))
    n, rank = values.size, _rank_of_limits(values.size)
    kind: Literal["confidence", "range"] = "confidence" if n >= MIN_FOR_CONFIDENCE else "range"
    return Interval(
        float(np.median(values)), float(values[rank]), float(values[-1 - rank]), n, kind
    )


def ratio_interval(numerator: Mapping[int, float], denominator: Mapping[int, float]) -> Interval:
    """Interval for numerator / denominator, medians by process, paired by process.

    Raises ValueError when no process measured both.
    """
    above, below = paired(numerator, denominator)
    return process_interval((above / below).tolist())


def product(factors: list[Interval]) -> Interval:
    """Product of independent factors; the half widths of the logarithms add in quadrature."""
    point = math.prod(factor.point for factor in factors)
    down = math.hypot(*(math.log(factor.point / factor.low) for factor in factors))
    up = math.hypot(*(math.log(factor.high / factor.point) for factor in factors))
    kinds = {factor.kind for factor in factors}
    kind: Literal["confidence", "range"] = "confidence" if kinds == {"confidence"} else "range"
    n = min(factor.n for factor in factors)
    return Interval(point, point * math.exp(-down), point * math.exp(up), n, kind)


def verdict(ratio: Interval, margin: float = MARGIN) -> Literal["above", "below", "tie"]:
    """Whether a ratio is above or below 1, or neither: unsure, or smaller than the margin."""
    if ratio.low <= 1 <= ratio.high or abs(ratio.point - 1) < margin:
        return "tie"
    return "above" if ratio.point > 1 else "below"


def is_unstable(rounds: Sequence[float]) -> bool:
    """Whether one median is a poor summary of these rounds (seconds) of one process.

    Unstable is: the slowest twentieth takes over 1.5 times the median (something interrupts), the
    fastest round takes under half of it (not every round does the same work), or the rounds fall
    into two groups (the clock frequency or the memory layout changed half-way), see `_two_modes`.
    """
    values = np.sort(positive("rounds", rounds))
    middle = (values.size - 1) // 2, values.size // 2
    median = float(values[list(middle)].mean())
    # Percentiles take long, and where no round is slow there is none to look for.
    slow = values[-1] > 1.5 * median and float(np.percentile(values, 95)) > 1.5 * median
    return slow or float(values[0]) < 0.5 * median or _two_modes(np.log(values))


def _two_modes(logs: Values) -> bool:
    """Whether a gap parts 20 or more sorted rounds into two groups of at least a fifth each.

    The gap must be over 5 % of a round and twice as wide as the middle half of either group.
    """
    n, fifth = logs.size, max(1, logs.size // 5)
    if n < 20:
        return False
    cut = fifth + int(np.argmax(np.diff(logs)[fifth - 1 : n - fifth]))
    gap = float(logs[cut] - logs[cut - 1])
    # Hardly any sample has a gap so wide; quartiles take long.
    return gap > math.log1p(MARGIN) and all(
        gap > 2 * float(np.ptp(np.quantile(group, [0.25, 0.75])))
        for group in (logs[:cut], logs[cut:])
    )


@cache
def wilson(successes: int, n: int) -> Interval:
    """Interval for a share (Wilson 1927). Raises ValueError unless 0 <= successes <= n, n >= 1."""
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"successes: got {successes} of {n}, expected 0 to n of at least one")
    low, high = scipy.stats.binomtest(successes, n).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(successes / n, float(low), float(high), n, "confidence")


@cache
def _rank_of_limits(n: int) -> int:
    """Values that lie below the lower limit, and above the upper: as many as CONFIDENCE allows.

    A value lies below the median with chance 1/2, so that their number is binomial. Of five, the
    smallest and the largest contain the median with 93.75 %; from six on it is 95 % or more.
    """
    return max(0, int(scipy.stats.binom.ppf((1 - CONFIDENCE) / 2, n, 0.5)) - 1)


@cache
def coverage(interval: Interval) -> float:
    """The chance that an interval from restarts contains the true value."""
    n = interval.n
    if interval.kind == "confidence" and n < MIN_FOR_CONFIDENCE:
        return CONFIDENCE
    return 1 - 2 * float(scipy.stats.binom.cdf(_rank_of_limits(n), n, 0.5))


@cache
def t_quantile(degrees: float) -> float:
    return float(scipy.stats.t.ppf((1 + CONFIDENCE) / 2, degrees))


def positive(what: str, values: Iterable[float] | Values) -> Values:
    """The values as an array; ValueError on none, and on any that is not positive and finite."""
    array = np.asarray(list(values), dtype=np.float64)
    if array.size == 0:
        raise ValueError(f"{what}: got none, expected at least one")
    wrong = array[~((array > 0) & np.isfinite(array))]
    if wrong.size:
        raise ValueError(f"{what}: got {wrong[0]}, expected positive and finite numbers")
    return array


def paired(first: Mapping[int, float], second: Mapping[int, float]) -> tuple[Values, Values]:
    """The values under the keys that both have, in the order of the keys."""
    keys = sorted(first.keys() & second.keys())
    if not keys:
        raise ValueError("got nothing in common to pair, expected at least one process or seed")
    left = positive("first of a pair", (first[key] for key in keys))
    return left, positive("second of a pair", (second[key] for key in keys))
