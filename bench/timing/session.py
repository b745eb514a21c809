"""The parent: runs workers and survives whatever they do.

A worker hands over a record for every finished cell and names the cell under way in a marker file.
When it dies or hangs, that cell is recorded as failed and a new worker does the rest. Workers that
time are alone on the machine; those that check are side by side.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from propbench.bench import temporary
from propbench.bench.environment import usable_cores
from propbench.bench.grid import Case, Profile, is_headline
from propbench.bench.process import WorkerError
from propbench.bench.results import (
    CHECKS_FILE,
    CheckRecord,
    TimingRecord,
    append,
    drop_torn_line,
    process_file,
    read_lines,
)
from propbench.bench.timing.checker import unmeasured
from propbench.bench.timing.lanes import lanes
from propbench.bench.timing.task import Task
from propbench.bench.timing.worker import Done, Tail, Watch, side_by_side, supervise

CELL_LIMIT_S = 120.0
CONDUCTOR_FIRST = 3
"""So many times as long a timing process is waited for: it ends whoever takes too long itself."""


@dataclass(frozen=True)
class Job:
    """What a session measures, and where to."""

    folder: Path
    profile: Profile
    cases: tuple[Case, ...]
    implementations: tuple[str, ...]
    seed: int
    limit_s: float = CELL_LIMIT_S
    check_s: Mapping[str, float] = field(default_factory=dict)
    """Predicted seconds of checking, by the id of a case."""


def check(job: Job, done: Done) -> None:
    """Check every case that has no record yet: those of one thread in lanes, then the others."""
    path = job.folder / CHECKS_FILE
    drop_torn_line(path)

    def failed(case: Case, reason: str) -> None:
        append(path, unmeasured(case, "failed", reason))

    def lane(cases: Sequence[Case], number: int = 0) -> Watch:
        def pending() -> list[Case]:
            return _without(cases, _ids(path, CheckRecord))

        return _until_done(job, 0, path, pending, failed, done, number)

    single = [case for case in job.cases if case.threads == 1]
    several = [case for case in job.cases if case.threads > 1]
    shares = lanes(_without(single, _ids(path, CheckRecord)), job.check_s, usable_cores())
    side_by_side(*(lane(share, number) for number, share in enumerate(shares)))
    side_by_side(lane(several))


def time_cells(job: Job, process: int, done: Done) -> None:
    """Time, in fresh process number `process`, every right cell that has no record there yet."""
    path = job.folder / process_file(process)
    drop_torn_line(path)
    checks = read_lines(job.folder / CHECKS_FILE, CheckRecord)
    right = {record.id for record in checks if record.kind == "measured"}
    cases = [case for case in job.cases if case.id in right]

    def failed(case: Case, reason: str) -> None:
        append(path, broken_timing(case, process, reason))

    def pending() -> list[Case]:
        return _without(cases, _ids(path, TimingRecord))

    side_by_side(_until_done(job, process, path, pending, failed, done))


def _until_done(
    job: Job,
    process: int,
    path: Path,
    pending: Callable[[], list[Case]],
    failed: Callable[[Case, str], None],
    done: Done,
    lane: int = 0,
) -> Watch:
    """Start workers until no case is pending; each death costs the case under way.

    Every thread count has a worker of its own. A restart that ended early has recorded why, and
    the next one does what is left, what was put off as well.
    """
    second: tuple[str, ...] = ()
    while cases := pending():
        share = [case for case in cases if case.threads == cases[0].threads]
        with temporary.folder() as private:
            task = replace(_task(job, process, share, private, lane), second=second)
            # Who hangs in its turn is known to the conductor alone, which is to be the first.
            patience = 1 if process == 0 else CONDUCTOR_FIRST
            tail = Tail(task.records, path, done)
            reason = yield from supervise(task, patience * job.limit_s, tail)
            marked = task.marker.read_text("utf-8")
            suspected = set(task.suspected()) - set(second)
        second = (*second, *suspected)
        left = {case.id: case for case in pending() if case in share}
        if not left or suspected or (process > 0 and len(left) < len(share)):
            continue
        if marked not in left:
            raise WorkerError(reason or "a worker left cells undone without saying why")
        failed(left[marked], reason or "the worker ended within this cell")


def _task(job: Job, process: int, cases: list[Case], private: Path, lane: int) -> Task:
    task = Task(
        folder=job.folder,
        private=private,
        process=process,
        hash_seed=random.Random(f"hash-{job.seed}-{process}").randrange(2**32),  # noqa: S311
        implementations=job.implementations,
        cases=tuple(cases),
        seed=job.seed,
        limit_s=job.limit_s,
        cell_s=job.profile.cell_s,
        slowest_call_s=job.profile.slowest_call_s,
        exempt=tuple(case.id for case in cases if is_headline(case, job.profile.exempt)),
        min_rounds=job.profile.fewest_rounds(headline=False),
        headline_rounds=job.profile.fewest_rounds(headline=True),
        lane=lane,
    )
    task.marker.write_text("", "utf-8")
    return task


def _ids(path: Path, kind: type[CheckRecord] | type[TimingRecord]) -> set[str]:
    return {record.id for record in read_lines(path, kind)}


def _without(cases: Sequence[Case], finished: set[str]) -> list[Case]:
    return [case for case in cases if case.id not in finished]


def broken_timing(case: Case, process: int, reason: str) -> TimingRecord:
    """The record of a cell that ended its process."""
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
