"""What a run will cost, before it is run: cells, processes and seconds.

Seconds of a call come from counting multiply-adds and elements, at the rates of `families`, scaled
by how fast this machine's interpreter is now. Most cells end with their time budget, so the total
hardly depends on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from propbench.bench import ceilings, subjects
from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.costs.stage import Costs
from propbench.bench.descriptions import Described
from propbench.bench.environment import usable_cores
from propbench.bench.families import CEILING, Family, rates
from propbench.bench.grid import Case, Profile, is_headline
from propbench.bench.timing.lanes import lane_s, lanes

START_S = 4.3
"""Starting a worker: interpreter, libraries, data, then a process for each contender, which loads
what was compiled before."""
CHECK_S = 0.03
CELL_OVERHEAD_S = 0.035
"""Preparing, first call and checks of a cell in a timing process."""
CHECKED_CALLS = 6
"""First, warm, in a row, with new inputs, at the edges."""
SLACK = 1.2
"""A plan that is longer than the budget by less than this share is not cut."""


@dataclass(frozen=True)
class Plan:
    """Predicted seconds, by stage and by cell."""

    profile: Profile
    cases: tuple[Case, ...]
    speed: float
    """How much slower than where the rates were measured this machine is now."""
    budget_s: float
    check_s: dict[str, float]
    time_s: dict[str, float]
    training_s: float
    costs_s: dict[str, float]
    claims: TrainingPlan | None = None
    """What is trained and observed in `training_s`."""
    with_page: bool = True
    cut: tuple[str, ...] = ()
    """What was left out to keep the budget, first what was cut first."""

    @cached_property
    def processes(self) -> int:
        """Timing processes that fit the budget: no more than the profile's, and not too few."""
        fitting = (self.budget_s - self._before_s - self.after_s) // self.process_s
        return min(self.profile.processes, max(self.profile.fewest_processes, int(fitting)))

    @cached_property
    def measured(self) -> tuple[Case, ...]:
        """Cases expected to be timed."""
        return tuple(case for case in self.cases if case.id in self.time_s)

    @property
    def checking_s(self) -> float:
        single = [case for case in self.cases if case.threads == 1]
        several_s = lane_s((case for case in self.cases if case.threads > 1), self.check_s)
        side_by_side = lanes(single, self.check_s, usable_cores())
        longest_s = max((lane_s(lane, self.check_s) for lane in side_by_side), default=0.0)
        return self.start_s + longest_s + several_s

    @property
    def process_s(self) -> float:
        """One timing process."""
        return self.start_s + sum(self.time_s.values())

    @property
    def start_s(self) -> float:
        """Starting the workers of one process: one for each number of threads."""
        return self.speed * START_S * len({case.threads for case in self.cases})

    @property
    def page_s(self) -> float:
        return self.speed * self.profile.page_s if self.with_page else 0.0

    @property
    def after_s(self) -> float:
        """What comes when the cells are timed."""
        return self.training_s + self.page_s

    @property
    def measuring_s(self) -> float:
        """All but the page."""
        return self._before_s + self.processes * self.process_s + self.training_s

    @property
    def total_s(self) -> float:
        return self.measuring_s + self.page_s

    @property
    def fits(self) -> bool:
        return self.total_s <= SLACK * self.budget_s

    @property
    def _before_s(self) -> float:
        return self.checking_s + sum(self.costs_s.values())

    def lines(self) -> list[str]:
        """What `propbench plan` prints."""
        profile, process, n = self.profile, _minutes(self.process_s), len(self.cases)
        fewer = self.processes < profile.processes
        restarts = f"Cut to keep the budget: {self.processes} of {profile.processes} processes"
        return [
            f"Profile {profile.name}: {n} cell{'s' * (n != 1)}, "
            f"about {len(self.measured)} of them measured",
            f"  costs: start-up, memory, allocation      {_minutes(sum(self.costs_s.values()))}",
            f"  check every cell once                    {_minutes(self.checking_s)}",
            f"  time the cells        {self.processes:>7} processes, {process} each",
            f"  train networks for the claims            {_minutes(self.training_s)}"
            if self.training_s
            else "  train nothing for the claims; --train does",
            f"  write the page                           {_minutes(self.page_s)}",
            f"Predicted in all: {_minutes(self.total_s).strip()} "
            f"(budget: {_minutes(self.budget_s).strip()})",
            *([restarts] if fewer else []),
            *(f"Cut to keep the budget: {words}" for words in self.cut),
            *([] if self.fits else ["This machine is too slow now to keep the budget."]),
        ]


def make_plan(
    profile: Profile,
    cases: list[Case],
    implementations: Sequence[Described],
    claims: TrainingPlan | None = None,
    costs: Costs | None = None,
    speed: float = 1.0,
    budget_s: float | None = None,
    with_page: bool = True,
) -> Plan:
    """Predict every cell on a machine of this speed; the profile's budget unless one is given."""
    by_name = {implementation.name: implementation for implementation in implementations}
    check_s, time_s = {}, {}
    compiled, started = set[tuple[str, str, str]](), set[str]()
    for case in cases:
        implementation = by_name.get(case.implementation)
        if implementation and not supported(implementation, case):
            continue
        own = rates(implementation) if implementation else CEILING
        call_s = speed * predicted_call_s(case, own)
        check_s[case.id] = speed * (CHECK_S + own.compile_s)
        kernels = (case.implementation, case.subject, case.dtype)
        if own.compiles and kernels not in compiled:
            compiled.add(kernels)
            check_s[case.id] += speed * subjects.compile_s(case)
        headline = is_headline(case, profile.exempt)
        if call_s <= profile.slowest_call_s or headline:
            check_s[case.id] += CHECKED_CALLS * call_s
            cell_s = ceilings.cell_s(case, profile.cell_s)
            rounds_s = max(cell_s, (profile.fewest_rounds(headline) + 1) * call_s)
            again_s = min(own.compile_s, own.again_s)
            time_s[case.id] = rounds_s + speed * (CELL_OVERHEAD_S + again_s) + 2 * call_s
            if case.implementation not in started:
                started.add(case.implementation)
                time_s[case.id] += speed * own.start_s
    training_s = speed * claims.predicted_s(usable_cores()) if claims else 0.0
    costs_s = {name: speed * s for name, s in costs.predicted_s().items()} if costs else {}
    budget = profile.total_s if budget_s is None else budget_s
    parts = (check_s, time_s, training_s, costs_s, claims, with_page)
    return Plan(profile, tuple(cases), speed, budget, *parts)


def predicted_call_s(case: Case, own: Family) -> float:
    """Seconds of one call, from its multiply-adds and elements, at its `own` rates."""
    subject = subjects.of(case)
    products_s = subject.multiply_adds(case) * own.multiply_add_s
    return own.call_s + products_s + subject.elements(case) * own.element_s


def supported(implementation: Described, case: Case) -> bool:
    """Whether an implementation offers a case, as far as can be told without running it."""
    if implementation.missing or case.dtype not in implementation.dtypes:
        return False
    return subjects.of(case).supported(implementation, case)


def _minutes(seconds: float) -> str:
    return f"{seconds:6.0f} s" if seconds < 120 else f"{seconds / 60:5.1f} min"
