"""What each of the two arms of a comparison did by itself, beside the ratio of the two."""

from dataclasses import dataclass

import numpy as np

from propbench.bench.numbers import percent
from propbench.bench.statistics import Interval, wilson
from propbench.bench.training.races import Entrant


@dataclass(frozen=True)
class ArmSummary:
    """One arm at the candidate that tuning chose, by its reporting runs.

    `arrived` is the share of its runs that reached the target; `median` is in iterations, the
    budget where half did not arrive.
    """

    name: str
    arrived: Interval
    diverged: int
    median: float
    learning_rate: float
    initialisation: str


def summary_of(entrant: Entrant, target: int) -> ArmSummary:
    """At a target, by its place."""
    outcomes = entrant.outcomes
    return ArmSummary(
        name=entrant.arm.name,
        arrived=wilson(entrant.reached(target), len(outcomes)),
        diverged=sum(outcome.diverged for outcome in outcomes),
        median=float(np.median(entrant.times(target))),
        learning_rate=entrant.chosen.learning_rate,
        initialisation=entrant.chosen.initialisation,
    )


def in_words(arm: ArmSummary) -> str:
    """How many runs of an arm arrived, with the interval of the share, and how many diverged."""
    n = arm.arrived.n
    arrived = round(arm.arrived.point * n)
    words = f"{arm.name} arrived in {arrived} of {n} runs"
    if arrived < n:
        words += f" ({percent(arm.arrived.low)} to {percent(arm.arrived.high)})"
    return f"{words}, {arm.diverged} diverged" if arm.diverged else words
