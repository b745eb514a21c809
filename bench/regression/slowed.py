"""Real extra work on one side, so that the check can be tried on a slow-down of known size."""

import time

from bench.timing.work import Work
from impls.contract import Array

_PROBE_LOOPS = 100_000


class SlowedWork:
    """Does `share` more than another work: whole calls, and arithmetic for the rest of a call."""

    def __init__(self, work: Work, share: float, call_s: float) -> None:
        self._work, self._share = work, share
        self._loops_a_call = call_s / _loop_s()

    def once(self) -> None:
        self._work.once()

    def repeat(self, calls: int) -> None:
        extra = self._share * calls
        # A thousandth of a call is forgiven, so that 3 % of 100 calls are 3 calls.
        whole = int(extra + 1e-3)
        self._work.repeat(calls + whole)
        _loop(int(max(0.0, extra - whole) * self._loops_a_call))

    def restore(self) -> None:
        self._work.restore()

    def read(self) -> dict[str, Array]:
        return self._work.read()


def _loop(count: int) -> float:
    total = 0.0
    for number in range(count):
        total += 0.5 * number
    return total


def _loop_s() -> float:
    """CPU seconds of one turn of the loop, the quickest of a few tries."""
    tries = []
    for _ in range(5):
        started = time.thread_time()
        _loop(_PROBE_LOOPS)
        tries.append(time.thread_time() - started)
    return min(tries) / _PROBE_LOOPS
