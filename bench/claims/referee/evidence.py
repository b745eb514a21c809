"""What a claim is judged by: finished races, observations, and seconds per step of this machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from propbench.bench.results import Observation
from propbench.bench.sampling.restarts import Samples, medians
from propbench.bench.statistics import Interval
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.races import Finish, Race


@dataclass(frozen=True)
class Shipped:
    """What may be used of the shipped runs, and why the rest may not.

    `stale` has a sentence for each kind of result that was left out; `new` are the claims that the
    shipped runs do not know.
    """

    training: KnownRuns = field(default_factory=KnownRuns)
    observations: tuple[Observation, ...] = ()
    stale: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


NOTHING = Shipped()


@dataclass(frozen=True)
class Evidence:
    """`finishes` by race; `observations` of one claim; `samples` empty where nothing was timed."""

    finishes: Mapping[Race, Finish]
    observations: tuple[Observation, ...] = ()
    samples: Samples = field(default_factory=Samples)

    def seconds(self, case: str) -> dict[int, float]:
        """Median seconds of a call of one case by restart; none where it was not timed."""
        return medians(self.samples.get(case, {}))

    def seconds_ratio(self, slow: str, fast: str) -> Interval | None:
        """Seconds of one case over those of another, by their ids; None unless both were timed."""
        return self.samples.ratio(slow, fast)

    def values(self, quantity: str) -> list[Observation]:
        """The observations of one quantity, in the order in which they were made."""
        return self._by_quantity.get(quantity, [])

    @cached_property
    def _by_quantity(self) -> Mapping[str, list[Observation]]:
        by_quantity: dict[str, list[Observation]] = {}
        for seen in self.observations:
            by_quantity.setdefault(seen.quantity, []).append(seen)
        return by_quantity
