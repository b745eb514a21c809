"""Training that may kill units: rates past the best, a bias below zero, deep thin networks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench import initialisation
from propbench.bench.convergence import variants
from propbench.bench.convergence.arms import Arm
from propbench.bench.convergence.targets import first_arrival, has_diverged
from propbench.bench.convergence.tasks import TASKS
from propbench.bench.convergence.training import IMPLEMENTATION
from propbench.bench.convergence.variants import PLAIN, health
from propbench.bench.parameters import Parameters
from propbench.impls import load
from propbench.impls.contract import Array, Network

_CHECKS = 3
"""A unit that is silent now may wake: it is dead when silent at each of the last looks."""
_BETWEEN = 10
"""Iterations between them."""


@dataclass(frozen=True)
class Field:
    """Where an arm is put under stress: `bias` is that of every hidden unit at the start."""

    task: str
    hidden: tuple[int, ...]
    budget: int
    bias: float = 0.0


@dataclass(frozen=True)
class Stressed:
    """One array each over the runs, (n_runs,)."""

    iterations: Array
    """To the headline target; the budget where a run did not arrive."""
    dead: Array
    """Share of hidden units that give 0 for every example, at each of the last three looks."""
    diverged: Array


def stress(field: Field, arm: Arm, runs: Sequence[tuple[float, int]]) -> Stressed:
    """Train each run, a learning rate with a seed, for the whole budget."""
    network, x, y, parameters = _start(field, arm, [seed for _, seed in runs])
    rates = np.array([rate for rate, _ in runs])
    early = field.budget - (_CHECKS - 1) * _BETWEEN
    losses, dead = [], []
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        for steps in (early, *[_BETWEEN] * (_CHECKS - 1)):
            part, parameters = _train(arm, network, parameters, x, y, rates, steps)
            losses.append(part)
            looks = health(network, parameters, x, y, arm.variant)
            dead.append([np.mean(one.dead) for one in looks])
    curves = np.concatenate(losses)
    target = TASKS[field.task].headline_target
    arrivals = [first_arrival(curve, target) for curve in curves.T]
    iterations = np.array([field.budget if t is None else max(1, t) for t in arrivals], float)
    diverged = np.array([has_diverged(curve) for curve in curves.T])
    return Stressed(iterations, np.min(dead, axis=0), diverged)


def born_dead(field: Field, arm: Arm, seeds: Sequence[int]) -> float:
    """Share of networks with a layer that is dead as a whole before the first step, so that no
    gradient passes."""
    network, x, y, parameters = _start(field, arm, seeds)
    looks = health(network, parameters, x, y, arm.variant)
    return float(np.mean([max(one.dead) == 1 for one in looks]))


def best_rate(field: Field, arm: Arm, rates: Sequence[float], seeds: Sequence[int]) -> float:
    """The rate with the lowest mean of iterations, the smallest of equals."""
    found = stress(field, arm, [(rate, seed) for rate in rates for seed in seeds])
    means = found.iterations.reshape(len(rates), len(seeds)).mean(axis=1)
    return rates[int(np.argmin(means))]


def _start(
    field: Field, arm: Arm, seeds: Sequence[int]
) -> tuple[Network, Array, Array, list[Parameters]]:
    task = TASKS[field.task]
    network = Network(task.sizes(field.hidden), arm.activation, task.output, arm.slope)
    data = [task.data(seed) for seed in seeds]
    x, y = np.stack([x for x, _ in data]), np.stack([y for _, y in data])
    rule = arm.initialisation
    drawn = [
        initialisation.parameters(network, rule, seed, x)
        for seed, (x, _) in zip(seeds, data, strict=True)
    ]
    return network, x, y, [_shifted(one, field.bias) for one in drawn]


def _shifted(parameters: Parameters, bias: float) -> Parameters:
    *hidden, last = parameters.b
    return Parameters(parameters.w, (*(b + bias for b in hidden), last))


def _train(
    arm: Arm,
    network: Network,
    parameters: list[Parameters],
    x: Array,
    y: Array,
    rates: Array,
    steps: int,
) -> tuple[Array, list[Parameters]]:
    if arm.variant == PLAIN:
        dense = load(IMPLEMENTATION).dense
        losses, trained = dense.train_many(network, parameters, x, y, rates, steps)
        return losses, trained
    return variants.train_many(network, parameters, x, y, rates, steps, variant=arm.variant)
