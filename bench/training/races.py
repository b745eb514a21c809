"""A race: arms on one task and network under one ruleset, tuned and reported on disjoint seeds."""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from propbench.bench.statistics.intervals import Values
from propbench.bench.training.arms import Arm
from propbench.bench.training.rulesets import Ruleset
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.tasks import N_TARGETS, TASKS
from propbench.bench.training.tuning import (
    N_REPORTING,
    N_TUNING,
    chosen,
    reportable,
    reporting_seeds,
    restricted,
    tie_break,
    tuning_seeds,
    tuning_times,
)
from propbench.impls.contract import Array

Outcomes = Mapping[TrainingRun, Outcome]


@dataclass(frozen=True)
class Race:
    """What is raced, with one budget for all arms."""

    task: str
    hidden: tuple[int, ...]
    arms: tuple[Arm, ...]
    ruleset: Ruleset
    max_iterations: int
    n_tuning: int = N_TUNING
    n_reporting: int = N_REPORTING

    @property
    def tuning_seeds(self) -> tuple[int, ...]:
        return tuning_seeds(self.n_tuning)

    @property
    def reporting_seeds(self) -> tuple[int, ...]:
        return reporting_seeds(self.n_reporting)

    def tuning(self, arm: Arm, candidate: Candidate) -> tuple[TrainingRun, ...]:
        """Until the headline target: tuning needs none beyond it."""
        task = TASKS[self.task]
        n_targets = task.targets.index(task.headline_target) + 1
        return self._runs(arm, candidate, self.tuning_seeds, n_targets)

    def reporting(self, arm: Arm, candidate: Candidate) -> tuple[TrainingRun, ...]:
        return self._runs(arm, candidate, self.reporting_seeds, N_TARGETS)

    def _runs(
        self, arm: Arm, candidate: Candidate, seeds: tuple[int, ...], n_targets: int
    ) -> tuple[TrainingRun, ...]:
        return tuple(
            TrainingRun(
                self.task, self.hidden, arm, candidate, seed, self.max_iterations, n_targets
            )
            for seed in seeds
        )


@dataclass(frozen=True)
class Entrant:
    """What one arm did in a race.

    `tuned` has the outcomes of every candidate, by tuning seed; `reported` those of every candidate
    that another draw of the tuning seeds could have selected, by reporting seed. `chosen` is the
    one that this draw selects.
    """

    arm: Arm
    max_iterations: int
    tuned: Mapping[Candidate, tuple[Outcome, ...]]
    chosen: Candidate
    reported: Mapping[Candidate, tuple[Outcome, ...]]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The reported runs of the chosen candidate."""
        return self.reported[self.chosen]

    @cached_property
    def tuning_times(self) -> Values:
        """Iterations to the headline target, (n_candidates, n_seeds)."""
        return tuning_times(self.tuned, self.max_iterations)

    @cached_property
    def tie_break(self) -> Values:
        """What tells candidates of equal means apart, (n_candidates,): the lowest wins."""
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
    def runs(self) -> tuple[TrainingRun, ...]:
        """Every run that the race asked for."""
        return tuple(
            run
            for own in self.entrants.values()
            for role, candidates in (
                (self.race.tuning, own.tuned),
                (self.race.reporting, own.reported),
            )
            for candidate in candidates
            for run in role(own.arm, candidate)
        )


Steps = Generator[tuple[TrainingRun, ...], Outcomes, Finish]


class MissingRunError(Exception):
    """A race was sent outcomes among which one that it had asked for is missing."""


def proceed(race: Race) -> Steps:
    """Ask for runs, be sent their outcomes, and so on to the finish; nothing is trained here."""
    tuned, n_extensions = yield from _tune(race)
    near = {arm: reportable(tuned[arm], race.max_iterations) for arm in race.arms}
    reported = yield from _ask(race.reporting, near)
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


ByCandidate = dict[Arm, dict[Candidate, tuple[Outcome, ...]]]


def _tune(race: Race) -> Generator[tuple[TrainingRun, ...], Outcomes, tuple[ByCandidate, int]]:
    """Outcomes of every candidate, from a grid extended until no arm's best is at its edge."""
    grid = race.ruleset.grid
    n_extensions = 0
    while True:
        candidates = {arm: race.ruleset.candidates(arm, grid) for arm in race.arms}
        tuned = yield from _ask(race.tuning, candidates)
        best = (chosen(tuned[arm], race.max_iterations).learning_rate for arm in race.arms)
        wider = grid.extended(best)
        if wider == grid or n_extensions == race.ruleset.max_extensions:
            return tuned, n_extensions
        grid, n_extensions = wider, n_extensions + 1


def _ask(
    role: Callable[[Arm, Candidate], tuple[TrainingRun, ...]],
    candidates: Mapping[Arm, Iterable[Candidate]],
) -> Generator[tuple[TrainingRun, ...], Outcomes, ByCandidate]:
    """The outcomes of every arm's candidates in a role."""
    runs_of = {
        arm: {candidate: role(arm, candidate) for candidate in own}
        for arm, own in candidates.items()
    }
    outcomes = yield tuple(run for own in runs_of.values() for runs in own.values() for run in runs)
    try:
        return {
            arm: {
                candidate: tuple(outcomes[run] for run in runs) for candidate, runs in own.items()
            }
            for arm, own in runs_of.items()
        }
    except KeyError as error:
        raise MissingRunError(str(error)) from error
