"""One side's process: prepares targets and runs one sample whenever the driver asks.

    python -P -m propbench.bench.regression.sampling.worker ROLE PIPES

Requests and replies are JSON lines; whatever the code under test prints goes elsewhere. During
samples the sides wake each other, without the driver: see `turns`.
"""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

from propbench.bench.environment import thread_fault
from propbench.bench.reasons import one_line
from propbench.bench.regression.counts import counters
from propbench.bench.regression.sampling import origins, works
from propbench.bench.regression.sampling.compilations import Compilations
from propbench.bench.regression.sampling.injected import InjectedWork
from propbench.bench.regression.sides.cases_file import AbsentError
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.targets import Target
from propbench.bench.sampling.paddings import Paddings
from propbench.bench.sampling.stacks import on_fresh_stack
from propbench.bench.sampling.turns import Turns
from propbench.bench.timing.isolation import contained
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import UnsupportedError

Reply = dict[str, Any]
WARM_S = 0.005


@dataclass
class Worker:
    """What one process keeps between requests."""

    turns: Turns
    older: bool = False
    """Whether head's file of cases may use what is not there yet."""
    works: dict[str, TimedCall] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    makers: dict[str, Callable[[], TimedCall]] = field(default_factory=dict)
    paddings: Paddings = field(default_factory=Paddings)
    compilations: Compilations = field(default_factory=Compilations)

    def prepare(self, target: dict[str, Any], known: str) -> Reply:
        """Make ready, call once, check, and warm up until nothing is compiled any more."""
        wanted = Target.of(target)
        try:
            with contained(wanted.owner):
                work = works.make(wanted, self.older)
                found = works.checked(wanted, work, known, self.older)
                call_s = self._warm(work)
        except (UnsupportedError, AbsentError) as error:
            return {"trouble": "unsupported", "reason": one_line(error)}
        except Exception as error:
            return {"trouble": "failed", "reason": f"{type(error).__name__}: {one_line(error)}"}
        self.works[wanted.id], self.targets[wanted.id] = work, wanted
        self.makers[wanted.id] = partial(_made, wanted, self.older)
        return {"digest": found, "call_s": call_s}

    def ready(self, core: int) -> Reply:
        """Everything is prepared: what is there now is never looked at by the collector again."""
        if os.sched_getaffinity(0) != {core}:
            return {"fault": f"is not on core {core} alone"}
        gc.collect()
        gc.freeze()
        gc.disable()
        return {"fault": thread_fault(threads=1)}

    def sample(self, id: str, calls: int, order: list[Role]) -> Reply:
        """One sample: a slice of so many calls at each of this side's turns, and their sums.

        Its thread has what the implementation set for this one, as NumPy's handling of errors.
        """
        with contained(self.targets[id].owner):
            work = self._elsewhere(id)
            work.restore()
            gc.collect()
            gc.disable()
            context = copy_context()
            return on_fresh_stack(lambda: context.run(self._slices, work, calls, order))

    def facts(self, id: str) -> Reply:
        """What needs no clock about one call."""
        with contained(self.targets[id].owner):
            return dict(counters.facts(self.works[id], self.targets[id]))

    def compiled(self, source: str) -> Reply:
        """What Numba made of an implementation."""
        return dict(counters.compiled_facts(works.implementation(source)))

    def origins(self, tree: str, repository: str) -> Reply:
        """Whether all that was prepared is this side's own code."""
        targets = list(self.targets.values())
        return {"fault": origins.fault(targets, Path(tree), Path(repository))}

    def version(self, newest: int) -> Reply:
        return {"fault": works.version_fault(newest)}

    def _elsewhere(self, id: str) -> TimedCall:
        """The case made anew, its data at other addresses than before."""
        self.paddings.add()
        work = self.works[id] = self.makers[id]()
        work.once()
        return work

    def _slices(self, work: TimedCall, calls: int, order: list[Role]) -> Reply:
        compiled, cpu, wall, switches = self.compilations.count, 0.0, 0.0, 0
        for _ in self.turns.mine(order):
            switched, wall_s, cpu_s = _switches(), time.perf_counter(), time.thread_time()
            work.repeat(calls)
            cpu += time.thread_time() - cpu_s
            wall += time.perf_counter() - wall_s
            switches += _switches() - switched
        return {
            "cpu_s": cpu,
            "wall_s": wall,
            "switches": switches,
            "compiled": self.compilations.count != compiled,
        }

    def _warm(self, work: TimedCall) -> float:
        """Seconds of one call, once nothing is compiled any more.

        Of the clock that says more: a call that waits would fill no slice by its CPU time.
        """
        calls = 1
        while True:
            work.restore()
            compiled = self.compilations.count
            wall_s, cpu_s = time.perf_counter(), time.thread_time()
            work.repeat(calls)
            taken = max(time.thread_time() - cpu_s, time.perf_counter() - wall_s)
            if taken >= WARM_S and self.compilations.count == compiled:
                return taken / calls
            calls *= 2 if taken < WARM_S else 1


def _made(target: Target, older: bool) -> TimedCall:
    work = works.make(target, older)
    return InjectedWork(work, target.extra_share) if target.extra_share else work


def _switches() -> int:
    return resource.getrusage(resource.RUSAGE_THREAD).ru_nivcsw


def main(role: Role, pipes: dict[str, Any]) -> None:
    """Answer requests until the driver closes its end."""
    worker = Worker(Turns(role, pipes["turns"]), older=role != "head")
    with os.fdopen(pipes["read"]) as requests, os.fdopen(pipes["write"], "w") as replies:
        for line in requests:
            request = json.loads(line)
            reply = getattr(worker, request.pop("do"))(**request)
            replies.write(json.dumps(reply) + "\n")
            replies.flush()


if __name__ == "__main__":
    main(cast(Role, sys.argv[1]), json.loads(sys.argv[2]))
