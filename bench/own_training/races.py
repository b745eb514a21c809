"""Races on a task that no table lists: every run carries its task to whoever trains it."""

from dataclasses import dataclass, field

from propbench.bench.training.entrants import Entry
from propbench.bench.training.known import Replicates
from propbench.bench.training.planes import Data
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import Grid
from propbench.bench.training.runs import Candidate, TrainingRun
from propbench.bench.training.tasks import Task


class OwnTask(Task):
    """Draws its own data, and has one target."""

    @property
    def targets(self) -> tuple[float, ...]:
        return (self.headline_target,)

    def data(self, seed: int) -> Data:
        return self.draw(self.m, seed)


@dataclass(frozen=True)
class GivenRates(Grid):
    """The learning rates that somebody named, in ascending order; no others are tried."""

    rates: tuple[float, ...] = ()

    @property
    def learning_rates(self) -> tuple[float, ...]:
        return self.rates

    def extended(self, best: float) -> Grid:  # noqa: ARG002
        return self


@dataclass(frozen=True)
class OwnRun(TrainingRun):
    """Told apart by everything but the task that it carries: of one name there is one."""

    own: OwnTask = field(kw_only=True, compare=False, repr=False)

    @property
    def task_of(self) -> Task:
        return self.own


@dataclass(frozen=True)
class OwnReplicates(Replicates):
    own: OwnTask = field(kw_only=True, compare=False, repr=False)

    @property
    def runs(self) -> tuple[OwnRun, ...]:
        return tuple(OwnRun(**vars(run), own=self.own) for run in super().runs)


@dataclass(frozen=True)
class OwnEntry(Entry):
    own: OwnTask = field(kw_only=True, compare=False, repr=False)

    @property
    def budget(self) -> int:
        return self.own.budget.tuned

    def run(self, candidate: Candidate, seed: int, cap: int, curve: bool = False) -> OwnRun:
        """Until the target, or `cap` iterations; its losses are kept where there is a `curve`."""
        return OwnRun(self.task, self.hidden, self.arm, candidate, seed, cap, curve, own=self.own)

    def tuning(self, candidate: Candidate, seeds: tuple[int, ...], cap: int) -> Replicates:
        return self._own(super().tuning(candidate, seeds, cap))

    def reporting(self, candidate: Candidate) -> Replicates:
        return self._own(super().reporting(candidate))

    def _own(self, replicates: Replicates) -> OwnReplicates:
        return OwnReplicates(**vars(replicates), own=self.own)


@dataclass(frozen=True)
class OwnRace(Race):
    n_seeds: int = field(kw_only=True)
    own: OwnTask = field(kw_only=True, compare=False, repr=False)

    @property
    def max_iterations(self) -> int:
        return self.own.budget.tuned

    @property
    def entries(self) -> tuple[OwnEntry, ...]:
        return tuple(
            OwnEntry(self.task, self.hidden, arm, self.ruleset, self.n_seeds, own=self.own)
            for arm in self.arms
        )
