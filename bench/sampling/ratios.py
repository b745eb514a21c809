"""The only datum there is: the ratio of two contenders within one restart.

Slices of one pass were taken within milliseconds of each other, on the same core; so each pass
gives a ratio that the machine's speed has left, and a restart the median of its passes.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from statistics import median

from propbench.bench.sampling.pairs import judging_clock, median_log_ratio

FEWEST_PASSES = 2
"""With fewer in common, the medians of all slices are compared."""
MANY_PASSES = 8
NEAR = 3
"""With fewer than MANY_PASSES in common, a slice of one lasts as long as many of the other, which
meet the machine at one speed each: medians over so many passes to each side are compared."""

Slices = Mapping[int, float]
"""Seconds per call by pass."""


def judged_s(wall_s: Sequence[float], cpu_s: Sequence[float], threads: int) -> Sequence[float]:
    """The seconds that count; the wall clock's where CPU time is not known of each slice."""
    known = len(cpu_s) == len(wall_s) and all(cpu_s)
    return cpu_s if judging_clock(threads) == "cpu_s" and known else wall_s


def restart_ratio(above: Slices, below: Slices) -> float:
    """Seconds of one contender over those of another, from one restart's slices."""
    shared = above.keys() & below.keys()
    if len(shared) < FEWEST_PASSES:
        return median(above.values()) / median(below.values())
    if len(shared) < MANY_PASSES:
        above, below = (_around(slices, shared) for slices in (above, below))
    return math.exp(median_log_ratio(*([of[number] for number in shared] for of in (above, below))))


def _around(slices: Slices, passes: Collection[int]) -> Slices:
    """For each of the passes the median over those near it."""
    return {
        middle: median(
            seconds for number, seconds in slices.items() if abs(number - middle) <= NEAR
        )
        for middle in passes
    }
