"""How small a slow-down this run would have caught."""

import math

from scipy import stats

from propbench.bench.regression.verdict.inference import estimate
from propbench.bench.regression.verdict.series import Series
from propbench.bench.regression.verdict.settings import Settings

PLANNED_POWER = 0.95
"""Of confirmation alone. Screening has to promote the case as well, and tails are heavier than
normal: nine in ten are left, which is shown on simulated noise."""
EFFICIENCY_COST = 1.03
"""Wider than Student's t by this factor for normal noise; Hodges and Lehmann 1963."""
SPREAD_LEVEL = 0.05


def minimum_detectable(
    values: list[float], series: Series, settings: Settings, candidates: int
) -> float | None:
    """Smallest slow-down, as a share, that confirmation finds nine times in ten.

    From the restart-to-restart spread seen here: the width of the signed-rank interval, which a
    few wild restarts do not blow up; how well so few restarts tell the spread is counted in. With
    `candidates` in confirmation, this one included. None with too few restarts for an interval.
    """
    seen = estimate(values, SPREAD_LEVEL)
    if not math.isfinite(seen.high - seen.low):
        return None
    n = settings.confirming_restarts
    error = (seen.high - seen.low) / (2 * float(stats.norm.isf(SPREAD_LEVEL)))
    error *= math.sqrt(len(values) / n) * EFFICIENCY_COST
    level, freedom = settings.alpha / 2 / candidates, len(values) - 1
    quantiles = float(stats.t.isf(level, freedom) + stats.t.isf(1 - PLANNED_POWER, freedom))
    return math.expm1(series.margin + quantiles * error)
