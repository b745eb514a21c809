"""The checking process: every cell's first call, against the oracle, before anything is timed.

A cell that fails, is not supported or would take too long is recorded with the reason and never
timed. Sizes are to go upwards, so that a call that is too slow is foreseen from the size before it.
"""

import time
from collections.abc import Collection
from dataclasses import asdict
from typing import Literal

from propbench.bench import numbers, subjects
from propbench.bench.grid import Case
from propbench.bench.problems import SEED
from propbench.bench.reasons import described
from propbench.bench.results import CheckRecord
from propbench.bench.rounds import calls_filling
from propbench.bench.timing.check import (
    require_computed,
    require_edges_right,
    require_right,
    require_second_right,
)
from propbench.bench.timing.digest import digest
from propbench.bench.timing.isolation import contained
from propbench.bench.timing.timed_call import TimedCall
from propbench.bench.timing.work_guards import (
    ROUND_S,
    known_call_s,
    require_all_done,
    require_inputs_kept,
)
from propbench.impls import Implementation
from propbench.impls.contract import UnsupportedError

CALIBRATION_S = 0.005


class Checker:
    """Checks cases in turn, and foresees slow ones from those it has seen; those that are exempt
    (by id) are never too slow."""

    def __init__(self, slowest_call_s: float, exempt: Collection[str] = ()) -> None:
        self._slowest_call_s, self._exempt = slowest_call_s, exempt
        self._seen: dict[tuple[object, ...], tuple[int, float]] = {}
        self._rates: dict[tuple[str, ...], float] = {}

    def check(self, implementation: Implementation | None, case: Case) -> CheckRecord:
        """The record of one case; whatever goes wrong is in it."""
        foreseen = self._foreseen_s(case)
        if self._is_too_slow(case, foreseen):
            self._remember(case, foreseen)
            return unmeasured(case, "too_slow", self._too_slow(foreseen))
        try:
            with contained(case.implementation):
                record = check_case(implementation, case)
        except UnsupportedError as error:
            return unmeasured(case, "unsupported", str(error))
        except (Exception, SystemExit) as error:
            folder = implementation.folder if implementation else None
            return unmeasured(case, "failed", described(error, folder))
        assert record.call_s is not None
        self._remember(case, record.call_s)
        if self._is_too_slow(case, record.call_s):
            slow = {"kind": "too_slow", "reason": self._too_slow(record.call_s)}
            return record.model_copy(update=slow)
        return record

    def _foreseen_s(self, case: Case) -> float:
        """From a smaller size, or else from another network at the same rate; 0 if neither."""
        if _series(case) in self._seen:
            m, seconds = self._seen[_series(case)]
            return seconds * case.m / m
        return self._rates.get(_kind(case), 0.0) * subjects.of(case).multiply_adds(case)

    def _remember(self, case: Case, seconds: float) -> None:
        self._seen[_series(case)] = (case.m, seconds)
        self._rates[_kind(case)] = seconds / subjects.of(case).multiply_adds(case)

    def _is_too_slow(self, case: Case, call_s: float) -> bool:
        return call_s > self._slowest_call_s and case.id not in self._exempt

    def _too_slow(self, call_s: float) -> str:
        took, most = numbers.seconds(call_s), numbers.seconds(self._slowest_call_s)
        return f"one call takes about {took}, more than {most}"


def check_case(implementation: Implementation | None, case: Case) -> CheckRecord:
    """First call, check, later calls. Raises whatever the implementation raises."""
    started = time.perf_counter()
    call = subjects.make_call(implementation, case, SEED)
    prepared = time.perf_counter()
    call.once()
    first_call_s = time.perf_counter() - prepared
    result = call.read()
    max_error = require_right(case, result)
    require_second_right(case, call, result)
    require_inputs_kept(call)
    call_s = min(first_call_s, require_all_done(call, 1))
    if call_s < CALIBRATION_S:
        call_s = call_seconds(call, call_s)
        require_all_done(call, calls_filling(ROUND_S, call_s))
    require_computed(case, call, result, known_call_s(call, call_s), everywhere=True)
    require_edges_right(case, call)
    return CheckRecord(
        id=case.id,
        kind="measured",
        reason="",
        first_call_s=first_call_s,
        call_s=call_s,
        prepare_s=prepared - started,
        max_error=max_error,
        digest=digest(result),
    )


def call_seconds(call: TimedCall, known_s: float) -> float:
    """Seconds for one call once it is warm: the fastest of a few, and of what is known."""
    fastest = known_s
    calls, spent = 1, 0.0
    while spent < CALIBRATION_S:
        call.restore()
        started = time.perf_counter()
        call.repeat(calls)
        taken = time.perf_counter() - started
        fastest, spent, calls = min(fastest, taken / calls), spent + taken, 2 * calls
    return fastest


def _series(case: Case) -> tuple[object, ...]:
    """Cases that differ in m alone."""
    return tuple(value for key, value in asdict(case).items() if key != "m")


def _kind(case: Case) -> tuple[str, ...]:
    """Cases that take about as long for each multiply-add."""
    return case.implementation, case.subject, case.phase, case.dtype


def unmeasured(
    case: Case, kind: Literal["too_slow", "failed", "unsupported"], reason: str
) -> CheckRecord:
    """The record of a cell that is not to be timed."""
    return CheckRecord(
        id=case.id,
        kind=kind,
        reason=reason,
        first_call_s=None,
        call_s=None,
        prepare_s=None,
        max_error=None,
        digest="",
    )
