"""Several arms of a race as one that is tuned over all of them."""

from collections.abc import Sequence
from dataclasses import replace

from propbench.bench.training.arms import Arm
from propbench.bench.training.races import Entrant, Finish
from propbench.bench.training.runs import Candidate
from propbench.bench.training.tuning import chosen


def with_family(finish: Finish, name: str, members: Sequence[Arm]) -> Finish:
    """The finish with one more entrant, whose starts are all those of its members.

    A start of the family says in its initialisation whose it is: "he, leaky_0.1".
    """
    entrants = [finish.entrants[arm.name] for arm in members]
    tuned = {_own(one, start): runs for one in entrants for start, runs in one.tuned.items()}
    reported = {_own(one, start): runs for one in entrants for start, runs in one.reported.items()}
    family = Entrant(
        arm=replace(members[0], name=name),
        max_iterations=finish.race.max_iterations,
        tuned=tuned,
        chosen=chosen(tuned, finish.race.max_iterations),
        reported=reported,
    )
    return replace(finish, entrants={**finish.entrants, name: family})


def member(entrant: Entrant) -> str:
    """The name of the arm that a family's tuning chose."""
    return entrant.chosen.initialisation.partition(", ")[2]


def _own(entrant: Entrant, start: Candidate) -> Candidate:
    return Candidate(start.learning_rate, f"{start.initialisation}, {entrant.arm.name}")
