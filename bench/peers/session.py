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
from bench.peers.goals import contenders
from bench.timing.worker import ROOT, WorkerError

NETWORKS = ("shallow", "deep")
ACTIVATIONS = ("relu", "sigmoid")
SIZES = (100, 1_000, 10_000, 100_000)
LOOP_SIZES = (10, 100)

Medians = dict[str, dict[str, dict[int, float]]]
"""Median seconds of a call by cell, contender and process."""


@dataclass(frozen=True)
class Comparison:
    """What is compared: all contenders on all cells."""

    contenders: tuple[str, ...]
    cells: tuple[Case, ...]


def comparisons() -> tuple[list[Comparison], list[str]]:
    """The comparisons of everyone who is installed, and who is not."""
    found, missing = [], []
    for loops, sizes in ((False, SIZES), (True, LOOP_SIZES)):
        named = contenders(loops=loops)
        absent = [name for name in named if impls.load(name).missing]
        present = tuple(name for name in named if name not in absent)
        missing += absent
        found.append(Comparison(present, _cells(sizes)))
    return found, missing


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


def _cells(sizes: tuple[int, ...]) -> tuple[Case, ...]:
    return tuple(
        Case("any", network, activation, "train_step", m)
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
    }
    task.write_text(json.dumps(fields), "utf-8")
    seen = subprocess.run(
        [sys.executable, "-m", "bench.peers.worker", str(task)],
        cwd=ROOT,
        env=worker_variables(1, process, private / "cache"),
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
