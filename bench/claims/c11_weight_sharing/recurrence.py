"""A recurrent network with the LSTM cell, unrolled over its steps. The contract says what it is."""

from typing import NamedTuple

import numpy as np

from propbench.bench.training.activations import sigmoid
from propbench.bench.training.parameters import Parameters
from propbench.impls.contract import Array, Recurrent


class Kept(NamedTuple):
    """What `backward` needs, a list of each step: [x; h] of the step, its gates i, f, o and g, c
    before it and tanh(c) after it; and the last h."""

    inputs: list[Array]
    gates: list[tuple[Array, Array, Array, Array]]
    before: list[Array]
    bent: list[Array]
    h: Array


def forward(network: Recurrent, parameters: Parameters, x: Array) -> tuple[Array, Kept]:
    """Scores (n_outputs, m) before the softmax, and what `backward` needs."""
    (w, w_out), (b, b_out) = parameters.w, parameters.b
    h = c = np.zeros((network.n_hidden, x.shape[1]))
    kept = Kept([], [], [], [], h)
    for x_t in x.reshape(network.steps, network.n_inputs, -1):
        kept.inputs.append(np.concatenate([x_t, h]))
        z = w @ kept.inputs[-1] + b
        i, f, o = np.split(sigmoid(z[: 3 * network.n_hidden]), 3)
        g = np.tanh(z[3 * network.n_hidden :])
        kept.gates.append((i, f, o, g))
        kept.before.append(c)
        c = f * c + i * g
        kept.bent.append(np.tanh(c))
        h = o * kept.bent[-1]
    return w_out @ h + b_out, kept._replace(h=h)


def backward(network: Recurrent, parameters: Parameters, kept: Kept, dz: Array) -> Parameters:
    """Gradients, from that of the scores (n_outputs, m), back through all steps."""
    w, w_out = parameters.w
    dw, db = np.zeros_like(w), np.zeros((len(w), 1))
    dh, dc = w_out.T @ dz, np.zeros_like(kept.h)
    of_state = w[:, network.n_inputs :].T
    for t in reversed(range(network.steps)):
        (i, f, o, g), bent = kept.gates[t], kept.bent[t]
        dc = dc + dh * o * (1 - bent * bent)
        of_step = np.concatenate(
            [
                dc * g * i * (1 - i),
                dc * kept.before[t] * f * (1 - f),
                dh * bent * o * (1 - o),
                dc * i * (1 - g * g),
            ]
        )
        dw += of_step @ kept.inputs[t].T
        db += of_step.sum(axis=1, keepdims=True)
        dh, dc = of_state @ of_step, dc * f
    return Parameters((dw, dz @ kept.h.T), (db, dz.sum(axis=1, keepdims=True)))
