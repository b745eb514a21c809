"""Whether the records of a run belong together: each cell once, and nothing of unknown cells."""

from collections.abc import Hashable, Iterable

from propbench.bench.results.files import ResultError
from propbench.bench.results.records import TimingRecord
from propbench.bench.results.whole_run import Run


def require_consistent(run: Run) -> None:
    """Raise ResultError naming the first record that is there twice, or that belongs to no cell."""
    name = run.folder.name
    cells = {case.id for case in run.run.cases}
    right = {check.id for check in run.checks if check.kind == "measured"}
    _require_once(name, "case", (case.id for case in run.run.cases))
    _require_once(name, "check", (check.id for check in run.checks))
    _require_once(name, "timing", (_timing_key(timing) for timing in run.timings))
    _require_once(name, "cost", ((c.implementation, c.kind, c.process) for c in run.costs))
    _require_once(name, "allocation", ((a.pair, a.raised, a.m) for a in run.allocation))
    _require_known(name, "check", (check.id for check in run.checks), cells, "case")
    timed = (timing.id for timing in run.timings)
    _require_known(name, "timing", timed, right, "check that it passed")


def _timing_key(timing: TimingRecord) -> tuple[object, ...]:
    """A contender that entered twice has two records of a case in a process."""
    key = (timing.id, timing.process)
    return (*key, "as a control") if timing.control else key


def _require_once(run: str, kind: str, keys: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for key in keys:
        if key in seen:
            raise ResultError(f"{run} has the {kind} of {_words(key)} twice")
        seen.add(key)


def _require_known(run: str, kind: str, names: Iterable[str], known: set[str], of: str) -> None:
    for name in names:
        if name not in known:
            raise ResultError(f"{run} has a {kind} of {name}, but no {of}")


def _words(key: Hashable) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
