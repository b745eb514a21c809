"""From a network of somebody's own to a run that keeps its budget, and says what it leaves out.

The run is like any other: the same workers check, time and record it.
"""

from propbench.bench import run
from propbench.bench.exits import UsageError
from propbench.bench.families import family
from propbench.bench.numbers import seconds
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.memory import require_room
from propbench.bench.own_network.planning import AROUND_S, RESTARTS, Planner
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.plan import Plan, interpreter_factor
from propbench.impls import Implementation


def order(network: OwnNetwork, asked: Contenders, budget_s: float, command: str = "") -> run.Order:
    """What is run. Raises UsageError where the memory or the budget is too small for anything."""
    planner = Planner(network, budget_s, interpreter_factor())
    left = _quick_enough(planner, asked)
    plan = planner.plan(left)
    while not plan.fits and len(left.usable) > 1:
        first = max(left.usable, key=lambda name: _cost_of_start(left.usable[name]))
        left = left.without(first, _too_late(left.usable[first], planner.speed))
        plan = planner.plan(left)
    if not plan.fits:
        needed_s = plan.total_s + planner.speed * AROUND_S
        raise UsageError(
            f"budget: got {seconds(budget_s)}, and {next(iter(left.usable))} alone takes about "
            f"{seconds(needed_s)} on this machine now: give more"
        )
    require_room(network, _held_at_once(plan, left))
    return run.Order(
        profile=plan.profile,
        cases=plan.cases,
        specifiers=tuple(left.usable),
        implementations=tuple(left.usable.values()),
        missing=left.missing,
        filtered=True,
        claims=None,
        costs=planner.costs(left),
        plan=plan,
        # As many as turn out to fit.
        processes=RESTARTS,
        command=command,
        data_m=network.m,
    )


def _quick_enough(planner: Planner, asked: Contenders) -> Contenders:
    """Without those that would take too long for a single example. Raises UsageError if all do."""
    left = asked
    for specifier, impl in asked.usable.items():
        one_s = planner.call_s(impl, 1)
        if one_s > planner.slowest_s:
            reason = f"too slow: a single example takes about {seconds(one_s)}"
            left = left.without(specifier, reason)
    if not left.usable:
        raise UsageError("sizes: a single example of this network takes too long for the budget")
    return left


def _held_at_once(plan: Plan, asked: Contenders) -> int:
    """Contenders and ceilings that are ready together; loops, only if they will be timed."""
    most = max(case.m for case in plan.cases)
    timed = {case.id for case in plan.measured}
    held = [case for case in plan.cases if case.m == most]
    return max(1, sum(case.implementation not in asked.loops or case.id in timed for case in held))


def _cost_of_start(implementation: Implementation) -> tuple[float, bool, bool]:
    """Of two that compile, the idiomatic one is left out first; of the others, loops."""
    rates = family(implementation.family)
    return rates.cold_s, rates.interpreted, implementation.league == "idiomatic"


def _too_late(implementation: Implementation, speed: float) -> str:
    cold_s = speed * family(implementation.family).cold_s
    compiles = f": compiling takes about {seconds(cold_s)}" if cold_s else ""
    return f"left out to keep the budget{compiles}; a longer one may have room"
