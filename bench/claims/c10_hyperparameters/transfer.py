"""What it costs to use on one infrastructure the hyperparameters that are best on another.

Seconds to the target are iterations times seconds of a step. The best setting is chosen once, on
one half of what was measured, tuning seeds and every other repeat, and judged on the other half:
otherwise one's own best would seem best by luck, and no regret could be below 1.
"""

import math
from collections.abc import Iterator
from itertools import permutations

import numpy as np

from propbench.bench.claims.c10_hyperparameters.surface import Hyperparameters, Surface
from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.statistics.pooling import Effect, pool

_SLOW = "Python"
_MEDIAN_SE = math.sqrt(math.pi / 2)
"""Of a median, in standard errors of a mean, where values are normal."""


def best(measured: Surface, infrastructure: str) -> int:
    """The place of the candidate with the lowest mean time, on the half that chooses."""
    seconds = np.median(measured.seconds[infrastructure][:, ::2], axis=1)
    return int(np.argmin(measured.tuning.mean(axis=1) * seconds))


def bests(measured: Surface) -> dict[str, Hyperparameters]:
    """The best setting of each infrastructure."""
    return {name: measured.candidates[best(measured, name)] for name in measured.seconds}


def regrets(measured: Surface) -> Iterator[ArmComparison]:
    """For every pair, the time on the second with the best of the first over that with its own."""
    places = {name: best(measured, name) for name in measured.seconds}
    for source, on in permutations(measured.seconds, 2):
        effect = _regret(measured, on, places[source], places[on])
        ratio = pool([effect]).ratio
        factors = {"best of": source, "used on": on}
        yield ArmComparison(factors, finding(ratio), ratio, effect=effect)


def kind(comparison: ArmComparison) -> str:
    """Which of the two is pure Python."""
    if comparison.factors["used on"] == _SLOW:
        return "on pure Python"
    return (
        "with pure Python's values" if comparison.factors["best of"] == _SLOW else "among the fast"
    )


def _regret(measured: Surface, on: str, theirs: int, own: int) -> Effect:
    """Of iterations by reporting seed, and of a step's seconds by the repeats that judge."""
    iterations = np.log(measured.reporting[theirs] / measured.reporting[own])
    if theirs == own:
        return Effect.of_logs(iterations)
    seconds = np.log(measured.seconds[on][[theirs, own], 1::2])
    step = float(np.subtract(*np.median(seconds, axis=1)))
    n = seconds.shape[1]
    noise = _MEDIAN_SE * float(np.hypot(*seconds.std(axis=1, ddof=1))) / math.sqrt(n)
    taken = Effect.of_logs(iterations)
    return Effect(taken.log + step, math.hypot(taken.se, noise), min(taken.n, n))
