"""A learning rate by rule against the best of a search, from the same starts."""

from collections.abc import Iterator, Sequence

import numpy as np

from propbench.bench import initialisation
from propbench.bench.claims.experiments import tuned
from propbench.bench.claims.experiments.curvature import largest
from propbench.bench.claims.experiments.stress import Field, stress
from propbench.bench.convergence.arms import Arm
from propbench.bench.convergence.rulesets import R1
from propbench.bench.convergence.tasks import TASKS
from propbench.bench.results import Observation
from propbench.impls.contract import Array, Network

SEARCH = "search"
MULTIPLES = {"1 / curvature": 1.0, "2 / curvature": 2.0}
"""The rate times the largest curvature: the best of a quadratic loss, and the largest it bears."""

FACTORS = ("task", "depth", "activation")


def observed(claim: str, field: Field, arm: Arm) -> Iterator[Observation]:
    """Iterations with each rule's rate, which each seed has its own of, and of the search."""
    where: dict[str, str | int | float] = {
        "task": field.task,
        "depth": str(len(field.hidden)),
        "activation": arm.activation,
    }

    def train(runs: Sequence[tuple[float, int]]) -> Array:
        return stress(field, arm, runs).iterations[None]

    (searched,) = tuned.tune(train, R1.grid.learning_rates, field.budget)
    yield from tuned.observed(claim, {**where, "by": SEARCH}, searched)
    seeds = (*tuned.TUNING_SEEDS, *tuned.REPORTING_SEEDS)
    curvatures = [_curvature(field, arm, seed) for seed in seeds]
    for name, multiple in MULTIPLES.items():
        rates = [multiple / curvature for curvature in curvatures]
        (row,) = train(list(zip(rates, seeds, strict=True)))
        runs = {(multiple, seed): value for seed, value in zip(seeds, row.tolist(), strict=True)}
        yield from tuned.observed(claim, {**where, "by": name}, runs)
    middle = float(np.median(curvatures))
    yield Observation(claim=claim, quantity="curvature", factors=where, value=middle)


def _curvature(field: Field, arm: Arm, seed: int) -> float:
    task = TASKS[field.task]
    network = Network(task.sizes(field.hidden), arm.activation, task.output)
    start = initialisation.parameters(network, arm.initialisation, seed)
    return largest(network, start, *task.data(seed))
