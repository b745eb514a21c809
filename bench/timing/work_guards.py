"""Guards against work that a timed call leaves undone: put off to the reading, or remembered.

A right answer does not say when it was computed. A library that only queues its work, and has no
`wait`, is right at every reading, and so is an answer that was remembered: both would be timed at
nearly nothing. The slack is wide, because a cell that is honest must pass on a loaded machine.
"""

import time
from dataclasses import dataclass
from functools import partial

import numpy as np

from propbench.bench.rounds import calls_filling
from propbench.bench.timing.timed_call import TimedCall, undisturbed_s
from propbench.impls.contract import Array

ROUND_S = 0.005
LATE_SHARE = 0.5
"""Time that a reading may take beyond the next one, as a share of the round before it."""
NO_DISTURBANCE = 20
"""Such a share needs no second try."""
FRESH_FACTOR = 5
FRESH_SLACK_S = 20e-6
"""A first call with new inputs may take so many times a repeated one, and the slack."""
FRESH_TRIES, FRESH_TRIES_S = 10, 1.5
"""At least so many, for so long. Each has other inputs; one that is quick enough ends them, and a
busy machine disturbs many."""
SHORTFALL = 0.1
TRIES, TRIES_S = 3, 0.5
"""The machine may disturb one try; where all of them fail, the majority of many more decides."""


class DeferredWorkError(Exception):
    """A timed call puts off, remembers or skips the work whose result it gives."""


@dataclass(frozen=True)
class Played:
    """A round of calls that was played and then read twice."""

    calls: int
    taken_s: float
    late_s: float
    """By how much the first reading took longer than the second."""

    @property
    def late(self) -> bool:
        """Whether work was left to the reading. A single call shows it where a round does not,
        because only the last of its calls is computed then."""
        allowed_s = LATE_SHARE * max(self.taken_s, ROUND_S)
        if self.calls == 1:
            allowed_s = min(allowed_s, longest_fresh_s(self.taken_s))
        return self.late_s > allowed_s


def require_all_done(call: TimedCall, calls: int, played: Played | None = None) -> float:
    """Raise DeferredWorkError if a round of so many calls leaves work undone, or for later.

    `played` is such a round, after which nothing was called; else one is played. Gives the seconds
    of one of its calls.
    """
    prompt = _prompt(call, calls, played)
    shortfall = call.shortfall(calls)
    if calls > 1:
        _prompt(call, 1)
    if shortfall > SHORTFALL:
        raise DeferredWorkError(
            f"{calls} calls in a row do not move the parameters by the gradient in each"
        )
    return prompt.taken_s / calls


def require_inputs_kept(call: TimedCall) -> None:
    """Raise DeferredWorkError if a function wrote to its arguments."""
    if call.inputs_changed():
        raise DeferredWorkError("the call changes its input, which the contract forbids")


def remembered(fresh_s: float, known_s: float) -> DeferredWorkError:
    """What is wrong with calls that are too quick with known inputs to be computed.

    `fresh_s` is the quickest of several first calls with new inputs.
    """
    return DeferredWorkError(
        f"an answer is remembered: a call takes {_us(fresh_s)} with new inputs "
        f"and {_us(known_s)} with known ones"
    )


def longest_fresh_s(known_s: float) -> float:
    """Seconds that a first call with new inputs may take, beside one with known inputs."""
    return FRESH_FACTOR * known_s + FRESH_SLACK_S


def require_dependent(result: dict[str, Array], other: dict[str, Array]) -> None:
    """Raise DeferredWorkError if other weights give an array that is the same to the bit."""
    for name, array in result.items():
        if array.any() and np.array_equal(array, other[name]):
            raise DeferredWorkError(
                f"an answer is remembered: {name} is the same with other weights"
            )


def known_call_s(call: TimedCall, call_s: float) -> float:
    """Seconds of a call in a round that was played before: `require_all_done` has played it."""
    calls = calls_filling(ROUND_S, call_s)
    return min(call_s, undisturbed_call_s(call, calls)) if calls > 1 else call_s


def undisturbed_call_s(call: TimedCall, calls: int) -> float:
    """Seconds of a call in a round of so many."""
    call.restore()
    return undisturbed_s(partial(call.repeat, calls)) / calls


def read_after(call: TimedCall, calls: int, taken_s: float) -> Played:
    """The round that was just played, in `taken_s` seconds, now that it is read."""
    started = time.perf_counter()
    call.read()
    read = time.perf_counter()
    call.read()
    again = time.perf_counter()
    return Played(calls, taken_s, (read - started) - (again - read))


def _prompt(call: TimedCall, calls: int, played: Played | None = None) -> Played:
    """A round that leaves nothing for later, of as many as it may take. Raises
    DeferredWorkError."""
    for _ in range(TRIES):
        played = played or _play(call, calls)
        if not played.late:
            return played
        if played.late_s > NO_DISTURBANCE * max(played.taken_s, ROUND_S):
            break
        played = None
    else:
        more = _rounds(call, calls)
        prompt = [played for played in more if not played.late]
        if 2 * len(prompt) > len(more):
            return prompt[0]
    raise DeferredWorkError(
        "the work is done when the result is read, not in the call: "
        "an asynchronous library needs `wait` (impls/contract/dense.py)"
    )


def _rounds(call: TimedCall, calls: int) -> list[Played]:
    """So many that a busy machine disturbs a minority, and whoever puts work off is late in most:
    one that is not late proves nothing, for the second reading may have been disturbed."""
    until_s, rounds = time.monotonic() + TRIES_S, list[Played]()
    while len(rounds) < TRIES or time.monotonic() < until_s:
        rounds.append(_play(call, calls))
    return rounds


def _play(call: TimedCall, calls: int) -> Played:
    call.restore()
    started = time.perf_counter()
    call.repeat(calls)
    return read_after(call, calls, time.perf_counter() - started)


def _us(seconds: float) -> str:
    return f"{1e6 * seconds:.3g} µs"
