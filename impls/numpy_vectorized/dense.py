"""Forward and backward propagation as matrix products; mathematics in `python_loops/dense.py`.

`train_many` stacks networks along a leading axis; np.matmul then multiplies each by the same x, or
by its own where x has that axis too.
"""

from dataclasses import dataclass, field

import numpy as np

from propbench.impls.contract import Array, Network, layers, named

from .activations import ACTIVATIONS
from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    """With `train_many`, w and b (and all that follows from them) have a leading axis."""

    network: Network
    x: Array
    y: Array
    w: list[Array]
    b: list[Array]
    z: list[Array] = field(default_factory=list)
    a: list[Array] = field(default_factory=list)
    dw: list[Array] = field(default_factory=list)
    db: list[Array] = field(default_factory=list)


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return load_parameters(State(network, to_native(x), to_native(y), [], []), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    activation, _ = ACTIVATIONS[state.network.activation]
    state.z, state.a = [], [state.x]
    last = len(state.w) - 1
    for layer, (w, b) in enumerate(zip(state.w, state.b, strict=True)):
        z = w @ state.a[-1] + b
        a = (
            outputs(state.network.output, z)
            if layer == last
            else activation(z, state.network.slope)
        )
        state.z.append(z)
        state.a.append(a)
    return state


def backward(state: State) -> State:
    _, derivative = ACTIVATIONS[state.network.activation]
    dw: list[Array] = []
    db: list[Array] = []
    dz = output_gradient(state.network.output, state.a[-1], state.y)
    for layer in reversed(range(len(state.w))):
        dw.append(dz @ state.a[layer].mT)
        db.append(dz.sum(axis=-1, keepdims=True))
        if layer > 0:
            slopes = derivative(state.z[layer - 1], state.a[layer], state.network.slope)
            dz = (state.w[layer].mT @ dz) * slopes
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float | Array) -> State:
    state.w = [w - learning_rate * dw for w, dw in zip(state.w, state.dw, strict=True)]
    state.b = [b - learning_rate * db for b, db in zip(state.b, state.db, strict=True)]
    return state


def train_step(state: State, learning_rate: float | Array) -> State:
    return update(backward(forward(state)), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return float(mean_loss(state.network.output, state.z[-1], state.a[-1], state.y))


def train_many(
    network: Network,
    parameters: list[dict[str, Array]],
    x: Array,
    y: Array,
    learning_rates: Array,
    steps: int,
) -> tuple[Array, list[dict[str, Array]]]:
    w, b = (_stacked([layers(each, letter) for each in parameters]) for letter in "wb")
    state = State(network, x, y, w, b)
    rates = learning_rates.astype(x.dtype)[:, None, None]
    losses = np.empty((steps, len(parameters)))
    for step in range(steps):
        forward(state)
        losses[step] = mean_loss(network.output, state.z[-1], state.a[-1], y)
        update(backward(state), rates)
    return losses, [_one_of(state, index) for index in range(len(parameters))]


def read_outputs(state: State) -> Array:
    return to_numpy(state.a[-1])


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))


def _stacked(layers_of_each: list[list[Array]]) -> list[Array]:
    """One (n_networks, n_out, n_in) array a layer."""
    return [np.stack(layer) for layer in zip(*layers_of_each, strict=True)]


def _one_of(state: State, index: int) -> dict[str, Array]:
    w, b = [to_numpy(w[index]) for w in state.w], [to_numpy(b[index]) for b in state.b]
    return named("w", w) | named("b", b)
