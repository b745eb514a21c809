"""How a cell is measured under pytest-benchmark, and in which order.

    python -m pytest bench/timing --task FILE

The parent writes the task; each test is one cell. pytest-benchmark is the timer and keeps the
rounds; the sizes of rounds come from the checking process, because a calibration that meets a
compiling first call is far off.
"""

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from propbench.bench.environment import pin, thread_fault
from propbench.bench.grid import Case
from propbench.bench.results import CHECKS_FILE, CheckRecord, append, process_file, read_lines
from propbench.bench.timing.measure import Measurement, Sentinel
from propbench.bench.timing.task import Task

_TASK = pytest.StashKey[Task]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--task", help="file that says what this process measures")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--task")
    if path is None:
        raise pytest.UsageError("timing needs --task FILE; start it with `propbench run`")
    config.stash[_TASK] = Task.load(config.rootpath / path)
    pin(config.stash[_TASK].threads)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    everything = metafunc.config.stash[_TASK].cases
    cases = [case for case in everything if case.part == metafunc.module.PART]
    metafunc.parametrize("case", cases, ids=[case.id for case in cases])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The task's order, which is shuffled, and not the order of files."""
    order = {case.id: position for position, case in enumerate(config.stash[_TASK].cases)}
    items.sort(key=lambda item: order[item.callspec.params["case"].id])  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def measurement(request: pytest.FixtureRequest) -> Measurement:
    task = request.config.stash[_TASK]
    checks = {record.id: record for record in read_lines(task.folder / CHECKS_FILE, CheckRecord)}
    return Measurement(task, task.loaded(), checks, Sentinel(), thread_fault(task.threads))


@pytest.fixture
def measure(measurement: Measurement, benchmark: BenchmarkFixture) -> Callable[[Case], None]:
    """Measures one case and appends its record."""

    def run(case: Case) -> None:
        record = measurement.of(case, benchmark)
        append(measurement.task.folder / process_file(measurement.task.process), record)

    return run
