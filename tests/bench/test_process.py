"""A fresh process answers in a file, says in one line why it died, and leaves nothing running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from propbench.bench import environment
from propbench.bench.process import ROOT, WorkerError, ask

LIMIT_S = 60.0


def _ask(*request: str, limit_s: float = LIMIT_S) -> Any:
    return ask("tests.bench.answering", request, dict(os.environ), limit_s)


def _is_gone(process: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not psutil.pid_exists(process):
            return True
        if psutil.Process(process).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_what_is_printed_does_not_reach_the_answer() -> None:
    assert _ask("prints") == {"answer": "own \u2028 \u0085"}


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("raises", "the process ended with 1: last line"),
        ("exits", "the process ended with 0: no message"),
        ("quits", "the process ended with 1: please install libfoo"),
        ("aborts", "the process was killed by SIGABRT"),
    ],
)
def test_a_process_that_does_not_answer_says_why_in_one_line(does: str, reason: str) -> None:
    with pytest.raises(WorkerError) as raised:
        _ask(does)
    assert str(raised.value) == reason


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(WorkerError, match=r"took more than 0\.2 s and was ended"):
        _ask("sleeps", limit_s=0.2)


def test_what_a_process_leaves_behind_ends_with_it() -> None:
    assert _is_gone(_ask("leaves a child"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_and_its_children_end_with_a_parent_that_is_killed(
    tmp_path: Path, number: signal.Signals
) -> None:
    seen = tmp_path / "seen"
    program = (
        "import os, sys; from propbench.bench.process import ask\n"
        "ask('tests.bench.answering', ['waits with a child', sys.argv[1]], os.environ, 60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(seen)], cwd=ROOT)
    while not (seen.exists() and seen.read_text("utf-8").count(" ") == 1):
        time.sleep(0.05)
    parent.send_signal(number)
    parent.wait()
    for process in map(int, seen.read_text("utf-8").split()):
        assert _is_gone(process)


def test_modules_of_the_current_folder_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("propbench", "numpy", "bench", "json"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('foreign')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    imported = _ask("imports")
    assert imported["propbench"] == str(ROOT / "propbench" / "__init__.py")
    assert "site-packages" in imported["numpy"]


def test_a_foreign_package_that_comes_first_on_the_path_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "propbench").mkdir()
    (tmp_path / "propbench" / "__init__.py").write_text("raise ImportError('foreign')\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert _ask("imports")["propbench"] == str(ROOT / "propbench" / "__init__.py")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NUMBA_DISABLE_JIT", "1"),
        ("PYTHONOPTIMIZE", "2"),
        ("PYTHONINSPECT", "1"),
        ("OPENBLAS_CORETYPE", "Prescott"),
        ("NPY_DISABLE_CPU_FEATURES", "AVX2"),
        ("PYTEST_ADDOPTS", "--benchmark-disable"),
        ("OMP_DYNAMIC", "true"),
    ],
)
def test_a_variable_that_changes_the_measured_thing_does_not_reach_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert name not in environment.worker_variables(1, 0, tmp_path)


def test_nor_does_it_reach_the_processes_of_a_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NUMBA_DISABLE_JIT", "NPY_DISABLE_CPU_FEATURES", "NUMBA_CACHE_DIR"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("JAX_PLATFORMS", "cuda")
    environment.prepare_pool(tmp_path)
    assert "NUMBA_DISABLE_JIT" not in os.environ
    assert "NPY_DISABLE_CPU_FEATURES" not in os.environ
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path)
    assert os.environ["OMP_NUM_THREADS"] == "1"
    assert os.environ["JAX_PLATFORMS"] == "cpu"


def test_a_worker_has_its_threads_its_cache_and_a_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/some/module/system")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setenv("JAX_PLATFORMS", "cuda")
    variables = environment.worker_variables(2, 3, tmp_path)
    assert variables["PYTHONPATH"] == "/some/module/system"
    assert variables["OMP_NUM_THREADS"] == "2"
    assert variables["JAX_PLATFORMS"] == "cpu"
    assert variables["NUMBA_CACHE_DIR"] == str(tmp_path)
