"""How a cell is measured under pytest-benchmark, and in which order.

Each test is one cell of the task that `pytest_session.py` hands over. pytest-benchmark is the timer
and keeps the rounds; the sizes of rounds come from the checking process, because a calibration that
meets a compiling first call is far off.
"""

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from propbench.bench.environment import thread_fault
from propbench.bench.grid import Case
from propbench.bench.results import CHECKS_FILE, CheckRecord, append, process_file, read_lines
from propbench.bench.timing.measure import Measurement, Sentinel
from propbench.bench.timing.pytest_session import TASK


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The task's order, which is shuffled."""
    cases = metafunc.config.stash[TASK].cases
    metafunc.parametrize("case", cases, ids=[case.id for case in cases])


@pytest.fixture(scope="session")
def measurement(request: pytest.FixtureRequest) -> Measurement:
    task = request.config.stash[TASK]
    checks = {record.id: record for record in read_lines(task.folder / CHECKS_FILE, CheckRecord)}
    return Measurement(task, task.loaded(), checks, Sentinel(), thread_fault(task.threads))


@pytest.fixture
def measure(measurement: Measurement, benchmark: BenchmarkFixture) -> Callable[[Case], None]:
    """Measures one case and appends its record."""

    def run(case: Case) -> None:
        record = measurement.of(case, benchmark)
        append(measurement.task.folder / process_file(measurement.task.process), record)

    return run
