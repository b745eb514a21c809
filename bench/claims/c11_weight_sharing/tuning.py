"""Learning rates by racing on seeds of their own: all on few, those near the best on more.

As in the races of other claims, but by errors on examples that neither are learnt nor report, and
on fewer seeds, because errors change little between neighbouring rates.
"""

from collections.abc import Callable

import numpy as np

from propbench.bench.training.rulesets import Grid

_LOOKED_AT, _COMPARED = 3, 6
TUNING = tuple(range(11_000, 11_000 + _COMPARED))
REPORTING = tuple(range(12_000, 12_025))
"""Seeds that no other claim and no trial has used."""

_NEAR = 1.15
"""In mean errors of the best: who is near."""
_MOST_EXTENSIONS = 3

Errors = Callable[[float, int], float]
"""Of a run, by its learning rate and seed."""


def best_rate(errors: Errors, grid: Grid) -> tuple[float, dict[float, float]]:
    """The rate with the lowest mean error on all tuning seeds, and the mean of every rate tried.

    The grid grows by a decade where the first look finds the best at its edge.
    """
    looked: dict[float, list[float]] = {}
    for _ in range(1 + _MOST_EXTENSIONS):
        for rate in grid.learning_rates:
            if rate not in looked:
                looked[rate] = [errors(rate, seed) for seed in TUNING[:_LOOKED_AT]]
        means = {rate: float(np.mean(looked[rate])) for rate in sorted(looked)}
        wider = grid.extended(_lowest(means))
        if wider == grid:
            break
        grid = wider
    near = [rate for rate, mean in means.items() if mean <= _NEAR * min(means.values())]
    for rate in near:
        looked[rate] += [errors(rate, seed) for seed in TUNING[_LOOKED_AT:]]
        means[rate] = float(np.mean(looked[rate]))
    return _lowest({rate: means[rate] for rate in near}), means


def _lowest(means: dict[float, float]) -> float:
    """Of equals the first."""
    return min(means, key=means.__getitem__)
