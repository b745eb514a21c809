"""Slices taken within milliseconds of each other, on the same core, are compared in pairs: the
machine's speed has left their ratio."""

import math
from collections.abc import Sequence
from statistics import median
from typing import Literal

Clock = Literal["cpu_s", "wall_s"]


def judging_clock(threads: int) -> Clock:
    """CPU time leaves out when the thread was not running; with several threads it would leave out
    waiting too, so that there the wall clock judges."""
    return "cpu_s" if threads == 1 else "wall_s"


def median_log_ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Median over pairs of log(above / below)."""
    return median(math.log(one / other) for one, other in zip(above, below, strict=True))
