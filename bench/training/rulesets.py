"""How learning rate and initialisation are chosen: three rulesets, the same for every arm.

R0 is the course's: one learning rate for all, and weights of standard deviation 0.01. R1 tunes the
learning rate of each arm, from its textbook initialisation. R2 tunes both, with one budget for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from propbench.bench.training.arms import Arm
from propbench.bench.training.runs import Candidate

_MAX_EXTENSIONS = 2
"""An arm whose best is at the edge even then is reported there; its tuning runs show it."""


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

    def extended(self, best: Iterable[float]) -> "Grid":
        """One decade more on each side where the best learning rate of some arm lies at the edge.

        All arms of a race get the extension, so that their budgets stay equal.
        """
        chosen, rates = set(best), self.learning_rates
        first = self.first - self.per_decade if rates[0] in chosen else self.first
        last = self.last + self.per_decade if rates[-1] in chosen else self.last
        return Grid(first, last, self.per_decade)


@dataclass(frozen=True)
class Ruleset:
    """`initialisations` to choose from; with none, each arm starts from its own textbook rule."""

    name: str
    grid: Grid
    initialisations: tuple[str, ...] = ()
    max_extensions: int = _MAX_EXTENSIONS

    def candidates(self, arm: Arm, grid: Grid) -> tuple[Candidate, ...]:
        """What an arm is tuned over, in a fixed order."""
        rules = self.initialisations or (arm.initialisation,)
        return tuple(Candidate(rate, rule) for rule, rate in product(rules, grid.learning_rates))


def course_style(learning_rate_exponent: int) -> Ruleset:
    """R0 at one learning rate, a power of ten."""
    k = learning_rate_exponent
    return Ruleset(f"R0 at {10.0**k:g}", Grid(k, k, 1), ("small",), max_extensions=0)


R0 = (course_style(-2), course_style(-1), course_style(0))
"""The course's three customary learning rates, each reported."""

# Rates below 0.1 cost most of the work, because their runs end with the budget, and are best for
# nobody; where one is, the grid is extended. Steps of half a decade are too coarse: ReLU's best
# would lie just below a rate at which one run in seven never arrives.
R1 = Ruleset("R1", Grid(-4, 6, 4))
R2 = Ruleset(
    "R2",
    Grid(-2, 3, 2),
    ("small", "glorot", "he", "glorot_4x", "unit_variance", "orthogonal"),
)

RULESETS = (*R0, R1, R2)
