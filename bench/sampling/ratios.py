"""The only datum there is: the ratio of two contenders within one restart.

Slices of one pass were taken within milliseconds of each other, on the same core; so each pass
gives a ratio that the machine's speed has left, and a restart the median of its passes.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

FEWEST_PASSES = 2
"""With fewer in common, the medians of all slices are compared."""

Slices = Mapping[Any, float]
"""Seconds per call by pass."""


def judged_s(wall_s: Sequence[float], cpu_s: Sequence[float], threads: int) -> Sequence[float]:
    """The seconds that count. CPU time leaves out when the thread was not running; with several
    threads it would leave out waiting too, so that there the wall clock judges."""
    return cpu_s if threads == 1 and len(cpu_s) == len(wall_s) and all(cpu_s) else wall_s


def restart_ratio(above: Slices, below: Slices) -> float:
    """Seconds of one contender over those of another, from one restart's slices."""
    shared = above.keys() & below.keys()
    if len(shared) < FEWEST_PASSES:
        return median(above.values()) / median(below.values())
    return math.exp(median(math.log(above[number] / below[number]) for number in shared))
