"""Training runs, networks of one shape at a time, each until its hardest target.

`variants` does the steps; networks that have ended are dropped between calls. What a run gives does
not depend on what runs beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench.training import variants
from propbench.bench.training.parameters import Parameters, drawn
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.targets import curve_points, ending, first_arrival, has_diverged
from propbench.impls.contract import Array, Network

# Few enough that an ended network wastes little, enough that copying parameters costs nothing.
_STEPS_PER_CALL = 20

# What a layer of so many holds fits into a core's cache; what Python takes a step is shared by all.
_ELEMENTS_TOGETHER = 2**15
_FEWEST_TOGETHER, _MOST_TOGETHER = 2, 50

Batch = tuple[TrainingRun, ...]
"""Runs that differ in candidate and seed only, so that they share a network."""


def batches(runs: Sequence[TrainingRun], size: int | None = None) -> list[Batch]:
    """Runs of one network together, in an order that follows from them: at most so many, or as many
    as a core's cache takes."""
    alike = groupby(sorted(set(runs), key=repr), key=_network_only)
    return [batch for _, members in alike for batch in _cut(tuple(members), size)]


def train(batch: Batch) -> list[Outcome]:
    """Train every network of the batch to its end, in the batch's order."""
    # One thread, because the blocks of a threaded product, and with them the rounding, depend on
    # the number of threads. A diverging run overflows; that is an outcome here, not an accident.
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        losses = _losses(batch)
    return [_outcome(run, losses[run]) for run in batch]


def network_of(run: TrainingRun) -> Network:
    """The contract's network; a variant's own output is asked of `variants`."""
    arm = run.arm
    return Network(run.task_of.sizes(run.hidden), arm.activation, run.output, arm.slope)


def initial_parameters(run: TrainingRun) -> Parameters:
    """The draw of the run's seed, scaled by the rule that it starts from."""
    x, _ = run.task_of.data(run.seed)
    return drawn(network_of(run), run.candidate.initialisation, run.seed, x)


def _losses(batch: Batch) -> dict[TrainingRun, Array]:
    """The losses of each network, (n,), until it ends or the budget does."""
    losses: dict[TrainingRun, Array] = {run: np.empty(0) for run in batch}
    alive = {run: initial_parameters(run) for run in batch}
    hardest = batch[0].task_of.targets[batch[0].n_targets - 1]
    for steps in _calls(batch[0].max_iterations):
        rows, trained = _train_many(alive, steps)
        for run, row in zip(alive, rows, strict=True):
            losses[run] = np.append(losses[run], row)
        alive = {
            run: parameters
            for run, parameters in zip(alive, trained, strict=True)
            if ending(losses[run], hardest) is None
        }
        if not alive:
            break
    return losses


def _calls(iterations: int) -> Iterator[int]:
    """Steps of each call, which add up to the iterations."""
    for done in range(0, iterations, _STEPS_PER_CALL):
        yield min(_STEPS_PER_CALL, iterations - done)


def _train_many(alive: dict[TrainingRun, Parameters], steps: int) -> tuple[Array, list[Parameters]]:
    """Losses (n_networks, steps) and parameters after these steps."""
    first = next(iter(alive))
    x, y = _stacked(alive)
    rates = np.array([run.candidate.learning_rate for run in alive])
    losses, trained = variants.train_many(
        network_of(first), list(alive.values()), x, y, rates, steps, first.arm.variant
    )
    return losses.T, trained


def _stacked(runs: dict[TrainingRun, Parameters]) -> tuple[Array, Array]:
    """Examples of each network, (n_networks, n, m); of all, where there is one seed."""
    data = {run.seed: run.task_of.data(run.seed) for run in runs}
    if len(data) == 1:
        return next(iter(data.values()))
    x, y = zip(*(data[run.seed] for run in runs), strict=True)
    return np.stack(x), np.stack(y)


def _cut(alike: Batch, size: int | None) -> Iterator[Batch]:
    if size is None:
        widest = max(alike[0].task_of.sizes(alike[0].hidden)[1:])
        fitting = _ELEMENTS_TOGETHER // (widest * alike[0].task_of.m)
        size = min(_MOST_TOGETHER, max(_FEWEST_TOGETHER, fitting))
    return (alike[start : start + size] for start in range(0, len(alike), size))


def _network_only(run: TrainingRun) -> str:
    return repr(replace(run, candidate=Candidate(0.0, ""), seed=0))


def _outcome(run: TrainingRun, whole: Array) -> Outcome:
    targets = run.task_of.targets[: run.n_targets]
    losses = whole[: ending(whole, targets[-1])]
    arrivals = tuple(first_arrival(losses, target) for target in targets)
    points = [point for point in curve_points(run.max_iterations) if point < losses.size]
    return Outcome(
        arrivals,
        diverged=arrivals[-1] is None and has_diverged(whole),
        last_loss=float(losses[-1]),
        curve=tuple(float(f"{losses[point]:.4g}") for point in points),
    )
