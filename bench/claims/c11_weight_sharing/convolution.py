"""A convolutional network: every layer one product with the windows of its images side by side.

Arrays of images are (channels, height, width, m), so that a window moved by a pixel is a slice of
whole columns. The contract says what is computed.
"""

from typing import NamedTuple

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.impls.contract import Array, Convolutional
from propbench.impls.contract.conv import KERNEL, WINDOW, ConvLayer


class Kept(NamedTuple):
    """What `backward` needs: windows of each layer as columns, which z of a window was passed on,
    (c, height / 2, width / 2, 2, 2, m), and the features (n_features, m)."""

    windows: list[Array]
    passed: list[Array]
    features: Array


def forward(network: Convolutional, parameters: Parameters, x: Array) -> tuple[Array, Kept]:
    """Scores (n_outputs, m) before the softmax, and what `backward` needs."""
    a, m = x, x.shape[1]
    windows, passed = [], []
    for layer, w, b in zip(network.layers, parameters.w, parameters.b, strict=False):
        windows.append(_windows(layer, a))
        z = w @ windows[-1] + b
        a, kept = _largest(layer, z.reshape(layer.c_out, layer.height, layer.width, m))
        passed.append(kept)
        a = a.reshape(-1, m)
    return parameters.w[-1] @ a + parameters.b[-1], Kept(windows, passed, a)


def backward(network: Convolutional, parameters: Parameters, kept: Kept, dz: Array) -> Parameters:
    """Gradients, from that of the scores (n_outputs, m)."""
    m = dz.shape[1]
    dw, db = [dz @ kept.features.T], [dz.sum(axis=1, keepdims=True)]
    da: Array = parameters.w[-1].T @ dz
    for index in reversed(range(len(network.layers))):
        layer, passed = network.layers[index], kept.passed[index]
        c, height, width = passed.shape[:3]
        of_fours = da.reshape(c, height, width, 1, 1, m) * passed
        of_pixels = of_fours.swapaxes(2, 3).reshape(c, -1)
        dw.append(of_pixels @ kept.windows[index].T)
        db.append(of_pixels.sum(axis=1, keepdims=True))
        if index > 0:
            da = _images(layer, parameters.w[index].T @ of_pixels)
    return Parameters(tuple(reversed(dw)), tuple(reversed(db)))


def _windows(layer: ConvLayer, a: Array) -> Array:
    """(c height width, m) to (c 9, height width m): what each tap of a kernel sees."""
    c, height, width, m = layer.c_in, layer.height, layer.width, a.shape[1]
    framed = np.zeros((c, height + 2, width + 2, m))
    framed[:, 1:-1, 1:-1] = a.reshape(c, height, width, m)
    windows = np.empty((c, KERNEL, KERNEL, height, width, m))
    for u in range(KERNEL):
        for v in range(KERNEL):
            windows[:, u, v] = framed[:, u : u + height, v : v + width]
    return windows.reshape(c * KERNEL**2, -1)


def _images(layer: ConvLayer, of_windows: Array) -> Array:
    """The way back, the taps of a pixel summed: (c 9, height width m) to (c height width, m)."""
    c, height, width = layer.c_in, layer.height, layer.width
    taps = of_windows.reshape(c, KERNEL, KERNEL, height, width, -1)
    framed = np.zeros((c, height + 2, width + 2, taps.shape[-1]))
    for u in range(KERNEL):
        for v in range(KERNEL):
            framed[:, u : u + height, v : v + width] += taps[:, u, v]
    return framed[:, 1:-1, 1:-1].reshape(c * height * width, -1)


def _largest(layer: ConvLayer, z: Array) -> tuple[Array, Array]:
    """ReLU of the largest z of each window, and which z that is: the first by rows of equals."""
    c, height, width = layer.c_out, layer.height // WINDOW, layer.width // WINDOW
    fours = z.reshape(c, height, WINDOW, width, WINDOW, -1).swapaxes(2, 3)
    a = np.maximum(fours.max(axis=(3, 4)), 0)
    passed = (fours == a[:, :, :, None, None]) & (a > 0)[:, :, :, None, None]
    taken = np.zeros_like(a, bool)
    for row in range(WINDOW):
        for column in range(WINDOW):
            own = passed[:, :, :, row, column]
            own &= ~taken
            taken |= own
    return a, passed
