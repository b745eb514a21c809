"""Fresh processes, contender after contender in a new random order each round."""

import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from propbench.bench.environment import usable_cores, worker_variables
from propbench.bench.peers.session import Medians
from propbench.bench.peers.training.contenders import CONTENDERS, Contender
from propbench.bench.process import WorkerError, ask

WORKER = "propbench.bench.peers.training.worker"
LIMIT_S = 3600.0


def measure(rounds: int, done: Callable[[str], None]) -> Medians:
    """Median seconds of a sweep by title, contender and round. Raises WorkerError."""
    medians: Medians = {}
    present = [one for one in CONTENDERS.values() if not one.missing]
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        for number in range(1, rounds + 1):
            order = random.Random(number)  # noqa: S311
            for contender in order.sample(present, len(present)):
                for title, seconds in _run(contender, number, Path(private)).items():
                    of_sweep = medians.setdefault(title, {}).setdefault(contender.name, {})
                    of_sweep[number] = statistics.median(seconds)
                done(f"round {number} of {rounds}: {contender.name}")
    return medians


def _run(contender: Contender, number: int, private: Path) -> dict[str, list[float]]:
    threads = contender.threads or usable_cores()
    variables = worker_variables(threads, number, private / "cache")
    try:
        seconds: dict[str, list[float]] = ask(WORKER, contender.name, variables, LIMIT_S)
    except WorkerError as error:
        raise WorkerError(f"{contender.name}: {error}") from error
    return seconds
