"""An arm alone on one task and network under one ruleset: what it may run, and what it did.

Nothing of it depends on who else is raced, so that it is run once, whoever asks.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from propbench.bench.training.arms import Arm
from propbench.bench.training.known import KnownRuns, Replicates, Setup
from propbench.bench.training.rulesets import Ruleset
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.seeds import reporting_seeds
from propbench.bench.training.tuning import restricted
from propbench.impls.contract import Array

Asked = tuple[Replicates, ...]

_Result = TypeVar("_Result")
Asking = Generator[Asked, KnownRuns, _Result]
"""Asks for runs, is sent their outcomes, and so on to its result; nothing is trained by it."""


class MissingRunError(Exception):
    """Outcomes were sent among which one that had been asked for is missing."""


@dataclass(frozen=True)
class Entry:
    """What the runs of an arm depend on; `n_reporting` is how many report it."""

    task: str
    hidden: tuple[int, ...]
    arm: Arm
    ruleset: Ruleset
    n_reporting: int

    @cached_property
    def budget(self) -> int:
        """Iterations before a run is given up."""
        return self.ruleset.budget(self.task)

    def tuning(self, candidate: Candidate, seeds: tuple[int, ...], cap: int) -> Replicates:
        """Until the headline target, or `cap` iterations."""
        return Replicates(Setup(self.task, self.hidden, self.arm, candidate, cap, False), seeds)

    def reporting(self, candidate: Candidate) -> Replicates:
        """Until the hardest target, or the end of the budget; by reporting seed."""
        setup = Setup(self.task, self.hidden, self.arm, candidate, self.budget, True)
        return Replicates(setup, reporting_seeds(self.n_reporting))


@dataclass(frozen=True)
class Entrant:
    """What one arm did.

    `tuned` has the outcomes of every candidate by tuning seed: of few seeds where a candidate lost
    early. `outcomes` are the reported runs of the one that was chosen, by reporting seed.
    `is_inside` says that the chosen learning rate has rates that were tried on either side of it;
    where nothing is tuned it is true.
    """

    arm: Arm
    max_iterations: int
    tuned: Mapping[Candidate, tuple[Outcome, ...]]
    chosen: Candidate
    outcomes: tuple[Outcome, ...]
    is_inside: bool

    def times(self, target_place: int) -> Array:
        """Iterations to a target of each reported run, (n_seeds,); the budget where not met."""
        return restricted(self.outcomes, target_place, self.max_iterations)

    def reached(self, target_place: int) -> int:
        """How many of the reported runs met a target."""
        return sum(outcome.arrivals[target_place] is not None for outcome in self.outcomes)

    @property
    def guessing(self) -> int:
        """How many of the reported runs never left the loss of guessing."""
        return sum(outcome.guessing for outcome in self.outcomes)


def ask(wanted: Asked) -> Asking[list[list[Outcome]]]:
    """The outcomes of these runs, in order. Raises MissingRunError as it says."""
    known = yield wanted
    try:
        return [known.outcomes(each) for each in wanted]
    except KeyError as error:
        raise MissingRunError(str(error)) from error
