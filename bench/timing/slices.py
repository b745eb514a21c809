"""The slices of one case: sized, timed by pytest-benchmark, with the CPU time of the same calls."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from propbench.bench.ceilings import cell_s as ceiling_cell_s
from propbench.bench.grid import Case
from propbench.bench.rounds import calls_filling
from propbench.bench.sampling.paddings import Paddings
from propbench.bench.timing.timed_call import TimedCall

SLICE_S = 0.0012
"""A slice lasts about as long: many hundred times the timer's resolution, and shorter than what
a shared core needs to change its speed."""
MOST_SLICES = 100
CPU_PER_WALL = 1.2
"""More CPU time than this per wall time and thread contradicts the threads asked for."""
TICK_S = 0.01
"""What a thread on another core has used reaches the count of the process a tick late, at most."""
LAYOUT_SLICES = 5
"""After so many slices the data are made anew, elsewhere in memory."""
MOST_LAYOUT_S = 0.003
"""Data that take longer to make stay where they are for as long as the process lives."""


def sizes(case: Case, call_s: float, cell_s: float, fewest: int) -> tuple[int, int]:
    """Calls in a slice, and slices, of a case that has `cell_s` seconds."""
    calls = calls_filling(SLICE_S, call_s)
    count = int(ceiling_cell_s(case, cell_s) / (calls * call_s))
    return calls, min(MOST_SLICES, max(fewest, count))


@dataclass
class Slices:
    """Slices as they are taken; seconds are per call."""

    make: Callable[[], TimedCall] | None = None
    calls: int = 1
    count: int = 0
    wall_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    process_s: float = 0.0
    """CPU seconds of all threads of the process."""
    _paddings: Paddings = field(default_factory=Paddings)

    @cached_property
    def call(self) -> TimedCall:
        assert self.make is not None
        return self.make()

    def warm(self) -> None:
        """One slice that does not count; how long data take to make is seen too."""
        self.call.restore()
        self.call.repeat(self.calls)
        started = time.perf_counter()
        self._elsewhere()
        self._layout_s = time.perf_counter() - started
        gc.collect()
        gc.freeze()

    def run(self, benchmark: Any, turns: Iterator[None]) -> None:
        """One slice at each turn."""
        benchmark.pedantic(
            self._timed, setup=lambda: self._turn(turns), rounds=self.count, warmup_rounds=0
        )
        self.wall_s = [seconds / self.calls for seconds in benchmark.stats.stats.data]

    @property
    def cpu_per_wall(self) -> float:
        wall_s = self.calls * sum(self.wall_s)
        return self.process_s / wall_s if wall_s else 0.0

    def fault(self, threads: int) -> str:
        """Why the slices contradict so many threads, or an empty string."""
        owed_s = TICK_S * (threads - 1)
        wall_s = self.calls * sum(self.wall_s)
        if self.process_s <= CPU_PER_WALL * threads * wall_s + owed_s:
            return ""
        return f"used {self.cpu_per_wall:.2f} s of CPU time per second with {threads} thread(s)"

    def _turn(self, turns: Iterator[None]) -> None:
        """Hand the last turn on and wait for the next; then make ready, within it."""
        next(turns)
        taken = len(self.cpu_s)
        if taken and taken % LAYOUT_SLICES == 0 and self._layout_s <= MOST_LAYOUT_S:
            self._elsewhere()
        self.call.restore()

    def _elsewhere(self) -> None:
        assert self.make is not None
        self._paddings.add()
        self.__dict__["call"] = self.make()
        self.call.once()

    def _timed(self) -> None:
        process, thread = time.process_time(), time.thread_time()
        self.call.repeat(self.calls)
        self.cpu_s.append((time.thread_time() - thread) / self.calls)
        self.process_s += time.process_time() - process
