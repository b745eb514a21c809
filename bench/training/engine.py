"""Training runs of one network side by side, each until its hardest target.

`variants` does the steps. Whoever has ended makes room for the next of its batch, so that always
as many are trained at once as a core's cache takes. What a run gives does not depend on what runs
beside it.
"""

import ctypes
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench.training import variants
from propbench.bench.training.cost import batch_s
from propbench.bench.training.parameters import Parameters, drawn
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.targets import (
    GUESSES_UNTIL,
    curve_points,
    ending,
    first_arrival,
    guesses,
    guessing_loss,
    has_diverged,
)
from propbench.impls.contract import Array, Network

STEPS_PER_CALL = 16
"""Few enough that an ended network wastes little, enough that copying parameters costs nothing."""

# What the layers of so many hold fits into a core's cache; what Python takes a step is shared.
_ELEMENTS_TOGETHER = 2**16
_FEWEST_TOGETHER, _MOST_TOGETHER = 2, 50

_BATCH_S = 2.0
"""Seconds of a batch, about: an interruption loses no more of a core, and the last one to end
keeps no others waiting."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3

Batch = tuple[TrainingRun, ...]
"""Runs that differ in candidate, seed and cap only, so that they share a network."""


def batches(runs: Sequence[TrainingRun], size: int | None = None) -> list[Batch]:
    """Runs of one network together, in an order that follows from them: at most so many, or as many
    as take a few seconds."""
    alike = groupby(sorted(set(runs), key=repr), key=_network_only)
    return [batch for _, members in alike for batch in _cut(tuple(members), size)]


def train_timed(batch: Batch) -> tuple[Batch, list[Outcome], float]:
    """The batch, what came of each run, and the seconds of CPU that it took."""
    _keep_freed_memory()
    began = time.process_time()
    outcomes = train(batch)
    return batch, outcomes, time.process_time() - began


@cache
def _keep_freed_memory() -> None:
    """Freed arrays stay with the process: every step has arrays of the same sizes, and faulting
    their pages in anew takes a fifth of its time. See mallopt(3); nothing where there is none."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, 2**25)
        mallopt(_M_TRIM_THRESHOLD, 2**30)


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


class _Progress:
    """One network in training."""

    def __init__(self, run: TrainingRun) -> None:
        self.run = run
        self.parameters = initial_parameters(run)
        self.x, self.y = run.task_of.data(run.seed)
        self._guessing = guessing_loss(run.output, self.y)
        self._losses = np.empty(run.max_iterations)
        self._done = 0

    @property
    def losses(self) -> Array:
        """So far, (n,)."""
        return self._losses[: self._done]

    def advance(self, losses: Array, parameters: Parameters) -> bool:
        """Take some more steps; whether the run has come to its end."""
        fitting = losses[: self.run.max_iterations - self._done]
        # An arrival is confirmed by the loss after it, so the last one is looked at again.
        latest = slice(max(0, self._done - 1), self._done + fitting.size)
        self._losses[self._done : latest.stop] = fitting
        self._done, self.parameters = latest.stop, parameters
        ended = ending(self._losses[latest], self.run.targets[-1]) is not None
        return ended or self._done == self.run.max_iterations or self._is_hopeless(latest)

    def _is_hopeless(self, latest: slice) -> bool:
        """Whether these steps were the last in which a run may still be guessing, and it is."""
        if not latest.start < GUESSES_UNTIL <= latest.stop:
            return False
        return guesses(self._losses[GUESSES_UNTIL - 1], self._guessing)


def _losses(batch: Batch) -> dict[TrainingRun, Array]:
    """The losses of each network, (n,), until it ended or its cap."""
    losses: dict[TrainingRun, Array] = {}
    waiting, alive = list(reversed(batch)), list[_Progress]()
    together = _together(batch[0])
    while waiting or alive:
        while waiting and len(alive) < together:
            alive.append(_Progress(waiting.pop()))
        ended = [
            member.advance(row, parameters)
            for member, (row, parameters) in zip(alive, _train_many(alive), strict=True)
        ]
        losses |= {
            member.run: member.losses for member, end in zip(alive, ended, strict=True) if end
        }
        alive = [member for member, end in zip(alive, ended, strict=True) if not end]
    return losses


def _train_many(alive: Sequence[_Progress]) -> Iterator[tuple[Array, Parameters]]:
    """Losses (n_steps,) and parameters of each after some steps."""
    first = alive[0].run
    x, y = (np.stack(arrays) for arrays in zip(*((each.x, each.y) for each in alive), strict=True))
    rates = np.array([each.run.candidate.learning_rate for each in alive])
    parameters = [each.parameters for each in alive]
    losses, trained = variants.train_many(
        network_of(first), parameters, x, y, rates, STEPS_PER_CALL, first.arm.variant
    )
    return zip(losses.T, trained, strict=True)


def _together(run: TrainingRun) -> int:
    """How many of these networks a core's cache takes."""
    held = sum(run.task_of.sizes(run.hidden)[1:]) * run.task_of.m
    return min(_MOST_TOGETHER, max(_FEWEST_TOGETHER, _ELEMENTS_TOGETHER // held))


def _cut(alike: Batch, size: int | None) -> Iterator[Batch]:
    if size is None:
        size = max(_together(alike[0]), round(_BATCH_S * len(alike) / batch_s(alike)))
    return (alike[start : start + size] for start in range(0, len(alike), size))


def _network_only(run: TrainingRun) -> str:
    return repr(replace(run, candidate=Candidate(0.0, ""), seed=0, max_iterations=0))


def _outcome(run: TrainingRun, whole: Array) -> Outcome:
    losses = whole[: ending(whole, run.targets[-1])]
    arrivals = tuple(first_arrival(losses, target) for target in run.targets)
    failed = arrivals[-1] is None
    points = curve_points(run.max_iterations) if run.all_targets else ()
    _, y = run.task_of.data(run.seed)
    looked_at = min(GUESSES_UNTIL, run.max_iterations) - 1
    return Outcome(
        arrivals,
        diverged=failed and has_diverged(whole),
        last_loss=float(f"{losses[-1]:.3g}"),
        curve=tuple(float(f"{losses[point]:.4g}") for point in points if point < losses.size),
        guessing=failed
        and looked_at < losses.size
        and guesses(losses[looked_at], guessing_loss(run.output, y)),
    )
