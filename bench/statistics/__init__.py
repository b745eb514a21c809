"""Statistics: pure functions of numbers; nothing here reads a file or knows a case."""

from propbench.bench.statistics.intervals import (
    MARGIN,
    Interval,
    is_unstable,
    process_interval,
    product,
    ratio_interval,
    verdict,
    wilson,
)
from propbench.bench.statistics.multiplicity import holm
from propbench.bench.statistics.scaling import (
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
    "holm",
    "is_unstable",
    "process_interval",
    "product",
    "ratio_interval",
    "verdict",
    "wilson",
]
