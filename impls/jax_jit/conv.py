"""Convolutional networks by jax.grad and jax.vjp; all but layout and formula is that of `dense.py`.

Native are images (m, height, width, channels) and kernels (3, 3, c_in, c_out); the weights of the
last layer are (n_outputs, features) with features in the order of the images. Channels before
height and width were tried and are up to 6 % slower in float32 at m = 1 000, and as fast elsewhere.
"""

from collections.abc import Iterable

import numpy as np
from jax import lax

from propbench.impls.contract import Array, Convolutional, layers, named
from propbench.impls.contract.conv import KERNEL, WINDOW

from .dense import (
    State,
    backward,
    forward,
    loss,
    read_outputs,
    train,
    train_step,
    update,
    wait,
)
from .formulas import ACTIVATE
from .layout import Native, to_native, to_numpy
from .phases import Tree, phases_of

__all__ = [
    "backward",
    "forward",
    "load_parameters",
    "loss",
    "prepare",
    "read_gradients",
    "read_outputs",
    "read_parameters",
    "train",
    "train_step",
    "update",
    "wait",
]

_AXES = ("NHWC", "HWIO", "NHWC")
_WINDOW = (1, WINDOW, WINDOW, 1)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    images = x.T.reshape(-1, *network.image).transpose(0, 2, 3, 1)
    start, labels = _tree(network, parameters), to_native(y)
    phases = phases_of(network, logits)
    return State(network, phases, to_native(images), labels, start, ([], []), labels)


def logits(network: Convolutional, parameters: Tree, x: Native) -> Native:
    """z of the last layer, (n_outputs, m)."""
    w, b = parameters
    a = x
    for kernel, biases in zip(w[:-1], b[:-1], strict=True):
        z = lax.conv_general_dilated(a, kernel, (1, 1), "SAME", dimension_numbers=_AXES)
        a = ACTIVATE[network.activation](z + biases[:, 0], 0.0)
        a = lax.reduce_window(a, -np.inf, lax.max, _WINDOW, _WINDOW, "VALID")
    return w[-1] @ a.reshape(a.shape[0], -1).T + b[-1]


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    assert isinstance(state.network, Convolutional)
    state.parameters = _tree(state.network, parameters)
    return state


def read_gradients(state: State) -> dict[str, Array]:
    return _named(state, state.gradients, "d")


def read_parameters(state: State) -> dict[str, Array]:
    return _named(state, state.parameters)


def _tree(network: Convolutional, parameters: dict[str, Array]) -> Tree:
    *hidden, last = layers(parameters, "w")
    shaped: list[Array] = [
        w.reshape(-1, layer.c_in, KERNEL, KERNEL).transpose(2, 3, 1, 0)
        for w, layer in zip(hidden, network.layers, strict=True)
    ]
    by_channel = last.reshape(last.shape[0], *_last_image(network)).transpose(0, 2, 3, 1)
    shaped.append(by_channel.reshape(last.shape))
    return [*map(to_native, shaped)], [*map(to_native, layers(parameters, "b"))]


def _named(state: State, tree: Tree, prefix: str = "") -> dict[str, Array]:
    """Parameters or gradients in the shapes of the contract."""
    assert isinstance(state.network, Convolutional)
    *hidden, last = map(to_numpy, tree[0])
    c, height, width = _last_image(state.network)
    shaped: Iterable[Array] = (w.transpose(3, 2, 0, 1).reshape(w.shape[3], -1) for w in hidden)
    by_row = last.reshape(-1, height, width, c).transpose(0, 3, 1, 2).reshape(last.shape)
    return named(f"{prefix}w", [*shaped, by_row]) | named(f"{prefix}b", map(to_numpy, tree[1]))


def _last_image(network: Convolutional) -> tuple[int, int, int]:
    """Channels, height and width before the last layer."""
    layer = network.layers[-1]
    return layer.c_out, layer.height // WINDOW, layer.width // WINDOW
