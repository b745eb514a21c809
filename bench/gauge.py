"""How fast this machine is now, in its first second: what a plan's predictions are scaled by."""

import math
import statistics
import time

PROBE_LOOPS = 200_000
PROBES = 51
PROBE_S = 0.0105
"""The interpreter probe on the machine where the rates of `families` were measured."""


def interpreter_factor() -> float:
    """How much slower this machine's interpreter is, by the clock on the wall, than where the
    rates were measured.

    Speed changes by a factor of two within seconds, and this is one of them: a run meets the
    fastest probe's speed as well as the median's, so that it is their geometric mean.
    """
    probes = [_probe_s() for _ in range(PROBES)]
    return math.sqrt(min(probes) * statistics.median(probes)) / PROBE_S


def _probe_s() -> float:
    started = time.perf_counter()
    total = 0.0
    for number in range(PROBE_LOOPS):
        total += 0.5 * number
    return time.perf_counter() - started
