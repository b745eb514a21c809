"""The course's demonstrations in NumPy, and what they replace: a loop over NumPy scalars, tiling.

A loop over the elements of an array makes a NumPy scalar of each, which is what the course's own
demonstration times; it is much slower than the same loop over a list, hence a row of its own.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from propbench.impls.contract import Array


def dot(u: Array, v: Array) -> Array:
    # Of two vectors: of a row and a column, np.dot would make a matrix product, which is slower.
    return np.dot(u[0], v[0]).reshape(1, 1)


def dot_numpy_scalars(u: Array, v: Array) -> Array:
    total = u.dtype.type(0)
    for i in range(u.shape[1]):
        total += u[0, i] * v[0, i]
    return np.array([[total]])


def affine(w: Array, x: Array, b: Array) -> Array:
    return np.dot(w.T, x) + b


def affine_numpy_scalars(w: Array, x: Array, b: Array) -> Array:
    z = np.zeros((1, x.shape[1]), dtype=x.dtype)
    for j in range(x.shape[1]):
        for k in range(x.shape[0]):
            z[0, j] += w[k, 0] * x[k, j]
        z[0, j] += b[0, 0]
    return z


def add(matrix: Array, smaller: Array) -> Array:
    return matrix + smaller


def add_tiled(matrix: Array, smaller: Array) -> Array:
    repeats = (matrix.shape[0] // smaller.shape[0], matrix.shape[1] // smaller.shape[1])
    return matrix + np.tile(smaller, repeats)


PRIMITIVES: dict[str, Callable[..., Any]] = {
    "dot": dot,
    "dot_numpy_scalars": dot_numpy_scalars,
    "affine": affine,
    "affine_numpy_scalars": affine_numpy_scalars,
    "add_scalar": add,
    "add_scalar_tiled": add_tiled,
    "add_row": add,
    "add_row_tiled": add_tiled,
    "add_column": add,
    "add_column_tiled": add_tiled,
}
