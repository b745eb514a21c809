"""Statistics: pure functions of numbers; nothing here reads a file or knows a case."""

from bench.statistics.budget import expected_best, expected_best_curve
from bench.statistics.intervals import (
    MARGIN,
    Interval,
    is_unstable,
    process_interval,
    product,
    ratio_interval,
    verdict,
    wilson,
)
from bench.statistics.multiplicity import holm
from bench.statistics.power import minimum_detectable_ratio
from bench.statistics.racing import PValues, Race, race
from bench.statistics.scaling import (
    BreakEven,
    Estimate,
    break_even,
    crossover,
    extrapolate,
)
from bench.statistics.selection import PENALTIES, Entrant, Penalty, Selection, contenders
from bench.statistics.success import expected_running_time, probability_faster
from bench.statistics.survival import Survival, kaplan_meier

__all__ = [
    "MARGIN",
    "PENALTIES",
    "BreakEven",
    "Entrant",
    "Estimate",
    "Interval",
    "PValues",
    "Penalty",
    "Race",
    "Selection",
    "Survival",
    "break_even",
    "contenders",
    "crossover",
    "expected_best",
    "expected_best_curve",
    "expected_running_time",
    "extrapolate",
    "holm",
    "is_unstable",
    "kaplan_meier",
    "minimum_detectable_ratio",
    "probability_faster",
    "process_interval",
    "product",
    "race",
    "ratio_interval",
    "verdict",
    "wilson",
]
