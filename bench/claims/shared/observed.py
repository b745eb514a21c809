"""From observations to comparisons, for what no race measures."""

from collections.abc import Mapping

import numpy as np

from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Series
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval
from propbench.bench.statistics.intervals import Values


def exact(value: float, n: int) -> Interval:
    """A ratio without chance in it, from `n` settings that were all tried."""
    return Interval(value, value, value, n, "confidence")


def rows(evidence: Evidence, *quantities: str) -> Series:
    """Observations as tidy rows, for figures."""
    return tuple(_row(seen) for quantity in quantities for seen in evidence.values(quantity))


def by_seed(evidence: Evidence, quantity: str, **factors: str | int | float) -> dict[int, float]:
    """Values of the observations with these factors, by their seed."""
    return by_size(evidence, quantity, "seed", **factors)


def by_size(
    evidence: Evidence, quantity: str, level: str, **factors: str | int | float
) -> dict[int, float]:
    """Values of the observations with these factors, by another factor that is a whole number."""
    return {
        int(seen.factors[level]): seen.value
        for seen in evidence.values(quantity)
        if factors.items() <= seen.factors.items()
    }


def ratio_cell(
    slow: Mapping[int, float],
    fast: Mapping[int, float],
    horizon: float,
    factors: Mapping[str, str],
) -> ArmComparison:
    """Iterations of one setting over those of another, on the same seeds.

    Of a learning rate that was chosen before, on other seeds: its noise is not in the interval.
    """
    above, below = _times(slow), _times(fast)
    note = f"{np.median(above):.3g} against {np.median(below):.3g} iterations"
    return compared(above, below, horizon, factors, note)


def _times(values: Mapping[int, float]) -> Values:
    # A run that begins below its target has taken no iteration, and a ratio needs one.
    return np.array([max(1.0, values[seed]) for seed in sorted(values)])


def _row(seen: Observation) -> dict[str, str | float]:
    return {"quantity": seen.quantity, "value": seen.value, **seen.factors}
