"""How symmetry is followed: in which implementations, at which widths, for how many steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from propbench.bench.claims.c05_initialisation.symmetry import Reading, readings
from propbench.bench.claims.shared.implementations import without_frameworks
from propbench.bench.training.tasks import TASKS
from propbench.impls import load
from propbench.impls.contract import Network


@dataclass(frozen=True)
class SymmetryRun:
    """Interpreted loops take thousands of times as long, and get widths and steps of their own."""

    widths: tuple[int, ...]
    steps: tuple[int, ...]
    loop_widths: tuple[int, ...]
    loop_steps: tuple[int, ...]


SYMMETRY_RUNS = {
    "quick": {"xor": SymmetryRun((4, 17), (1, 10, 100), (4,), (1, 10))},
    "standard": {
        "xor": SymmetryRun((4, 5, 16, 17, 32, 100), (1, 10, 100, 300), (4, 17), (1, 10, 30)),
        "digits": SymmetryRun((4, 17, 64), (1, 10, 100), (4,), (1, 10)),
    },
    "full": {
        "xor": SymmetryRun(
            (4, 5, 7, 8, 16, 17, 32, 33, 64, 100, 128),
            (1, 10, 100, 300, 1_000, 3_000),
            (4, 5, 16, 17),
            (1, 10, 30, 100),
        ),
        "digits": SymmetryRun((4, 5, 16, 17, 64), (1, 10, 100, 300), (4, 5), (1, 10, 30)),
    },
}
"""By profile and task. Neither task has classes of equal size: where two classes are, zero weights
hardly move at all. A step on digits costs a hundred times as much as one on xor."""

_FEW = 20


def followed(profile: str) -> Iterator[tuple[dict[str, str | int], Reading]]:
    """Readings of sigmoid networks that begin at zero, each with where it was taken."""
    for (task, run), implementation in product(
        SYMMETRY_RUNS[profile].items(), without_frameworks()
    ):
        slow = implementation.family == "loops"
        widths = run.loop_widths if slow else run.widths
        steps = run.loop_steps if slow else run.steps
        for dtype, width in product(implementation.dtypes, widths):
            where: dict[str, str | int] = {
                "task": task,
                "implementation": implementation.name,
                "dtype": dtype,
                "width": width,
            }
            network = _network(task, (width,), "sigmoid")
            for reading in readings(implementation, task, network, dtype, steps):
                yield where | {"step": reading.step}, reading


def first_steps() -> Iterator[tuple[dict[str, str | int], Reading]]:
    """What zero weights have done after a few steps of plain loops, which round all units alike.

    The classes of moons are of equal size, so that even the output's gradient is zero.
    """
    loops = load("python_builtins")
    activations = ("sigmoid", "tanh", "relu")
    for task, depth, activation in product(("xor", "moons", "digits"), (1, 3), activations):
        network = _network(task, (4,) * depth, activation)
        where: dict[str, str | int] = {"task": task, "depth": depth, "activation": activation}
        for reading in readings(loops, task, network, "float64", (_FEW,)):
            yield where, reading


def _network(task: str, hidden: tuple[int, ...], activation: str) -> Network:
    return Network(TASKS[task].sizes(hidden), activation, TASKS[task].output)
