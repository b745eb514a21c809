"""Seconds of a training step on each infrastructure of this machine, repeats interleaved."""

import os
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from threadpoolctl import threadpool_limits

from propbench.bench.claims.c10_hyperparameters.minibatch import TASK, BatchedNetwork
from propbench.bench.training.parameters import handed_over
from propbench.bench.training.tasks import TASKS
from propbench.impls import load

RATE = 0.1
"""Changes no step's time."""

_ENOUGH_S = 5e-3
"""Seconds of one repeat: several times what the system takes a core away for. A step that takes
longer is done once."""


def infrastructures() -> dict[str, tuple[str, int]]:
    """An implementation and its threads by name; those of all cores only where there are more."""
    cores = os.cpu_count() or 1
    found = {
        "Python": ("python_builtins", 1),
        "NumPy": ("numpy_inplace", 1),
        "Numba": ("numba_fused:serial", 1),
    }
    if cores > 1:
        found["NumPy, all cores"] = ("numpy_inplace", cores)
        found["Numba, all cores"] = ("numba_fused:parallel", cores)
    return found


def seconds(
    settings: Sequence[BatchedNetwork], repeats: int
) -> Iterator[tuple[str, BatchedNetwork, int, float]]:
    """Infrastructure, setting, repeat, and seconds of a step; each repeat goes through them all."""
    works = {
        (name, setting): _work(implementation, setting)
        for name, (implementation, _) in infrastructures().items()
        for setting in settings
    }
    calls = {key: max(1, round(_ENOUGH_S / _timed(work, 1))) for key, work in works.items()}
    threads = {name: threads for name, (_, threads) in infrastructures().items()}
    for repeat in range(repeats):
        for (name, setting), work in works.items():
            with threadpool_limits(threads[name]):
                yield name, setting, repeat, _timed(work, calls[name, setting])


def _work(implementation: str, setting: BatchedNetwork) -> Callable[[], object]:
    """One step on one batch, after a first that is not timed."""
    loaded = load(implementation)
    x, y = TASKS[TASK].data(0)
    xb, yb = x[:, : setting.batch].copy(), y[:, : setting.batch].copy()
    state = loaded.prepare(setting.network, handed_over(setting.start(0)), xb, yb)

    def step() -> object:
        return loaded.dense.train_step(state, RATE)

    step()
    return step


def _timed(work: Callable[[], object], calls: int) -> float:
    """Mean seconds of so many calls."""
    start = perf_counter()
    for _ in range(calls):
        work()
    return (perf_counter() - start) / calls
