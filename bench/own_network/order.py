"""From a network of somebody's own to a run that keeps its budget, and says what it leaves out.

The run is like any other: the same workers check, time and record it. What does not fit is left out
in this order: calls that take long, which are the loops' first, and are then timed with fewer
examples, from which their time may be estimated; restarts; whoever takes longest to start.
"""

from dataclasses import replace

from propbench.bench import ceilings, run
from propbench.bench.cases import Case, Profile
from propbench.bench.costs.sheet import Sheet
from propbench.bench.costs.stage import Costs
from propbench.bench.exits import UsageError
from propbench.bench.families import family
from propbench.bench.numbers import seconds
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.memory import require_room
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.plan import (
    SLACK,
    Plan,
    interpreter_factor,
    make_plan,
    predicted_call_s,
    supported,
)
from propbench.bench.statistics.scaling import FARTHEST
from propbench.impls import Implementation

PROFILE = "time"
RESTARTS, FEWEST_RESTARTS = 5, 2
CELL_S = 0.1
SLOWEST_SHARE = 1 / 60
"""Of the budget, that one call may take; it is halved while that makes room for restarts."""
HALVINGS = 5
AROUND_S = 4.5
"""Of the command itself: its start, facts about the machine, the table."""
ESTIMATE_SHARE = 1 / 4
"""Of the longest call, that the largest call takes from which a longer one is estimated."""
ESTIMATE_SIZES = 4
START_M = 10
"""Examples of the step that starts everybody: compiling takes as long for few."""


def order(network: OwnNetwork, asked: Contenders, budget_s: float, command: str = "") -> run.Order:
    """What is run. Raises UsageError where the memory or the budget is too small for anything."""
    speed = interpreter_factor()
    left = _quick_enough(network, asked, SLOWEST_SHARE * budget_s, speed)
    plan = _plan(network, left, budget_s, speed)
    while not plan.fits and len(left.usable) > 1:
        first = max(left.usable, key=lambda name: _cost_of_start(left.usable[name]))
        left = left.without(first, _too_late(left.usable[first], speed))
        plan = _plan(network, left, budget_s, speed)
    if not plan.fits:
        needed_s = plan.total_s + speed * AROUND_S
        raise UsageError(
            f"budget: got {seconds(budget_s)}, and {next(iter(left.usable))} alone takes about "
            f"{seconds(needed_s)} on this machine now: give more"
        )
    require_room(network, len({case.implementation for case in plan.measured}))
    return run.Order(
        profile=plan.profile,
        cases=plan.cases,
        specifiers=tuple(left.usable),
        implementations=tuple(left.usable.values()),
        missing=left.missing,
        filtered=True,
        claims=None,
        costs=_costs(network, left),
        plan=plan,
        # As many as turn out to fit.
        processes=RESTARTS,
        command=command,
        data_m=network.m,
    )


def _plan(network: OwnNetwork, asked: Contenders, budget_s: float, speed: float) -> Plan:
    """With the longest calls that leave room for restarts, but for loops' sake for no others."""
    longest_s = [SLOWEST_SHARE * budget_s / 2**times for times in range(HALVINGS)]
    plans = [_with_calls_up_to(most_s, network, asked, budget_s, speed) for most_s in longest_s]
    loops = {one.name for one in asked.usable.values() if family(one.family).interpreted}

    def worth(plan: Plan) -> tuple[bool, int, int]:
        others = [case for case in plan.measured if case.implementation not in loops]
        return plan.fits, sum(case.m == network.examples for case in others), plan.processes

    return max(plans, key=worth)


def _with_calls_up_to(
    most_s: float, network: OwnNetwork, asked: Contenders, budget_s: float, speed: float
) -> Plan:
    left_s = max(1.0, budget_s - speed * AROUND_S) / SLACK
    profile = Profile(
        PROFILE,
        slices=(),
        processes=RESTARTS,
        cell_s=CELL_S,
        slowest_call_s=most_s,
        min_rounds=3,
        total_s=left_s,
        fewest_processes=FEWEST_RESTARTS,
    )
    implementations = list(asked.usable.values())
    cases = _cases(network, implementations, most_s, speed)
    costs = _costs(network, asked)
    return make_plan(profile, cases, implementations, None, costs, speed, with_page=False)


def _cases(
    network: OwnNetwork, implementations: list[Implementation], most_s: float, speed: float
) -> list[Case]:
    """Everybody's, with fewer examples too where a call may take long; then the ceilings.

    What a call of all examples really takes, the checking process foresees from those of fewer.
    """
    cases, over = [], list[Case]()
    for implementation in implementations:
        case, rates = network.case(implementation.name), family(implementation.family)
        call_s = speed * predicted_call_s(case, rates)
        if supported(implementation, case) and call_s > most_s:
            cases += [replace(case, m=m) for m in _fewer(case.m, call_s, most_s)]
        cases.append(case)
        over = over if rates.interpreted else ceilings.products(case)
    return [*cases, *over]


def _fewer(m: int, call_s: float, most_s: float) -> list[int]:
    """Sizes from which a call of m examples can be estimated, or one to see how slow it is."""
    largest = max(1, int(m * ESTIMATE_SHARE * most_s / call_s))
    sizes = [largest // 2**times for times in range(ESTIMATE_SIZES)]
    return sorted(sizes) if sizes[-1] and FARTHEST * largest >= m else [largest]


def _costs(network: OwnNetwork, asked: Contenders) -> Costs:
    """A cold start of everybody who can do what is asked."""
    start = replace(network.case(""), m=min(network.examples, START_M), phase="train_step")
    able = {
        specifier: impl
        for specifier, impl in asked.usable.items()
        if supported(impl, network.case(impl.name))
    }
    specifiers = {impl.name: specifier for specifier, impl in able.items()}
    families = {impl.name: impl.family for impl in able.values()}
    return Costs(Sheet(specifiers, families, processes=0, case=start), pairs=0)


def _quick_enough(
    network: OwnNetwork, asked: Contenders, most_s: float, speed: float
) -> Contenders:
    """Without those that would take too long for a single example. Raises UsageError if all do."""
    left = asked
    for specifier, impl in asked.usable.items():
        one = replace(network.case(impl.name), m=1)
        one_s = speed * predicted_call_s(one, family(impl.family))
        if one_s > most_s:
            left = left.without(
                specifier, f"too slow: a single example takes about {seconds(one_s)}"
            )
    if not left.usable:
        raise UsageError("sizes: this network is too large for the budget with a single example")
    return left


def _cost_of_start(implementation: Implementation) -> tuple[float, bool, bool]:
    """Of two that compile, the idiomatic one is left out first; of the others, loops."""
    rates = family(implementation.family)
    return rates.cold_s, rates.interpreted, implementation.league == "idiomatic"


def _too_late(implementation: Implementation, speed: float) -> str:
    cold_s = speed * family(implementation.family).cold_s
    compiles = f": compiling takes about {seconds(cold_s)}" if cold_s else ""
    return f"left out to keep the budget{compiles}; a longer one may have room"
