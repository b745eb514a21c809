"""Native layout: a matrix is a list of rows, each a list of Python floats."""

import numpy as np

from propbench.impls.contract import Array

Matrix = list[list[float]]


def to_native(array: Array) -> Matrix:
    """(n, m) array to n lists of m floats."""
    rows: Matrix = array.tolist()
    return rows


def to_numpy(matrix: Matrix) -> Array:
    """Back to a float64 array of shape (n, m)."""
    return np.array(matrix, dtype=np.float64)
