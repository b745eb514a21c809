"""Native layout: a matrix is a list of rows, each a list of Python floats.

Tried: array('d') for the rows. Each access makes a new float object, so an inner product took 1.5
to 2 times as long as over lists, and nothing is gained: the matrices fit into memory either way.
"""

import numpy as np

from propbench.impls.contract import Array

Row = list[float]
Matrix = list[Row]


def to_native(array: Array) -> Matrix:
    """(n, m) array to n lists of m floats."""
    rows: Matrix = array.tolist()
    return rows


def to_numpy(matrix: Matrix) -> Array:
    """Back to a float64 array of shape (n, m)."""
    return np.array(matrix, dtype=np.float64)


def transposed(matrix: Matrix) -> Matrix:
    """Columns as rows, so that an inner product runs over neighbours."""
    return list(map(list, zip(*matrix, strict=True)))
