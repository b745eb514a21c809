"""The course's demonstrations as compiled loops."""

from collections.abc import Callable
from typing import Any

import numpy as np

from propbench.impls.contract import Array

from . import kernels
from .compile import compiled


@compiled
def dot(u: Array, v: Array) -> Array:
    total = u.dtype.type(0)
    for i in range(u.shape[1]):
        total += u[0, i] * v[0, i]
    result = np.empty((1, 1), dtype=u.dtype)
    result[0, 0] = total
    return result


def affine(w: Array, x: Array, b: Array) -> Array:
    return kernels.affine(np.ascontiguousarray(w.T), x, b)


@compiled
def add_scalar(matrix: Array, scalar: Array) -> Array:
    total = np.empty_like(matrix)
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            total[i, j] = matrix[i, j] + scalar[0, 0]
    return total


@compiled
def add_row(matrix: Array, row: Array) -> Array:
    total = np.empty_like(matrix)
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            total[i, j] = matrix[i, j] + row[0, j]
    return total


@compiled
def add_column(matrix: Array, column: Array) -> Array:
    total = np.empty_like(matrix)
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            total[i, j] = matrix[i, j] + column[i, 0]
    return total


PRIMITIVES: dict[str, Callable[..., Any]] = {
    "dot": dot,
    "affine": affine,
    "add_scalar": add_scalar,
    "add_row": add_row,
    "add_column": add_column,
}
