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

from propbench.bench.regression.comparing import begin, recorded, screen_and_confirm
from propbench.bench.regression.cores import Cores, chosen_cores
from propbench.bench.regression.environments import Told
from propbench.bench.regression.git import Repository
from propbench.bench.regression.judge import judge
from propbench.bench.regression.records import Compared, Judgement
from propbench.bench.regression.request import Request, grid_targets
from propbench.bench.regression.selftest.archive import Kind, SelfTestRun, code, compact
from propbench.bench.regression.selftest.others import Moment
from propbench.bench.regression.settings import Settings
from propbench.bench.regression.targets import Target
from propbench.bench.regression.trees import checked_out
from propbench.bench.timing.worker import ROOT

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
        targets=grid_targets((), ROOT, None),
        implementations=(),
        pattern=None,
        accepted=(),
        settings=settings,
        out=out,
    )


def run(kind: Kind, loaded: bool, turn: int, asked: Request, told: Told) -> SelfTestRun:
    """One whole run of the check. `turn` decides which case gets which size."""
    shares = _shares(kind, turn, asked.targets)
    made_by, before = code(), Moment.now()
    with (
        checked_out(asked.repository, asked.base, asked.head) as trees,
        chosen_cores() as cores,
        load(_loaded_core(cores, turn) if loaded else None) as loaded_core,
    ):
        experiment = begin(asked, trees, cores, told, before.wall_s)
        experiment.extra_shares = shares
        experiment.compared = [in_whole_calls(one, shares) for one in experiment.compared]
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
    if verdicts(judge(found)) != verdicts(kept.judgement):
        told("the verdict is another one after rounding; the rounded one is kept")
    return kept


def verdicts(judgement: Judgement) -> tuple[int, list[tuple[str, str]]]:
    """What was decided, without the numbers."""
    return judgement.exit_code, [(row.id, row.verdict) for row in judgement.rows]


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
    return next(one.id for one in targets if fnmatch.fnmatch(one.id, pattern))


def in_whole_calls(one: Compared, shares: Mapping[str, float]) -> Compared:
    """Samples so large that the extra work is a whole number of calls: 3 in 100, or 1 in 20."""
    if one.id not in shares:
        return one
    whole = Fraction(shares[one.id]).limit_denominator(100).denominator
    if one.calls >= whole:
        return one.model_copy(update={"calls": whole * round(one.calls / whole)})
    divisors = [calls for calls in range(1, whole + 1) if whole % calls == 0]
    calls = min(divisors, key=lambda divisor: abs(divisor - one.calls))
    fits = whole // calls
    slices = fits * math.ceil(one.slices * one.calls / calls / fits)
    return one.model_copy(update={"calls": calls, "slices": slices})
