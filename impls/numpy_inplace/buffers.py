"""All memory of a network, allocated once: parameters, gradients, and the blocks of examples.

A layer's weights and biases stand in one matrix (n_in + 1, n_out), transposed, and the activations
below it end in a row of ones: one product gives w a + b, and one gives dw and db together. All
layers stand in one vector, so that an update or a sum over blocks is one call for the network.

What helped: the transposed weights. dw^T = a dz^T, from a copy of dz^T (0.3 ns an element), took
0.45 to 0.65 of the time of dw = dz a^T, for which OpenBLAS has no kernel without copying; the
forward product and w^T dz are as fast either way. The row of ones spares a pass for the biases
and a call for their gradients. What did not: x a second time, as rows, for dw of the first layer;
it saves the copy of dz, but from m = 10 000 on the second x has to come from memory. The blocks
of x lie in one piece of memory because NumPy asks for huge pages only for large pieces.
"""

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from propbench.impls.contract import Array, Network, named

from .in_place import NEEDS_Z
from .layout import aligned, block_bounds, to_native
from .outputs import NEGATED

DType = np.dtype[np.floating]
Bounds = list[tuple[int, int]]


class Layers:
    """One vector with the (n_in + 1, n_out) matrix of each layer in it."""

    def __init__(self, network: Network, dtype: DType) -> None:
        shapes = [(n_in + 1, n_out) for n_out, n_in in network.layers]
        ends = list(accumulate((rows * columns for rows, columns in shapes), initial=0))
        self.flat = aligned((ends[-1],), dtype)
        self.wb = [
            self.flat[start:end].reshape(shape)
            for (start, end), shape in zip(pairwise(ends), shapes, strict=True)
        ]
        self.w = [wb[:-1] for wb in self.wb]
        self.b = [wb[-1:] for wb in self.wb]

    def read(self, network: Network, prefix: str = "") -> dict[str, Array]:
        """Copies in the signs of the contract; gradients have the prefix d."""
        signs = signs_of(network)
        w = [to_native(sign * w.T) for sign, w in zip(signs, self.w, strict=True)]
        b = [to_native(sign * b.T) for sign, b in zip(signs, self.b, strict=True)]
        return named(f"{prefix}w", w) | named(f"{prefix}b", b)

    def write(self, network: Network, parameters: dict[str, Array]) -> None:
        """Copy from the signs of the contract."""
        for layer, sign in enumerate(signs_of(network)):
            np.multiply(parameters[f"w{layer}"].T, sign, out=self.w[layer])
            np.multiply(parameters[f"b{layer}"].T, sign, out=self.b[layer])


def signs_of(network: Network) -> list[int]:
    """-1 for the layers that keep -w and -b, which are those before a sigmoid."""
    hidden = -1 if network.activation == "sigmoid" else 1
    return [hidden] * (len(network.sizes) - 2) + [-1 if network.output in NEGATED else 1]


class Workspace:
    """Activations (n, m) of the hidden layers, each with its row of ones, in given memory.

    `z` has arrays of its own where the derivative needs them; elsewhere they are those of a.
    """

    def __init__(self, network: Network, a_ones: list[Array]) -> None:
        self.a_ones = a_ones
        self.a = [layer[:-1] for layer in a_ones]
        self.z = self.a
        if network.activation in NEEDS_Z:
            self.z = [aligned(a.shape, a.dtype) for a in self.a]
        for layer in a_ones:
            layer[-1] = 1


class Backflow:
    """dz (n, m) of every layer, its transpose, and a place for the derivative of hidden layers."""

    def __init__(self, network: Network, m: int, dtype: DType) -> None:
        self.dz = [aligned((n, m), dtype) for n in network.sizes[1:]]
        self.transposed = [aligned((m, n), dtype) for n in network.sizes[1:]]
        widest = aligned((max(network.sizes[1:]) * m,), dtype)
        self.slopes = [widest[: n * m].reshape(n, m) for n in network.sizes[1:-1]]


@dataclass
class Block:
    """Some of the examples; `kept` is its own, `shared` and `back` serve all blocks of its size."""

    x_ones: Array
    y: Array
    z: Array
    p: Array
    kept: Workspace
    shared: Workspace
    back: Backflow


def cut(n: int, bounds: Bounds, dtype: DType) -> list[Array]:
    """An (n, m) matrix as contiguous blocks of columns, all in one piece of memory."""
    memory = aligned((n * bounds[-1][1],), dtype)
    return [memory[n * start : n * end].reshape(n, end - start) for start, end in bounds]


def blocks_of(network: Network, x: Array, y: Array) -> list[Block]:
    """x and y cut into blocks; blocks of one size share a workspace."""
    dtype, hidden = x.dtype, network.sizes[1:-1]
    bounds = block_bounds(network.sizes, x.shape[1], dtype.itemsize)
    a_of_layers = [cut(n + 1, bounds, dtype) for n in hidden]
    x_ones = cut(network.sizes[0] + 1, bounds, dtype)
    labels, z, p = (cut(network.sizes[-1], bounds, dtype) for _ in range(3))
    shared: dict[int, tuple[Workspace, Backflow]] = {}
    blocks = []
    for index, (start, end) in enumerate(bounds):
        m = end - start
        kept = Workspace(network, [blocks_of_a[index] for blocks_of_a in a_of_layers])
        if m not in shared:
            own = Workspace(network, [aligned((n + 1, m), dtype) for n in hidden])
            shared[m] = (kept if len(bounds) == 1 else own, Backflow(network, m, dtype))
        x_ones[index][:-1], x_ones[index][-1] = x[:, start:end], 1
        labels[index][...] = y[:, start:end]
        blocks.append(Block(x_ones[index], labels[index], z[index], p[index], kept, *shared[m]))
    return blocks
