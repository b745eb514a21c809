"""What it costs to use on one infrastructure the hyperparameters that are best on another.

Seconds to the target are iterations times seconds of a step. The best setting is chosen once, on
one half of what was measured, tuning seeds and every other repeat, and judged on the other half:
otherwise one's own best would seem best by luck, and no regret could be below 1. Limits are of the
settings that were chosen; another choice among near ties would cost about as much.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np

from propbench.bench.claims.c10_hyperparameters.surface import Hyperparameters, Surface
from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.statistics.pooling import Effect, pool


def best(measured: Surface, infrastructure: str) -> Hyperparameters:
    """The candidate with the lowest mean time, on the half that chooses."""
    return measured.candidates[_best(measured, infrastructure)]


def regrets(measured: Surface) -> Iterator[ArmComparison]:
    """For every pair, the time on the second with the best of the first over that with its own."""
    chosen = {name: _best(measured, name) for name in measured.seconds}
    for source, on in permutations(measured.seconds, 2):
        effect = _regret(measured, on, chosen[source], chosen[on])
        ratio = replace(pool([effect]).ratio, n=effect.n)
        factors = {"best of": source, "used on": on}
        yield ArmComparison(factors, finding(ratio), ratio, effect=effect)


def _best(measured: Surface, infrastructure: str) -> int:
    seconds = np.median(measured.seconds[infrastructure][:, ::2], axis=1)
    return int(np.argmin(measured.tuning.mean(axis=1) * seconds))


def _regret(measured: Surface, on: str, foreign: int, own: int) -> Effect:
    """Of iterations, paired by seed, and of seconds of a step, paired by repeat."""
    iterations, seconds = np.log(measured.reporting), np.log(measured.seconds[on][:, 1::2])
    return Effect.product(
        [Effect.of_logs(logs[foreign] - logs[own]) for logs in (iterations, seconds)]
    )
