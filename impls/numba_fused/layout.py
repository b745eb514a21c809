"""Native layout: a C-ordered array."""

import numpy as np

from propbench.impls.contract import Array


def to_native(array: Array) -> Array:
    """A C-ordered copy."""
    return np.array(array, order="C")


def to_numpy(array: Array) -> Array:
    """A copy, so that later work cannot change what was read."""
    return np.array(array)
