"""Finished races with outcomes of our own choosing: no training, known answers."""

from collections.abc import Sequence
from dataclasses import replace

from propbench.bench.training.arms import Arm
from propbench.bench.training.races import Entrant, Finish, Race
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.tasks import N_TARGETS, TASKS

BUDGET = R1.budget("xor")

Times = Sequence[int | None]
"""Iterations to the headline target by seed; None did not arrive."""


def finish(arms: dict[Arm, Times], task: str = "xor", hidden: tuple[int, ...] = (16,)) -> Finish:
    """A race in which every arm took the given iterations; the same for all easier targets."""
    race = Race(task, hidden, tuple(arms), R1)
    return Finish(race, {arm.name: _entrant(arm, times, task) for arm, times in arms.items()}, ())


def _entrant(arm: Arm, times: Times, task: str) -> Entrant:
    start = Candidate(1.0, arm.initialisation)
    headline = TASKS[task].targets.index(TASKS[task].headline_target)
    tuned = tuple(_outcome(times[seed % len(times)], 1, headline) for seed in range(5))
    reported = tuple(_outcome(one, N_TARGETS, headline) for one in times)
    return Entrant(arm, R1.budget(task), {start: tuned}, start, reported, is_inside=True)


def _outcome(time: int | None, n_targets: int, headline: int) -> Outcome:
    """Easier targets at the same time, harder ones a tenth later, or not in the budget."""
    later = None if time is None or time * 11 // 10 >= BUDGET else time * 11 // 10
    arrivals = tuple(time if place <= headline else later for place in range(n_targets))
    return Outcome(arrivals, diverged=False, last_loss=0.5 if time is None else 0.001)


def in_place_of(race: Race, other: Finish) -> Finish:
    """The outcomes of a finish, as if they were those of another race."""
    return replace(other, race=race)
