"""A race: arms on one task and network under one ruleset, tuned and reported on disjoint seeds."""

from collections.abc import Mapping
from dataclasses import dataclass

from propbench.bench.training.arms import Arm, n_reporting
from propbench.bench.training.entrants import Asked, Asking, Entrant, Entry, ask
from propbench.bench.training.rulesets import Ruleset
from propbench.bench.training.search import search
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds

__all__ = ["Entrant", "Finish", "Race", "proceed"]


@dataclass(frozen=True)
class Race:
    """What is raced. Every arm is tuned alone, so that races share the arms that they have in
    common; the budget follows from task and ruleset."""

    task: str
    hidden: tuple[int, ...]
    arms: tuple[Arm, ...]
    ruleset: Ruleset

    @property
    def max_iterations(self) -> int:
        return self.ruleset.budget(self.task)

    @property
    def tuning_seeds(self) -> tuple[int, ...]:
        """Of a candidate that was near the best; of the others the first few."""
        return tuning_seeds()

    @property
    def reporting_seeds(self) -> tuple[int, ...]:
        return reporting_seeds(n_reporting(self.arms))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """By arm, in order."""
        n = n_reporting(self.arms)
        return tuple(Entry(self.task, self.hidden, arm, self.ruleset, n) for arm in self.arms)


@dataclass(frozen=True)
class Finish:
    """A race that has been run."""

    race: Race
    entrants: Mapping[str, Entrant]
    """By the arm's name."""
    asked: Asked
    """Every run that the race asked for, each once."""

    @property
    def n_runs(self) -> int:
        return sum(len(each.seeds) for each in self.asked)


def proceed(entry: Entry) -> Asking[Entrant]:
    """Ask for runs, be sent their outcomes, and so on to the end; nothing is trained here."""
    state, best = yield from search(entry)
    (outcomes,) = yield from ask((entry.reporting(best),))
    return Entrant(
        arm=entry.arm,
        max_iterations=entry.budget,
        tuned={candidate: state.outcomes(candidate) for candidate in state.candidates},
        chosen=best,
        outcomes=tuple(outcomes),
        is_inside=state.is_inside(best) or not entry.ruleset.tunes,
    )
