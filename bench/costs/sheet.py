"""The cost sheet: what an implementation costs before its first result, and in memory.

At the headline case or another, in fresh processes with a private compile cache. The first finds
the cache empty; if it leaves something there, later ones find it warm, and if not, they are all
cold. What they compiled goes to the run's own cache then, so that nothing is compiled twice.
Memory has a process of its own, so that no clock runs while it is watched.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from propbench.bench import grid, subjects, temporary
from propbench.bench.cases import Case
from propbench.bench.costs import problem_file
from propbench.bench.descriptions import Described
from propbench.bench.environment import worker_variables
from propbench.bench.families import rates
from propbench.bench.process import WorkerError, ask
from propbench.bench.results import COSTS_FILE, CostRecord, append_whole, read_lines
from propbench.bench.timing.worker import cache_folder

START = "propbench.bench.costs.start"
LIMIT_S = 120.0
PROCESS_S = 0.9
"""Predicted: starting a process."""


@dataclass(frozen=True)
class Sheet:
    """Who gets a cost sheet, by full name and as named on the command line."""

    specifiers: dict[str, str]
    cold_s: dict[str, float]
    """Predicted seconds of compiling with an empty cache."""
    processes: int
    case: Case = grid.HEADLINE_CASE
    """Whose problem it is; a training step of it is called."""

    def predicted_s(self, name: str) -> float:
        """Seconds for one implementation."""
        cold = self.cold_s[name]
        if not self.processes:
            return cold or PROCESS_S
        return cold + PROCESS_S * (self.processes + 1 + bool(cold))


def plan(implementations: Mapping[str, Described], processes: int) -> Sheet:
    """Everybody who can answer the headline case; keys are names on the command line.

    With no processes to spare, only this project's tuned ones but for loops, and only their cold
    start.
    """
    able = {
        specifier: one
        for specifier, one in implementations.items()
        if one.has("dense") and "closed" in one.divisions and (processes or _is_always_started(one))
    }
    return Sheet(
        {one.name: specifier for specifier, one in able.items()},
        {one.name: rates(one).cold_s for one in able.values()},
        processes,
    )


def _is_always_started(implementation: Described) -> bool:
    own = rates(implementation)
    return implementation.league == "tuned" and own.ours and not own.interpreted


def run(sheet: Sheet, folder: Path, done: Callable[[str], None]) -> None:
    """Add the records of everybody who has none yet; `done` is told each name."""
    path = folder / COSTS_FILE
    known = {one.implementation for one in read_lines(path, CostRecord)}
    with temporary.folder() as private:
        given = private / "problem.npz"
        problem_file.save(subjects.network_problem(sheet.case).arguments, given)
        for name, specifier in sheet.specifiers.items():
            if name in known:
                continue
            with temporary.folder() as own:
                starts = _Starts(name, specifier, sheet.case.subject, given, own)
                append_whole(path, starts.records(sheet.processes))
                shutil.copytree(own, cache_folder(folder), dirs_exist_ok=True)
            done(name)


@dataclass(frozen=True)
class _Starts:
    """One implementation with a cache of its own."""

    name: str
    specifier: str
    subject: str
    given: Path
    cache: Path

    def records(self, processes: int) -> list[CostRecord]:
        """Cold, then warm as often as asked where something was cached; memory last."""
        found = [self._record("cold", 1)]
        if not processes:
            return found
        cached = any(file.is_file() for file in self.cache.rglob("*"))
        if cached:
            found += [self._record("warm", n) for n in range(1, processes + 1)]
        elif not found[0].reason:
            found += [self._record("cold", n) for n in range(2, processes + 1)]
        return [*found, self._record("memory", 1)]

    def _record(self, kind: Literal["cold", "warm", "memory"], process: int) -> CostRecord:
        """What a fresh process measured, or why it did not."""
        request = {
            "kind": kind,
            "specifier": self.specifier,
            "network": self.subject,
            "problem": str(self.given),
        }
        measured, reason = {}, ""
        try:
            measured = ask(START, request, worker_variables(1, 0, self.cache), LIMIT_S)
        except WorkerError as error:
            reason = str(error)
        fields = {"implementation": self.name, "kind": kind, "process": process, "reason": reason}
        return CostRecord.model_validate({**fields, **measured})
