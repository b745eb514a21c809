"""Recurrent networks, one product a step each way; mathematics in `python_loops/recurrent.py`.

The inputs of a step and the state before it stand one below the other in one matrix, so that a step
is one product, and its weight gradient another. Not tried: inputs of all steps in one product.
"""

from dataclasses import dataclass, field

import numpy as np

from propbench.impls.contract import Array, Recurrent, layers, named

from .activations import sigmoid
from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    """x (steps, n_inputs, m). `below` has [x; h] of every step, h and c (n_hidden, m) begin with
    the zeros before it, and `gates` has i, f, o and g of every step; c and gates are LSTM's."""

    network: Recurrent
    x: Array
    y: Array
    w: list[Array] = field(default_factory=list)
    b: list[Array] = field(default_factory=list)
    below: list[Array] = field(default_factory=list)
    h: list[Array] = field(default_factory=list)
    c: list[Array] = field(default_factory=list)
    gates: list[tuple[Array, ...]] = field(default_factory=list)
    z: Array = field(default_factory=lambda: np.empty(0))
    p: Array = field(default_factory=lambda: np.empty(0))
    dw: list[Array] = field(default_factory=list)
    db: list[Array] = field(default_factory=list)


def prepare(network: Recurrent, parameters: dict[str, Array], x: Array, y: Array) -> State:
    sequence = to_native(x).reshape(network.steps, network.n_inputs, -1)
    return load_parameters(State(network, sequence, to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    zero = np.zeros((state.network.n_hidden, state.y.shape[1]), state.x.dtype)
    state.below, state.h, state.c, state.gates = [], [zero], [zero], []
    for x in state.x:
        state.below.append(np.concatenate([x, state.h[-1]]))
        z = state.w[0] @ state.below[-1] + state.b[0]
        if state.network.cell == "lstm":
            lstm_cell(state, z)
        else:
            state.h.append(np.tanh(z))
    state.z = state.w[1] @ state.h[-1] + state.b[1]
    state.p = outputs(state.network.output, state.z)
    return state


def lstm_cell(state: State, z: Array) -> None:
    """Append the gates and the states of a step."""
    z_i, z_f, z_o, z_g = np.split(z, 4)
    i, f, o, g = sigmoid(z_i), sigmoid(z_f), sigmoid(z_o), np.tanh(z_g)
    state.gates.append((i, f, o, g))
    state.c.append(f * state.c[-1] + i * g)
    state.h.append(o * np.tanh(state.c[-1]))


def backward(state: State) -> State:
    dz_out = output_gradient(state.network.output, state.p, state.y)
    dh, dc = state.w[1].T @ dz_out, np.zeros_like(state.c[0])
    recurrent = state.w[0][:, state.network.n_inputs :]
    dw, db = np.zeros_like(state.w[0]), np.zeros_like(state.b[0])
    for t in reversed(range(state.network.steps)):
        if state.network.cell == "lstm":
            dz, dc = lstm_gradient(state, t, dh, dc)
        else:
            dz = dh * (1 - state.h[t + 1] ** 2)
        dw += dz @ state.below[t].T
        db += dz.sum(axis=1, keepdims=True)
        if t > 0:
            dh = recurrent.T @ dz
    state.dw = [dw, dz_out @ state.h[-1].T]
    state.db = [db, dz_out.sum(axis=1, keepdims=True)]
    return state


def lstm_gradient(state: State, t: int, dh: Array, dc: Array) -> tuple[Array, Array]:
    """dz (4 n_hidden, m) of step t, and dc of the step before it."""
    i, f, o, g = state.gates[t]
    tanh_c = np.tanh(state.c[t + 1])
    d = dc + dh * o * (1 - tanh_c**2)
    dz_i = d * g * i * (1 - i)
    dz_f = d * state.c[t] * f * (1 - f)
    dz_o = dh * tanh_c * o * (1 - o)
    dz_g = d * i * (1 - g**2)
    return np.concatenate([dz_i, dz_f, dz_o, dz_g]), d * f


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
