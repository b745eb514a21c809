"""Each activation and its derivative alone."""

from collections.abc import Callable

from propbench.bench.grid import Case

PART = "activations"


def bench_activations(case: Case, measure: Callable[[Case], None]) -> None:
    measure(case)
