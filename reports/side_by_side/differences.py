"""What else than the machine is not the same in all runs: it may be why their answers differ."""

from collections.abc import Sequence

from propbench.reports.side_by_side.named_runs import MACHINE, NamedRun

_OF_THE_MOMENT = ("threads_", "timer_", "load_")
"""Facts that differ whenever a run is made, or that say how it was made."""
_NONE = "none"


def differing(runs: Sequence[NamedRun]) -> dict[str, tuple[str, ...]]:
    """Facts that are not the same everywhere, with the value of each run."""
    columns = [_facts(run) for run in runs]
    facts = dict.fromkeys(name for column in columns for name in column)
    values = {name: tuple(column.get(name, _NONE) for column in columns) for name in facts}
    return {name: row for name, row in values.items() if len(set(row)) > 1}


def missing_cells(runs: Sequence[NamedRun]) -> tuple[int, dict[str, int]]:
    """How many cells all runs have, and how many of its own each has that not all have."""
    own = {run.name: set(run.frames.cells.index) for run in runs}
    shared = set.intersection(*own.values())
    return len(shared), {name: len(cells - shared) for name, cells in own.items()}


def missing_implementations(runs: Sequence[NamedRun]) -> dict[str, tuple[str, ...]]:
    """By implementation that some run has and not all have: the names of the runs without it."""
    every = dict.fromkeys(name for run in runs for name in run.frames.implementations)
    lacking = {
        name: tuple(run.name for run in runs if name not in run.frames.implementations)
        for name in every
    }
    return {name: without for name, without in lacking.items() if without}


def _facts(run: NamedRun) -> dict[str, str]:
    record = run.record
    environment = {
        name.replace("_", " "): _NONE if value is None else str(value)
        for name, value in record.environment.items()
        if name not in MACHINE and not name.startswith(_OF_THE_MOMENT)
    }
    commit, _, changed = record.commit.partition("-")
    return {
        "profile": record.profile,
        "status": record.status,
        "restarts": str(run.frames.restarts),
        "commit": f"{commit[:9]}{' with changes' if changed else ''}",
        **environment,
    }
