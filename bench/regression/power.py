"""How small a slow-down this run would have caught."""

import math

from scipy import stats

from bench.regression.inference import estimate
from bench.regression.series import Series
from bench.regression.settings import Settings

POWER = 0.9
EFFICIENCY_COST = 1.03
"""Wider than Student's t by this factor for normal noise; Hodges and Lehmann 1963."""
SPREAD_LEVEL = 0.05


def catches(
    values: list[float], series: Series, settings: Settings, candidates: int
) -> float | None:
    """Smallest slow-down, as a share, that confirmation finds nine times in ten.

    From the restart-to-restart spread seen here: the width of the signed-rank interval, which a
    few wild restarts do not blow up. None with too few restarts for an interval.
    """
    seen = estimate(values, SPREAD_LEVEL)
    if not math.isfinite(seen.high - seen.low):
        return None
    n = settings.confirming_restarts
    error = (seen.high - seen.low) / (2 * float(stats.norm.isf(SPREAD_LEVEL)))
    error *= math.sqrt(len(values) / n) * EFFICIENCY_COST
    level = settings.alpha / 2 / max(1, candidates)
    quantiles = float(stats.t.isf(level, n - 1) + stats.t.isf(1 - POWER, n - 1))
    return math.expm1(series.margin + quantiles * error)
