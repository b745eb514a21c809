"""From observations to comparisons, for what no race measures."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from propbench.bench.claims.referee.arm_comparison import compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Series
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval, TuningTimes


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
    note = f"{above.reporting.mean():.3g} against {below.reporting.mean():.3g} iterations"
    return compared(above, below, horizon, factors, note=note)


def unchanged(cell: ArmComparison) -> ArmComparison:
    """The same cell for a claim that nothing changes: a difference either way contradicts it."""
    turned: dict[Finding, Finding] = {
        "equivalent": "supports",
        "supports": "contradicts",
        "contradicts": "contradicts",
        "inconclusive": "inconclusive",
    }
    return replace(cell, finding=turned[cell.finding])


def _times(values: Mapping[int, float]) -> TuningTimes:
    # A run that begins below its target has taken no iteration, and a ratio needs one.
    times = np.array([[max(1.0, values[seed]) for seed in sorted(values)]])
    return TuningTimes(times, times)


def _row(seen: Observation) -> dict[str, str | float]:
    return {"quantity": seen.quantity, "value": seen.value, **seen.factors}
