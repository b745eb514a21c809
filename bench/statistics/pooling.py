"""Effects of several tasks as one: what a further task would do, and how sure that is.

A random-effects mean: tasks differ by more than the noise of their seeds, so that the spread
between them counts as noise of the mean.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from propbench.bench.statistics.intervals import Interval, Values, t_quantile

FEWEST_TO_PREDICT = 8
"""Tasks for a prediction interval: of fewer it is too wide to say anything."""

_MEAN_RANGE = {3: 1.693, 4: 2.059, 5: 2.326}
"""Of so many normal values, in standard deviations (Tippett 1925)."""
_OF_MEDIANS = math.sqrt(math.pi / 2)
"""Times the standard error of a mean; of few values it is less."""

_SMALLEST_SE = 0.002
"""Of a logarithm. Counts are whole numbers, and no effect is known better than this."""


@dataclass(frozen=True)
class Effect:
    """The logarithm of a ratio with its standard error, from `n` independent values."""

    log: float
    se: float
    n: int

    @classmethod
    def of_logs(cls, logs: Sequence[float] | Values) -> "Effect":
        """Of logarithms of ratios, one a seed, (n_seeds,). Raises ValueError on fewer than two."""
        values = np.asarray(logs, np.float64)
        if values.size < 2:
            raise ValueError(f"logs: got {values.size}, expected two or more")
        se = float(values.std(ddof=1) / math.sqrt(values.size))
        return cls(float(values.mean()), max(se, _SMALLEST_SE), values.size)

    @classmethod
    def of_interval(cls, ratio: Interval) -> "Effect | None":
        """Of a ratio with 95 % limits, as Student's t would have made them. Of three to five values
        the limits are the smallest and the largest; of fewer nothing is known."""
        width = math.log(ratio.high / ratio.low)
        if ratio.n in _MEAN_RANGE:
            se = _OF_MEDIANS * width / (_MEAN_RANGE[ratio.n] * math.sqrt(ratio.n))
        elif ratio.kind == "confidence":
            se = width / (2 * t_quantile(ratio.n - 1))
        else:
            return None
        return cls(math.log(ratio.point), max(se, _SMALLEST_SE), ratio.n)

    @classmethod
    def product(cls, factors: Sequence["Effect"]) -> "Effect":
        """Of independent factors: the variances of their logarithms add."""
        se = math.hypot(*(factor.se for factor in factors))
        return cls(sum(factor.log for factor in factors), se, min(factor.n for factor in factors))


@dataclass(frozen=True)
class Pooled:
    """A pooled logarithm `log` with its standard error and degrees of freedom, over `k` tasks.

    `spread` is the standard deviation of the logarithms between tasks.
    """

    log: float
    se: float
    degrees: int
    spread: float
    k: int

    @property
    def ratio(self) -> Interval:
        """With 95 % limits; `n` is the number of tasks."""
        half = t_quantile(self.degrees) * self.se
        low, point, high = (math.exp(self.log + side * half) for side in (-1, 0, 1))
        return Interval(point, low, high, self.k, "confidence")

    @property
    def prediction(self) -> tuple[float, float] | None:
        """Between which ratios 95 % of further tasks lie (Higgins et al. 2009)."""
        if self.k < FEWEST_TO_PREDICT:
            return None
        half = t_quantile(self.k - 2) * math.hypot(self.spread, self.se)
        return math.exp(self.log - half), math.exp(self.log + half)

    def p_above(self, ratio: float) -> float:
        """One-sided p-value for a true ratio above this one."""
        return float(scipy.stats.t.sf((self.log - math.log(ratio)) / self.se, self.degrees))

    def p_below(self, ratio: float) -> float:
        """One-sided p-value for a true ratio below this one."""
        return float(scipy.stats.t.cdf((self.log - math.log(ratio)) / self.se, self.degrees))


def pool(effects: Sequence[Effect]) -> Pooled:
    """The mean over tasks, an effect each, as independent of each other.

    Spread between tasks by Paule and Mandel (1982), limits by Hartung and Knapp (2001), never
    narrower than without their factor (Jackson et al. 2017). One task is itself. Raises
    ValueError on none.
    """
    if not effects:
        raise ValueError("effects: got none, expected at least one")
    logs = np.array([effect.log for effect in effects])
    variances = np.square([effect.se for effect in effects])
    if len(effects) == 1:
        return Pooled(float(logs[0]), effects[0].se, effects[0].n - 1, 0.0, 1)
    between = _between(logs, variances)
    weights = 1 / (variances + between)
    mean = float(np.average(logs, weights=weights))
    degrees = len(effects) - 1
    factor = max(1.0, float(weights @ np.square(logs - mean)) / degrees)
    se = math.sqrt(factor / float(weights.sum()))
    return Pooled(mean, se, degrees, math.sqrt(between), len(effects))


def _between(logs: Values, variances: Values) -> float:
    """The variance between tasks that makes their weighted squares add up as they should."""

    def excess(between: float) -> float:
        weights = 1 / (variances + between)
        mean = np.average(logs, weights=weights)
        return float(weights @ np.square(logs - mean)) - (logs.size - 1)

    if excess(0.0) <= 0:
        return 0.0
    most = float(np.ptp(logs)) ** 2 + float(variances.max())
    return float(scipy.optimize.brentq(excess, 0.0, most * logs.size))
