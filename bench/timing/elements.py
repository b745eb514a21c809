"""Inputs and answers of the activations alone and of the primitives."""

from math import isqrt

import numpy as np

from propbench.bench.grid import Case
from propbench.bench.oracle import Float64, activation, activation_slope, gamma
from propbench.impls.contract import Array

SEED = 21
FEATURES = 64
HUGE = 800.0
ULP = 4
"""Bound on activations and tail-safe derivatives, in units of the last place."""

TEXTBOOK_EPS = {"sigmoid": 1, "tanh": 2}
"""Absolute bound on s (1 - s) and 1 - t^2, in eps; squaring doubles the rounding of t."""


def activation_inputs(case: Case, variant: int = 0) -> tuple[Array, Array]:
    """z and a = activation(z), each (1, m); z reaches both tails and both signs.

    Another `variant` has other values, two of them so large that a careless exponential overflows.
    """
    z = 3 * np.random.default_rng(SEED + variant).standard_normal((1, case.m))
    if variant:
        z[0, :2] = (HUGE, -HUGE)[: case.m]
    z = z.astype(case.dtype)
    return z, activation(case.activation, _wide(z), 0.01).astype(case.dtype)


def activation_answer(
    case: Case, variant: int = 0
) -> tuple[dict[str, Float64], dict[str, Float64]]:
    """Expected result and its bound: ULP units of the last place, or eps absolute for the textbook
    derivatives of sigmoid (one) and tanh (two)."""
    z, _ = activation_inputs(case, variant)
    if case.phase == "activation":
        expected = activation(case.activation, _wide(z), 0.01)
    else:
        expected = activation_slope(case.activation, _wide(z), 0.01)
    bound = ULP * np.spacing(np.abs(expected).astype(case.dtype)).astype(np.float64)
    if case.phase == "derivative" and case.activation in TEXTBOOK_EPS:
        eps = float(np.finfo(case.dtype).eps)
        bound = np.full(z.shape, TEXTBOOK_EPS[case.activation] * eps)
    return {"result": expected}, {"result": bound}


def primitive_inputs(case: Case, variant: int = 0) -> list[Array]:
    """Arguments of a primitive; m counts elements, or examples for affine."""
    generator = np.random.default_rng(SEED + variant)
    shapes = _shapes(case.phase.removesuffix("_numpy_scalars").removesuffix("_tiled"), case.m)
    return [generator.standard_normal(shape).astype(case.dtype) for shape in shapes]


def primitive_answer(case: Case, variant: int = 0) -> tuple[dict[str, Float64], dict[str, Float64]]:
    """Expected result and the componentwise bound on its rounding error."""
    first, *others = (_wide(array) for array in primitive_inputs(case, variant))
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
    return {"result": expected}, {"result": 2 * bound.astype(np.float64)}


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


def _wide(array: Array) -> Float64:
    """In the widest type there is, so that the answer is better than what it judges."""
    return array.astype(np.longdouble)
