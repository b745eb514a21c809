"""Real runs of HEAD against itself, with nothing injected or a known share of extra work."""

import fnmatch
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from propbench.bench.process import ROOT
from propbench.bench.regression.comparing import Request, begin, recorded, screen_and_confirm
from propbench.bench.regression.sampling.cores import Cores, chosen_cores
from propbench.bench.regression.sampling.records import Compared
from propbench.bench.regression.selftest.archive import Kind, SelfTestRun, code, compact
from propbench.bench.regression.selftest.others import Moment
from propbench.bench.regression.sides.environments import Progress
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.listing import Choice, listed
from propbench.bench.regression.sides.targets import Target
from propbench.bench.regression.sides.trees import checked_out
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionVerdict
from propbench.bench.regression.verdict.settings import Settings

SIZES = (0.03, 0.05, 0.10, 0.20)
EVERYWHERE = 0.02
INJECTED = (
    "python_*-derivative-*",
    "numpy_*-activation-*",
    "numba_*-derivative-*",
    "numpy_*-update-*",
    "numpy_*-dot-*",
)
"""A Python, a NumPy and a Numba case, a case of microseconds, and one that waits for memory."""

_LOAD = "import numpy as n\nx = n.ones(4_000_000)\nwhile True: x *= 1.0000001; sum(range(100_000))"


def request(out: Path, settings: Settings) -> Request:
    """HEAD against itself, the default cases."""
    repository = Repository(ROOT)
    dirty = repository.is_dirty()
    commit = repository.snapshot() if dirty else repository.commit("HEAD")
    return Request(
        repository=repository,
        base=commit,
        head=commit,
        head_dirty=dirty,
        targets=listed(Choice(ROOT)),
        implementations=(),
        pattern=None,
        accepted=(),
        settings=settings,
        out=out,
    )


def run(kind: Kind, loaded: bool, turn: int, asked: Request, progress: Progress) -> SelfTestRun:
    """One whole run of the check. `turn` decides which case gets which size."""
    shares = _shares(kind, turn, asked.targets)
    made_by, before = code(), Moment.now()
    with (
        checked_out(asked.repository, asked.base, asked.head) as trees,
        chosen_cores() as cores,
        load(_loaded_core(cores, turn) if loaded else None) as loaded_core,
    ):
        experiment = begin(asked, trees, cores, progress, before.wall_s)
        experiment.extra_shares = shares
        experiment.compared = [in_whole_calls(case, shares) for case in experiment.compared]
        screen_and_confirm(asked, experiment)
        found = recorded(asked, experiment, "complete")
        other_cores = before.cores_used_by_others()
    kept = SelfTestRun(
        schema_version=1,
        code=made_by,
        kind=kind,
        loaded=loaded,
        loaded_core=loaded_core,
        other_cores=round(other_cores, 3),
        shares=shares,
        comparison=compact(found),
    )
    if verdicts(judge(found)) != verdicts(kept.verdict):
        progress("the verdict is another one after rounding; the rounded one is kept")
    return kept


def verdicts(verdict: RegressionVerdict) -> tuple[int, list[tuple[str, str]]]:
    """What was decided, without the numbers."""
    return verdict.exit_code, [(row.id, row.verdict) for row in verdict.rows]


@contextmanager
def load(core: int | None) -> Iterator[int | None]:
    """Another process that keeps this core and some memory busy; none without a core."""
    if core is None:
        yield None
        return
    busy = subprocess.Popen([sys.executable, "-c", _LOAD])
    try:
        os.sched_setaffinity(busy.pid, {core})
        yield core
        if busy.poll() is not None:
            raise OSError(f"the load on core {core} ended with {busy.returncode} before the run")
    finally:
        busy.kill()
        busy.wait()


def _loaded_core(cores: Cores, turn: int) -> int:
    """By turns: left alone, the load keeps to the driver's core, and the sides never meet it."""
    return (cores.driver, cores.sides)[turn % 2]


def _shares(kind: Kind, turn: int, targets: Sequence[Target]) -> dict[str, float]:
    if kind == "everywhere":
        return {target.id: EVERYWHERE for target in targets}
    if kind != "injected":
        return {}
    return {
        first(pattern, targets): SIZES[(position + turn) % len(SIZES)]
        for position, pattern in enumerate(INJECTED)
    }


def first(pattern: str, targets: Sequence[Target]) -> str:
    return next(target.id for target in targets if fnmatch.fnmatch(target.id, pattern))


def in_whole_calls(case: Compared, shares: Mapping[str, float]) -> Compared:
    """Samples so large that the extra work is a whole number of calls: 3 in 100, or 1 in 20."""
    if case.id not in shares:
        return case
    whole = Fraction(shares[case.id]).limit_denominator(100).denominator
    if case.calls >= whole:
        return case.model_copy(update={"calls": whole * round(case.calls / whole)})
    divisors = [calls for calls in range(1, whole + 1) if whole % calls == 0]
    calls = min(divisors, key=lambda divisor: abs(divisor - case.calls))
    fits = whole // calls
    slices = fits * math.ceil(case.slices * case.calls / calls / fits)
    return case.model_copy(update={"calls": calls, "slices": slices})
