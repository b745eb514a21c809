"""What was asked for on the command line, resolved: a plan, and who measures what."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.costs.stage import Costs
from propbench.bench.descriptions import Description
from propbench.bench.grid import Case, Profile
from propbench.bench.plan import Plan


@dataclass(frozen=True)
class Order:
    """A run to be made."""

    profile: Profile
    specifiers: tuple[str, ...]
    """Implementations as they were named, for workers to load."""
    implementations: tuple[Description, ...]
    missing: dict[str, str]
    filtered: bool
    costs: Costs | None
    """What is measured beside the cells, unless only some of them were asked for."""
    plan: Plan
    command: str
    """What to type for the same."""
    planned: Callable[[float], Plan] | None = None
    """The plan on a machine of another speed, where it may choose what is cut."""
    data_m: int | None = None
    """As in the run's record."""

    @property
    def cases(self) -> tuple[Case, ...]:
        return self.plan.cases

    @property
    def claims(self) -> TrainingPlan | None:
        """What is trained and observed, unless only some cells were asked for."""
        return self.plan.claims

    def on_a_machine(self, slower: float) -> "Order":
        """This order where a stage took so many times as long as was planned.

        A plan is made in a second, and a machine's speed changes within seconds. A stage tells of
        more time, but of its own work alone: neither is right, and their geometric mean is taken.
        """
        if self.planned is None:
            return self
        plan = self.planned(math.sqrt(slower) * self.plan.speed)
        # Where nothing keeps the budget any more, what was promised is measured.
        return replace(self, plan=plan) if plan.fits else self
