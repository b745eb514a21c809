"""Several arms of a race as one that is tuned over all of them."""

from collections.abc import Sequence
from dataclasses import replace

from propbench.bench.training.arms import Arm
from propbench.bench.training.entrants import Entrant
from propbench.bench.training.races import Finish
from propbench.bench.training.runs import Candidate
from propbench.bench.training.tuning import restricted


def with_family(finish: Finish, name: str, members: Sequence[Arm]) -> Finish:
    """The finish with one more entrant, whose starts are all those of its members.

    A start of the family says in its initialisation whose it is: "he, leaky_0.1".
    """
    entrants = [finish.entrants[arm.name] for arm in members]
    best = min(entrants, key=_tuning_mean)
    family = replace(
        best,
        arm=replace(best.arm, name=name),
        tuned={_own(one, start): runs for one in entrants for start, runs in one.tuned.items()},
        chosen=_own(best, best.chosen),
    )
    return replace(finish, entrants={**finish.entrants, name: family})


def member(entrant: Entrant) -> str:
    """The name of the arm that a family's tuning chose."""
    return entrant.chosen.initialisation.partition(", ")[2]


def _tuning_mean(entrant: Entrant) -> float:
    """Iterations of the start that tuning chose, with failures at the budget."""
    runs = entrant.tuned[entrant.chosen]
    return float(restricted(runs, -1, entrant.max_iterations).mean())


def _own(entrant: Entrant, start: Candidate) -> Candidate:
    return Candidate(start.learning_rate, f"{start.initialisation}, {entrant.arm.name}")
