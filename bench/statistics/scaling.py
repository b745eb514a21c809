"""How times grow with m: estimates past the largest size, crossovers, and when compiling pays."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from propbench.bench.statistics.intervals import Interval, Values, positive, t_quantile, verdict

FEWEST_SIZES, MOST_SIZES = 4, 5
MAX_EXPONENT_ERROR = 0.1
MAX_HOLDOUT_ERROR = 0.15
FARTHEST = 100


@dataclass(frozen=True)
class Estimate:
    """Seconds at a size that was not measured, with a 95 % prediction interval.

    `exponent` is b of seconds = a m^b; `holdout_error` is the relative error made at the largest
    measured size when it is predicted from the smaller ones; `measured_to` is that size.
    """

    seconds: float
    low: float
    high: float
    exponent: float
    holdout_error: float
    measured_to: int


@dataclass(frozen=True)
class BreakEven:
    """After how many calls the first call is paid back; `calls` is None unless it is a number."""

    answer: Literal["calls", "never", "cannot tell"]
    calls: int | None = None


def extrapolate(sizes: Sequence[int], seconds: Sequence[float], target: int) -> Estimate | None:
    """Estimate the seconds at `target` from the four or five largest measured sizes.

    None where the times do not carry one: fewer than four sizes, growth that is not linear in m
    (|exponent - 1| over 0.1), a hold-out error over 15 %, or a target that is not past the
    largest size or is more than 100 times as large. The interval is never narrower than the
    hold-out error. Raises ValueError unless sizes are distinct, and all numbers are positive.
    """
    m, times = _by_size(sizes, seconds)
    m, times = m[-MOST_SIZES:], times[-MOST_SIZES:]
    (goal,) = positive("target", [target])
    if m.size < FEWEST_SIZES or not m[-1] < goal <= FARTHEST * m[-1]:
        return None
    exponent = float(scipy.stats.linregress(np.log(m), np.log(times)).slope)
    expected, _ = _predict(m[:-1], times[:-1], float(m[-1]))
    error = abs(expected / float(times[-1]) - 1)
    if not (abs(exponent - 1) <= MAX_EXPONENT_ERROR and error <= MAX_HOLDOUT_ERROR):
        return None
    predicted, half = _predict(m, times, goal)
    factor = math.exp(max(half, -math.log1p(-error)))
    return Estimate(predicted, predicted / factor, predicted * factor, exponent, error, int(m[-1]))


def crossover(sizes: Sequence[int], ratios: Sequence[Interval]) -> tuple[int, int] | None:
    """The neighbouring sizes between which the verdict becomes "above" and stays so.

    None where it is never "above" at the largest size, and where it is at every size.
    """
    ordered = sorted(zip(sizes, ratios, strict=True), key=lambda pair: pair[0])
    below = [index for index, (_, ratio) in enumerate(ordered) if verdict(ratio) != "above"]
    if not below or below[-1] == len(ordered) - 1:
        return None
    return ordered[below[-1]][0], ordered[below[-1] + 1][0]


def break_even(
    first_call_s: float, call_s: Interval, other_call_s: Interval, ratio: Interval
) -> BreakEven:
    """Calls after which this is no slower in total than the other, its slow first call included.

    `first_call_s` is the whole first call, compilation and work; `ratio` is other / this, paired.
    A tie cannot tell; slower calls never pay back. Raises ValueError on a first call that is not
    positive and finite.
    """
    (first,) = positive("first call", [first_call_s])
    gain = other_call_s.point - call_s.point
    verdict_on_calls = verdict(ratio)
    if verdict_on_calls == "below":
        return BreakEven("never")
    # Unpaired medians can contradict the paired ratio; then neither is believed.
    if verdict_on_calls == "tie" or gain <= 0:
        return BreakEven("cannot tell")
    # first + (n - 1) call <= n other, solved for n.
    return BreakEven("calls", max(1, math.ceil((float(first) - call_s.point) / gain)))


def _by_size(sizes: Sequence[int], seconds: Sequence[float]) -> tuple[Values, Values]:
    m, times = positive("sizes", sizes), positive("seconds", seconds)
    if m.size != times.size or np.unique(m).size != m.size:
        raise ValueError(f"sizes: got {list(sizes)} for {times.size} times, expected one each")
    order = np.argsort(m)
    return m[order], times[order]


def _predict(m: Values, seconds: Values, target: float) -> tuple[float, float]:
    """Seconds at the target by log t = log a + b log m, and the half width of log t."""
    x, y, n = np.log(m), np.log(seconds), m.size
    fit = scipy.stats.linregress(x, y)
    predicted = fit.intercept + fit.slope * math.log(target)
    residual = math.sqrt(float(np.sum((y - fit.intercept - fit.slope * x) ** 2)) / (n - 2))
    far = (math.log(target) - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2)
    return math.exp(predicted), t_quantile(n - 2) * residual * math.sqrt(1 + 1 / n + float(far))
