"""How fast this machine is now, in its first second: what a plan's predictions are scaled by."""

import statistics
import time

PROBE_LOOPS = 200_000
PROBES = 51
PROBE_S = 0.0105
"""The interpreter probe on the machine where the rates of `families` were measured."""


def interpreter_factor() -> float:
    """How much slower this machine's interpreter is, by the clock on the wall, than where the
    rates were measured: the median of probes over a second or so, since a busy machine's speed
    changes within milliseconds."""
    return statistics.median(_probe_s() for _ in range(PROBES)) / PROBE_S


def _probe_s() -> float:
    started = time.perf_counter()
    total = 0.0
    for number in range(PROBE_LOOPS):
        total += 0.5 * number
    return time.perf_counter() - started
