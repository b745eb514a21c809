"""Columns in blocks: how many side by side, and the copy into and out of that layout.

A block's working set, inputs and activations and their gradients, is to stay in the second-level
cache of a core beside the weights, and its products small enough for the kernels with which
OpenBLAS multiplies small matrices without copying them first: those reach half as much again of the
machine's rate.

Measured in the step of 64-128-64-32-1 at m = 1 000: blocks of 80 to 120 columns are alike within
3 % beyond what padding costs, 200 and more, whose products are no longer small, 5 to 7 % slower.
Columns in multiples of a cache line, so that every row begins on one, would gain 7 % in 64-32-1 at
m = 10 000 and 0 to 2 % elsewhere from 1 000 on, and lose 2 to 4 % at 100, where columns would have
to be added. Blocks of at most 336 columns would gain 13 % in 64-8-1 and nothing elsewhere.
"""

from itertools import pairwise
from math import ceil, prod
from typing import Any

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled

WORKING_SET = 1_000_000
"""Bytes: half of a common second-level cache."""
SMALL_PRODUCT = 1_000_000
"""Multiply-adds up to which OpenBLAS takes a product for small."""
CACHE_LINE = 64
"""Bytes."""


def block_columns(sizes: tuple[int, ...], m: int, itemsize: int) -> int:
    """Columns of a block, such that blocks are equally long up to one column."""
    per_column = itemsize * (sizes[0] + 2 * sum(sizes[1:]))
    widest = max(n_in * n_out for n_in, n_out in pairwise(sizes))
    most = max(1, min(WORKING_SET // per_column, SMALL_PRODUCT // widest))
    return ceil(m / ceil(m / most))


def aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """Zeros that begin on a cache line."""
    size = prod(shape) * dtype.itemsize
    memory = np.zeros(size + CACHE_LINE, np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    return memory[start : start + size].view(dtype).reshape(shape)


@compiled
def narrowed(block: Array, columns: int) -> Array:
    """The first numbers of a block (n, most columns), as (n, columns)."""
    n = block.shape[0]
    return block.reshape(block.size)[: n * columns].reshape(n, columns)


def to_blocks(array: Array, columns: int, last: int | None = None) -> Array:
    """(n, m) to (n_blocks, n, columns); missing columns are zeros.

    The last block may be `narrowed` to fewer columns, so many that the rest fits.
    """
    n, m = array.shape
    blocks = aligned((ceil(m / columns), n, columns), array.dtype)
    for block in range(blocks.shape[0]):
        part = array[:, block * columns : (block + 1) * columns]
        is_last = block == blocks.shape[0] - 1
        to = narrowed(blocks[block], last) if last and is_last else blocks[block]
        to[:, : part.shape[1]] = part
    return blocks


def from_blocks(blocks: Array, m: int, last: int | None = None) -> Array:
    """(n_blocks, n, columns) back to (n, m)."""
    whole = [*blocks[:-1], narrowed(blocks[-1], last or blocks.shape[2])]
    return np.concatenate(whole, axis=1)[:, :m].copy()
