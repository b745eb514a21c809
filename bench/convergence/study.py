"""The plan of a study as plain data: what is trained, on which seeds, with how large a budget."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from bench import grid
from bench.convergence.arms import ACTIVATION_ARMS, Arm
from bench.convergence.training import Batch, Trial, networks_per_call
from bench.convergence.tuning import Grid

_TUNING_SEEDS_FROM = 1_000
"""Reporting seeds count from 0, so that the two never meet."""

# For the predicted cost only, as seen on one core of a small cloud machine: the rate of a step,
# the share of its budget that a run uses on average, and the start of the worker processes.
_OPERATIONS_PER_S = 2.8e10
_SHARE_USED = 0.25
_START_S = 2.0


@dataclass(frozen=True)
class Budget:
    """What one network may use, equal for all arms."""

    network: str
    learning_rates: Grid
    n_tuning: int
    n_reporting: int
    max_iterations: int

    def seeds(self, role: str) -> tuple[int, ...]:
        """Disjoint between the roles, equal for all arms, so that runs can be paired."""
        if role == "tuning":
            return tuple(range(_TUNING_SEEDS_FROM, _TUNING_SEEDS_FROM + self.n_tuning))
        return tuple(range(self.n_reporting))

    @property
    def runs_per_arm(self) -> int:
        """Before an extension of the learning rates."""
        return self.n_tuning * len(self.learning_rates.learning_rates) + self.n_reporting


@dataclass(frozen=True)
class Study:
    """Everything that is trained. `m` examples; a seed fixes which, and the initial weights."""

    profile: str
    claim: str
    ruleset: str
    arms: tuple[Arm, ...]
    m: int
    budgets: tuple[Budget, ...]

    def predicted_s(self, jobs: int) -> float:
        """Rough wall time in seconds on this many cores, without extensions."""
        return _START_S + self.work_s / jobs

    @property
    def work_s(self) -> float:
        """Predicted seconds of training on one core."""
        return sum(
            len(self.arms) * budget.runs_per_arm * self.run_s(budget) for budget in self.budgets
        )

    def run_s(self, budget: Budget) -> float:
        """Predicted seconds of one training run on one core."""
        weights = sum(n_in * n_out for n_in, n_out in pairwise(grid.NETWORKS[budget.network].sizes))
        # Three products a layer, each with a multiplication and an addition per weight.
        step_s = 6 * self.m * weights / _OPERATIONS_PER_S
        return _SHARE_USED * budget.max_iterations * step_s

    def batches(
        self, budget: Budget, role: str, rates: Mapping[Arm, tuple[float, ...]]
    ) -> list[Batch]:
        """The trials of a role at these learning rates, grouped as they are trained.

        The grouping follows from the plan alone, so that results do not depend on the cores.
        """
        size = networks_per_call(budget.network, self.m)
        return [
            tuple(
                self._trial(budget, role, arm, seed, rate) for rate in chosen[start : start + size]
            )
            for arm, chosen in rates.items()
            for seed in budget.seeds(role)
            for start in range(0, len(chosen), size)
        ]

    def _trial(self, budget: Budget, role: str, arm: Arm, seed: int, rate: float) -> Trial:
        return Trial(
            claim=self.claim,
            arm=arm.name,
            network=budget.network,
            dataset=grid.NETWORKS[budget.network].dataset,
            m=self.m,
            activation=arm.activation,
            initialisation=arm.initialisation,
            ruleset=self.ruleset,
            role=role,
            learning_rate=rate,
            seed=seed,
            max_iterations=budget.max_iterations,
        )


_BUDGETS = {
    "quick": (Budget("shallow", Grid(-2, 2, 2), 5, 10, 500),),
    "standard": (
        Budget("shallow", Grid(-4, 4, 4), 5, 20, 600),
        Budget("deep", Grid(-3, 3, 4), 3, 12, 500),
    ),
    "full": (
        Budget("shallow", Grid(-10, 6, 4), 5, 30, 2_000),
        Budget("deep", Grid(-10, 6, 4), 5, 30, 1_000),
    ),
}


def plan(profile_name: str) -> Study:
    """The study of a profile. Raises LookupError naming the profiles there are."""
    if profile_name not in _BUDGETS:
        raise LookupError(f"no profile {profile_name!r}: there are {', '.join(_BUDGETS)}")
    return Study(profile_name, "C1", "R1", ACTIVATION_ARMS, 1_000, _BUDGETS[profile_name])
