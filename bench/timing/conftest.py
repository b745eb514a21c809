"""How cells are measured under pytest-benchmark: contenders of one question by turns.

Each test is one cell of the task that `pytest_session.py` hands over. pytest collects once and then
forks a process for each contender, which runs its own tests when the conductor asks for them.
pytest-benchmark is the timer and keeps the rounds; a round is one slice. The sizes of slices come
from the checking process, because a calibration that meets a compiling first call is far off.
"""

import gc
import time
from collections.abc import Callable
from itertools import zip_longest

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from propbench.bench.environment import thread_fault
from propbench.bench.grid import Case
from propbench.bench.results import CHECKS_FILE, CheckRecord, read_lines
from propbench.bench.sampling.seat import Seat
from propbench.bench.timing import restart
from propbench.bench.timing.measure import Measurement
from propbench.bench.timing.pytest_session import TASK
from propbench.bench.timing.questions import questions

_MEASUREMENT = pytest.StashKey[Measurement]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    cases = metafunc.config.stash[TASK].cases
    metafunc.parametrize("case", cases, ids=[case.id for case in cases])


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Fork the contenders and conduct them; each runs its own tests."""
    task, began = session.config.stash[TASK], time.perf_counter()
    checks = {record.id: record for record in read_lines(task.folder / CHECKS_FILE, CheckRecord)}
    groups = questions(task.cases, checks, task.seed, task.process)
    # Both once, before contenders are forked: asking loads the libraries that have threads, and
    # freezing keeps the garbage collector of each contender away from what all of them share.
    fault = thread_fault(task.threads)
    gc.freeze()
    items = {item.callspec.params["case"].id: item for item in session.items}  # type: ignore[attr-defined]

    def serve(seat: Seat) -> None:
        members = [member for group in groups for member in group if member.contender == seat.name]
        specifier = task.specifiers.get(members[0].case.implementation)
        measurement = Measurement(task, seat, checks, members, specifier, fault, began)
        session.config.stash[_MEASUREMENT] = measurement
        tests = [items[member.case.id] for member in members]
        for test, after in zip_longest(tests, tests[1:]):
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)

    restart.run(task, groups, serve)
    return True


@pytest.fixture
def measure(request: pytest.FixtureRequest, benchmark: BenchmarkFixture) -> Callable[[Case], None]:
    """Measures the contender's next case, which is the test's, and answers the conductor."""
    measurement = request.config.stash[_MEASUREMENT]
    return lambda _: measurement.next(benchmark)
