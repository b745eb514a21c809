"""One cell in one process: first call, rounds, and the same checks again after the last round."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from propbench.bench import subjects
from propbench.bench.ceilings import cell_s
from propbench.bench.environment import observed_threads, set_threads, too_many_threads
from propbench.bench.grid import Case
from propbench.bench.problems import SEED
from propbench.bench.reasons import described
from propbench.bench.results import CheckRecord, TimingRecord
from propbench.bench.rounds import calls_filling
from propbench.bench.timing.check import OTHER_SEED, OTHER_UP_TO, require_right
from propbench.bench.timing.digest import digest
from propbench.bench.timing.isolation import contained
from propbench.bench.timing.task import Task
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls import Implementation

ROUND_S = 0.004
"""A round lasts at least this long: many thousand times the timer's resolution."""
MOST_ROUNDS = 100
CPU_PER_WALL = 1.2
"""More CPU time than this per wall time and thread contradicts the threads asked for."""
TICK_S = 0.01
"""What a thread on another core has used reaches the count of the process a tick late, at most."""


class Sentinel:
    """A fixed product, timed beside every cell: when it moves, the machine moved."""

    def __init__(self) -> None:
        self._factor = np.random.default_rng(0).standard_normal((96, 96))
        self._seconds: list[float] = []

    def drift(self) -> float:
        """Its time now over its median in this process so far."""
        fastest = min(self._once() for _ in range(5))
        self._seconds.append(fastest)
        return fastest / statistics.median(self._seconds)

    def _once(self) -> float:
        started = time.perf_counter()
        self._factor @ self._factor
        return time.perf_counter() - started


@dataclass
class Measurement:
    """What one process knows while it measures."""

    task: Task
    implementations: dict[str, Implementation]
    checks: dict[str, CheckRecord]
    sentinel: Sentinel
    thread_fault: str
    """Why this process cannot time anything, or an empty string."""
    order: int = 0
    began: float = field(default_factory=time.perf_counter)

    def of(self, case: Case, benchmark: Any) -> TimingRecord:
        """The record of one case; whatever goes wrong is in it, and then it is not valid."""
        self.task.mark(case)
        started_s = time.perf_counter() - self.began
        rounds = Rounds()
        set_threads(case.threads)
        implementation = self.implementations.get(case.implementation)
        try:
            with contained(case.implementation):
                self._time(implementation, case, benchmark, rounds)
            fault = self.thread_fault or rounds.fault(case.threads)
            # Asked after the work, because a library is first seen when it is loaded.
            reason = fault or too_many_threads(case.threads)
        except (Exception, SystemExit) as error:
            reason = described(error, implementation.folder if implementation else None)
        self.order += 1
        return TimingRecord(
            id=case.id,
            process=self.task.process,
            order=self.order - 1,
            started_s=started_s,
            hash_seed=self.task.hash_seed,
            first_call_s=rounds.first_call_s,
            calls_per_round=rounds.calls,
            round_s=rounds.seconds,
            cpu_per_wall=rounds.cpu_per_wall,
            threads=observed_threads(),
            drift=self.sentinel.drift(),
            valid=not reason,
            reason=reason,
        )

    def _time(
        self, implementation: Implementation | None, case: Case, benchmark: Any, rounds: "Rounds"
    ) -> None:
        call = subjects.make_call(implementation, case, SEED)
        started = time.perf_counter()
        call.once()
        rounds.first_call_s = time.perf_counter() - started
        self._require_same(case, call)
        rounds.run(call, benchmark, *self._sizes(case))
        self._check_again(case, call)

    def _sizes(self, case: Case) -> tuple[int, int]:
        """Calls in a round, and rounds."""
        call_s = self.checks[case.id].call_s
        assert call_s is not None
        calls = calls_filling(ROUND_S, call_s)
        wanted = int(cell_s(case, self.task.cell_s) / (calls * call_s))
        return calls, min(MOST_ROUNDS, max(self.task.min_rounds, wanted))

    def _require_same(self, case: Case, call: TimedCall) -> None:
        """The result that was checked, or else a check of its own."""
        result = call.read()
        if digest(result) != self.checks[case.id].digest:
            require_right(case, result)

    def _check_again(self, case: Case, call: TimedCall) -> None:
        """After the last round: the problem has not drifted, and the answer is still computed."""
        drifted = call.drift()
        if drifted:
            raise ValueError(f"after the last round {drifted}")
        if call.inputs == "parameters" and case.m <= OTHER_UP_TO:
            call.use(OTHER_SEED)
            call.once()
            require_right(case, call.read(), OTHER_SEED)
        else:
            call.once()
            self._require_same(case, call)


@dataclass
class Rounds:
    """Rounds as pytest-benchmark timed them, with the CPU time of the same calls."""

    first_call_s: float | None = None
    calls: int = 1
    seconds: list[float] = field(default_factory=list)
    cpu_s: float = 0.0
    wall_s: float = 0.0

    def run(self, call: TimedCall, benchmark: Any, calls: int, rounds: int) -> None:
        self.calls = calls
        benchmark.pedantic(
            self._timed(call.repeat),
            setup=lambda: _restored(call, calls),
            rounds=rounds,
            # A call that fills a round by itself was warmed by the first call.
            warmup_rounds=0 if calls == 1 else 1,
        )
        self.seconds = [seconds / calls for seconds in benchmark.stats.stats.data]

    @property
    def cpu_per_wall(self) -> float:
        return self.cpu_s / self.wall_s if self.wall_s else 0.0

    def fault(self, threads: int) -> str:
        """Why the rounds contradict so many threads, or an empty string."""
        owed_s = TICK_S * (threads - 1)
        if self.cpu_s <= CPU_PER_WALL * threads * self.wall_s + owed_s:
            return ""
        return f"used {self.cpu_per_wall:.2f} s of CPU time per second with {threads} thread(s)"

    def _timed(self, repeat: Callable[[int], None]) -> Callable[[int], None]:
        def run(calls: int) -> None:
            wall, cpu = time.perf_counter(), time.process_time()
            repeat(calls)
            self.cpu_s += time.process_time() - cpu
            self.wall_s += time.perf_counter() - wall

        return run


def _restored(call: TimedCall, calls: int) -> tuple[tuple[int], dict[str, Any]]:
    """Restore, then the arguments of the next round, as pytest-benchmark asks of a set-up."""
    call.restore()
    return (calls,), {}
