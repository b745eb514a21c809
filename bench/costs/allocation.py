"""What allocation costs vectorised code: glibc's default thresholds against raised ones.

With the defaults, a large temporary is mapped afresh and handed back at every use, and each of
its pages is faulted in again; with raised thresholds it stays with the process (mallopt(3)).
Processes alternate between the two, and each pair gives one ratio a size.
"""

import platform
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from propbench.bench import grid, temporary
from propbench.bench.costs import problem_file
from propbench.bench.environment import ALLOCATOR_VARIABLES, worker_variables
from propbench.bench.problems import problem
from propbench.bench.process import WorkerError, ask
from propbench.bench.results import (
    ALLOCATION_FILE,
    AllocationRecord,
    append_whole,
    read_lines,
)
from propbench.bench.timing.worker import cache_folder

SIZES = (100, 1_000, 10_000, 100_000)
RAISED = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**30)}
"""Bytes; 32 MiB is the largest threshold for mapping that glibc takes."""

STEPS = "propbench.bench.costs.steps"
PAIR_S = 3.2
"""Predicted, for two processes."""
LIMIT_S = 120.0


def applies() -> bool:
    """Whether the C library honours the thresholds."""
    return platform.libc_ver()[0] == "glibc"


def name(pair: int) -> str:
    """What `run` reports when a pair is done."""
    return f"allocation-{pair}"


def run(pairs: int, folder: Path, done: Callable[[str], None]) -> None:
    """Add the pairs of processes that have no record yet; `done` is told each pair."""
    path = folder / ALLOCATION_FILE
    known = {(one.pair, one.raised) for one in read_lines(path, AllocationRecord)}
    with temporary.folder() as private:
        problems = _saved_problems(private)
        for pair in range(1, pairs + 1):
            # Who comes first alternates, so that a drifting machine favours neither.
            for raised in (False, True) if pair % 2 else (True, False):
                if (pair, raised) not in known:
                    append_whole(path, _measured(pair, raised, problems, folder))
            done(name(pair))


def _saved_problems(folder: Path) -> list[str]:
    """Files of the problems of every size, smallest first."""
    files = {m: folder / f"{m}.npz" for m in sorted(SIZES)}
    for m, file in files.items():
        sized = problem(replace(grid.HEADLINE_CASE, m=m))
        problem_file.save(sized.arguments, file)
    return [str(file) for file in files.values()]


def _measured(pair: int, raised: bool, problems: list[str], folder: Path) -> list[AllocationRecord]:
    """One process, every size. Raises WorkerError when it fails."""
    try:
        sizes = ask(STEPS, problems, _variables(raised, folder), LIMIT_S)
    except WorkerError as error:
        raise WorkerError(f"measuring allocation failed: {error}") from error
    whose = {"pair": pair, "raised": raised}
    return [AllocationRecord.model_validate({**whose, **size}) for size in sizes]


def _variables(raised: bool, folder: Path) -> dict[str, str]:
    """A worker's environment; what the caller's own says about the allocator is left out."""
    ours = worker_variables(1, 0, cache_folder(folder))
    neutral = {name: value for name, value in ours.items() if name not in ALLOCATOR_VARIABLES}
    return {**neutral, **(RAISED if raised else {})}
