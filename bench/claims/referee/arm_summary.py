"""What each of the two arms of a comparison did by itself, beside the ratio of the two."""

from collections.abc import Mapping
from dataclasses import dataclass

from propbench.bench.numbers import percent
from propbench.bench.statistics import Interval, expected_best, expected_running_time, wilson
from propbench.bench.training.races import Entrant


@dataclass(frozen=True)
class ArmSummary:
    """One arm, at the candidate that tuning chose; all numbers are of reporting runs but the last.

    `arrived` is the share of its runs that reached the target, `expected_iterations` what it
    takes until one does when a run that failed is followed by another. `expected_best` has, for
    so many candidates of its tuning, the lowest mean iterations to the headline target among them.
    """

    name: str
    arrived: Interval
    diverged: int
    learning_rate: float
    initialisation: str
    expected_iterations: float
    expected_best: Mapping[int, float]


def summary_of(entrant: Entrant, target: int) -> ArmSummary:
    """At a target, by its place."""
    outcomes = entrant.outcomes
    means = entrant.tuning_times.mean(axis=1).tolist()
    return ArmSummary(
        name=entrant.arm.name,
        arrived=wilson(entrant.reached(target), len(outcomes)),
        diverged=sum(outcome.diverged for outcome in outcomes),
        learning_rate=entrant.chosen.learning_rate,
        initialisation=entrant.chosen.initialisation,
        expected_iterations=expected_running_time(
            entrant.times(target).tolist(), entrant.max_iterations
        ),
        expected_best={n: expected_best(means, n) for n in candidate_counts(len(means))},
    )


def candidate_counts(most: int) -> tuple[int, ...]:
    """Numbers of candidates worth telling apart: doubled until all."""
    doubled = (2**k for k in range(most.bit_length()))
    return (*(n for n in doubled if n < most), most)


def in_words(arm: ArmSummary) -> str:
    """How many runs of an arm arrived, with the interval of the share, and how many diverged."""
    n = arm.arrived.n
    arrived = round(arm.arrived.point * n)
    words = f"{arm.name} arrived in {arrived} of {n} runs"
    if arrived < n:
        words += f" ({percent(arm.arrived.low)} to {percent(arm.arrived.high)})"
    return f"{words}, {arm.diverged} diverged" if arm.diverged else words
