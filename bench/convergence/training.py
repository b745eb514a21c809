"""Training runs, networks of one shape at a time, each until its hardest target.

An implementation's `train_many` does the steps, or `variants` where no implementation has the arm;
networks that have ended are dropped between calls. What a run gives does not depend on what runs
beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench import initialisation
from propbench.bench.convergence import variants
from propbench.bench.convergence.targets import curve_points, ending, first_arrival, has_diverged
from propbench.bench.convergence.trials import Outcome, Start, Trial
from propbench.bench.convergence.variants import PLAIN
from propbench.bench.parameters import Parameters
from propbench.impls import load
from propbench.impls.contract import Array, Network

IMPLEMENTATION = "numba_fused:serial"

# Few enough that an ended network wastes little, enough that copying parameters costs nothing.
_STEPS_PER_CALL = 20

Batch = tuple[Trial, ...]
"""Trials that differ in start and seed only, so that they share a network."""


def batches(trials: Sequence[Trial], size: int) -> list[Batch]:
    """Trials of one network together, at most so many, in an order that follows from them."""
    alike = groupby(sorted(set(trials), key=repr), key=_network_only)
    return [
        tuple(group[start : start + size])
        for group in (list(members) for _, members in alike)
        for start in range(0, len(group), size)
    ]


def train(batch: Batch) -> list[Outcome]:
    """Train every network of the batch to its end, in the batch's order."""
    # One thread, because the blocks of a threaded product, and with them the rounding, depend on
    # the number of threads. A diverging run overflows; that is an outcome here, not an accident.
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        losses = _losses(batch)
    return [_outcome(trial, losses[trial]) for trial in batch]


def network_of(trial: Trial) -> Network:
    """The contract's network; a variant's own output is asked of `variants`."""
    arm = trial.arm
    return Network(trial.task_of.sizes(trial.hidden), arm.activation, trial.output, arm.slope)


def initial_parameters(trial: Trial) -> Parameters:
    """The draw of the trial's seed, scaled by the rule that it starts from."""
    x, _ = trial.task_of.data(trial.seed)
    rule = trial.start.initialisation
    return initialisation.parameters(network_of(trial), rule, trial.seed, x)


def _losses(batch: Batch) -> dict[Trial, Array]:
    """The losses of each network, (n,), until it ends or the budget does."""
    losses: dict[Trial, Array] = {trial: np.empty(0) for trial in batch}
    alive = {trial: initial_parameters(trial) for trial in batch}
    hardest = batch[0].task_of.targets[batch[0].n_targets - 1]
    for steps in _calls(batch[0].max_iterations):
        rows, trained = _train_many(alive, steps)
        for trial, row in zip(alive, rows, strict=True):
            losses[trial] = np.append(losses[trial], row)
        alive = {
            trial: parameters
            for trial, parameters in zip(alive, trained, strict=True)
            if ending(losses[trial], hardest) is None
        }
        if not alive:
            break
    return losses


def _calls(iterations: int) -> Iterator[int]:
    """Steps of each call, which add up to the iterations."""
    for done in range(0, iterations, _STEPS_PER_CALL):
        yield min(_STEPS_PER_CALL, iterations - done)


def _train_many(alive: dict[Trial, Parameters], steps: int) -> tuple[Array, list[Parameters]]:
    """Losses (n_networks, steps) and parameters after these steps."""
    first = next(iter(alive))
    x, y = _stacked(alive)
    rates = np.array([trial.start.learning_rate for trial in alive])
    arguments = (network_of(first), list(alive.values()), x, y, rates, steps)
    if first.arm.variant == PLAIN:
        losses, trained = load(IMPLEMENTATION).dense.train_many(*arguments)
    else:
        losses, trained = variants.train_many(*arguments, variant=first.arm.variant)
    return losses.T, trained


def _stacked(trials: dict[Trial, Parameters]) -> tuple[Array, Array]:
    """Examples of each network, (n_networks, n, m); of all, where there is one seed."""
    data = {trial.seed: trial.task_of.data(trial.seed) for trial in trials}
    if len(data) == 1:
        return next(iter(data.values()))
    x, y = zip(*(data[trial.seed] for trial in trials), strict=True)
    return np.stack(x), np.stack(y)


def _network_only(trial: Trial) -> str:
    return repr(replace(trial, start=Start(0.0, ""), seed=0))


def _outcome(trial: Trial, whole: Array) -> Outcome:
    targets = trial.task_of.targets[: trial.n_targets]
    losses = whole[: ending(whole, targets[-1])]
    arrivals = tuple(first_arrival(losses, target) for target in targets)
    points = [point for point in curve_points(trial.max_iterations) if point < losses.size]
    return Outcome(
        arrivals,
        diverged=arrivals[-1] is None and has_diverged(whole),
        last_loss=float(losses[-1]),
        curve=tuple(float(f"{losses[point]:.4g}") for point in points),
    )
