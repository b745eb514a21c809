"""Convolutional networks by one product a layer; mathematics in `python_loops/conv.py`.

The windows under every place of a kernel become the rows of a matrix ("im2col"), and w times that
matrix is z of all places of all images. Images are the last axis, so that every copy moves long
runs of memory, and z needs no transposition to be the next layer's image.

Tried: tensordot over the windows, 1.3 times slower, and nine products of shifted images, which
copy as much and call nine times as often, 1.1 to 1.6 times slower.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from propbench.impls.contract import Array, Convolutional, layers, named

from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    """By hidden layer: the matrix of windows, where the largest z of each 2 x 2 is, and what is
    left of it, the image (c, height, width, m) of the next layer."""

    network: Convolutional
    x: Array
    y: Array
    w: list[Array] = field(default_factory=list)
    b: list[Array] = field(default_factory=list)
    windows: list[Array] = field(default_factory=list)
    largest: list[NDArray[np.intp]] = field(default_factory=list)
    images: list[Array] = field(default_factory=list)
    z: Array = field(default_factory=lambda: np.empty(0))
    p: Array = field(default_factory=lambda: np.empty(0))
    dw: list[Array] = field(default_factory=list)
    db: list[Array] = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    images = to_native(x).reshape(*network.image, -1)
    return load_parameters(State(network, images, to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    state.windows, state.largest, state.images = [], [], [state.x]
    for w, b in zip(state.w[:-1], state.b[:-1], strict=True):
        _, height, width, m = state.images[-1].shape
        state.windows.append(windows_of(state.images[-1]))
        z = (w @ state.windows[-1] + b).reshape(-1, height, width, m)
        fours = in_fours(z)
        state.largest.append(fours.argmax(axis=3)[:, :, :, None])
        state.images.append(np.maximum(0, fours.max(axis=3)))
    state.z = state.w[-1] @ _features(state) + state.b[-1]
    state.p = outputs(state.network.output, state.z)
    return state


def backward(state: State) -> State:
    dz = output_gradient(state.network.output, state.p, state.y)
    dw: list[Array] = [dz @ _features(state).T]
    db: list[Array] = [dz.sum(axis=1, keepdims=True)]
    da: Array = state.w[-1].T @ dz
    for layer in reversed(range(len(state.windows))):
        dz = _to_the_largest(state, layer, da)
        dw.append(dz @ state.windows[layer].T)
        db.append(dz.sum(axis=1, keepdims=True))
        if layer > 0:
            da = summed_windows(state.w[layer].T @ dz, state.images[layer].shape)
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float) -> State:
    state.w = [w - learning_rate * dw for w, dw in zip(state.w, state.dw, strict=True)]
    state.b = [b - learning_rate * db for b, db in zip(state.b, state.db, strict=True)]
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def loss(state: State) -> float:
    return float(mean_loss(state.network.output, state.z, state.p, state.y))


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))


def windows_of(image: Array) -> Array:
    """(c, height, width, m) to (c 9, height width m), with zeros around the image."""
    framed = np.pad(image, ((0, 0), (1, 1), (1, 1), (0, 0)))
    windows = sliding_window_view(framed, (3, 3), axis=(1, 2))
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(image.shape[0] * 9, -1)


def summed_windows(dwindows: Array, shape: tuple[int, ...]) -> Array:
    """Back to the image of this shape: the sum of all that each pixel gave."""
    c, height, width, m = shape
    each = dwindows.reshape(c, 3, 3, height, width, m)
    framed = np.zeros((c, height + 2, width + 2, m), dwindows.dtype)
    for u in range(3):
        for v in range(3):
            framed[:, u : u + height, v : v + width] += each[:, u, v]
    return framed[:, 1:-1, 1:-1]


def in_fours(z: Array) -> Array:
    """(c, height, width, m) to (c, height / 2, width / 2, 4, m): windows of 2 x 2 by rows."""
    c, height, width, m = z.shape
    pairs = z.reshape(c, height // 2, 2, width // 2, 2, m)
    return pairs.swapaxes(2, 3).reshape(c, height // 2, width // 2, 4, m)


def _to_the_largest(state: State, layer: int, da: Array) -> Array:
    """dz (c, height width m) of a hidden layer, from the gradient of the image above it."""
    image = state.images[layer + 1]
    c, height, width, m = image.shape
    fours = np.zeros((c, height, width, 4, m), image.dtype)
    given = da.reshape(image.shape) * (image > 0)
    np.put_along_axis(fours, state.largest[layer], given[:, :, :, None], axis=3)
    pairs = fours.reshape(c, height, width, 2, 2, m).swapaxes(2, 3)
    return pairs.reshape(c, -1)


def _features(state: State) -> Array:
    """Of the last layer, (features, m)."""
    return state.images[-1].reshape(-1, state.y.shape[1])
