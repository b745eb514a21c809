"""Statistics: pure functions of numbers; nothing here reads a file or knows a case."""

from bench.statistics.censored import restricted_mean, restricted_mean_ratio
from bench.statistics.intervals import (
    MARGIN,
    Interval,
    is_unstable,
    process_interval,
    ratio_interval,
    verdict,
    wilson,
)
from bench.statistics.scaling import (
    BreakEven,
    Estimate,
    break_even,
    crossover,
    extrapolate,
)

__all__ = [
    "MARGIN",
    "BreakEven",
    "Estimate",
    "Interval",
    "break_even",
    "crossover",
    "extrapolate",
    "is_unstable",
    "process_interval",
    "ratio_interval",
    "restricted_mean",
    "restricted_mean_ratio",
    "verdict",
    "wilson",
]
