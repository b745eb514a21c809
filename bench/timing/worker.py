"""One worker of the timing session: started, followed cell by cell, ended if it hangs."""

import json
import time
from collections.abc import Callable, Generator
from pathlib import Path

from propbench.bench.environment import worker_variables
from propbench.bench.interrupts import held_back
from propbench.bench.process import Worker, WorkerError
from propbench.bench.results import append_lines
from propbench.bench.timing.task import Task

POLL_S = 0.1
CHECKING = "propbench.bench.timing.checking"
TIMING = "propbench.bench.timing.pytest_session"

Done = Callable[[str], None]
"""Gets the id of every cell as it is finished."""

Watch = Generator[None, None, None]
"""Work in another process: each step looks after it once; closed, it ends that process."""


def side_by_side(*watches: Watch) -> None:
    """Look after all of them until each is done; none goes on if this is interrupted."""
    left = list(watches)
    try:
        while left := [watch for watch in left if _goes_on(watch)]:
            time.sleep(POLL_S)
    finally:
        for watch in watches:
            watch.close()


def _goes_on(watch: Watch) -> bool:
    try:
        next(watch)
    except StopIteration:
        return False
    return True


class Tail:
    """Saves every record that a worker hands over, and tells of it."""

    def __init__(self, records: Path, path: Path, done: Done) -> None:
        self._records, self._path, self._done = records, path, done
        self._read = 0

    def follow(self) -> None:
        """Take over what was added since the last time, each line once."""
        if not self._records.exists():
            return
        with self._records.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        if not whole:
            return
        with held_back():
            append_lines(self._path, whole)
            self._read += len(whole)
        for line in whole.split(b"\n")[:-1]:
            record = json.loads(line)
            if not record.get("control"):
                self._done(record["id"])


def supervise(task: Task, limit_s: float, tail: Tail) -> Generator[None, None, str]:
    """Run one worker to its end; why it ended early, or an empty string."""
    module = TIMING if task.process else CHECKING
    variables = worker_variables(task.threads, task.hash_seed, cache_folder(task.folder))
    with Worker(module, task.request(), variables) as worker:
        try:
            reason = yield from _watch(worker, task.marker, limit_s, tail)
            if not reason:
                worker.answer()
        except WorkerError as error:
            reason = str(error)
        finally:
            # Also where a person ends the run: what is finished is saved.
            tail.follow()
    return reason


def _watch(worker: Worker, marker: Path, limit_s: float, tail: Tail) -> Generator[None, None, str]:
    """Follow a worker cell by cell; why it is to be ended, or an empty string."""
    current, since = "", time.monotonic()
    while worker.runs:
        yield
        tail.follow()
        marked = marker.read_text("utf-8")
        if marked != current:
            current, since = marked, time.monotonic()
        if time.monotonic() - since > limit_s:
            return f"took more than {limit_s:g} s and was ended"
    return ""


def cache_folder(run_folder: Path) -> Path:
    """Numba's cache of one run: private, so that it is never older than the sources."""
    return run_folder / "numba-cache"
