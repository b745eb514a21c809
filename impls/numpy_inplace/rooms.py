"""Memory for the hidden layers of a convolutional network, for one block of n images.

Everything lies in the order row, channel, column, image. `Lowered` holds each row three times, as
the three columns of a kernel meet it; three neighbouring rows of it are then, without another copy,
the matrix of windows under a row of z. So im2col takes 3 copies of an image instead of 9, and none
to put zeros around it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import ConvLayer

from .layout import aligned

DType = np.dtype[np.floating]


@dataclass
class Lowered:
    """The windows of an image (height, c, width, n), with zeros around it."""

    copies: Array
    """(height + 2, c, 3, width, n): of each row what each column of a kernel meets."""
    windows: Array
    """(height, 3 c 3, width n): the rows of a matrix are u, c, v. A view of overlapping rows."""

    def lower(self, image: Array) -> None:
        """Three copies of the image; where they have its border, zeros stay."""
        rows = self.copies[1:-1]
        np.copyto(rows[:, :, 0, 1:], image[:, :, :-1])
        np.copyto(rows[:, :, 1], image)
        np.copyto(rows[:, :, 2, :-1], image[:, :, 1:])


@dataclass
class HiddenRoom:
    """What forward leaves of a hidden layer, and what backward needs besides."""

    image: Lowered
    z: Array
    """(height, c_out, width n)."""
    wider: Array
    """(height, c_out, width / 2 n): the larger of two neighbouring columns."""
    a: Array
    """(height / 2, c_out, width / 2 n)."""
    dz: Array
    """(height, c_out, width, n)."""
    lowered_dz: Lowered
    shares: Array
    """Like `wider`: the gradient that each of them passes on."""
    mask: NDArray[np.bool_]
    """Like `wider`."""
    mask_a: NDArray[np.bool_]
    """Like `a`."""
    da: Array
    """(height, c_in, width n): gradient of the image."""
    dw_of_rows: Array
    """(height, c_out, 9 c_in)."""


def zeros(shape: tuple[int, ...], dtype: DType) -> Array:
    """On a cache line."""
    array = aligned(shape, dtype)
    array.fill(0)
    return array


def lowered(height: int, c: int, width: int, n: int, dtype: DType) -> Lowered:
    copies = zeros((height + 2, c, 3, width, n), dtype)
    by_row = copies.reshape(height + 2, c * 3, width * n)
    windows = as_strided(by_row, (height, 3 * c * 3, width * n), by_row.strides)
    return Lowered(copies, windows)


def rooms(network: Convolutional, n: int, dtype: DType) -> list[HiddenRoom]:
    """Of every hidden layer."""
    return [_room(layer, n, dtype) for layer in network.layers]


def _room(layer: ConvLayer, n: int, dtype: DType) -> HiddenRoom:
    height, c, width = layer.height, layer.c_out, layer.width
    wider, a = (height, c, width // 2 * n), (height // 2, c, width // 2 * n)
    return HiddenRoom(
        image=lowered(height, layer.c_in, width, n, dtype),
        z=zeros((height, c, width * n), dtype),
        wider=zeros(wider, dtype),
        a=zeros(a, dtype),
        dz=zeros((height, c, width, n), dtype),
        lowered_dz=lowered(height, c, width, n, dtype),
        shares=zeros(wider, dtype),
        mask=np.zeros(wider, bool),
        mask_a=np.zeros(a, bool),
        da=zeros((height, layer.c_in, width * n), dtype),
        dw_of_rows=zeros((height, c, 9 * layer.c_in), dtype),
    )
