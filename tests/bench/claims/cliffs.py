"""Races in worlds with a cliff: a higher rate is faster until runs fail, and the truth is known."""

import math
import random
from statistics import NormalDist

from propbench.bench.claims.referee.comparing import ArmPair, compare
from propbench.bench.statistics import Interval
from propbench.bench.training.arms import RELU, SIGMOID, Arm
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Candidate, TrainingRun
from tests.bench.training.worlds import World

RACE = Race("xor", (8,), (SIGMOID, RELU), R1)
SPREAD = 0.3
"""Of the logarithm of a time, from seed to seed."""
_EDGE, _CLIFF = 3.16, 10.0
"""Learning rates from which some runs fail, and from which all do."""
_AT_1 = {RELU: 150.0, SIGMOID: 220.0}
"""Median iterations at a rate of 1, where every run arrives."""


def failing(candidate: Candidate) -> float:
    """Share of runs that never arrive."""
    rate = candidate.learning_rate
    return 1.0 if rate >= _CLIFF else 0.15 if rate >= _EDGE else 0.02


def median(arm: Arm, candidate: Candidate) -> float:
    """Iterations of the middle run, where failures count as the slowest."""
    later = NormalDist().inv_cdf(0.5 / (1 - failing(candidate)))
    return _AT_1[arm] / math.sqrt(candidate.learning_rate) * math.exp(SPREAD * later)


def arrival(world: int, run: TrainingRun) -> float:
    """Iterations of a run in one of the worlds, which differ by chance alone."""
    rate, arm = run.candidate.learning_rate, run.arm
    chance = random.Random(f"{world} {arm.name} {rate} {run.seed}")  # noqa: S311
    if chance.random() < failing(run.candidate):
        return math.inf
    return _AT_1[arm] / math.sqrt(rate) * math.exp(chance.gauss(0, SPREAD))


def raced(world: int) -> tuple[Interval | None, float]:
    """The ratio with its limits after a whole race, and the true one at the rates it chose."""
    finish = World(lambda run: arrival(world, run)).finish(RACE)
    found = compare(ArmPair(finish, SIGMOID.name, RELU.name, {"task": RACE.task}))
    slow, fast = (median(arm, finish.entrants[arm.name].chosen) for arm in RACE.arms)
    return found.ratio, slow / fast


def covered(worlds: int) -> float:
    """In how many of these worlds the limits contain the truth."""
    every = [raced(world) for world in range(worlds)]
    hits = [ratio is not None and ratio.low <= truth <= ratio.high for ratio, truth in every]
    return sum(hits) / worlds
