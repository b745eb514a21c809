"""A convolution as the one matrix that it is: from all pixels of all channels to all of the next.

It holds each weight many times, and zeros.
"""

import numpy as np

from propbench.bench.oracle.comparison import Float64
from propbench.impls.contract.conv import KERNEL, ConvLayer


class HiddenMatrix:
    """A hidden layer as a matrix (c_out height width, c_in height width) and a column."""

    def __init__(self, layer: ConvLayer, w: Float64, b: Float64) -> None:
        self.layer = layer
        self._tap, self._to, self._from = _places(layer.height, layer.width)
        taps = w.reshape(layer.c_out, layer.c_in, KERNEL**2).transpose(2, 0, 1)
        whole = np.zeros(self._apart)
        whole[:, self._to, :, self._from] = taps[self._tap]
        self.matrix = whole.reshape(layer.c_out * self.pixels, -1)
        self.column = np.repeat(b, self.pixels, axis=0)

    @property
    def shape(self) -> tuple[int, int]:
        """Of the weights: (c_out, c_in 9)."""
        return self.layer.c_out, self.layer.c_in * KERNEL**2

    @property
    def pixels(self) -> int:
        return self.layer.height * self.layer.width

    @property
    def _apart(self) -> tuple[int, int, int, int]:
        return self.layer.c_out, self.pixels, self.layer.c_in, self.pixels

    def folded(self, of_matrix: Float64) -> Float64:
        """(c_out, c_in 9): what the entries of a matrix like this have, summed for each weight."""
        taps = np.zeros((KERNEL**2, self.layer.c_out, self.layer.c_in))
        np.add.at(taps, self._tap, of_matrix.reshape(self._apart)[:, self._to, :, self._from])
        return taps.transpose(1, 2, 0).reshape(self.layer.c_out, -1)

    def summed(self, of_pixels: Float64) -> Float64:
        """(c_out, 1): the sum over all pixels and examples."""
        return of_pixels.reshape(self.layer.c_out, -1).sum(axis=1, keepdims=True)


def _places(height: int, width: int) -> tuple[list[int], list[int], list[int]]:
    """Of each entry of a matrix between two channels: the tap of the kernel, to which pixel, from
    which."""
    places = [
        (u * KERNEL + v, i * width + j, (i + u - 1) * width + j + v - 1)
        for u in range(KERNEL)
        for v in range(KERNEL)
        for i in range(height)
        for j in range(width)
        if 0 <= i + u - 1 < height and 0 <= j + v - 1 < width
    ]
    tap, to, source = zip(*places, strict=True)
    return list(tap), list(to), list(source)
