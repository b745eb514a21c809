"""Convolutional networks as inner products of rows; a hidden layer is in `convolution.py`.

A channel of all images is one row, and features of the last layer are a row for each image.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Convolutional, layers, named
from propbench.impls.contract.conv import WINDOW

from .convolution import (
    columns,
    kernel_gradient,
    largest_of_windows,
    through_kernels,
    to_the_largest,
)
from .dense import descended
from .layout import Matrix, to_native, to_numpy, transposed
from .outputs import mean_loss, output_gradient, outputs
from .products import affine, products


@dataclass
class State:
    """By hidden layer: `seen`, what the kernels see of a, and z. f (m, features), z_out and p."""

    network: Convolutional
    x: Matrix
    y: Matrix
    w: list[Matrix] = field(default_factory=list)
    b: list[Matrix] = field(default_factory=list)
    seen: list[Matrix] = field(default_factory=list)
    z: list[Matrix] = field(default_factory=list)
    f: Matrix = field(default_factory=list)
    z_out: Matrix = field(default_factory=list)
    p: Matrix = field(default_factory=list)
    dw: list[Matrix] = field(default_factory=list)
    db: list[Matrix] = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    channels = x.reshape(network.image[0], -1, x.shape[1]).swapaxes(1, 2)
    rows = to_native(channels.reshape(network.image[0], -1))
    return load_parameters(State(network, rows, to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    state.seen, state.z, a = [], [], state.x
    for layer, w, b in zip(state.network.layers, state.w, state.b, strict=False):
        state.seen.append(columns(a, layer.height, layer.width))
        state.z.append(affine(w, state.seen[-1], b))
        a = [largest_of_windows(row, layer.width) for row in state.z[-1]]
    side = _pixels(state.network)
    starts = range(0, len(a[0]), side)
    state.f = [[v for row in a for v in row[start : start + side]] for start in starts]
    state.z_out = affine(state.w[-1], state.f, state.b[-1])
    state.p = outputs(state.network.output, state.z_out)
    return state


def backward(state: State) -> State:
    dz_out = output_gradient(state.network.output, state.p, state.y)
    dw, db = [products(dz_out, transposed(state.f))], [[[sum(row)] for row in dz_out]]
    df = products(transposed(dz_out), transposed(state.w[-1]))
    side = _pixels(state.network)
    starts = range(0, len(df[0]), side)
    da = [[v for example in df for v in example[start : start + side]] for start in starts]
    for index in reversed(range(len(state.z))):
        layer, seen = state.network.layers[index], state.seen[index]
        pairs = zip(da, state.z[index], strict=True)
        dz = [to_the_largest(gradients, row, layer.width) for gradients, row in pairs]
        dw.append([kernel_gradient(row, seen) for row in dz])
        db.append([[sum(row)] for row in dz])
        if index > 0:
            da = through_kernels(dz, state.w[index], layer.height, layer.width)
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float) -> State:
    state.w = [descended(*pair, learning_rate) for pair in zip(state.w, state.dw, strict=True)]
    state.b = [descended(*pair, learning_rate) for pair in zip(state.b, state.db, strict=True)]
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z_out, state.p, state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))


def _pixels(network: Convolutional) -> int:
    """Of a channel before the last layer."""
    layer = network.layers[-1]
    return layer.height * layer.width // WINDOW**2
