"""Statistics: pure functions of numbers; nothing here reads a file or knows a case."""

from propbench.bench.statistics.budget import expected_best, expected_best_curve
from propbench.bench.statistics.detectable import minimum_detectable_ratio
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
from propbench.bench.statistics.ratio_test import PValues, RatioTest, ratio_test
from propbench.bench.statistics.scaling import (
    BreakEven,
    Estimate,
    break_even,
    crossover,
    extrapolate,
)
from propbench.bench.statistics.success import expected_running_time, probability_faster
from propbench.bench.statistics.tuning_bootstrap import (
    PENALTIES,
    Penalty,
    Selection,
    TuningTimes,
    contenders,
)

__all__ = [
    "MARGIN",
    "PENALTIES",
    "BreakEven",
    "Estimate",
    "Interval",
    "PValues",
    "Penalty",
    "RatioTest",
    "Selection",
    "TuningTimes",
    "break_even",
    "contenders",
    "crossover",
    "expected_best",
    "expected_best_curve",
    "expected_running_time",
    "extrapolate",
    "holm",
    "is_unstable",
    "minimum_detectable_ratio",
    "probability_faster",
    "process_interval",
    "product",
    "ratio_interval",
    "ratio_test",
    "verdict",
    "wilson",
]
