"""Memory of a recurrent network, allocated once, for blocks of n sequences.

`below` has [x; 1; h] of every step, in the order step, row, example. So a step is one product
without a bias to add, and its state is written where the next step reads it.

All numbers of a step lie in one piece, which NumPy goes through in one loop. In the order row,
step, example, the weight gradients of all steps would be one product, no faster than a product a
step, and a call on a step would go row by row: with 125 sequences that takes 3 times as long, and
made the LSTM's whole step 1.5 times as long, the tanh recurrence's 1.2 times.
"""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import prod

import numpy as np

from propbench.impls.contract import Array, Recurrent
from propbench.impls.contract.recurrent import GATES

from .layout import aligned, to_native

DType = np.dtype[np.floating]


class Weights:
    """`flat` has all parameters: wb (gates n_hidden, n_inputs + 1 + n_hidden) with b0 as the column
    that meets the ones, w1 and b1."""

    def __init__(self, network: Recurrent, dtype: DType) -> None:
        rows, columns = network.shapes["w0"]
        shapes = [(rows, columns + 1), network.shapes["w1"], network.shapes["b1"]]
        ends = list(accumulate(map(prod, shapes), initial=0))
        self.flat = aligned((ends[-1],), dtype)
        self.wb, self.w1, self.b1 = (
            self.flat[start:end].reshape(shape)
            for (start, end), shape in zip(pairwise(ends), shapes, strict=True)
        )
        self._n_inputs = network.n_inputs
        self.recurrent = self.wb[:, network.n_inputs + 1 :]

    def write(self, parameters: dict[str, Array]) -> None:
        n_inputs, w = self._n_inputs, parameters["w0"]
        self.wb[:, :n_inputs], self.recurrent[...] = w[:, :n_inputs], w[:, n_inputs:]
        self.wb[:, n_inputs : n_inputs + 1] = parameters["b0"]
        self.w1[...], self.b1[...] = parameters["w1"], parameters["b1"]

    def read(self, prefix: str = "") -> dict[str, Array]:
        """Copies by name; gradients have the prefix d."""
        n_inputs = self._n_inputs
        arrays = {
            "w0": np.concatenate([self.wb[:, :n_inputs], self.recurrent], axis=1),
            "b0": to_native(self.wb[:, n_inputs : n_inputs + 1]),
            "w1": to_native(self.w1),
            "b1": to_native(self.b1),
        }
        return {f"{prefix}{name}": array for name, array in arrays.items()}


@dataclass
class Room:
    """What forward leaves of a block, and what backward needs besides."""

    gates: Array
    """(steps, gates n_hidden, n): z, then the gates; of LSTM alone."""
    dz: Array
    """(steps, gates n_hidden, n)."""
    of_steps: Array
    """(steps, gates n_hidden, n_inputs + 1 + n_hidden), products of each step."""
    slopes: Array
    """(gates n_hidden, n), of LSTM alone."""
    dh: Array
    """(n_hidden, n)."""
    c: Array
    """(steps + 1, n_hidden, n), from the zeros before the first step."""
    tanh_c: Array
    """(steps, n_hidden, n)."""
    dc: Array
    """(n_hidden, n), as `spare`."""
    spare: Array


@dataclass
class Block:
    """Some of the sequences: below (steps + 1, n_inputs + 1 + n_hidden, n), others (rows, n)."""

    below: Array
    y: Array
    z: Array
    p: Array
    dz: Array
    shared: Room
    kept: Room | None = None


def room(network: Recurrent, n: int, dtype: DType) -> Room:
    rows, steps, hidden = network.shapes["w0"][0], network.steps, network.n_hidden
    second = hidden if GATES[network.cell] > 1 else 0
    c = aligned((steps + 1, second, n), dtype)
    c[0] = 0
    return Room(
        gates=aligned((steps, GATES[network.cell] * second, n), dtype),
        dz=aligned((steps, rows, n), dtype),
        of_steps=aligned((steps, rows, network.shapes["w0"][1] + 1), dtype),
        slopes=aligned((GATES[network.cell] * second, n), dtype),
        dh=aligned((hidden, n), dtype),
        c=c,
        tanh_c=aligned((steps, second, n), dtype),
        dc=aligned((second, n), dtype),
        spare=aligned((second, n), dtype),
    )


def blocks_of(network: Recurrent, x: Array, y: Array, most: int) -> list[Block]:
    """Equally large up to one sequence; blocks of one size share a room."""
    m = x.shape[1]
    n_blocks = -(-m // most)
    bounds = [m * index // n_blocks for index in range(n_blocks + 1)]
    shared: dict[int, Room] = {}
    blocks = []
    for start, end in pairwise(bounds):
        n = end - start
        if n not in shared:
            shared[n] = room(network, n, x.dtype)
        z, p, dz = (aligned((network.n_outputs, n), x.dtype) for _ in range(3))
        below = _below(network, x[:, start:end])
        blocks.append(Block(below, to_native(y[:, start:end]), z, p, dz, shared[n]))
    return blocks


def _below(network: Recurrent, x: Array) -> Array:
    """[x; 1; h] of x (steps n_inputs, n), with h of zeros."""
    steps, n_inputs, n = network.steps, network.n_inputs, x.shape[1]
    below = aligned((steps + 1, n_inputs + 1 + network.n_hidden, n), x.dtype)
    below.fill(0)
    below[:steps, :n_inputs] = x.reshape(steps, n_inputs, n)
    below[:, n_inputs] = 1
    return below
