"""A learning rate by rule against the best of a search, from the same starts."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from propbench.bench.claims.c10_hyperparameters.curvature import largest
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.shared.grids import with_best_inside
from propbench.bench.claims.shared.stress import StressSetting, iterations
from propbench.bench.claims.shared.tuned import SEEDS, measured
from propbench.bench.training.arms import Arm
from propbench.bench.training.parameters import drawn
from propbench.bench.training.rulesets import R1
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.tuning import tune

SEARCH = "search"
MULTIPLES = {"1 / curvature": 1.0, "2 / curvature": 2.0}
"""The rate times the largest curvature: the best of a quadratic loss, and the largest it bears."""

FACTORS = ("task", "depth", "activation")


def measure(setting: StressSetting, arm: Arm) -> Iterator[Measurement]:
    """Iterations with each rule's rate, which each seed has its own of, and of the search."""
    depth = str(len(setting.hidden))
    where = {"task": setting.task, "depth": depth, "activation": arm.activation}
    train = partial(iterations, setting, arm)
    grid = with_best_inside(train, R1.grid)
    (searched,) = tune(train, grid.learning_rates)
    yield from measured({**where, "by": SEARCH}, searched)
    curvatures = [_curvature(setting, arm, seed) for seed in SEEDS]
    for name, multiple in MULTIPLES.items():
        rates = [multiple / curvature for curvature in curvatures]
        (row,) = train(list(zip(rates, SEEDS, strict=True)))
        runs = [(multiple, seed) for seed in SEEDS]
        yield from measured({**where, "by": name}, dict(zip(runs, row.tolist(), strict=True)))
    yield Measurement("curvature", where, float(np.median(curvatures)))


def _curvature(setting: StressSetting, arm: Arm, seed: int) -> float:
    network = setting.network(arm)
    start = drawn(network, arm.initialisation, seed)
    return largest(network, start, *TASKS[setting.task].data(seed))
