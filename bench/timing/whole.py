"""Whether the timed call does the whole work: not at the reading, not once for all.

A right answer does not say when it was computed. A library that only queues its work, and has no
`wait`, is right at every reading, and so is an answer that was remembered: both would be timed at
nearly nothing. The slack is wide, because a cell that is honest must pass on a loaded machine.
"""

import time

import numpy as np

from propbench.bench.rounds import calls_filling
from propbench.bench.timing.functions import FunctionWork
from propbench.bench.timing.work import NetworkWork, Work
from propbench.impls.contract import Array

ROUND_S = 0.005
LATE_SHARE = 0.5
"""Time that a reading may take beyond the next one, as a share of the round before it."""
NO_DISTURBANCE = 20
"""Such a share needs no second try."""
FRESH_FACTOR = 5
FRESH_SLACK_S = 20e-6
"""A first call with new parameters may take so many times a repeated one, and the slack."""
SHORTFALL = 0.1
TRIES = 3
"""The machine may disturb one try; all of them must fail."""


class NotWholeError(Exception):
    """A timed call does not do the work whose result it gives."""


def require_all_done(work: Work, call_s: float) -> None:
    """Raise NotWholeError if a round leaves work undone, or for later."""
    calls = calls_filling(ROUND_S, call_s)
    if _late(work, calls):
        raise NotWholeError(
            "the work is done when the result is read, not in the call: "
            "an asynchronous library needs `wait` in dense.py (impls/contract.py)"
        )
    if isinstance(work, NetworkWork) and work.shortfall(calls) > SHORTFALL:
        raise NotWholeError(
            f"{calls} calls in a row do not move the parameters by the gradient in each"
        )


def require_inputs_kept(work: Work) -> None:
    """Raise NotWholeError if a function wrote to its arguments."""
    if isinstance(work, FunctionWork) and work.inputs_changed():
        raise NotWholeError("the call changes its input, which the contract forbids")


def require_nothing_remembered(fresh_s: float, known_s: float) -> None:
    """Raise NotWholeError if calls with known parameters are too quick to be computed.

    `fresh_s` is the fastest of several first calls with new parameters.
    """
    if fresh_s > FRESH_FACTOR * known_s + FRESH_SLACK_S:
        raise NotWholeError(
            f"an answer is remembered: a call takes {_us(fresh_s)} with new parameters "
            f"and {_us(known_s)} with known ones"
        )


def require_dependent(result: dict[str, Array], other: dict[str, Array]) -> None:
    """Raise NotWholeError if other weights give an array that is the same to the bit."""
    for name, array in result.items():
        if array.any() and np.array_equal(array, other[name]):
            raise NotWholeError(f"an answer is remembered: {name} is the same with other weights")


def known_call_s(work: Work, call_s: float) -> float:
    """Seconds of a call in a round that was played before: `require_all_done` has played it."""
    calls = calls_filling(ROUND_S, call_s)
    if calls == 1:
        return call_s
    work.restore()
    started = time.perf_counter()
    work.repeat(calls)
    return min(call_s, (time.perf_counter() - started) / calls)


def _late(work: Work, calls: int) -> bool:
    """Whether reading takes long after a round, but not once more."""
    for _ in range(TRIES):
        share = _late_share(work, calls)
        if share <= LATE_SHARE:
            return False
        if share > NO_DISTURBANCE:
            return True
    return True


def _late_share(work: Work, calls: int) -> float:
    work.restore()
    started = time.perf_counter()
    work.repeat(calls)
    repeated = time.perf_counter()
    work.read()
    read = time.perf_counter()
    work.read()
    again = time.perf_counter()
    return ((read - repeated) - (again - read)) / max(repeated - started, ROUND_S)


def _us(seconds: float) -> str:
    return f"{1e6 * seconds:.3g} µs"
