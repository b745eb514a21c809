"""What a claim is judged by: finished races, observations, and seconds per step of this machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from propbench.bench.results import Observation, Run
from propbench.bench.statistics import Interval, ratio_interval
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.runs import Outcome, TrainingRun

Seconds = Mapping[str, Mapping[int, float]]
"""Median seconds of a call by process, of each case that was measured and is valid, by its id."""


@dataclass(frozen=True)
class Shipped:
    """What may be used of the shipped runs, and why the rest may not.

    `stale` has a sentence for each kind of result that was left out; `new` are the claims that the
    shipped runs do not know.
    """

    training: Mapping[TrainingRun, Outcome] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    stale: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


NOTHING = Shipped()


@dataclass(frozen=True)
class Evidence:
    """`finishes` by race; `observations` of one claim; `seconds` empty where nothing was timed."""

    finishes: Mapping[Race, Finish]
    observations: tuple[Observation, ...] = ()
    seconds: Seconds = field(default_factory=dict)

    def seconds_ratio(self, slow: str, fast: str) -> Interval | None:
        """Seconds of one case over those of another, by their ids; None unless both were timed."""
        if not {slow, fast} <= self.seconds.keys():
            return None
        return ratio_interval(self.seconds[slow], self.seconds[fast])

    def values(self, quantity: str) -> list[Observation]:
        """The observations of one quantity, in the order in which they were made."""
        return [seen for seen in self.observations if seen.quantity == quantity]


def seconds_of(run: Run) -> Seconds:
    """Medians by process of every valid cell of a run."""
    medians: dict[str, dict[int, float]] = {}
    for timing in run.timings:
        if timing.valid and timing.round_s:
            medians.setdefault(timing.id, {})[timing.process] = median(timing.round_s)
    return medians
