"""Every sample runs on a stack of its own, and what is counted is that stack's thread."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from propbench.bench.regression.sampling.worker import Worker
from propbench.bench.regression.sampling.works import CallableWork
from propbench.bench.regression.sides.targets import Target, callable_target
from propbench.bench.sampling.turns import Turns


def _kept(make: Callable[[], CallableWork]) -> dict[str, Any]:
    """What a worker keeps of a case `a` that is made so."""
    return {"targets": {"a": Target("a", "control", "control")}, "makers": {"a": make}}


def _sample(work: CallableWork, calls: int) -> dict[str, object]:
    pipe = os.pipe()
    try:
        worker = Worker(Turns("base", {"base": pipe}), **_kept(lambda: work))
        return worker.sample("a", calls, ["base", "base"])
    finally:
        for end in pipe:
            os.close(end)


def test_a_sample_runs_in_a_thread_of_its_own_and_each_slice_in_the_same() -> None:
    seen: list[threading.Thread] = []
    work = CallableWork(lambda: seen.append(threading.current_thread()))
    _sample(work, calls=2)
    making, *first = seen
    _sample(work, calls=2)
    assert making == threading.main_thread()
    assert len(first) == 4
    assert len({*first}) == 1
    assert len({*seen}) == 3


def test_every_sample_works_on_data_of_its_own() -> None:
    made: list[CallableWork] = []

    def make() -> CallableWork:
        made.append(CallableWork(lambda: None))
        return made[-1]

    worker = Worker(Turns("base", {}), **_kept(make))
    for _ in range(3):
        worker.sample("a", 1, ["base"])
    assert len({*map(id, made)}) == 3
    assert len(worker.paddings) == 3


def test_the_time_of_a_sample_is_that_of_its_own_thread() -> None:
    """What this thread has spent is not in it, and what the work spends is."""
    spent: list[float] = []

    def work() -> None:
        began = time.thread_time()
        sum(range(200_000))
        spent.append(time.thread_time() - began)

    sum(range(3_000_000))
    sample = _sample(CallableWork(work), calls=1)
    cpu_s = sample["cpu_s"]
    assert isinstance(cpu_s, float)
    assert spent[-1] <= cpu_s
    assert cpu_s < time.thread_time()


def test_a_work_that_fails_in_a_sample_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        _sample(CallableWork(lambda: 1 / 0), calls=1)


def test_what_one_contender_does_to_numpy_reaches_its_own_samples_and_no_others(
    tmp_path: Path,
) -> None:
    worker = Worker(Turns("base", {}))
    for name, sets, sees in (("strict", "np.seterr(all='raise')", "raise"), ("other", "", "warn")):
        file = tmp_path / f"{name}.py"
        text = (
            f"def work():\n    assert np.geterr()['over'] == {sees!r}\nCASES = {{'{name}': work}}\n"
        )
        file.write_text(f"import numpy as np\n{sets}\n{text}", "utf-8")
        assert "trouble" not in worker.prepare(callable_target(name, file).message(), known="")
    for name in ("strict", "other", "strict"):
        assert worker.sample(name, 1, ["base"])["wall_s"] > 0


def test_a_case_that_waits_is_measured_by_the_clock_that_says_more() -> None:
    worker = Worker(Turns("base", {}))
    assert worker._warm(CallableWork(lambda: time.sleep(0.01))) >= 0.01


def test_a_side_that_is_not_on_its_core_alone_is_not_ready() -> None:
    worker = Worker(Turns("base", {}))
    beyond = max(os.sched_getaffinity(0)) + 1
    assert worker.ready(beyond)["fault"] == f"is not on core {beyond} alone"
