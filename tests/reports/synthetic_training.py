"""Races with known factors between the activations, run on losses that follow a formula."""

import random
from functools import cache

from propbench.bench.claims.shared.settings import TIMED, timed
from propbench.bench.results import TrainingRecord, training_records
from propbench.bench.training.execution import run_with
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R0, R1
from propbench.bench.training.runs import Outcome, TrainingRun
from propbench.bench.training.targets import curve_points

RACES = tuple(timed(name, ruleset) for name in TIMED for ruleset in (R0, R1))

_SPEED = {"sigmoid": 0.25, "tanh": 0.8, "relu": 1.0, "leaky_relu": 1.02}
_BEST_RATE = 3.16


@cache
def training_runs(races: tuple[Race, ...] = RACES) -> tuple[TrainingRecord, ...]:
    """Every run of the races."""
    known = run_with(races, _outcome)
    return tuple(training_records(known, curves=True))


def _outcome(run: TrainingRun) -> Outcome:
    rng = random.Random(f"{run.hidden}{run.candidate}{run.seed}")  # noqa: S311
    distance = abs(run.candidate.learning_rate - _BEST_RATE) / _BEST_RATE
    rate = 0.3 * _SPEED[run.arm.name] * rng.uniform(0.9, 1.1) / (1 + distance)
    if len(run.hidden) > 1 and run.arm.name == "sigmoid":
        rate *= 0.15
    losses = [0.69 / (1 + rate * step) ** 1.5 for step in range(run.max_iterations)]
    arrivals = tuple(
        next((step for step, loss in enumerate(losses) if loss <= target), None)
        for target in run.targets
    )
    end = run.max_iterations if arrivals[-1] is None else arrivals[-1] + 2
    curve = tuple(losses[point] for point in curve_points(run.max_iterations) if point < end)
    return Outcome(arrivals, diverged=False, last_loss=losses[-1], curve=curve)
