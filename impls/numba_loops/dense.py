"""Forward and backward propagation through compiled loops; mathematics in `python_loops/dense.py`.

Python walks through the layers and calls one compiled loop after the other, as it calls the
loops of `python_loops`; at one example most of the time is these calls.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Network, layers, named

from .activations import ACTIVATIONS
from .kernels import (
    affine,
    descend,
    multiply,
    row_sums,
    times_transposed,
    transposed_times,
)
from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    network: Network
    x: Array
    y: Array
    w: list[Array] = field(default_factory=list)
    b: list[Array] = field(default_factory=list)
    z: list[Array] = field(default_factory=list)
    a: list[Array] = field(default_factory=list)
    dw: list[Array] = field(default_factory=list)
    db: list[Array] = field(default_factory=list)


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return load_parameters(State(network, to_native(x), to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    activation, _ = ACTIVATIONS[state.network.activation]
    state.z, state.a = [], [state.x]
    last = len(state.w) - 1
    for layer in range(len(state.w)):
        z = affine(state.w[layer], state.a[layer], state.b[layer])
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
    dw, db = [], []
    dz = output_gradient(state.a[-1], state.y, state.network.output == "sigmoid_squared_error")
    for layer in range(len(state.w) - 1, -1, -1):
        dw.append(times_transposed(dz, state.a[layer]))
        db.append(row_sums(dz))
        if layer > 0:
            da = transposed_times(state.w[layer], dz)
            slopes = derivative(state.z[layer - 1], state.a[layer], state.network.slope)
            dz = multiply(da, slopes)
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float) -> State:
    for layer in range(len(state.w)):
        descend(state.w[layer], state.dw[layer], learning_rate)
        descend(state.b[layer], state.db[layer], learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z[-1], state.a[-1], state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.a[-1])


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))
