"""The course's own demonstrations: dot product, z = w^T x + b, broadcasting.

m counts elements, or examples for affine.
"""

from collections.abc import Sequence
from functools import partial
from math import isqrt

import numpy as np

from propbench.bench.cases import Case
from propbench.bench.descriptions import Described
from propbench.bench.oracle import Answer, gamma
from propbench.bench.problems import SEED
from propbench.bench.timing.function_call import FunctionCall
from propbench.impls import Implementation
from propbench.impls.contract import PRIMITIVES, Array, UnsupportedError

PHASES = PRIMITIVES
FEATURES = 64

_DRAW = 21


def supported(implementation: Described, case: Case) -> bool:
    return case.phase in implementation.offered_primitives


def make_call(implementation: Implementation, case: Case, seed: int) -> FunctionCall:
    """Raises UnsupportedError where the implementation has not this primitive."""
    offered = implementation.primitives.PRIMITIVES
    if case.phase not in offered:
        raise UnsupportedError(f"{implementation.name} does not offer {case.phase}")
    return FunctionCall(implementation, offered[case.phase], partial(arguments, case), seed)


def arguments(case: Case, seed: int = SEED) -> Sequence[Array]:
    """Of the primitive, normal numbers."""
    generator = np.random.default_rng(_DRAW + seed - SEED)
    shapes = _shapes(case.phase.removesuffix("_numpy_scalars").removesuffix("_tiled"), case.m)
    return [generator.standard_normal(shape).astype(case.dtype) for shape in shapes]


def answer(case: Case, seed: int) -> Answer:
    """With the componentwise bound on its rounding error."""
    first, *others = (array.astype(np.longdouble) for array in arguments(case, seed))
    u = float(np.finfo(case.dtype).eps) / 2
    if case.phase.startswith("dot"):
        expected, magnitude = first @ others[0].T, np.abs(first) @ np.abs(others[0]).T
        bound = gamma(case.m, u) * magnitude
    elif case.phase.startswith("affine"):
        x, b = others
        expected = first.T @ x + b
        bound = gamma(FEATURES + 1, u) * (np.abs(first).T @ np.abs(x) + np.abs(b))
    else:
        expected = first + others[0]
        bound = u * np.abs(expected)
    return {"result": expected.astype(np.longdouble)}, {"result": 2 * bound.astype(np.float64)}


def inputs(case: Case) -> tuple[str, list[Array]]:
    return "", [*arguments(case)]


def multiply_adds(case: Case) -> float:
    return float(case.m * (FEATURES if case.phase.startswith("affine") else 1))


def elements(case: Case) -> float:
    return float(case.m)


def ceilings(case: Case) -> list[Case]:  # noqa: ARG001
    return []


def _shapes(primitive: str, m: int) -> list[tuple[int, int]]:
    if primitive == "dot":
        return [(1, m), (1, m)]
    if primitive == "affine":
        return [(FEATURES, 1), (FEATURES, m), (1, 1)]
    if primitive == "add_scalar":
        return [(m, 1), (1, 1)]
    rows = max(n for n in range(1, isqrt(m) + 1) if m % n == 0)
    columns = m // rows
    return [(rows, columns), (1, columns) if primitive == "add_row" else (rows, 1)]
