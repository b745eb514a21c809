"""A convolution as one product: the nine taps of a kernel see an image moved by nine steps."""

import numpy as np

from propbench.bench.oracle.comparison import Float64
from propbench.impls.contract.conv import KERNEL, ConvLayer


def columns(layer: ConvLayer, a: Float64) -> Float64:
    """(c_in height width, k) to (c_in 9, height width k): what each tap sees, 0 beyond the border.

    w (c_out, c_in 9) times that is the convolution.
    """
    height, width, k = layer.height, layer.width, a.shape[1]
    framed = np.zeros((layer.c_in, height + 2, width + 2, k))
    framed[:, 1:-1, 1:-1] = a.reshape(layer.c_in, height, width, k)
    taps = [framed[:, u : u + height, v : v + width] for u, v in _TAPS]
    return np.stack(taps, axis=1).reshape(layer.c_in * KERNEL**2, -1)


def images(layer: ConvLayer, of_taps: Float64) -> Float64:
    """The way back, (c_in 9, height width k) to (c_in height width, k): a pixel's taps summed."""
    height, width = layer.height, layer.width
    taps = of_taps.reshape(layer.c_in, KERNEL**2, height, width, -1)
    framed = np.zeros((layer.c_in, height + 2, width + 2, taps.shape[-1]))
    for tap, (u, v) in enumerate(_TAPS):
        framed[:, u : u + height, v : v + width] += taps[:, tap]
    return framed[:, 1:-1, 1:-1].reshape(layer.c_in * height * width, -1)


_TAPS = [(u, v) for u in range(KERNEL) for v in range(KERNEL)]
