"""What a search knows of one candidate: how its runs ended, and at which cap each was left."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median

from propbench.bench.training.runs import Outcome
from propbench.bench.training.targets import GUESSES_UNTIL
from propbench.bench.training.tuning import restricted

_SURE = 0.9
"""Share of its runs that an incumbent brings home: all of a first look."""


@dataclass(frozen=True)
class Watched:
    """`until` and `by_seed` are caps and outcomes by tuning seed. Whatever is seen later makes a
    new one, so that what follows from it is worked out once."""

    until: Mapping[int, int] = field(default_factory=dict)
    by_seed: Mapping[int, Outcome] = field(default_factory=dict)

    def on(self, seeds: Sequence[int], cap: int, outcomes: Sequence[Outcome]) -> "Watched":
        """With these runs watched until a cap."""
        until = {**self.until, **dict.fromkeys(seeds, cap)}
        return Watched(until, {**self.by_seed, **dict(zip(seeds, outcomes, strict=True))})

    def still_open(self, seeds: Sequence[int], cap: int) -> tuple[int, ...]:
        """Seeds of runs that would do something new until this cap."""
        open_ = self._open
        return tuple(
            seed for seed in seeds if seed not in self.by_seed or open_.get(seed, cap) < cap
        )

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """By tuning seed: of those of the first look, or of all."""
        return tuple(self.by_seed.values())

    @cached_property
    def arrived(self) -> int:
        """How many runs did."""
        return sum(outcome.arrived for outcome in self.outcomes)

    @cached_property
    def is_sure(self) -> bool:
        """Whether hardly any run fails."""
        return self.arrived >= _SURE * len(self.outcomes)

    @cached_property
    def median(self) -> float:
        """Of iterations; infinite where half of the runs have not arrived."""
        return median(
            math.inf if (t := outcome.arrivals[-1]) is None else max(1, t)
            for outcome in self.outcomes
        )

    def score(self, cap: int) -> tuple[float, float]:
        """What is to be low: mean iterations with failures at the cap, then the loss left."""
        mean = float(restricted(self.outcomes, -1, cap).mean())
        return mean, fmean(map(_left, self.outcomes))

    @cached_property
    def _open(self) -> Mapping[int, int]:
        """Caps by seed, of the runs that neither arrived nor are hopeless."""
        return {
            seed: until
            for seed, until in self.until.items()
            if not (outcome := self.by_seed[seed]).arrived
            and not (outcome.guessing and until >= GUESSES_UNTIL)
        }


def _left(outcome: Outcome) -> float:
    if outcome.arrived:
        return 0.0
    return math.inf if outcome.diverged else outcome.last_loss
