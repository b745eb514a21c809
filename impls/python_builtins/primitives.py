"""The course's demonstrations with sum, map and comprehensions instead of indices."""

from collections.abc import Callable
from typing import Any

from .layout import Matrix, transposed
from .products import affine as layer
from .products import products


def dot(u: Matrix, v: Matrix) -> Matrix:
    """u . v of two rows (1, n), as (1, 1)."""
    return products(u, v)


def affine(w: Matrix, x: Matrix, b: Matrix) -> Matrix:
    """z = w^T x + b with w (n, 1), x (n, m), b (1, 1)."""
    return layer(transposed(w), transposed(x), b)


def add_scalar(matrix: Matrix, scalar: Matrix) -> Matrix:
    """A column (n, 1) plus a scalar (1, 1)."""
    ((added,),) = scalar
    return [[value + added] for (value,) in matrix]


def add_row(matrix: Matrix, row: Matrix) -> Matrix:
    """A matrix (n, m) plus a row (1, m)."""
    (added,) = row
    return [
        [value + addend for value, addend in zip(values, added, strict=True)] for values in matrix
    ]


def add_column(matrix: Matrix, column: Matrix) -> Matrix:
    """A matrix (n, m) plus a column (n, 1)."""
    return [
        [value + added for value in values] for values, (added,) in zip(matrix, column, strict=True)
    ]


PRIMITIVES: dict[str, Callable[..., Any]] = {
    "dot": dot,
    "affine": affine,
    "add_scalar": add_scalar,
    "add_row": add_row,
    "add_column": add_column,
}
