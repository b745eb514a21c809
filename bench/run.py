"""One whole run: check, time, train, and keep what is finished whatever happens."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from propbench.bench import results, stages
from propbench.bench.descriptions import Description
from propbench.bench.environment import Fact, worker_variables
from propbench.bench.interrupts import as_interrupts
from propbench.bench.order import Order
from propbench.bench.pace import Pace
from propbench.bench.process import ask
from propbench.bench.progress import meter
from propbench.bench.provenance import commit
from propbench.bench.results import ImplementationRecord, RunRecord
from propbench.bench.sampling.samples import faults
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
    """What of a run's record the plan decides; restarts are as many as there may be, so that those
    of a run that does not end are read."""
    most = order.profile.processes
    return {"cases": list(order.cases), "cut": list(order.plan.cut), "processes": most}


def _under_way(order: Order, folder: Path, record: RunRecord, began_s: float) -> RunRecord:
    """The record, saved, of a run that does what is ordered now."""
    elapsed_s = time.monotonic() - began_s
    update = {"status": "running", "elapsed_s": elapsed_s, **_extent(order)}
    record = record.model_copy(update=update)
    results.save_run(folder, record)
    return record


def _spent_s(folder: Path, record: RunRecord) -> float:
    """Seconds that the run has taken so far. One that was killed could not save how many: then
    they are those until its last record."""
    if record.status != "running":
        return record.elapsed_s
    saved_s = (folder / results.RUN_FILE).stat().st_mtime
    written_s = [file.stat().st_mtime for file in folder.glob("*.jsonl")]
    return record.elapsed_s + max(0.0, max(written_s, default=saved_s) - saved_s)


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
    began_s = time.monotonic() - _spent_s(folder, record)
    status = "partial"
    record = _under_way(order, folder, record, began_s)
    try:
        with meter(order.plan.measuring_s) as progress:
            # First, while the run's compile cache is empty.
            slower = stages.measure_costs(order, folder, progress)
            if slower is not None:
                order = stages.planned_anew(order, slower, progress)
                record = _under_way(order, folder, record, began_s)
            made = stages.measure(order, folder, record.seed, progress, Pace(order.plan, began_s))
            record = record.model_copy(update={"processes": made})
            stages.train(order, folder, record.seed, progress)
        status = "complete"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        for file in folder.glob("*.jsonl"):
            results.drop_torn_line(file)
        update = {"status": status, "elapsed_s": time.monotonic() - began_s}
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
