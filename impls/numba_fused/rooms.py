"""Where everything of a convolutional network lies: in one flat array a block of images.

`Plan.table` has a row for each hidden layer and one for the last, with its sizes and the places of
its arrays, so that one compiled function serves networks of any depth. Of a room of 16 images
of float64 250 kB are used, which stay in a core's second-level cache.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from propbench.impls.contract import Array, Convolutional, Recurrent

from .blocks import CACHE_LINE
from .convolution import tiled
from .registers import lanes_of

C_IN, C_OUT, HEIGHT, WIDTH, WEIGHTS, PACKED, TURNED, IMAGE, Z, DZ, DA = range(11)
"""Columns of the table. WEIGHTS is a place among the parameters, PACKED and TURNED among packed
kernels, the others in a room. The last layer has features as C_IN, and in IMAGE (features, n)."""

MOST = {8: 16, 4: 32}
"""Images of a block, by bytes of a number: two registers of 64 bytes. With twice as many a step
takes 0.95 of the time from m = 1 000 on, and 1.1 at 100, where more of them are padding."""

Table = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """Numbers in a room, and among packed kernels; n images in a block."""

    table: Table
    n: int
    room: int
    packed: int


def plan(network: Convolutional, m: int, dtype: np.dtype[Any]) -> Plan:
    """For m images."""
    n = images_of_block(m, dtype)
    table = np.zeros((len(network.channels) + 1, 11), np.int64)
    room, packed, weights = _Line(dtype), _Line(dtype), 0
    for row, layer in zip(table, network.layers, strict=False):
        c_in, c_out, h, width = layer.c_in, layer.c_out, layer.height, layer.width
        row[: WEIGHTS + 1] = c_in, c_out, h, width, weights
        row[PACKED] = packed.take(tiled(c_out) * c_in * 9)
        row[TURNED] = packed.take(tiled(c_in) * c_out * 9)
        row[IMAGE] = room.take(c_in * h * width * n)
        row[Z] = room.take(tiled(c_out) * h * width * n)
        row[DZ] = room.take(tiled(c_out) * h * width * n)
        row[DA] = room.take(tiled(c_in) * h * width * n)
        weights += c_out * (c_in * 9 + 1)
    last = table[-1]
    last[[C_IN, C_OUT, WEIGHTS]] = network.features, network.n_outputs, weights
    last[IMAGE], last[DA] = room.take(network.features * n), room.take(network.features * n)
    last[DZ] = room.take(network.n_outputs * n)
    return Plan(table, n, room.end, packed.end)


def images_of_block(m: int, dtype: np.dtype[Any]) -> int:
    """A whole number of registers, and few more than there are."""
    lanes = lanes_of(dtype)
    n_blocks = -(-m // MOST[dtype.itemsize])
    return -(-m // (n_blocks * lanes)) * lanes


def copied_parameters(
    network: Convolutional | Recurrent, flat: Array, prefix: str = ""
) -> dict[str, Array]:
    """Copies of all parameters by name, or of their gradients with the prefix d."""
    copies, start = {}, 0
    for name, shape in network.shapes.items():
        end = start + shape[0] * shape[1]
        copies[f"{prefix}{name}"] = flat[start:end].reshape(shape).copy()
        start = end
    return copies


class _Line:
    """Places one after the other, each on a cache line."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.end, self._step = 0, CACHE_LINE // dtype.itemsize

    def take(self, numbers: int) -> int:
        start = self.end
        self.end += -(-numbers // self._step) * self._step
        return start
