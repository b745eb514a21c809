"""The parent: runs workers one after the other and survives whatever they do.

A worker appends a record for every finished cell and names the cell under way in a marker file.
When it dies or hangs, that cell is recorded as failed and a new worker does the rest.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.environment import worker_variables
from bench.grid import Case, Profile
from bench.results import (
    CheckRecord,
    TimingRecord,
    append,
    drop_torn_line,
    process_file,
    read_lines,
)
from bench.timing.check import unmeasured
from bench.timing.task import Task

CELL_LIMIT_S = 120.0
POLL_S = 0.1
GRACE_S = 5.0
ROOT = Path(__file__).parents[2]

CHECK_COMMAND = ("-m", "bench.timing.checking")
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


@dataclass(frozen=True)
class Job:
    """What a session measures, and where to."""

    folder: Path
    profile: Profile
    cases: tuple[Case, ...]
    implementations: tuple[str, ...]
    seed: int
    limit_s: float = CELL_LIMIT_S


def check(job: Job, done: Done) -> None:
    """Check every case that has no record yet."""
    path = job.folder / "checks.jsonl"

    def failed(case: Case, reason: str) -> None:
        append(path, unmeasured(case, "failed", reason))

    _until_done(job, 0, path, lambda: _without(job.cases, _ids(path, CheckRecord)), failed, done)


def time_cells(job: Job, process: int, done: Done) -> None:
    """Time, in fresh process number `process`, every right cell that has no record there yet."""
    path = job.folder / process_file(process)
    checks = read_lines(job.folder / "checks.jsonl", CheckRecord)
    right = {record.id for record in checks if record.kind == "measured"}
    cases = [case for case in job.cases if case.id in right]
    random.Random(f"{job.seed}-{process}").shuffle(cases)  # noqa: S311

    def failed(case: Case, reason: str) -> None:
        append(path, _broken_timing(case, process, reason))

    _until_done(job, process, path, lambda: _without(cases, _ids(path, TimingRecord)), failed, done)


def _until_done(
    job: Job,
    process: int,
    path: Path,
    pending: Callable[[], list[Case]],
    failed: Callable[[Case, str], None],
    done: Done,
) -> None:
    """Start workers until no case is pending; each death costs the case under way."""
    drop_torn_line(path)
    with tempfile.TemporaryDirectory(prefix="propbench-") as private:
        while cases := pending():
            task = _task(job, process, cases, Path(private))
            reason = _supervise(task, Path(private), job.limit_s, Tail(path, done))
            drop_torn_line(path)
            left = {case.id: case for case in pending()}
            if not left:
                return
            marked = task.marker.read_text("utf-8")
            if marked not in left:
                raise WorkerError(reason or "a worker left cells undone without saying why")
            failed(left[marked], reason or "the worker ended within this cell")


def _task(job: Job, process: int, cases: list[Case], private: Path) -> Task:
    marker = private / "marker"
    marker.write_text("", "utf-8")
    return Task(
        folder=job.folder,
        marker=marker,
        process=process,
        hash_seed=random.Random(f"hash-{job.seed}-{process}").randrange(2**32),  # noqa: S311
        implementations=job.implementations,
        cases=tuple(cases),
        cell_s=job.profile.cell_s,
        slowest_call_s=job.profile.slowest_call_s,
        min_rounds=job.profile.min_rounds,
    )


def _supervise(task: Task, private: Path, limit_s: float, tail: "Tail") -> str:
    """Run one worker to its end; why it ended early, or an empty string."""
    task_file = private / "task.json"
    task.save(task_file)
    with (private / "output").open("w+b") as output:
        worker = subprocess.Popen(
            [sys.executable, *_command(task, task_file)],
            cwd=ROOT,
            env=worker_variables(1, task.hash_seed, cache_folder(task.folder)),
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
    files = [f"bench/timing/bench_{part}.py" for part in parts]
    return [*TIME_COMMAND, "--task", str(task_file), *files]


def _watch(worker: "subprocess.Popen[bytes]", marker: Path, limit_s: float, tail: "Tail") -> str:
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


def _ids(path: Path, kind: type[CheckRecord] | type[TimingRecord]) -> set[str]:
    return {record.id for record in read_lines(path, kind)}


def _without(cases: tuple[Case, ...] | list[Case], finished: set[str]) -> list[Case]:
    return [case for case in cases if case.id not in finished]


def _broken_timing(case: Case, process: int, reason: str) -> TimingRecord:
    return TimingRecord(
        id=case.id,
        process=process,
        order=0,
        started_s=0.0,
        hash_seed=0,
        first_call_s=None,
        calls_per_round=1,
        round_s=[],
        cpu_per_wall=0.0,
        drift=1.0,
        valid=False,
        reason=reason,
    )
