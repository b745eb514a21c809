"""Training runs, a few networks of one shape at a time, each until its hardest target.

An implementation's `train_many` does the steps; networks that have ended are dropped between calls.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

import numpy as np
from threadpoolctl import threadpool_limits

from bench import grid, problems
from bench.convergence.targets import ending, first_arrival, has_diverged, targets_of
from bench.results import TargetRecord, TrainingRecord
from impls import load
from impls.contract import Array, Network, Parameters

IMPLEMENTATION = "numpy_vectorized"
DTYPE = "float64"

# Few enough that an ended network wastes little, enough that copying parameters costs nothing.
_STEPS_PER_CALL = 10

# A step makes several arrays of units x m and reads them back at once. While they stay in the
# core's second-level cache, networks side by side share the overhead of a call; beyond it every
# array travels to memory and back, and a network costs up to half as much again.
_CACHED_BYTES = 600_000


@dataclass(frozen=True)
class Trial:
    """What identifies a training run: the fields of its record that are not outcomes."""

    claim: str
    arm: str
    network: str
    dataset: str
    m: int
    activation: str
    initialisation: str
    ruleset: str
    role: str
    learning_rate: float
    seed: int
    max_iterations: int

    @classmethod
    def of(cls, record: TrainingRecord) -> "Trial":
        return cls(**{field.name: getattr(record, field.name) for field in fields(cls)})


Batch = tuple[Trial, ...]
"""Trials that differ in their learning rate only: they share network, data and parameters."""


def networks_per_call(network: str, m: int) -> int:
    """Networks side by side in one `train_many`: those that stay in cache, at least one."""
    units = sum(grid.NETWORKS[network].sizes[1:])
    return max(1, _CACHED_BYTES // (units * m * np.dtype(DTYPE).itemsize))


def train(batch: Batch) -> list[TrainingRecord]:
    """Train every network of the batch to its end, in the batch's order."""
    first = batch[0]
    targets = targets_of(first.network, first.role)
    # One thread, because the blocks of a threaded product, and with them the rounding, depend on
    # the number of threads. A diverging run overflows; that is an outcome here, not an accident.
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        losses = _losses(batch, min(targets))
    return [_record(trial, losses[trial], targets) for trial in batch]


def _losses(batch: Batch, hardest: float) -> dict[Trial, Array]:
    """The losses of each network, (n,), until it ends or the budget does."""
    losses: dict[Trial, Array] = {trial: np.empty(0) for trial in batch}
    alive = dict.fromkeys(batch, _initial_parameters(batch[0]))
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
    x, y = problems.dataset(first.dataset, first.m, first.seed, DTYPE)
    rates = np.array([trial.learning_rate for trial in alive])
    train_many = load(IMPLEMENTATION).dense.train_many
    losses, trained = train_many(_network(first), list(alive.values()), x, y, rates, steps)
    return losses.T, trained


def _network(trial: Trial) -> Network:
    spec = grid.NETWORKS[trial.network]
    return Network(spec.sizes, trial.activation, spec.output)


def _initial_parameters(trial: Trial) -> Parameters:
    return problems.initial_parameters(_network(trial), trial.initialisation, trial.seed, DTYPE)


def _record(trial: Trial, losses: Array, targets: tuple[float, ...]) -> TrainingRecord:
    whole, hardest = losses, min(targets)
    losses = whole[: ending(whole, hardest)]
    diverged = first_arrival(losses, hardest) is None and has_diverged(whole)
    return TrainingRecord(
        **asdict(trial),
        diverged=diverged,
        # Six digits draw any curve; targets are read off the losses as they are.
        losses=[float(f"{loss:.6g}") for loss in losses],
        targets=[_target(losses, target, trial.max_iterations) for target in targets],
    )


def _target(losses: Array, target: float, max_iterations: int) -> TargetRecord:
    arrived = first_arrival(losses, target)
    iterations = max_iterations if arrived is None else arrived
    return TargetRecord(target=target, iterations=iterations, reached=arrived is not None)
