"""Statistics: pure functions of numbers; nothing here reads a file or knows a case.

They call `scipy.stats` by its full name: it is imported when it is first used, which takes half a
second that most processes can do without.
"""

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
from propbench.bench.statistics.moderated import Spread, restart_interval, usual_spread
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
    "Spread",
    "break_even",
    "crossover",
    "extrapolate",
    "holm",
    "is_unstable",
    "process_interval",
    "product",
    "ratio_interval",
    "restart_interval",
    "usual_spread",
    "verdict",
    "wilson",
]
