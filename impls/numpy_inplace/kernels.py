"""Parameters of a convolutional network in one vector, in the order in which its products read.

An update, or a sum over blocks, is then one call for the whole network. Columns of w are in the
order row, channel, column, that of the images in `rooms.py`, not in the contract's.
"""

from itertools import accumulate, pairwise
from math import prod

import numpy as np

from propbench.impls.contract import Array, Convolutional, layers, named

from .layout import aligned, to_native

Volume = tuple[int, int, int]
"""Channels, height, width of what a row of w multiplies."""


class Kernels:
    """`flat` has all parameters; w (n_out, rows channels columns) and b (n_out, 1) lie in it."""

    def __init__(self, network: Convolutional, dtype: np.dtype[np.floating]) -> None:
        shapes = list(network.shapes.values())
        ends = list(accumulate(map(prod, shapes), initial=0))
        self.flat = aligned((ends[-1],), dtype)
        views = [
            self.flat[start:end].reshape(shape)
            for (start, end), shape in zip(pairwise(ends), shapes, strict=True)
        ]
        self.w, self.b = views[0::2], views[1::2]
        self._volumes = volumes(network)

    def write(self, parameters: dict[str, Array]) -> None:
        """Copy from the contract's order."""
        for w, given, volume in zip(self.w, layers(parameters, "w"), self._volumes, strict=True):
            np.copyto(w, _turned(given, volume))
        for b, given in zip(self.b, layers(parameters, "b"), strict=True):
            np.copyto(b, given)

    def read(self, prefix: str = "") -> dict[str, Array]:
        """Copies in the contract's order; gradients have the prefix d."""
        w = [
            to_native(_turned(w, (height, c, width)))
            for w, (c, height, width) in zip(self.w, self._volumes, strict=True)
        ]
        return named(f"{prefix}w", w) | named(f"{prefix}b", map(to_native, self.b))


def volumes(network: Convolutional) -> list[Volume]:
    """Of every layer, the last included."""
    last = network.layers[-1]
    kernels = [(layer.c_in, 3, 3) for layer in network.layers]
    return [*kernels, (last.c_out, last.height // 2, last.width // 2)]


def turned_over(w: Array) -> Array:
    """Kernels that take dz back: (c_out, 3 c_in 3) to (c_in, 3 c_out 3), each turned over."""
    c_out = w.shape[0]
    apart = w.reshape(c_out, 3, -1, 3)[:, ::-1, :, ::-1]
    return apart.transpose(2, 1, 0, 3).reshape(-1, 9 * c_out)


def _turned(w: Array, volume: Volume) -> Array:
    """The first two of the volume's axes exchanged in every row."""
    return w.reshape(-1, *volume).swapaxes(1, 2).reshape(w.shape)
