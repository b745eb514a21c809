"""Fresh processes, each comparing all contenders; seconds by cell, contender and process."""

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from propbench import impls
from propbench.bench.cases import is_ceiling
from propbench.bench.ceilings import products_over
from propbench.bench.environment import worker_variables
from propbench.bench.grid import Case
from propbench.bench.peers.goals import GOALS
from propbench.bench.process import ask

WORKER = "propbench.bench.peers.worker"
LIMIT_S = 3600.0

Medians = dict[str, dict[str, dict[int, float]]]
"""Median seconds of a call by cell, contender and process."""


@dataclass(frozen=True)
class Comparison:
    """What one process compares: cells, each with its contenders, with so many threads."""

    cells: dict[Case, tuple[str, ...]]
    threads: int


def comparisons() -> tuple[list[Comparison], list[str]]:
    """The comparisons of everyone who is installed, and who is not.

    Everyone whom any goal wants on a cell is measured there together, so that all are interleaved.
    """
    contenders: dict[Case, dict[str, None]] = {}
    for goal in GOALS:
        for cell in goal.cells:
            contenders.setdefault(cell, {}).update(dict.fromkeys(goal.names))
    everyone = {name for names in contenders.values() for name in names}
    absent = {name for name in everyone if not is_ceiling(name) and impls.load(name).missing}
    found = [
        Comparison(
            {
                cell: tuple(name for name in names if name not in absent and _differs(name, cell))
                for cell, names in contenders.items()
                if cell.threads == threads
            },
            threads,
        )
        for threads in sorted({cell.threads for cell in contenders})
    ]
    return found, sorted(absent)


def measure(processes: int, done: Callable[[str], None]) -> Medians:
    """Run every comparison in so many fresh processes. Raises WorkerError."""
    medians: Medians = {}
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        for process in range(1, processes + 1):
            for comparison in comparisons()[0]:
                seconds = _run(comparison, process, Path(private))
                _collect(medians, seconds, process)
            done(f"process {process} of {processes}")
    return medians


def _differs(name: str, cell: Case) -> bool:
    """Whether a contender has something of its own to do; every implementation has."""
    return not is_ceiling(name) or name in products_over(cell.m)


def _run(comparison: Comparison, process: int, private: Path) -> dict[str, dict[str, list[float]]]:
    request = {
        "cells": [[asdict(cell), names] for cell, names in comparison.cells.items()],
        "seed": process,
        "threads": comparison.threads,
    }
    variables = worker_variables(comparison.threads, process, private / "cache")
    seconds: dict[str, dict[str, list[float]]] = ask(WORKER, request, variables, LIMIT_S)
    return seconds


def _collect(medians: Medians, seconds: dict[str, dict[str, list[float]]], process: int) -> None:
    for cell, by_contender in seconds.items():
        for contender, rounds in by_contender.items():
            of_cell = medians.setdefault(cell, {})
            of_cell.setdefault(contender, {})[process] = statistics.median(rounds)
