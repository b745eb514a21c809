"""One whole run: check, time, train, and keep what is finished whatever happens."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from propbench.bench import results
from propbench.bench.claims.runs import training_plan as claims
from propbench.bench.costs import stage as costs
from propbench.bench.descriptions import Description
from propbench.bench.environment import Fact, prepare_pool, usable_cores, worker_variables
from propbench.bench.interrupts import as_interrupts
from propbench.bench.messages import say
from propbench.bench.order import Order
from propbench.bench.pace import Pace
from propbench.bench.process import ask
from propbench.bench.progress import Meter, meter
from propbench.bench.provenance import commit
from propbench.bench.results import ImplementationRecord, RunRecord
from propbench.bench.sampling.samples import faults
from propbench.bench.timing.session import Job, check, time_cells
from propbench.bench.timing.worker import cache_folder

FACTS_LIMIT_S = 120.0


def begin(order: Order, runs: Path) -> tuple[Path, RunRecord]:
    """A new run's folder and record. Raises OSError when it cannot be written."""
    created = datetime.now(UTC)
    runs.mkdir(parents=True, exist_ok=True)
    results.remove_unfinished(runs)
    folder = _new_folder(runs, f"{created:%Y%m%dT%H%M%SZ}-{order.profile.name}")
    record = RunRecord(
        schema_version=results.SCHEMA,
        id=folder.name,
        status="running",
        profile=order.profile.name,
        created=created.isoformat(timespec="seconds"),
        elapsed_s=0.0,
        seed=random.SystemRandom().randrange(2**31),
        processes=order.profile.processes,
        command=order.command,
        commit=commit(),
        filtered=order.filtered,
        environment=environment_facts(folder),
        implementations=described(order.implementations),
        missing=order.missing,
        files={},
        data_m=order.data_m,
        **_extent(order),
    )
    results.save_run(folder, record)
    return folder, record


def _extent(order: Order) -> dict[str, Any]:
    """What of a run's record the plan decides."""
    return {"cases": list(order.cases), "cut": list(order.plan.cut)}


def _new_folder(runs: Path, name: str, number: int = 1) -> Path:
    """A folder that nobody else has, even where several runs begin within a second."""
    folder = runs / (name if number == 1 else f"{name}-{number}")
    try:
        folder.mkdir()
    except FileExistsError:
        return _new_folder(runs, name, number + 1)
    return folder


def execute(order: Order, folder: Path, record: RunRecord) -> RunRecord:
    """Do what is not done yet; the record is saved complete, or else, before it raises,
    interrupted or partial.

    Raises ResultError where another process is doing it.
    """
    with results.only_writer(folder), as_interrupts():
        results.remove_unfinished(folder)
        return _executed(order, folder, record)


def _executed(order: Order, folder: Path, record: RunRecord) -> RunRecord:
    started = time.monotonic() - record.elapsed_s
    status = "partial"
    results.save_run(folder, record.model_copy(update={"status": "running"}))
    try:
        with meter(order.plan.measuring_s) as progress:
            # First, while the run's compile cache is empty.
            slower = _measure_costs(order, folder, progress)
            if slower is not None:
                order = _planned_anew(order, slower, progress)
                record = record.model_copy(update=_extent(order))
                results.save_run(folder, record.model_copy(update={"status": "running"}))
            made = _measure(order, folder, record, progress, Pace(order.plan, started))
            record = record.model_copy(update={"processes": made})
            _train(order, folder, record.seed, progress)
        status = "complete"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        for file in folder.glob("*.jsonl"):
            results.drop_torn_line(file)
        update = {"status": status, "elapsed_s": time.monotonic() - started}
        record = record.model_copy(update=update)
        results.save_run(folder, record)
    return record


def failures(folder: Path) -> list[str]:
    """Cells that failed, a line a reason: a wrong result, a crash, a time that cannot be."""
    run = results.load(folder)
    wrong = {check.id: check.reason for check in run.checks if check.kind == "failed"}
    alike: dict[str, list[str]] = {}
    for case, reason in {**wrong, **faults(run)}.items():
        alike.setdefault(reason, []).append(case)
    return [
        f"{first}{f' and {len(others)} more' if others else ''}: {reason}"
        for reason, (first, *others) in alike.items()
    ]


def described(implementations: tuple[Description, ...]) -> dict[str, ImplementationRecord]:
    """What each implementation declares, and its source text."""
    return {
        found.name: ImplementationRecord(
            family=found.family, league=found.league, sources=found.sources
        )
        for found in implementations
    }


def environment_facts(folder: Path) -> dict[str, Fact]:
    """Facts as a worker sees them, with its threads set."""
    variables = worker_variables(1, 0, cache_folder(folder))
    facts: dict[str, Fact] = ask("propbench.bench.environment", None, variables, FACTS_LIMIT_S)
    return facts


def _measure(order: Order, folder: Path, record: RunRecord, progress: Meter, pace: Pace) -> int:
    """Check and time; in how many processes."""
    job = Job(
        folder,
        order.profile,
        order.cases,
        order.specifiers,
        record.seed,
        check_s=order.plan.check_s,
    )
    progress.stage("checking every cell")
    check(job, _advance(progress, order.plan.check_s))
    progress.advance(order.plan.start_s)
    for process in range(1, order.profile.processes + 1):
        if process > order.profile.fewest_processes and not pace.allows_another():
            return process - 1
        progress.stage(f"timing, process {process}")
        with pace.timing(whole=not (folder / results.process_file(process)).exists()):
            time_cells(job, process, _advance(progress, order.plan.time_s))
        progress.advance(order.plan.start_s)
    return order.profile.processes


def _measure_costs(order: Order, folder: Path, progress: Meter) -> float | None:
    """How much slower the machine was meanwhile than planned, if anything was left to measure."""
    if order.costs is None:
        return None
    progress.stage("measuring start-up, memory and allocation")
    began_s, before_s = time.monotonic(), progress.done_s
    costs.run(order.costs, folder, _advance(progress, order.plan.costs_s))
    planned_s = progress.done_s - before_s
    return (time.monotonic() - began_s) / planned_s if planned_s else None


def _planned_anew(order: Order, slower: float, progress: Meter) -> Order:
    """The order on a machine as fast as it turned out to be, and a word where that changes it."""
    anew = order.on_a_machine(slower)
    if anew is not order:
        progress.expect(anew.plan.measuring_s - sum(anew.plan.costs_s.values()))
    if anew.plan.cut != order.plan.cut:
        faster = "faster" if slower < 1 else "slower"
        say(f"The machine is {faster} than it was in its first second. Planned anew:")
        say("\n".join(anew.plan.lines()))
    return anew


def _train(order: Order, folder: Path, seed: int, progress: Meter) -> None:
    if order.claims is None:
        return
    prepare_pool(cache_folder(folder))
    before_s = progress.done_s
    claims.run(order.claims, folder, usable_cores(), seed, progress)
    progress.advance(before_s + order.plan.training_s - progress.done_s)


def _advance(progress: Meter, predicted_s: dict[str, float]) -> Callable[[str], None]:
    return lambda case: progress.advance(predicted_s.get(case, 0.0))
