"""Images as lists: a volume is a list of channels, each a list of rows."""

import numpy as np

from propbench.impls.contract import Array
from propbench.impls.contract.conv import KERNEL

from .layout import Matrix

Volume = list[Matrix]
"""[channel][row][column]."""
Kernels = list[Volume]
"""[c_out][c_in][row][column]."""


def to_volumes(shape: tuple[int, int, int], x: Array) -> list[Volume]:
    """(channels height width, m) to a volume an example."""
    volumes: list[Volume] = x.T.reshape(-1, *shape).tolist()
    return volumes


def to_kernels(w: Array) -> Kernels:
    """(c_out, c_in 9) to kernels."""
    kernels: Kernels = w.reshape(w.shape[0], -1, KERNEL, KERNEL).tolist()
    return kernels


def from_kernels(kernels: Kernels) -> Array:
    """Back to (c_out, c_in 9)."""
    return np.array(kernels, dtype=np.float64).reshape(len(kernels), -1)


def zeros(channels: int, height: int, width: int) -> Volume:
    return [[[0.0] * width for _ in range(height)] for _ in range(channels)]


def framed(a: Volume) -> Volume:
    """A copy with a border of zeros, one wide."""
    border = [0.0] * (len(a[0][0]) + 2)
    return [[border, *[[0.0, *row, 0.0] for row in plane], border] for plane in a]


def unframed(a: Volume) -> Volume:
    """A copy without its border."""
    return [[row[1:-1] for row in plane[1:-1]] for plane in a]


def flattened(a: Volume) -> list[float]:
    """In the order channel, row, column."""
    return [value for plane in a for row in plane for value in row]


def shaped_like(values: list[float], z: Volume) -> Volume:
    """Values in that order as a volume of half the height and width of z."""
    height, width = len(z[0]) // 2, len(z[0][0]) // 2
    volume = zeros(len(z), height, width)
    for o in range(len(z)):
        for i in range(height):
            for j in range(width):
                volume[o][i][j] = values[(o * height + i) * width + j]
    return volume
