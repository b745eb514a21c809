"""From finished races to comparisons: the same two arms, at the headline target."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from propbench.bench.claims.referee.arm_summary import in_words, summary_of
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.training.races import Finish
from propbench.bench.training.tasks import TASKS


class ArmPair(NamedTuple):
    """`slow` and `fast` name arms of the finish: the claim says that `slow` takes longer."""

    finish: Finish
    slow: str
    fast: str
    factors: Mapping[str, str]


def compare(pair: ArmPair) -> ArmComparison:
    """Iterations of one arm over those of the other, to the headline target."""
    finish, *names, factors = pair
    place = headline(finish)
    arms = tuple(summary_of(finish.entrants[name], place) for name in names)
    slow, fast = (finish.entrants[name].times(place) for name in names)
    note = "; ".join(map(in_words, arms))
    return replace(compared(slow, fast, finish.race.max_iterations, factors, note), arms=arms)


def compare_all(pairs: Iterable[ArmPair]) -> tuple[ArmComparison, ...]:
    """A comparison for each pair."""
    return tuple(map(compare, pairs))


def headline(finish: Finish) -> int:
    """The place of the headline target."""
    task = TASKS[finish.race.task]
    return task.targets.index(task.headline_target)
