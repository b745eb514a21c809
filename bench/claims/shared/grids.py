"""Learning rates that hold the best one inside, for what is tuned where no race can be run."""

from collections.abc import Iterable

import numpy as np

from propbench.bench.training.rulesets import Grid
from propbench.bench.training.seeds import N_LOOK, tuning_seeds
from propbench.bench.training.tuning import Train

_MOST_EXTENSIONS = 3
"""Where the best lies at an edge even then, it is reported there, and its row says so."""


def with_best_inside(train: Train, grid: Grid) -> Grid:
    """The grid with a decade more on the side where a first look finds the best at the edge, until
    it lies inside."""
    seeds = tuning_seeds(N_LOOK)
    means: dict[float, float] = {}
    for _ in range(_MOST_EXTENSIONS):
        rates = [rate for rate in grid.learning_rates if rate not in means]
        (times,) = train([(rate, seed) for rate in rates for seed in seeds])
        means.update(zip(rates, np.reshape(times, (-1, N_LOOK)).mean(axis=1), strict=True))
        wider = grid.extended(min(sorted(means), key=means.__getitem__))
        if wider == grid:
            break
        grid = wider
    return grid


def is_at_edge(rate: float, tried: Iterable[float]) -> bool:
    """Whether none of the rates that were tried lies beyond this one on one side."""
    rates = set(tried)
    return rate in (min(rates), max(rates))
