"""Entry of the checking process."""

from collections.abc import Iterable
from typing import Any

from propbench.bench.environment import pin
from propbench.bench.grid import Case
from propbench.bench.timing.checker import Checker
from propbench.bench.timing.task import Task


def main(request: Any) -> None:
    """Check every case of the task and append a record of each."""
    task = Task.of(request)
    pin(task.threads, task.lane)
    implementations = task.loaded()
    checker = Checker(task.slowest_call_s, task.exempt)
    for case in _in_order(task.cases):
        task.mark(case)
        record = checker.check(implementations.get(case.implementation), case)
        task.keep(record)


def _in_order(cases: Iterable[Case]) -> list[Case]:
    """Sizes upwards; cases that share an answer are neighbours."""
    return sorted(cases, key=lambda case: (case.m, case.network, case.activation, case.dtype))
