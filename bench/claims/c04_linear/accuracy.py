"""Whether two accuracies are the same, to one point."""

import math
from collections.abc import Mapping

import numpy as np
from scipy import stats

from propbench.bench.claims.referee.verdicts import ArmComparison, Finding


def points_cell(
    deep: Mapping[int, float], flat: Mapping[int, float], factors: Mapping[str, str]
) -> ArmComparison:
    """Whether accuracies, shares of 1 by seed, are within one point (two one-sided t tests)."""
    differences = np.array([100 * (deep[seed] - flat[seed]) for seed in sorted(deep)])
    n, mean = differences.size, float(differences.mean())
    error = float(stats.sem(differences)) if n > 1 else math.inf
    outside = _p(abs(mean) - 1, error, n)
    within = _p(1 - abs(mean), error, n)
    finding: Finding = "inconclusive"
    if 2 * within <= 0.05:
        finding = "supports"
    elif 2 * outside <= 0.05:
        finding = "contradicts"
    note = f"{mean:+.2f} points on {n} seeds"
    return ArmComparison(factors, finding, note=note, p_value=min(1.0, 2 * min(within, outside)))


def _p(distance: float, error: float, n: int) -> float:
    """One-sided p-value for a mean above 0 that lies so far above it."""
    if error == 0:
        return 0.0 if distance > 0 else 1.0
    return float(stats.t.sf(distance / error, n - 1)) if n > 1 else 1.0
