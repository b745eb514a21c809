"""Whether what a call gives is right, and computed in the call, whatever its inputs are.

It is held against the oracle for the inputs that are timed, for others and for those at the edges
of what is allowed, and after a second call in a row.
"""

from itertools import count
from math import inf
from time import monotonic

import numpy as np

from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.oracle import Float64, compare
from propbench.bench.problems import EDGES, SEED
from propbench.bench.rounds import calls_filling
from propbench.bench.timing.timed_call import TimedCall
from propbench.bench.timing.work_guards import (
    FRESH_TRIES,
    FRESH_TRIES_S,
    ROUND_S,
    longest_fresh_s,
    remembered,
    require_dependent,
    undisturbed_call_s,
)
from propbench.impls.contract import Array

OTHER_SEED = SEED + 1
OTHER_UP_TO = 1_000
"""Largest m at which the answer for a second set of weights is checked, too, not only that it is
another."""


class WrongResultError(Exception):
    """A result is outside the oracle's bound."""


def require_computed(
    case: Case,
    call: TimedCall,
    result: dict[str, Array],
    known_s: float,
    everywhere: bool = False,
) -> None:
    """Other inputs must have their own answer, and take the time of computing it.

    `known_s` is what a call with known inputs takes. `everywhere` asks for the answer of a
    function beyond `OTHER_UP_TO` too.
    """
    if call.inputs == "fixed":
        return
    judged = answers_judged(case, call, everywhere)
    known_calls = calls_filling(ROUND_S, known_s)
    quickest_s = again_s = inf
    until_s = monotonic() + FRESH_TRIES_S
    for seed in count(OTHER_SEED):
        fresh_s = call.fresh_call_s(seed)
        if call.inputs == "parameters":
            require_dependent(result, call.read())
        if seed == OTHER_SEED and judged:
            require_right(case, call.read(), seed)
        # The machine may have become slower since; now these inputs are known too.
        if fresh_s <= longest_fresh_s(known_s) or fresh_s <= longest_fresh_s(
            undisturbed_call_s(call, known_calls)
        ):
            return
        quickest_s = min(quickest_s, fresh_s)
        again_s = min(again_s, _again_s(call, seed))
        if seed >= OTHER_SEED + FRESH_TRIES and monotonic() > until_s:
            if quickest_s <= longest_fresh_s(again_s):
                return
            raise remembered(quickest_s, known_s)


def _again_s(call: TimedCall, seed: int) -> float:
    """Seconds with the same inputs made again: known ones, while what making them puts out of the
    caches is out again. Not of parameters, whose loading tells a call to forget.

    Results lie by turns where the last was and where inputs were, so that there are three calls.
    """
    if call.inputs != "arguments":
        return 0.0
    return min(call.fresh_call_s(seed), call.fresh_call_s(seed))


def answers_judged(case: Case, call: TimedCall, everywhere: bool = False) -> bool:
    """Whether `require_computed` holds the answer for other inputs against the oracle, too."""
    if call.inputs == "fixed":
        return False
    return case.m <= OTHER_UP_TO or (everywhere and call.inputs == "arguments")


def require_edges_right(case: Case, call: TimedCall) -> None:
    """Raise WrongResultError if parameters at the edges of what is allowed have a wrong answer;
    arguments at the edges are among those of any other seed."""
    if call.inputs == "parameters" and case.m <= OTHER_UP_TO:
        # Judged by its result alone: an exponential that is rightly 0 there underflows, in the
        # oracle too.
        with np.errstate(all="ignore"):
            call.fresh_call_s(EDGES)
            require_right(case, call.read(), EDGES)


def require_right(case: Case, result: dict[str, Array], seed: int = SEED) -> float:
    """The largest relative error, or WrongResultError saying where it is wrong."""
    max_error, reason = compare(result, subjects.of(case).answer(case, seed), case.dtype)
    if reason:
        raise WrongResultError(reason)
    return max_error


def require_second_right(case: Case, call: TimedCall, first: dict[str, Array]) -> None:
    """Raise WrongResultError if a second call in a row adds to the first, or goes on from it
    otherwise than from its parameters, as with gradients that accumulate and with momentum."""
    second, expected = call.second_in_a_row(first)
    bound = subjects.of(case).answer(case, SEED)[1]
    allowed = {name: 2 * bound[name] for name in expected}
    reason = compare(second, (_wide(expected), allowed), case.dtype)[1]
    if reason:
        raise WrongResultError(f"in a second call in a row, {reason}")


def _wide(arrays: dict[str, Array]) -> dict[str, Float64]:
    return {name: array.astype(np.float64) for name, array in arrays.items()}
