"""Native layout: C-ordered arrays that start at a cache line, and the number of examples a block.

What helped: the alignment. NumPy's own arrays start at any multiple of 16 bytes, so that every
AVX-512 load of a product crosses a cache line; forward products ran 10 to 40 % faster from aligned
rows. Blocks small enough for OpenBLAS's kernels for small matrices ran 1.3 to 1.6 times faster
than larger ones, which it first copies into its own order.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import prod

import numpy as np

from propbench.impls.contract import Array

LINE = 64
"""Bytes of a cache line, and of an AVX-512 register."""

SMALL_PRODUCT = 1_000_000
"""n_out n_in m up to which OpenBLAS multiplies without copying."""

CACHE = 1_000_000
"""Bytes that a block may occupy: half of an L2 cache of 2 MiB."""

FEWEST = 64
"""Examples in a block below which calls cost more than the kernels for small matrices save."""


def aligned(shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> Array:
    """An uninitialised C-ordered array that starts at a cache line."""
    n_bytes = prod(shape) * dtype.itemsize
    memory = np.empty(n_bytes + LINE, np.uint8)
    start = -memory.ctypes.data % LINE
    return memory[start : start + n_bytes].view(dtype).reshape(shape)


def to_native(array: Array) -> Array:
    """A C-ordered, aligned copy."""
    copy = aligned(array.shape, array.dtype)
    copy[...] = array
    return copy


def to_numpy(array: Array) -> Array:
    """A copy, so that later work cannot change what was read."""
    return np.array(array)


def block_bounds(sizes: Sequence[int], m: int, itemsize: int) -> list[tuple[int, int]]:
    """First and past-the-last example of each block; all but the last have one size."""
    largest = max((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    in_cache = CACHE // (itemsize * (sizes[0] + 4 * sum(sizes[1:])))
    most = min(SMALL_PRODUCT // largest, in_cache)
    if most < FEWEST:
        most = max(FEWEST, in_cache)
    n_blocks = -(-m // most)
    per_line = LINE // itemsize
    size = -(-m // (n_blocks * per_line)) * per_line  # so that every row starts at a line
    return [(start, min(start + size, m)) for start in range(0, m, size)]
