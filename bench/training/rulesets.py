"""How learning rate and initialisation are chosen: three rulesets, the same for every arm.

R0 is the course's: a learning rate of 1 for all, and weights of standard deviation 0.01. R1 tunes
the learning rate of each arm, from its textbook initialisation. R2 tunes both.
"""

from dataclasses import dataclass

from propbench.bench.training.arms import Arm
from propbench.bench.training.runs import Candidate
from propbench.bench.training.tasks import TASKS


@dataclass(frozen=True)
class Grid:
    """Learning rates 10 ** (k / per_decade) for k from `first` to `last`."""

    first: int
    last: int
    per_decade: int

    @property
    def learning_rates(self) -> tuple[float, ...]:
        """In ascending order, to three digits."""
        positions = range(self.first, self.last + 1)
        return tuple(float(f"{10 ** (k / self.per_decade):.3g}") for k in positions)

    def has_inside(self, rate: float) -> bool:
        """Whether a learning rate of the grid has one on each side."""
        return rate in self.learning_rates[1:-1]

    def extended(self, best: float) -> "Grid":
        """A decade more on the side where the best learning rate lies at the edge, if it does."""
        rates = self.learning_rates
        first = self.first - self.per_decade if best == rates[0] else self.first
        last = self.last + self.per_decade if best == rates[-1] else self.last
        return Grid(first, last, self.per_decade)


@dataclass(frozen=True)
class Ruleset:
    """`initialisations` to choose from; with none, each arm starts from its own textbook rule."""

    name: str
    grid: Grid
    initialisations: tuple[str, ...] = ()

    @property
    def tunes(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.grid.learning_rates) * max(1, len(self.initialisations)) > 1

    def rules(self, arm: Arm) -> tuple[str, ...]:
        """Initialisations that an arm may begin from."""
        return self.initialisations or (arm.initialisation,)

    def budget(self, task: str) -> int:
        """Iterations before a run on a task is given up."""
        budget = TASKS[task].budget
        if self.tunes:
            return budget.tuned
        (rate,) = self.grid.learning_rates
        return round(budget.course / rate)


def candidates(rule: str, grid: Grid) -> tuple[Candidate, ...]:
    """Every learning rate with an initialisation, in a fixed order."""
    return tuple(Candidate(rate, rule) for rate in grid.learning_rates)


R0 = Ruleset("R0", Grid(0, 0, 1), ("small",))

# Rates below 0.1 cost most of the work, because their runs end with the budget, and are best for
# nobody; where one is, the grid is extended. Steps of half a decade are too coarse: ReLU's best
# would lie just below a rate at which one run in seven never arrives.
_QUARTER_DECADES = Grid(-4, 6, 4)

R1 = Ruleset("R1", _QUARTER_DECADES)
R2 = Ruleset(
    "R2",
    _QUARTER_DECADES,
    ("small", "glorot", "he", "glorot_4x", "unit_variance", "orthogonal"),
)

RULESETS = (R0, R1, R2)
