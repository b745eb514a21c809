"""The slices of one case: sized, timed by pytest-benchmark, with the CPU time of the same calls."""

import gc
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
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
OUTSIDE_SHARE = 0.1
HANDOVER_S = 0.0002
"""Outside its turns a contender uses less CPU time than this share of its slices', and that for
each of them to wake the next and be woken."""
AT_WORK = 0.8
"""Undisturbed, whoever does not wait has at least so much CPU time per wall time."""
WAITING_SHARE = 0.25
"""Whoever waits leaves its core of its own accord in as many of its slices at least."""


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
    """CPU seconds of all threads of the process, whichever of them does the work."""
    outside_s: float = 0.0
    """CPU seconds of the process while others had their turns."""
    left: int = 0
    """Slices in which a thread left its core without being made to."""
    _layout_s: float = inf
    _paddings: Paddings = field(default_factory=Paddings)

    @cached_property
    def call(self) -> TimedCall:
        assert self.make is not None
        return self.make()

    def warm(self) -> None:
        """One slice that does not count; how long data take to make is seen too.

        A call that fills a slice by itself was warmed by the first call, and its data stay.
        """
        if self.calls > 1:
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
    def waits(self) -> bool:
        """Whether it waits for a clock, a file or another process, so that its CPU time is not what
        a call takes, and the wall clock judges. On a core that is taken away in every slice, work
        that is handed from thread to thread looks the same."""
        slices = list(zip(self.cpu_s, self.wall_s, strict=False))
        idle = all(cpu_s < AT_WORK * wall_s for cpu_s, wall_s in slices)
        return bool(slices) and idle and self.left >= WAITING_SHARE * len(slices)

    @property
    def cpu_per_wall(self) -> float:
        wall_s = sum(self.wall_s)
        return sum(self.cpu_s) / wall_s if wall_s else 0.0

    def fault(self, threads: int) -> str:
        """Why the slices contradict so many threads, or an empty string."""
        owed_s = TICK_S * (threads - 1)
        wall_s, cpu_s = self.calls * sum(self.wall_s), self.calls * sum(self.cpu_s)
        if cpu_s > CPU_PER_WALL * threads * wall_s + owed_s:
            return f"used {self.cpu_per_wall:.2f} s of CPU time per second with {threads} thread(s)"
        if threads == 1 and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1:
            return "left the core to which it was pinned"
        return ""

    def suspicion(self, threads: int) -> str:
        """How much it did while others had their turns, or an empty string.

        Now and then a crowded machine counts its own milliseconds to whoever is woken, so that
        once is no proof. Threads of a pool go on spinning for a while, which is no work.
        """
        cpu_s = self.calls * sum(self.cpu_s)
        allowed_s = OUTSIDE_SHARE * cpu_s + HANDOVER_S * len(self.cpu_s)
        if threads > 1 or self.outside_s <= allowed_s:
            return ""
        share = self.outside_s / (self.outside_s + cpu_s)
        return f"used {100 * share:.0f} % of its CPU time while others had their turns"

    def _turn(self, turns: Iterator[None]) -> None:
        """Hand the last turn on and wait for the next; then make ready, within it."""
        used = time.process_time()
        next(turns)
        if self.cpu_s:
            self.outside_s += time.process_time() - used
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
        left, used = _times_left(), time.process_time()
        self.call.repeat(self.calls)
        self.cpu_s.append((time.process_time() - used) / self.calls)
        self.left += _times_left() > left


def _times_left() -> int:
    """How often a thread of this process left its core to wait, without being made to."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
