"""The stages of a run: each does what has no record yet, and tells the meter what it has done."""

import time
from collections.abc import Callable
from pathlib import Path

from propbench.bench import results
from propbench.bench.claims.runs import training_plan as claims
from propbench.bench.costs import stage as costs
from propbench.bench.environment import prepare_pool, usable_cores
from propbench.bench.messages import say
from propbench.bench.order import Order
from propbench.bench.pace import Pace
from propbench.bench.progress import Meter
from propbench.bench.timing.session import Job, check, time_cells
from propbench.bench.timing.worker import cache_folder


def measure_costs(order: Order, folder: Path, progress: Meter) -> float | None:
    """How much slower the machine was meanwhile than planned, if anything was left to measure."""
    if order.costs is None:
        return None
    progress.stage("measuring start-up, memory and allocation")
    began_s, before_s = time.monotonic(), progress.done_s
    costs.run(order.costs, folder, _advance(progress, order.plan.costs_s))
    planned_s = progress.done_s - before_s
    return (time.monotonic() - began_s) / planned_s if planned_s else None


def planned_anew(order: Order, slower: float, progress: Meter) -> Order:
    """The order on a machine as fast as it turned out to be, and a word where that changes it."""
    anew = order.on_a_machine(slower)
    if anew is not order:
        progress.expect(anew.plan.measuring_s - sum(anew.plan.costs_s.values()))
    if anew.plan.cut != order.plan.cut:
        faster = "faster" if slower < 1 else "slower"
        say(f"The machine is {faster} than it was in its first second. Planned anew:")
        say("\n".join(anew.plan.lines()))
    return anew


def measure(order: Order, folder: Path, seed: int, progress: Meter, pace: Pace) -> int:
    """Check and time; in how many processes."""
    job = Job(
        folder,
        order.profile,
        order.cases,
        order.specifiers,
        seed,
        check_s=order.plan.check_s,
    )
    progress.stage("checking every cell")
    check(job, _advance(progress, order.plan.check_s))
    progress.advance(order.plan.start_s)
    for process in range(1, order.profile.processes + 1):
        begun = (folder / results.process_file(process)).exists()
        needed = begun or process <= order.profile.fewest_processes
        if not needed and not pace.allows_another():
            return process - 1
        progress.stage(f"timing, process {process}")
        with pace.timing(whole=not begun):
            time_cells(job, process, _advance(progress, order.plan.time_s))
        progress.advance(order.plan.start_s)
    return order.profile.processes


def train(order: Order, folder: Path, seed: int, progress: Meter) -> None:
    """Train and observe for the claims, if that was ordered."""
    if order.claims is None:
        return
    prepare_pool(cache_folder(folder))
    before_s = progress.done_s
    claims.run(order.claims, folder, usable_cores(), seed, progress)
    progress.advance(before_s + order.plan.training_s - progress.done_s)


def _advance(progress: Meter, predicted_s: dict[str, float]) -> Callable[[str], None]:
    return lambda case: progress.advance(predicted_s.get(case, 0.0))
