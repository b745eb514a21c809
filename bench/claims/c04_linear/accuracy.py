"""Whether two accuracies are the same, to one point."""

from collections.abc import Mapping

import numpy as np

from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.statistics.intervals import median_limits

POINT = 0.01


def points_cell(
    deep: Mapping[int, float], flat: Mapping[int, float], factors: Mapping[str, str]
) -> ArmComparison:
    """Whether accuracies, shares of 1 by seed, are within one point in the median.

    The median, because a run that diverged is far off whatever the depth does to the others.
    """
    differences = np.array([deep[seed] - flat[seed] for seed in sorted(deep)])
    low, high = median_limits(differences)
    finding: Finding = "inconclusive"
    if low >= -POINT and high <= POINT:
        finding = "supports"
    elif low > POINT or high < -POINT:
        finding = "contradicts"
    middle = 100 * float(np.median(differences))
    return ArmComparison(factors, finding, note=f"{middle:+.2f} points on {differences.size} seeds")
