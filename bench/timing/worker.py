"""One worker of the timing session: started, followed cell by cell, ended if it hangs."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.process import Worker, WorkerError
from propbench.bench.timing.task import Task

POLL_S = 0.1
CHECKING = "propbench.bench.timing.checking"
TIMING = "propbench.bench.timing.pytest_session"

Done = Callable[[str], None]
"""Gets the id of every cell as it is finished."""


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
        for line in whole.split(b"\n")[:-1]:
            record = json.loads(line)
            if not record.get("control"):
                self._done(record["id"])


def supervise(task: Task, limit_s: float, tail: Tail) -> str:
    """Run one worker to its end; why it ended early, or an empty string."""
    module = TIMING if task.process else CHECKING
    variables = worker_variables(task.threads, task.hash_seed, cache_folder(task.folder))
    with Worker(module, task.request(), variables) as worker:
        reason = _watch(worker, task.marker, limit_s, tail)
        if reason:
            return reason
        try:
            worker.answer()
        except WorkerError as error:
            return str(error)
    return ""


def _watch(worker: Worker, marker: Path, limit_s: float, tail: Tail) -> str:
    """Follow a worker cell by cell; why it is to be ended, or an empty string."""
    current, since = "", time.monotonic()
    while worker.runs:
        time.sleep(POLL_S)
        tail.follow()
        marked = marker.read_text("utf-8")
        if marked != current:
            current, since = marked, time.monotonic()
        if time.monotonic() - since > limit_s:
            return f"took more than {limit_s:g} s and was ended"
    tail.follow()
    return ""


def cache_folder(run_folder: Path) -> Path:
    """Numba's cache of one run: private, so that it is never older than the sources."""
    return run_folder / "numba-cache"
