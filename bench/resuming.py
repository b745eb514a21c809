"""Which run is gone on with, and whether it may be."""

from pathlib import Path

from propbench.bench import results
from propbench.bench.order import Order
from propbench.bench.results import RunRecord
from propbench.bench.run import described


def to_resume(runs: Path) -> tuple[Path, RunRecord]:
    """The newest run if it is not complete. Raises ResultError."""
    folder = results.newest(runs)
    record = results.read_run_record(folder)
    if record.status == "complete":
        raise results.ResultError(
            f"the newest run, {record.id}, is complete: write its page with `propbench report`"
        )
    return folder, record


def check_resumable(record: RunRecord, order: Order) -> None:
    """Refuse to mix measurements of different code or machines. Raises ResultError."""
    before, now = record.implementations, described(order.implementations)
    if before.keys() != now.keys():
        names = ", ".join(before)
        raise results.ResultError(f"{record.id} measures {names}: name the same with --impl")
    changed = [name for name, one in now.items() if one != before[name]]
    if changed:
        names = ", ".join(changed)
        raise results.ResultError(f"{record.id} measured other sources of {names}: start a new run")
    same = [case.id for case in record.cases] == [case.id for case in order.cases]
    if not same or record.filtered != order.filtered:
        raise results.ResultError(f"{record.id} has other cases: give the same --cases")
