"""Recurrent networks through compiled loops; mathematics in `python_loops/recurrent.py`.

The loops are those of `python_loops`, step by step; left to the tuned
implementation are blocks of examples, vectors over them, and whole phases in one call.
"""

from dataclasses import dataclass, field

import numpy as np

from propbench.impls.contract import Array, Recurrent, layers, named

from .cells import add, lstm_cell, lstm_gradient, tanh_cell, tanh_gradient
from .kernels import affine, descend, row_sums, times_transposed, transposed_times
from .layout import to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs

Arrays = list[Array]


@dataclass
class State:
    """x (steps, n_inputs, m). By step: `below` has [x; h]; h and c begin with the zeros before the
    first; c, tanh(c) and the gates are those of "lstm" alone."""

    network: Recurrent
    x: Array
    y: Array
    w: Arrays = field(default_factory=list)
    b: Arrays = field(default_factory=list)
    below: Arrays = field(default_factory=list)
    h: Arrays = field(default_factory=list)
    c: Arrays = field(default_factory=list)
    tanh_c: Arrays = field(default_factory=list)
    gates: Arrays = field(default_factory=list)
    z: Array = field(default_factory=lambda: np.empty((0, 0)))
    p: Array = field(default_factory=lambda: np.empty((0, 0)))
    dw: Arrays = field(default_factory=list)
    db: Arrays = field(default_factory=list)


def prepare(network: Recurrent, parameters: dict[str, Array], x: Array, y: Array) -> State:
    sequence = to_native(x).reshape(network.steps, network.n_inputs, -1)
    return load_parameters(State(network, sequence, to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    zero = np.zeros((state.network.n_hidden, state.y.shape[1]), state.x.dtype)
    state.below, state.h, state.c, state.tanh_c, state.gates = [], [zero], [zero], [], []
    for x in state.x:
        state.below.append(np.concatenate((x, state.h[-1])))
        z = affine(state.w[0], state.below[-1], state.b[0])
        if state.network.cell == "lstm":
            gates, c, tanh_c, h = lstm_cell(z, state.c[-1])
            state.gates.append(gates)
            state.c.append(c)
            state.tanh_c.append(tanh_c)
        else:
            h = tanh_cell(z)
        state.h.append(h)
    state.z = affine(state.w[1], state.h[-1], state.b[1])
    state.p = outputs(state.network.output, state.z)
    return state


def backward(state: State) -> State:
    dz_out = output_gradient(state.p, state.y, False)
    dh, dc = transposed_times(state.w[1], dz_out), np.zeros_like(state.c[0])
    dw, db = np.zeros_like(state.w[0]), np.zeros_like(state.b[0])
    recurrent = np.ascontiguousarray(state.w[0][:, state.network.n_inputs :])
    for t in range(state.network.steps - 1, -1, -1):
        if state.network.cell == "lstm":
            dz, dc = lstm_gradient(dh, dc, state.gates[t], state.c[t], state.tanh_c[t])
        else:
            dz = tanh_gradient(dh, state.h[t + 1])
        add(dw, times_transposed(dz, state.below[t]))
        add(db, row_sums(dz))
        if t > 0:
            dh = transposed_times(recurrent, dz)
    state.dw = [dw, times_transposed(dz_out, state.h[-1])]
    state.db = [db, row_sums(dz_out)]
    return state


def update(state: State, learning_rate: float) -> State:
    for layer in range(2):
        descend(state.w[layer], state.dw[layer], learning_rate)
        descend(state.b[layer], state.db[layer], learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z, state.p, state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))
