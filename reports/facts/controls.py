"""How often a contender that entered twice is told apart from itself."""

from dataclasses import dataclass

from scipy.stats import binomtest

from propbench.bench.statistics.intervals import coverage
from propbench.reports.frame import Frames


@dataclass(frozen=True)
class Controls:
    """Of `pairs`, `apart` have limits that exclude 1, where chance alone lets `expected` do so.

    `p_value` is the chance of at least so many.
    """

    pairs: int
    apart: int
    expected: float
    p_value: float


def controls(frames: Frames) -> Controls:
    """Every contender that entered a question twice, against itself."""
    ratios = [
        against_itself
        for case, again in frames.controls.items()
        if (against_itself := frames.samples.compared(again, frames.samples.get(case, {})))
        is not None
    ]
    apart = sum(not each.low <= 1 <= each.high for each in ratios)
    expected = sum(1 - coverage(each) for each in ratios)
    if not ratios:
        return Controls(0, 0, 0.0, 1.0)
    p_value = binomtest(apart, len(ratios), expected / len(ratios), alternative="greater").pvalue
    return Controls(len(ratios), apart, expected, float(p_value))
