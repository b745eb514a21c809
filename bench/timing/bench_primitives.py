"""The course's own demonstrations: dot product, z = w^T x + b, broadcasting."""

from collections.abc import Callable

from propbench.bench.grid import Case

PART = "primitives"


def bench_primitives(case: Case, measure: Callable[[Case], None]) -> None:
    measure(case)
