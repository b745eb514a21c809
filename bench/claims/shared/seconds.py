"""How sure a ratio of seconds is."""

import math
from collections.abc import Mapping

from scipy import stats

from propbench.bench.claims.referee.verdicts import SLOWER, ArmComparison, Finding, finding, p_value
from propbench.bench.statistics import Interval, PValues
from propbench.bench.statistics.intervals import t_quantile


def seconds_cell(
    ratio: Interval, factors: Mapping[str, str], margin: float = SLOWER
) -> ArmComparison:
    """The seconds of one way of doing something over those of another."""
    found = finding(ratio, margins=(1 / margin, margin))
    return ArmComparison(factors, found, ratio, p_value=p_value_of(ratio, found, margin))


def p_value_of(ratio: Interval, found: Finding, margin: float) -> float:
    """Of Student's t on the logarithm, which the interval was made of."""
    if found == "inconclusive":
        return 1.0
    degrees, width = ratio.n - 1, math.log(ratio.high / ratio.low)
    if width == 0:
        return 0.0
    se, centre = width / (2 * t_quantile(degrees)), math.log(ratio.low * ratio.high) / 2
    low, high = ((centre + side * math.log(margin)) / se for side in (1, -1))
    below, above = float(stats.t.cdf(low, degrees)), float(stats.t.sf(high, degrees))
    within = max(float(stats.t.sf(low, degrees)), float(stats.t.cdf(high, degrees)))
    return p_value(found, PValues(above, below, within))
