"""One process of the allocation finding.

Times the textbook NumPy training step at every size. Sizes go upwards and the problems stay
alive: glibc raises its own thresholds to the largest block freed so far, so that a large size,
or a freed problem, would change what the sizes after it cost.
"""

import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from propbench import impls
from propbench.bench.costs import problem_file
from propbench.bench.environment import pin
from propbench.bench.rounds import calls_filling

IMPLEMENTATION = "numpy_vectorized"
ROUND_S = 0.005
SIZE_S = 0.15
LEAST_ROUNDS = 3
RATE = 1e-6


@dataclass
class Size:
    """One m: seconds per call of each round, and page faults per call over all rounds."""

    m: int
    round_s: list[float]
    faults_per_call: float


def measure(given: problem_file.Given) -> Size:
    """Warm up with two calls, of which the second sizes the rounds; then time."""
    implementation = impls.load(IMPLEMENTATION)
    step = implementation.dense.train_step
    state = step(implementation.prepare(*given), RATE)
    started = time.perf_counter()
    state = step(state, RATE)
    call_s = time.perf_counter() - started
    calls = calls_filling(ROUND_S, call_s)
    rounds = max(LEAST_ROUNDS, int(SIZE_S / (calls * call_s)))
    seconds, before = [], _faults()
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(calls):
            state = step(state, RATE)
        seconds.append((time.perf_counter() - started) / calls)
    return Size(given[2].shape[1], seconds, (_faults() - before) / (rounds * calls))


def _faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def main(problems: list[str]) -> list[dict[str, Any]]:
    """Measure the problems in these files, one after the other."""
    pin(1)
    givens = [problem_file.load(Path(file)) for file in problems]
    return [vars(measure(given)) for given in givens]
