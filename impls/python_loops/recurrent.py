"""Recurrent networks in loops, step by step; the mathematics is explained here.

Forward, for t = 1 to T, with states that begin at zero, and [x; h] one below the other:
    z_t = w0 [x_t; h_(t-1)] + b0
    tanh:  h_t = tanh(z_t)
    lstm:  i, f, o = sigmoid of their rows of z_t, g = tanh of its rows
           c_t = f c_(t-1) + i g,  h_t = o tanh(c_t)
Backward through time, for t = T to 1, from dh_T = w1^T dz of the outputs, and dc_T = 0:
    tanh:  dz_t = dh_t (1 - h_t^2)
    lstm:  d = dc_t + dh_t o (1 - tanh(c_t)^2)
           dz_i = d g i (1 - i)         dz_f = d c_(t-1) f (1 - f)
           dz_o = dh_t tanh(c_t) o (1 - o)    dz_g = d i (1 - g^2)
           dc_(t-1) = d f
    dh_(t-1) = (the columns of w0 that meet h)^T dz_t
    dw0 = sum over t of dz_t [x_t; h_(t-1)]^T,  db0 = sum over t of the row sums of dz_t
The last layer is dense, on h_T.

Fair: the first step takes no gradient on to the states before it, which are constants; nor does any
to its inputs. As in `dense.py`, there are no other tricks.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Recurrent, named
from propbench.impls.contract.recurrent import GATES

from .cells import Step, lstm_cell, lstm_gradient, tanh_cell, tanh_gradient, zeros
from .dense import affine, descend, row_sums, times_transposed, transposed_times
from .layout import Matrix, to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    """x by steps; `below` has [x; h] of every step; `steps` begins with the states before any."""

    network: Recurrent
    x: list[Matrix]
    y: Matrix
    w: list[Matrix] = field(default_factory=list)
    b: list[Matrix] = field(default_factory=list)
    below: list[Matrix] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    z: Matrix = field(default_factory=list)
    p: Matrix = field(default_factory=list)
    dw: list[Matrix] = field(default_factory=list)
    db: list[Matrix] = field(default_factory=list)


def prepare(network: Recurrent, parameters: dict[str, Array], x: Array, y: Array) -> State:
    sequence = x.reshape(network.steps, network.n_inputs, -1)
    state = State(network, [to_native(inputs) for inputs in sequence], to_native(y))
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(parameters["w0"]), to_native(parameters["w1"])]
    state.b = [to_native(parameters["b0"]), to_native(parameters["b1"])]
    return state


def forward(state: State) -> State:
    n, m = state.network.n_hidden, len(state.y[0])
    state.below, state.steps = [], [Step(zeros(n, m), zeros(n, m))]
    for x in state.x:
        before = state.steps[-1]
        state.below.append(x + before.h)
        z = affine(state.w[0], state.below[-1], state.b[0])
        is_lstm = state.network.cell == "lstm"
        state.steps.append(lstm_cell(z, before.c) if is_lstm else tanh_cell(z))
    state.z = affine(state.w[1], state.steps[-1].h, state.b[1])
    state.p = outputs(state.network.output, state.z)
    return state


def backward(state: State) -> State:
    network, m = state.network, len(state.y[0])
    dz_out = output_gradient(network.output, state.p, state.y)
    dh, dc = transposed_times(state.w[1], dz_out), zeros(network.n_hidden, m)
    dw = zeros(len(state.w[0]), len(state.w[0][0]))
    db = zeros(GATES[network.cell] * network.n_hidden, 1)
    recurrent = [row[network.n_inputs :] for row in state.w[0]]
    for t in range(network.steps, 0, -1):
        step, before = state.steps[t], state.steps[t - 1]
        if network.cell == "lstm":
            dz, dc = lstm_gradient(dh, dc, step, before.c)
        else:
            dz = tanh_gradient(dh, step.h)
        add(dw, times_transposed(dz, state.below[t - 1]))
        add(db, row_sums(dz))
        if t > 1:
            dh = transposed_times(recurrent, dz)
    state.dw = [dw, times_transposed(dz_out, state.steps[-1].h)]
    state.db = [db, row_sums(dz_out)]
    return state


def add(total: Matrix, part: Matrix) -> None:
    """Element by element, in place."""
    for i in range(len(total)):
        for j in range(len(total[i])):
            total[i][j] += part[i][j]


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
