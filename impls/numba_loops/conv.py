"""Convolutional networks through compiled loops; mathematics in `python_loops/conv.py`."""

from dataclasses import dataclass, field

import numpy as np

from propbench.impls.contract import Array, Convolutional, layers, named

from .convolution import (
    convolve,
    framed,
    gradients,
    largest_of_windows,
    through_kernels,
    to_the_largest,
)
from .kernels import affine, descend, row_sums, times_transposed, transposed_times
from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs

Layers = list[Array]


@dataclass
class State:
    """`inputs` with their border and z of the hidden layers; f (features, m) of the last one."""

    network: Convolutional
    x: Array
    y: Array
    w: Layers = field(default_factory=list)
    b: Layers = field(default_factory=list)
    inputs: Layers = field(default_factory=list)
    z: Layers = field(default_factory=list)
    f: Array = field(default_factory=lambda: np.empty((0, 0)))
    p: Array = field(default_factory=lambda: np.empty((0, 0)))
    dw: Layers = field(default_factory=list)
    db: Layers = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    images = to_native(x.T.reshape(-1, *network.image))
    return load_parameters(State(network, images, to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    state.inputs, state.z, a = [], [], state.x
    for w, b in zip(state.w[:-1], state.b[:-1], strict=True):
        state.inputs.append(framed(a))
        state.z.append(convolve(state.inputs[-1], _kernels(w), b))
        a = largest_of_windows(state.z[-1])
    state.f = np.ascontiguousarray(a.reshape(a.shape[0], -1).T)
    state.z.append(affine(state.w[-1], state.f, state.b[-1]))
    state.p = outputs(state.network.output, state.z[-1])
    return state


def backward(state: State) -> State:
    dz = output_gradient(state.p, state.y, False)
    dw, db = [times_transposed(dz, state.f)], [row_sums(dz)]
    df = transposed_times(state.w[-1], dz)
    m, channels, height, width = state.z[-2].shape
    da = np.ascontiguousarray(df.T).reshape(m, channels, height // 2, width // 2)
    for layer in range(len(state.inputs) - 1, -1, -1):
        dz = to_the_largest(da, state.z[layer])
        dkernels, own_db = gradients(dz, state.inputs[layer])
        dw.append(dkernels.reshape(state.w[layer].shape))
        db.append(own_db)
        if layer > 0:
            da = through_kernels(dz, _kernels(state.w[layer]))
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float) -> State:
    for layer in range(len(state.w)):
        descend(state.w[layer], state.dw[layer], learning_rate)
        descend(state.b[layer], state.db[layer], learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z[-1], state.p, state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))


def _kernels(w: Array) -> Array:
    """(c_out, c_in 9) as (c_out, c_in, 3, 3)."""
    return w.reshape(w.shape[0], -1, 3, 3)
