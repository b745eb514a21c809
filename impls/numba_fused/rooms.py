"""Where everything of a convolutional network lies: in one flat array a block of images.

`Plan.table` has a row for each hidden layer and one for the last, with its sizes and the places of
its arrays, so that one compiled function serves networks of any depth. Of a room of 32 images
of float64 500 kB are used, which stay in a core's second-level cache.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from propbench.impls.contract import Array, Convolutional, Recurrent

from .blocks import CACHE_LINE
from .convolution import tiled
from .registers import lanes_of

C_IN, C_OUT, HEIGHT, WIDTH, WEIGHTS, PACKED, TURNED, IMAGE, PLACES, DZ, DA = range(11)
"""Columns of the table. WEIGHTS is a place among the parameters, PACKED and TURNED among packed
kernels, the others in a room. The last layer has features as C_IN, and in IMAGE (features, n)."""

MOST = {8: 32, 4: 64}
"""Images of a block, by bytes of a number: four registers of 64 bytes. The last block has as few
registers as hold the rest, which takes 0.92 of a step's time at m = 100 in float64, 0.84 in
float32. With half as many images a block a step takes 1.05 of the time there, and as long at 1 000;
with half as many again it is no faster (CPU time, in turns)."""

Table = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """Numbers in a room, and among packed kernels; n images in a block, and in the last one."""

    table: Table
    n: int
    last: int
    room: int
    packed: int


def plan(network: Convolutional, m: int, dtype: np.dtype[Any]) -> Plan:
    """For m images."""
    n, last = images_of_blocks(m, dtype)
    table = np.zeros((len(network.channels) + 1, 11), np.int64)
    room, packed, weights = _Line(dtype), _Line(dtype), 0
    for row, layer in zip(table, network.layers, strict=False):
        c_in, c_out, h, width = layer.c_in, layer.c_out, layer.height, layer.width
        row[: WEIGHTS + 1] = c_in, c_out, h, width, weights
        row[PACKED] = packed.take(tiled(c_out) * (c_in * 9 + 1))
        row[TURNED] = packed.take(tiled(c_in) * c_out * 9)
        row[IMAGE] = room.take(tiled(c_in) * h * width * n)
        row[PLACES] = room.take(tiled(c_out) * h * width * n // 4)
        row[DZ] = room.take(tiled(c_out) * h * width * n)
        row[DA] = room.take(tiled(c_in) * h * width * n)
        weights += c_out * (c_in * 9 + 1)
    top = table[-1]
    top[[C_IN, C_OUT, WEIGHTS]] = network.features, network.n_outputs, weights
    top[IMAGE] = room.take(network.features // c_out * tiled(c_out) * n)
    top[DA] = room.take(network.features * n)
    top[DZ] = room.take(network.n_outputs * n)
    return Plan(table, n, last, room.end, packed.end)


def images_of_blocks(m: int, dtype: np.dtype[Any]) -> tuple[int, int]:
    """Of all but the last block, and of the last: whole numbers of registers."""
    lanes, most = lanes_of(dtype), MOST[dtype.itemsize]
    rest = -(-((m - 1) % most + 1) // lanes) * lanes
    return (most if m > most else rest), rest


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
