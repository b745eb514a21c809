"""A chunk of the examples with all memory that its thread needs.

What was tried with the memory of a block stands in `blocks.py`.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from propbench.impls.contract import Array, Network

from .blocks import aligned, block_columns, from_blocks, to_blocks


@dataclass
class Chunk:
    """x, y, z_out, p are (n_blocks, n, columns); hidden (n_blocks, units x columns).

    Where the derivative needs z, hidden is twice as long.
    """

    examples: int
    x: Array
    y: Array
    hidden: Array
    z_out: Array
    p: Array
    gradients: Array
    scratch: Array

    def outputs(self) -> Array:
        """(n_out, examples)."""
        return from_blocks(self.p, self.examples)


def make_chunks(network: Network, x: Array, y: Array, n: int) -> list[Chunk]:
    """n chunks, equally large up to one example."""
    return [
        make_chunk(network, own_x, own_y)
        for own_x, own_y in zip(
            np.array_split(x, n, axis=1), np.array_split(y, n, axis=1), strict=True
        )
    ]


def make_chunk(network: Network, x: Array, y: Array) -> Chunk:
    sizes = network.sizes
    columns = block_columns(sizes, x.shape[1], x.dtype.itemsize)
    x_blocks, y_blocks = to_blocks(x, columns), to_blocks(y, columns)
    n_parameters = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    units = max(1, sum(sizes[1:-1])) * (2 if network.activation == "gelu" else 1)
    return Chunk(
        examples=x.shape[1],
        x=x_blocks,
        y=y_blocks,
        hidden=aligned((x_blocks.shape[0], units * columns), x.dtype),
        z_out=aligned(y_blocks.shape, x.dtype),
        p=aligned(y_blocks.shape, x.dtype),
        gradients=aligned((n_parameters,), x.dtype),
        scratch=aligned((2 * max(sizes[1:]) * columns,), x.dtype),
    )
