"""Forward, backward, update and training step of dense networks."""

from collections.abc import Callable

from propbench.bench.grid import Case

PART = "dense"


def bench_dense(case: Case, measure: Callable[[Case], None]) -> None:
    measure(case)
