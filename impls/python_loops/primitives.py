"""The course's demonstrations as explicit loops over lists."""

from collections.abc import Callable
from typing import Any

from .dense import affine as layer
from .layout import Matrix


def dot(u: Matrix, v: Matrix) -> Matrix:
    """u . v of two rows (1, n), as (1, 1)."""
    total = 0.0
    for i in range(len(u[0])):
        total += u[0][i] * v[0][i]
    return [[total]]


def affine(w: Matrix, x: Matrix, b: Matrix) -> Matrix:
    """z = w^T x + b with w (n, 1), x (n, m), b (1, 1)."""
    w_transposed = [[row[0] for row in w]]
    return layer(w_transposed, x, b)


def add_scalar(matrix: Matrix, scalar: Matrix) -> Matrix:
    """A column (n, 1) plus a scalar (1, 1)."""
    total = []
    for i in range(len(matrix)):
        total.append([matrix[i][0] + scalar[0][0]])
    return total


def add_row(matrix: Matrix, row: Matrix) -> Matrix:
    """A matrix (n, m) plus a row (1, m)."""
    total = []
    for i in range(len(matrix)):
        sums = []
        for j in range(len(matrix[i])):
            sums.append(matrix[i][j] + row[0][j])
        total.append(sums)
    return total


def add_column(matrix: Matrix, column: Matrix) -> Matrix:
    """A matrix (n, m) plus a column (n, 1)."""
    total = []
    for i in range(len(matrix)):
        sums = []
        for j in range(len(matrix[i])):
            sums.append(matrix[i][j] + column[i][0])
        total.append(sums)
    return total


PRIMITIVES: dict[str, Callable[..., Any]] = {
    "dot": dot,
    "affine": affine,
    "add_scalar": add_scalar,
    "add_row": add_row,
    "add_column": add_column,
}
