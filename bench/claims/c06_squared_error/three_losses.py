"""One unit on three losses: how soon it is right, how right it stays, where it comes to rest."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from propbench.bench.claims.c06_squared_error import many_minima
from propbench.bench.claims.c06_squared_error.single_unit import (
    CROSS_ENTROPY,
    LINEAR,
    SQUARED,
    arrivals,
    descend,
    is_minimum,
    predictions,
    settle,
    smallest_curvature,
    wrong,
)
from propbench.bench.claims.c06_squared_error.two_classes import (
    TwoClasses,
    start,
    two_classes,
)
from propbench.bench.claims.shared.grids import with_best_inside
from propbench.bench.training.rulesets import Grid
from propbench.bench.training.tuning import RateAndSeed, Times, tune
from propbench.impls.contract import Array

BUDGET = 300
"""Iterations."""

GRID = Grid(-4, 8, 2)
"""Learning rates from 0.01 to 10 000 for every loss: squared error through a saturated sigmoid
needs far larger ones than least squares can bear. They go on where the best is at an edge."""

NEGATIVE = -1e-9
"""A smallest eigenvalue below this is negative beyond what rounding does to zero."""

_DESCENT_RATES = {CROSS_ENTROPY: 1.0, SQUARED: 1.0, LINEAR: 0.01}
"""Along which the curvature is looked at; least squares diverges at 1."""

_CHECKPOINTS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)
_SAME_LOSS, _SAME_OUTPUT = 1e-6, 1e-3


class Setting(NamedTuple):
    """Where a unit is trained: `noise` is the share of flipped training labels."""

    task: str
    noise: float
    start: str


class Rest(NamedTuple):
    """What `n` starts came to: how many different minima, and how many starts ended in none."""

    minima: int
    elsewhere: int
    n: int


def shared_goal(setting: Setting, loss: str) -> Times:
    """Iterations to an error that is the same for every loss, BUDGET where it is not met."""
    return _to_goal(setting, loss, lambda data: data.goal)


def own_goal(setting: Setting, loss: str) -> Times:
    """Iterations to within one point of the error of the convex loss's own best fit."""
    return _to_goal(setting, loss, lambda data: data.own_goals[loss])


def clean_errors(setting: Setting, loss: str) -> Times:
    """Share of wrong answers on held-out examples with clean labels, after BUDGET iterations.

    Half an example is added, so that the ratio of two shares exists when one has no error.
    """

    def run(rates: Array, seed: int) -> Array:
        data = _data(setting.task, setting.noise, seed)
        w = np.tile(start(setting.start, data), (len(rates), 1))
        trained = descend(loss, w, rates, data.x, data.y, BUDGET)
        n = data.y_clean.size
        with np.errstate(over="ignore", invalid="ignore"):
            missed = wrong(loss, trained @ data.x_clean, data.y_clean)
        return (n * missed + 0.5) / (n + 1)

    return _tuned(run)


RUNS = {"shared": shared_goal, "own": own_goal, "clean_error": clean_errors}
"""By the quantity that they measure."""


def negative_share(setting: Setting, loss: str, seeds: Sequence[int]) -> float:
    """Share of points along descents at which the curvature is negative in some direction."""
    negative = []
    for seed in seeds:
        data = _data(setting.task, setting.noise, seed)
        w, rates, done = start(setting.start, data)[None], np.array([_DESCENT_RATES[loss]]), 0
        for checkpoint in _CHECKPOINTS:
            w, done = descend(loss, w, rates, data.x, data.y, checkpoint - done), checkpoint
            negative.append(smallest_curvature(loss, w[0], data.x, data.y) < NEGATIVE)
    return float(np.mean(negative))


def rest_of_construction(loss: str, d: int, wells: int, n: int) -> Rest:
    """On the examples that are built to have many minima."""
    x, y = many_minima.construction(d, wells)
    return _rest(loss, many_minima.starts(d, wells, n, seed=0), x, y)


def rest_of_data(loss: str, task: str, noise: float, n: int) -> Rest:
    """On real examples, from normal weights of sizes between 0.01 and 10."""
    data = _data(task, noise, 0)
    generator = np.random.default_rng(0)
    w = np.empty((n, data.x.shape[0]))
    for row in w:
        row[:] = generator.standard_normal(row.size) * 10 ** generator.uniform(-2, 1)
    return _rest(loss, w, data.x, data.y)


def _rest(loss: str, first: Array, x: Array, y: Array) -> Rest:
    """Minima are the same where their losses and all their outputs are.

    Outputs stand for w, which they determine where the examples span the features, whatever
    the features' scales.
    """
    minima: list[tuple[float, Array]] = []
    elsewhere = 0
    for w in first:
        end = settle(loss, w, x, y)
        if not is_minimum(loss, end, x, y):
            elsewhere += 1
            continue
        value, outputs = predictions(loss, end, x, y)
        if not any(_same(value, outputs, *other) for other in minima):
            minima.append((value, outputs))
    return Rest(len(minima), elsewhere, len(first))


def _same(loss: float, outputs: Array, other_loss: float, other_outputs: Array) -> bool:
    near = abs(loss - other_loss) < _SAME_LOSS
    return near and bool(np.abs(outputs - other_outputs).max() < _SAME_OUTPUT)


def _to_goal(setting: Setting, loss: str, goal: Callable[[TwoClasses], float]) -> Times:
    def run(rates: Array, seed: int) -> Array:
        data = _data(setting.task, setting.noise, seed)
        w = np.tile(start(setting.start, data), (len(rates), 1))
        return np.maximum(1.0, arrivals(loss, w, rates, data.x, data.y, goal(data), BUDGET))

    return _tuned(run)


def _tuned(run: Callable[[Array, int], Array]) -> Times:
    """`run` gives a number for each rate on one seed."""

    def train(runs: Sequence[RateAndSeed]) -> Array:
        rates = np.array(list(dict.fromkeys(rate for rate, _ in runs)))
        seeds = dict.fromkeys(seed for _, seed in runs)
        return np.stack([run(rates, seed) for seed in seeds], axis=1).reshape(1, -1)

    (times,) = tune(train, with_best_inside(train, GRID).learning_rates)
    return times


@lru_cache(maxsize=160)
def _data(task: str, noise: float, seed: int) -> TwoClasses:
    return two_classes(task, noise, seed)
