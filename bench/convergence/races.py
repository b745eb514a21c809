"""A race: arms on one task and network under one ruleset, tuned and reported on disjoint seeds."""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from propbench.bench.convergence.arms import Arm
from propbench.bench.convergence.rulesets import Ruleset
from propbench.bench.convergence.selection import (
    chosen,
    reportable,
    restricted,
    tie_break,
    tuning_times,
)
from propbench.bench.convergence.tasks import N_TARGETS, TASKS
from propbench.bench.convergence.trials import Outcome, Start, Trial
from propbench.bench.statistics.intervals import Values
from propbench.impls.contract import Array

Outcomes = Mapping[Trial, Outcome]

_TUNING_SEEDS_FROM = 1_000
"""Reporting seeds count from 0, so that the two never meet."""


@dataclass(frozen=True)
class Race:
    """What is raced, with one budget for all arms."""

    task: str
    hidden: tuple[int, ...]
    arms: tuple[Arm, ...]
    ruleset: Ruleset
    max_iterations: int
    n_tuning: int = 10
    n_reporting: int = 20

    @property
    def tuning_seeds(self) -> tuple[int, ...]:
        return tuple(range(_TUNING_SEEDS_FROM, _TUNING_SEEDS_FROM + self.n_tuning))

    @property
    def reporting_seeds(self) -> tuple[int, ...]:
        return tuple(range(self.n_reporting))

    def tuning(self, arm: Arm, start: Start) -> tuple[Trial, ...]:
        """Until the headline target: tuning needs none beyond it."""
        task = TASKS[self.task]
        n_targets = task.targets.index(task.headline_target) + 1
        return self._trials(arm, start, self.tuning_seeds, n_targets)

    def reporting(self, arm: Arm, start: Start) -> tuple[Trial, ...]:
        return self._trials(arm, start, self.reporting_seeds, N_TARGETS)

    def _trials(
        self, arm: Arm, start: Start, seeds: tuple[int, ...], n_targets: int
    ) -> tuple[Trial, ...]:
        return tuple(
            Trial(self.task, self.hidden, arm, start, seed, self.max_iterations, n_targets)
            for seed in seeds
        )


@dataclass(frozen=True)
class Entrant:
    """What one arm did in a race.

    `tuned` has the outcomes of every start, by tuning seed; `reported` those of every start that
    another draw of the tuning seeds could have selected, by reporting seed. `chosen` is the one
    that this draw selects.
    """

    arm: Arm
    max_iterations: int
    tuned: Mapping[Start, tuple[Outcome, ...]]
    chosen: Start
    reported: Mapping[Start, tuple[Outcome, ...]]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The reported runs of the chosen start."""
        return self.reported[self.chosen]

    @cached_property
    def tuning_times(self) -> Values:
        """Iterations to the headline target, (n_starts, n_seeds)."""
        return tuning_times(self.tuned, self.max_iterations)

    @cached_property
    def tie_break(self) -> Values:
        """What tells starts of equal means apart, (n_starts,): the lowest wins."""
        return tie_break(self.tuned)

    def times(self, target: int) -> Array:
        """Iterations to a target, by its place, of each reporting seed; the budget if not met."""
        return restricted(self.outcomes, target, self.max_iterations)

    def reached(self, target: int) -> int:
        """How many of the reported runs met a target."""
        return sum(outcome.arrivals[target] is not None for outcome in self.outcomes)


@dataclass(frozen=True)
class Finish:
    """A race that has been run."""

    race: Race
    entrants: Mapping[str, Entrant]
    """By the arm's name."""
    n_extensions: int

    @property
    def trials(self) -> tuple[Trial, ...]:
        """Every run that the race asked for."""
        return tuple(
            trial
            for one in self.entrants.values()
            for role, starts in ((self.race.tuning, one.tuned), (self.race.reporting, one.reported))
            for start in starts
            for trial in role(one.arm, start)
        )


Steps = Generator[tuple[Trial, ...], Outcomes, Finish]


class MissingRunError(Exception):
    """A race was sent outcomes among which one that it had asked for is missing."""


def run(race: Race) -> Steps:
    """Ask for trials, be sent their outcomes, and so on to the finish; nothing is trained here."""
    tuned, n_extensions = yield from _tune(race)
    starts = {arm: reportable(tuned[arm], race.max_iterations) for arm in race.arms}
    reported = yield from _ask(race.reporting, starts)
    entrants = {
        arm.name: Entrant(
            arm=arm,
            max_iterations=race.max_iterations,
            tuned=tuned[arm],
            chosen=chosen(tuned[arm], race.max_iterations),
            reported=reported[arm],
        )
        for arm in race.arms
    }
    return Finish(race, entrants, n_extensions)


ByStart = dict[Arm, dict[Start, tuple[Outcome, ...]]]


def _tune(race: Race) -> Generator[tuple[Trial, ...], Outcomes, tuple[ByStart, int]]:
    """Outcomes of every start, from a grid extended until no arm's best is at its edge."""
    grid = race.ruleset.grid
    n_extensions = 0
    while True:
        starts = {arm: race.ruleset.starts(arm, grid) for arm in race.arms}
        tuned = yield from _ask(race.tuning, starts)
        best = (chosen(tuned[arm], race.max_iterations).learning_rate for arm in race.arms)
        wider = grid.extended(best)
        if wider == grid or n_extensions == race.ruleset.max_extensions:
            return tuned, n_extensions
        grid, n_extensions = wider, n_extensions + 1


def _ask(
    role: Callable[[Arm, Start], tuple[Trial, ...]], starts: Mapping[Arm, Iterable[Start]]
) -> Generator[tuple[Trial, ...], Outcomes, ByStart]:
    """The outcomes of every arm's starts in a role."""
    asked = {arm: {start: role(arm, start) for start in own} for arm, own in starts.items()}
    outcomes = yield tuple(
        trial for own in asked.values() for trials in own.values() for trial in trials
    )
    try:
        return {
            arm: {
                start: tuple(outcomes[trial] for trial in trials) for start, trials in own.items()
            }
            for arm, own in asked.items()
        }
    except KeyError as error:
        raise MissingRunError(str(error)) from error
