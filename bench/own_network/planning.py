"""What of a network is timed in a budget: which calls, with how many examples, how often.

What does not fit is left out in this order: calls that take long, which are the loops' first, and
are then timed with fewer examples, from which their time may be estimated; then restarts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from propbench.bench import subjects
from propbench.bench.cases import Case, Profile
from propbench.bench.costs.sheet import Sheet
from propbench.bench.costs.stage import Costs
from propbench.bench.descriptions import Described
from propbench.bench.families import family, rates
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.plan import SLACK, Plan, make_plan, predicted_call_s
from propbench.bench.statistics.scaling import FARTHEST, FEWEST_SIZES

PROFILE = "time"
RESTARTS, FEWEST_RESTARTS = 5, 2
CELL_S = 0.1
SLOWEST_SHARE = 1 / 60
"""Of the budget, that one call may take; it is halved while that makes room for restarts."""
HALVINGS = 5
ESTIMATE_SHARE = 1 / 600
"""Of the budget, that the largest call may take from which a longer one is estimated."""
AROUND_S = 4.5
"""Of the command itself: its start, facts about the machine, the table."""
START_M = 10
"""Examples of the step that starts everybody: compiling takes as long for few."""


@dataclass(frozen=True)
class Planner:
    """For one network, in so many seconds, on a machine of this speed (as in a plan)."""

    network: OwnNetwork
    budget_s: float
    speed: float

    @property
    def slowest_s(self) -> float:
        """That any call may take."""
        return SLOWEST_SHARE * self.budget_s

    def call_s(self, implementation: Described, m: int) -> float:
        """Predicted for a call of m examples."""
        case = replace(self.network.case(implementation.name), m=m)
        return self.speed * predicted_call_s(case, rates(implementation))

    def compile_s(self, implementation: Described) -> float:
        """Predicted where this machine is as fast as that of the rates; 0 without compiling."""
        cold_s = rates(implementation).cold_s
        case = self.network.case(implementation.name)
        return cold_s and cold_s + subjects.compile_s(case)

    def plan(self, asked: Contenders) -> Plan:
        """With calls as long as leave room for restarts, as far as that costs loops alone."""
        longest_s = [self.slowest_s / 2**times for times in range(HALVINGS)]
        plans = [self._plan(asked, most_s) for most_s in longest_s]

        def worth(plan: Plan) -> tuple[bool, int, int]:
            others = [case for case in plan.measured if case.implementation not in asked.loops]
            whole = sum(case.m == self.network.examples for case in others)
            return plan.fits, whole, plan.processes

        return max(plans, key=worth)

    def costs(self, asked: Contenders) -> Costs:
        """A cold start of everybody, at few examples."""
        start = replace(self.network.case(""), phase="train_step")
        start = replace(start, m=min(start.m, START_M))
        specifiers = {impl.name: specifier for specifier, impl in asked.usable.items()}
        cold_s = {impl.name: rates(impl).cold_s for impl in asked.usable.values()}
        return Costs(Sheet(specifiers, cold_s, processes=0, case=start), pairs=0)

    def _plan(self, asked: Contenders, most_s: float) -> Plan:
        profile = Profile(
            PROFILE,
            slices=(),
            processes=RESTARTS,
            cell_s=CELL_S,
            slowest_call_s=most_s,
            min_rounds=3,
            total_s=max(1.0, self.budget_s - self.speed * AROUND_S) / SLACK,
            fewest_processes=FEWEST_RESTARTS,
        )
        implementations = list(asked.usable.values())
        cases, costs = self._cases(implementations, most_s), self.costs(asked)
        return make_plan(profile, cases, implementations, None, costs, self.speed, with_page=False)

    def _cases(self, implementations: Iterable[Described], most_s: float) -> list[Case]:
        """Everybody's, with fewer examples too where a call may take long; then the ceilings.

        What a call of all examples really takes, the checking process foresees from fewer.
        """
        cases, over = [], list[Case]()
        for implementation in implementations:
            case = self.network.case(implementation.name)
            call_s = self.call_s(implementation, case.m)
            if call_s > most_s:
                cases += [replace(case, m=m) for m in self._fewer(case.m, call_s)]
            elif not family(implementation.family).interpreted:
                over = [ceiling for ceiling in subjects.of(case).ceilings(case) if ceiling.network]
            cases.append(case)
        return [*cases, *over]

    def _fewer(self, m: int, call_s: float) -> list[int]:
        """Sizes from which a call of m can be estimated, or one to see how slow it is."""
        largest = max(1, int(m * ESTIMATE_SHARE * self.budget_s / call_s))
        sizes = [largest // 2**times for times in range(FEWEST_SIZES)]
        return sorted(sizes) if sizes[-1] and FARTHEST * largest >= m else [largest]
