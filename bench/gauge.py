"""How fast this machine is now, in its first second: what a plan's predictions are scaled by."""

import math
import statistics
import time

PROBE_LOOPS = 200_000
PROBES = 51
PROBE_S = 0.0105
"""The interpreter probe on the machine where the rates of `families` were measured."""


def interpreter_factor() -> float:
    """How much slower this machine's interpreter is now, by the clock on the wall, than where the
    rates were measured: how slowly it works, over the share of a core that it gets.

    A core's speed changes by a factor of two within seconds, and this is one of them: a run meets
    the fastest probe's speed as well as the median's, so that it is their geometric mean. Who else
    is busy takes a share of the core all the time. A single probe may slip through between two
    turns of the other, so that the share is that of all probes together.
    """
    started_s, worked_s = time.perf_counter(), time.process_time()
    probes = [_probe_s() for _ in range(PROBES)]
    share = (time.process_time() - worked_s) / (time.perf_counter() - started_s)
    return math.sqrt(min(probes) * statistics.median(probes)) / PROBE_S / share


def _probe_s() -> float:
    """CPU seconds of one probe."""
    started = time.process_time()
    total = 0.0
    for number in range(PROBE_LOOPS):
        total += 0.5 * number
    return time.process_time() - started
