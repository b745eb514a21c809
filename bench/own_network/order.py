"""From a network of somebody's own to a run that keeps its budget, and says what it leaves out.

The run is like any other: the same workers check, time and record it.
"""

from propbench.bench.exits import UsageError
from propbench.bench.gauge import interpreter_factor
from propbench.bench.numbers import seconds
from propbench.bench.order import Order
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.memory import require_room
from propbench.bench.own_network.planning import AROUND_S, Planner
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.plan import Plan


def order(network: OwnNetwork, asked: Contenders, budget_s: float, command: str = "") -> Order:
    """What is run. Raises UsageError where the memory or the budget is too small for anything."""
    planner = Planner(network, budget_s, interpreter_factor())
    left = _quick_enough(planner, asked)
    plan = planner.plan(left)
    while not plan.fits and len(left.usable) > 1 and (compiling := _latest(planner, left)):
        cold_s = seconds(planner.speed * planner.compile_s(left.usable[compiling]))
        reason = f"left out, since compiling takes about {cold_s}; a longer budget has room"
        left = left.without(compiling, reason)
        plan = planner.plan(left)
    needed_s = plan.total_s + planner.speed * AROUND_S
    # A machine that is only busy now is asked all the same: its caller says how long.
    if needed_s > max(1.0, planner.speed) * budget_s:
        raise UsageError(
            f"budget: got {seconds(budget_s)}, expected about {seconds(needed_s)} for "
            f"{', '.join(left.usable)} on this machine now, or name fewer"
        )
    require_room(network, _held_at_once(plan, left))
    return Order(
        profile=plan.profile,
        specifiers=tuple(left.usable),
        implementations=tuple(left.usable.values()),
        missing=left.missing,
        filtered=True,
        costs=planner.costs(left),
        plan=plan,
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
        raise UsageError(
            f"{planner.network.option}: a single example of this network takes too long for the "
            "budget"
        )
    return left


def _held_at_once(plan: Plan, asked: Contenders) -> int:
    """Contenders and ceilings that are ready together; loops, only if they will be timed."""
    most = max(case.m for case in plan.cases)
    timed = {case.id for case in plan.measured}
    held = [case for case in plan.cases if case.m == most]
    return max(1, sum(case.implementation not in asked.loops or case.id in timed for case in held))


def _latest(planner: Planner, asked: Contenders) -> str:
    """Who compiles longest, the idiomatic one of two; empty where nobody compiles."""
    seconds_of = {name: planner.compile_s(impl) for name, impl in asked.usable.items()}
    order = {
        name: (compile_s, asked.usable[name].league == "idiomatic")
        for name, compile_s in seconds_of.items()
        if compile_s
    }
    return max(order, key=order.__getitem__, default="")
