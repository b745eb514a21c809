"""Races whose runs follow a formula: nothing is trained, and the truth is known."""

from collections.abc import Callable
from dataclasses import dataclass, field

from propbench.bench.training.entrants import Entrant
from propbench.bench.training.execution import finished, run_with
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.runs import Outcome, TrainingRun

Arrival = Callable[[TrainingRun], float]
"""Iterations to the headline target, infinite where a run never arrives."""


@dataclass
class World:
    """What happens in it, and every run that was asked for, in order."""

    arrival: Arrival
    guessing: bool = False
    """Whether who does not arrive has learned nothing."""
    asked: list[TrainingRun] = field(default_factory=list)

    def train(self, run: TrainingRun) -> Outcome:
        """What a run gives; harder targets take a tenth longer, or are not met."""
        self.asked.append(run)
        headline = run.task_of.headline_target
        times = (self.arrival(run) * (1.0 if target >= headline else 1.1) for target in run.targets)
        arrivals = tuple(int(time) if time < run.max_iterations - 1 else None for time in times)
        return Outcome(
            arrivals,
            diverged=False,
            last_loss=0.5 if arrivals[-1] is None else headline,
            guessing=self.guessing and arrivals[-1] is None,
        )

    def finish(self, race: Race) -> Finish:
        """The race as this world runs it."""
        known = run_with([race], self.train)
        return finished([race], known)[race]

    def entrant(self, race: Race) -> Entrant:
        """The only one of a race."""
        (entrant,) = self.finish(race).entrants.values()
        return entrant


def valley(best: float, lowest: float, slope: float = 2.0) -> Arrival:
    """Fastest at one learning rate, and slower by a power of the distance on either side."""

    def arrival(run: TrainingRun) -> float:
        rate = run.candidate.learning_rate
        noise = 1 + 0.02 * (run.seed % 5)
        return lowest * noise * max(rate / best, best / rate) ** slope

    return arrival
