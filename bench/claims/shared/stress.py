"""Training that may kill units: rates past the best, a bias below zero, deep thin networks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench.training.arms import Arm
from propbench.bench.training.parameters import Parameters, drawn
from propbench.bench.training.targets import first_arrival, has_diverged
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import health, train_many
from propbench.impls.contract import Array, Network

_CHECKS = 3
"""A unit that is silent now may wake: it is dead when silent at each of the last looks."""
_BETWEEN = 10
"""Iterations between them."""


@dataclass(frozen=True)
class StressSetting:
    """Where an arm is put under stress: `bias` is that of every hidden unit at the start."""

    task: str
    hidden: tuple[int, ...]
    budget: int
    bias: float = 0.0

    def network(self, arm: Arm) -> Network:
        task = TASKS[self.task]
        return Network(task.sizes(self.hidden), arm.activation, task.output, arm.slope)


@dataclass(frozen=True)
class Stressed:
    """One array each over the runs, (n_runs,)."""

    iterations: Array
    """To the headline target; the budget where a run did not arrive."""
    dead: Array
    """Share of hidden units that give 0 for every example, at each of the last three looks."""
    diverged: Array


def stress(setting: StressSetting, arm: Arm, runs: Sequence[tuple[float, int]]) -> Stressed:
    """Train each run, a learning rate with a seed, for the whole budget."""
    network = setting.network(arm)
    x, y, parameters = _start(setting, arm, [seed for _, seed in runs])
    rates = np.array([rate for rate, _ in runs])
    early = setting.budget - (_CHECKS - 1) * _BETWEEN
    losses, dead = [], []
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        for steps in (early, *[_BETWEEN] * (_CHECKS - 1)):
            latest, parameters = train_many(network, parameters, x, y, rates, steps, arm.variant)
            losses.append(latest)
            looks = health(network, parameters, x, y, arm.variant)
            dead.append([np.mean(look.dead) for look in looks])
    curves = np.concatenate(losses).T
    target = TASKS[setting.task].headline_target
    arrivals = [first_arrival(curve, target) for curve in curves]
    times = [setting.budget if t is None else max(1, t) for t in arrivals]
    diverged = np.array([has_diverged(curve) for curve in curves])
    return Stressed(np.array(times, float), np.min(dead, axis=0), diverged)


def iterations(setting: StressSetting, arm: Arm, runs: Sequence[tuple[float, int]]) -> Array:
    """Those of `stress` alone, (1, n_runs), as tuning wants them."""
    return stress(setting, arm, runs).iterations[None]


def born_dead(setting: StressSetting, arm: Arm, seeds: Sequence[int]) -> float:
    """Share of networks with a layer that is dead as a whole before the first step, so that no
    gradient passes."""
    x, y, parameters = _start(setting, arm, seeds)
    looks = health(setting.network(arm), parameters, x, y, arm.variant)
    return float(np.mean([max(look.dead) == 1 for look in looks]))


def _start(
    setting: StressSetting, arm: Arm, seeds: Sequence[int]
) -> tuple[Array, Array, list[Parameters]]:
    data = [TASKS[setting.task].data(seed) for seed in seeds]
    parameters = [
        drawn(setting.network(arm), arm.initialisation, seed, x)
        for seed, (x, _) in zip(seeds, data, strict=True)
    ]
    x, y = np.stack([x for x, _ in data]), np.stack([y for _, y in data])
    return x, y, [_shifted(start, setting.bias) for start in parameters]


def _shifted(parameters: Parameters, bias: float) -> Parameters:
    *hidden, last = parameters.b
    return Parameters(parameters.w, (*(b + bias for b in hidden), last))
