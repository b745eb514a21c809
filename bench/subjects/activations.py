"""Each activation and its derivative alone; m counts elements."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.grid import ELEMENT_PHASES
from propbench.bench.oracle import Answer, Float64
from propbench.bench.problems import SEED
from propbench.bench.timing.function_call import FunctionCall
from propbench.impls import Implementation
from propbench.impls.contract import TAIL_SAFE, Array, UnsupportedError

PHASES = ELEMENT_PHASES
SLOPE = 0.01

_DRAW = 21
_EDGES = (800.0, -800.0, 0.0, -0.0)
_ULP = 4
"""Bound on activations and tail-safe derivatives, in units of the last place."""


def supported(implementation: Described, case: Case) -> bool:  # noqa: ARG001
    return implementation.has("activations")


def make_call(implementation: Implementation, case: Case, seed: int) -> FunctionCall:
    """Raises UnsupportedError for a tail-safe derivative that nobody needs."""
    tail_safe = case.phase == "derivative_tail_safe"
    if tail_safe and case.activation not in TAIL_SAFE:
        raise UnsupportedError(f"{case.activation} needs no tail-safe derivative")
    offered = implementation.activations
    if case.activation not in offered.ACTIVATIONS:
        raise UnsupportedError(f"{implementation.name} has no {case.activation}")
    function, derivative = offered.ACTIVATIONS[case.activation]
    if case.phase == "activation":
        derivative = function
    elif tail_safe:
        derivative = offered.TAIL_SAFE[case.activation]
    return FunctionCall(implementation, derivative, partial(arguments, case), seed, SLOPE)


def arguments(case: Case, seed: int = SEED) -> Sequence[Array]:
    """z, and for a derivative a = activation(z), each (1, m); z reaches both tails and both signs.

    Another seed has other values, among them two so large that a careless exponential overflows,
    and both zeros, where some derivatives jump.
    """
    z = 3 * np.random.default_rng(_DRAW + seed - SEED).standard_normal((1, case.m))
    if seed != SEED:
        z[0, : len(_EDGES)] = _EDGES[: case.m]
    z = z.astype(case.dtype)
    if case.phase == "activation":
        return (z,)
    return z, activation(case.activation).exact(_wide(z), SLOPE).astype(case.dtype)


def answer(case: Case, seed: int) -> Answer:
    """Within ULP units of the last place, or the absolute errors that the activation is allowed."""
    return _answer(replace(case, implementation="oracle"), seed)


@lru_cache(maxsize=6)
def _answer(case: Case, seed: int) -> Answer:
    of, z = activation(case.activation), _wide(arguments(case, seed)[0])
    eps = float(np.finfo(case.dtype).eps)
    exact = of.exact if case.phase == "activation" else of.exact_derivative
    expected = exact(z, SLOPE)
    bound = _ULP * np.spacing(np.abs(expected).astype(case.dtype)).astype(np.float64)
    if case.phase == "activation":
        tail = 2 * eps * of.function_eps * np.maximum(1, np.abs(z))
        bound = np.maximum(bound, tail.astype(np.float64))
    elif case.phase == "derivative" and of.derivative_eps:
        bound = np.full(z.shape, of.derivative_eps * eps)
    return {"result": expected}, {"result": bound}


def inputs(case: Case) -> tuple[str, list[Array]]:
    z = arguments(case)[0]
    return "", [z, activation(case.activation).exact(_wide(z), SLOPE).astype(case.dtype)]


def multiply_adds(case: Case) -> float:
    return float(case.m)


def elements(case: Case) -> float:
    return float(case.m)


def ceilings(case: Case) -> list[Case]:  # noqa: ARG001
    return []


def _wide(array: Array) -> Float64:
    """In the widest type there is, so that the answer is better than what it judges."""
    return array.astype(np.longdouble)
