"""One cell in one contender's process: prepared, sampled by turns, and checked again.

The conductor asks three times, so that nothing but the slices of a turn is ever at work:

    prepare    make ready, call once, hold the result against what was checked
    sample     the passes: pytest-benchmark waits for the turn in its set-up, and times the slice
    finish     the same checks again, after the last slice
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from propbench.bench import subjects
from propbench.bench.environment import observed_threads, set_threads, too_many_threads
from propbench.bench.grid import Case
from propbench.bench.problems import SEED
from propbench.bench.reasons import described
from propbench.bench.results import CheckRecord, TimingRecord
from propbench.bench.sampling import schedule
from propbench.bench.sampling.seat import Seat
from propbench.bench.timing.check import answers_judged, require_computed, require_right
from propbench.bench.timing.digest import digest
from propbench.bench.timing.questions import Member
from propbench.bench.timing.slices import Slices, sizes
from propbench.bench.timing.task import Task
from propbench.bench.timing.timed_call import TimedCall
from propbench.bench.timing.work_guards import read_after, require_all_done
from propbench.impls import Implementation, load


@dataclass
class Measurement:
    """What one contender's process knows while it measures."""

    task: Task
    seat: Seat
    checks: dict[str, CheckRecord]
    members: list[Member]
    """What this contender does, in the order in which it is asked."""
    specifier: str | None
    """The implementation as it was named on the command line; a ceiling has none."""
    thread_fault: str
    """Why this process cannot time anything, or an empty string."""
    began: float
    order: int = 0

    def next(self, benchmark: Any) -> None:
        """Answer the conductor about the next case; whatever goes wrong is in the record."""
        self.seat.request()
        member = self.members[self.order]
        cell = _Cell(self, member, time.perf_counter() - self.began, self.order)
        self.order += 1
        cell.attempt(cell.prepare)
        if cell.reason:
            self.seat.reply({"record": cell.record()})
            return
        self.seat.reply({"slices": cell.slices.count})
        request = self.seat.request()
        turns = self.seat.turns(request["passes"])
        cell.attempt(lambda: cell.slices.run(benchmark, turns))
        for _ in turns:
            """Where a slice raised, the turns that are left are handed on."""
        self.seat.reply({})
        self.seat.request()
        cell.attempt(cell.check_again)
        taken = schedule.numbers(request["passes"], self.seat.name)[: len(cell.slices.wall_s)]
        record = cell.record([request["first"] + n for n in taken])
        self.seat.reply({"record": record, "suspected": bool(cell.suspicion)})


@dataclass
class _Cell:
    """One case under way."""

    measurement: Measurement
    member: Member
    started_s: float
    order: int
    reason: str = ""
    suspicion: str = ""
    """What a second try is to confirm, of a case that is refused for it."""
    first_call_s: float | None = None
    slices: Slices = field(default_factory=Slices)
    implementation: Implementation | None = None

    @property
    def case(self) -> Case:
        return self.member.case

    def attempt(self, step: Callable[[], None]) -> None:
        """One step, unless an earlier one went wrong."""
        if self.reason:
            return
        try:
            step()
        except (Exception, SystemExit) as error:
            folder = self.implementation.folder if self.implementation else None
            self.reason = described(error, folder)

    def prepare(self) -> None:
        task = self.measurement.task
        set_threads(self.case.threads)
        if self.measurement.specifier is not None:
            self.implementation = load(self.measurement.specifier)
        check = self.measurement.checks[self.case.id]
        assert check.call_s is not None
        fewest = task.fewest_rounds(self.case)
        calls, count = sizes(self.case, check.call_s, task.cell_s, fewest)
        self.slices = Slices(
            lambda: subjects.make_call(self.implementation, self.case, SEED), calls, count
        )
        started = time.perf_counter()
        self.slices.call.once()
        self.first_call_s = time.perf_counter() - started
        self._require_same(self.slices.call)
        self.slices.warm()
        if self.measurement.thread_fault:
            raise RuntimeError(self.measurement.thread_fault)

    def check_again(self) -> None:
        """After the last slice: the problem has not drifted, and the answer is still computed."""
        case, slices, call = self.case, self.slices, self.slices.call
        # Asked after the work, because a library is first seen when it is loaded.
        fault = slices.fault(case.threads) or too_many_threads(case.threads)
        self.suspicion = "" if fault else slices.suspicion(case.threads)
        if fault or self.suspicion:
            raise RuntimeError(fault or self.suspicion)
        played = None
        if case.threads == 1:
            # The last slice itself. Others' threads may work on behind it, which a round shows.
            seconds = slices.calls * slices.wall_s[-1]
            played = read_after(call, slices.calls, seconds)
        drifted = call.drift()
        if drifted:
            raise ValueError(f"after the last round {drifted}")
        require_all_done(call, slices.calls, played)
        if not answers_judged(case, call):
            call.once()
            self._require_same(call)
        require_computed(case, call, call.read(), statistics.median(slices.wall_s))

    def record(self, passes: list[int] | None = None) -> dict[str, Any]:
        """As it is stored."""
        slices = self.slices
        return TimingRecord(
            id=self.case.id,
            process=self.measurement.task.process,
            order=self.order,
            started_s=self.started_s,
            hash_seed=self.measurement.task.hash_seed,
            first_call_s=self.first_call_s,
            calls_per_round=slices.calls,
            round_s=slices.wall_s,
            cpu_round_s=[] if slices.waits else slices.cpu_s,
            passes=passes or [],
            control=self.member.control,
            cpu_per_wall=slices.cpu_per_wall,
            threads=observed_threads(),
            drift=1.0,
            valid=not self.reason,
            reason=self.reason,
        ).model_dump(mode="json")

    def _require_same(self, call: TimedCall) -> None:
        """The result that was checked, or else a check of its own."""
        result = call.read()
        if digest(result) != self.measurement.checks[self.case.id].digest:
            require_right(self.case, result)
