"""The learning-rate grid, the same for every arm, and the rule that selects from it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.results import TargetRecord, TrainingRecord
from bench.statistics import restricted_mean


@dataclass(frozen=True)
class Grid:
    """Learning rates 10 ** (k / per_decade) for k from `first` to `last`."""

    first: int
    last: int
    per_decade: int

    @property
    def learning_rates(self) -> tuple[float, ...]:
        """In ascending order, to three digits."""
        positions = range(self.first, self.last + 1)
        return tuple(float(f"{10 ** (k / self.per_decade):.3g}") for k in positions)

    def extended(self, best: Iterable[float]) -> "Grid":
        """One decade more on each side where the best learning rate of some arm lies at the edge.

        All arms of a network get the extension, so that their budgets stay equal.
        """
        chosen, rates = set(best), self.learning_rates
        first = self.first - self.per_decade if rates[0] in chosen else self.first
        last = self.last + self.per_decade if rates[-1] in chosen else self.last
        return Grid(first, last, self.per_decade)


def best_learning_rate(records: Sequence[TrainingRecord], target: float) -> float:
    """The learning rate with the lowest restricted mean of iterations to the target.

    `records` are the tuning runs of one arm. A run that never arrives counts with its budget.
    Equal means (nobody arrived) are told apart by the mean last loss, then the lower rate wins.
    """
    rates = sorted({record.learning_rate for record in records})
    return min(rates, key=lambda rate: _score(_at(records, rate), target))


def _at(records: Sequence[TrainingRecord], rate: float) -> list[TrainingRecord]:
    return [record for record in records if record.learning_rate == rate]


def _score(records: Sequence[TrainingRecord], target: float) -> tuple[float, float]:
    times = [outcome(record, target).iterations for record in records]
    horizon = records[0].max_iterations
    return restricted_mean(times, horizon), fmean(
        math.inf if r.diverged else r.losses[-1] for r in records
    )


def outcome(record: TrainingRecord, target: float) -> TargetRecord:
    """What the run did about a target. Raises LookupError when it was not timed to it."""
    for entry in record.targets:
        if entry.target == target:
            return entry
    raise LookupError(f"the run of {record.arm} has no target {target}")
