"""Every cell of the grid, whatever it measures, as one test of pytest-benchmark."""

from collections.abc import Callable

from propbench.bench.grid import Case


def bench_cell(case: Case, measure: Callable[[Case], None]) -> None:
    measure(case)
