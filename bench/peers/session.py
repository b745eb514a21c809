"""Fresh processes, each comparing all contenders; seconds by cell, contender and process."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import impls
from bench.environment import worker_variables
from bench.grid import Case
from bench.peers.goals import GOALS
from bench.timing.worker import ROOT, WorkerError

NETWORKS = ("shallow", "deep")
ACTIVATIONS = ("relu", "sigmoid")

Medians = dict[str, dict[str, dict[int, float]]]
"""Median seconds of a call by cell, contender and process."""


@dataclass(frozen=True)
class Comparison:
    """What is compared: all contenders on all cells, with so many threads."""

    contenders: tuple[str, ...]
    cells: tuple[Case, ...]
    threads: int


def comparisons() -> tuple[list[Comparison], list[str]]:
    """The comparisons of everyone who is installed, and who is not.

    Goals on the same sizes and threads are measured together, so that all are interleaved.
    """
    together: dict[tuple[tuple[int, ...], int], list[str]] = {}
    for goal in GOALS:
        names = together.setdefault((goal.sizes, goal.threads), [])
        names += [name for name in (*goal.contenders, *goal.references) if name not in names]
    absent = {name for names in together.values() for name in names if impls.load(name).missing}
    found = [
        Comparison(
            tuple(name for name in names if name not in absent), _cells(sizes, threads), threads
        )
        for (sizes, threads), names in together.items()
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


def _cells(sizes: tuple[int, ...], threads: int) -> tuple[Case, ...]:
    return tuple(
        Case("any", network, activation, "train_step", m, threads=threads)
        for network in NETWORKS
        for activation in ACTIVATIONS
        for m in sizes
    )


def _run(comparison: Comparison, process: int, private: Path) -> dict[str, dict[str, list[float]]]:
    task = private / "task.json"
    fields = {
        "contenders": comparison.contenders,
        "cells": [asdict(cell) for cell in comparison.cells],
        "seed": process,
        "threads": comparison.threads,
    }
    task.write_text(json.dumps(fields), "utf-8")
    seen = subprocess.run(
        [sys.executable, "-m", "bench.peers.worker", str(task)],
        cwd=ROOT,
        env=worker_variables(comparison.threads, process, private / "cache"),
        capture_output=True,
        text=True,
        check=False,
    )
    if seen.returncode:
        raise WorkerError(seen.stderr.strip()[-300:])
    seconds: dict[str, dict[str, list[float]]] = json.loads(seen.stdout.splitlines()[-1])
    return seconds


def _collect(medians: Medians, seconds: dict[str, dict[str, list[float]]], process: int) -> None:
    for cell, by_contender in seconds.items():
        for contender, rounds in by_contender.items():
            of_cell = medians.setdefault(cell, {})
            of_cell.setdefault(contender, {})[process] = statistics.median(rounds)
