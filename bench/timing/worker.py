"""One worker process: started with its threads set, followed cell by cell, ended if it hangs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.timing.task import Task

POLL_S = 0.1
GRACE_S = 5.0
ROOT = Path(__file__).parents[3]
"""The folder that holds the package `propbench`: a checkout, or an environment's own."""

CHECK_COMMAND = ("-m", "propbench.bench.timing.checking")
TIME_COMMAND = (
    *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"),
    *("-o", "python_files=bench_*.py", "-o", "python_functions=bench_*"),
    *("--benchmark-only", "--benchmark-disable-gc", "--benchmark-quiet"),
)

Done = Callable[[str], None]
"""Told the id of every cell as it is finished."""


class WorkerError(Exception):
    """A worker died before it began its first cell; the message is the end of what it printed."""


class Tail:
    """Tells of every record that is added to a file."""

    def __init__(self, path: Path, done: Done) -> None:
        self._path, self._done = path, done
        self._read = path.stat().st_size if path.exists() else 0

    def follow(self) -> None:
        """Report what was added since the last time."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            self._done(json.loads(line)["id"])


def supervise(task: Task, private: Path, limit_s: float, tail: Tail) -> str:
    """Run one worker to its end; why it ended early, or an empty string."""
    task_file = private / "task.json"
    task.save(task_file)
    with (private / "output").open("w+b") as output:
        worker = subprocess.Popen(
            [sys.executable, *_command(task, task_file)],
            cwd=ROOT,
            env=worker_variables(task.threads, task.hash_seed, cache_folder(task.folder)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            reason = _watch(worker, task.marker, limit_s, tail)
        finally:
            _end(worker)
        output.seek(0)
        printed = output.read().decode("utf-8", "replace").strip()
    if reason or worker.returncode == 0:
        return reason
    if worker.returncode < 0:
        return f"the process was killed by {signal.Signals(-worker.returncode).name}"
    return f"the process ended with {worker.returncode}: {printed[-300:]}"


def _command(task: Task, task_file: Path) -> list[str]:
    if task.process == 0:
        return [*CHECK_COMMAND, str(task_file)]
    parts = sorted({case.part for case in task.cases})
    files = [f"propbench/bench/timing/bench_{part}.py" for part in parts]
    return [*TIME_COMMAND, "--task", str(task_file), *files]


def _watch(worker: "subprocess.Popen[bytes]", marker: Path, limit_s: float, tail: Tail) -> str:
    """Follow a worker cell by cell; why it was ended, or an empty string."""
    current, since = "", time.monotonic()
    while worker.poll() is None:
        time.sleep(POLL_S)
        tail.follow()
        marked = marker.read_text("utf-8")
        if marked != current:
            current, since = marked, time.monotonic()
        if time.monotonic() - since > limit_s:
            return f"took more than {limit_s:g} s and was ended"
    tail.follow()
    return ""


def _end(worker: "subprocess.Popen[bytes]") -> None:
    """Make sure that nothing is left running: ask, wait, then kill the whole group."""
    if worker.poll() is not None:
        return
    os.killpg(worker.pid, signal.SIGTERM)
    try:
        worker.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def cache_folder(run_folder: Path) -> Path:
    """Numba's cache of one run: private, so that it is never older than the sources."""
    return run_folder / "numba-cache"
