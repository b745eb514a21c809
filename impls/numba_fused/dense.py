"""Forward and backward propagation, compiled as a whole; mathematics in `python_loops/dense.py`.

One call from Python runs a whole phase: at one example there are two dispatches, not a dozen.
Activations are kept in place of z; see `steps.py` for what happens inside.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from impls.contract import ACTIVATIONS, OUTPUTS, Array, Gradients, Network, Parameters

from .blocks import aligned, block_columns, from_blocks, to_blocks
from .passes import descend
from .steps import propagate, total_loss
from .views import layer_of


@dataclass
class State:
    """x, y, z_out, p are (n_blocks, n, columns); hidden (n_blocks, units x columns)."""

    sizes: Array
    codes: tuple[int, int]
    slope: Any
    m: int
    x: Array
    y: Array
    hidden: Array
    z_out: Array
    p: Array
    flat: Array
    gradients: Array
    scratch: Array


def prepare(network: Network, parameters: Parameters, x: Array, y: Array) -> State:
    columns = block_columns(network.sizes, x.shape[1], x.dtype.itemsize)
    x_blocks, y_blocks = to_blocks(x, columns), to_blocks(y, columns)
    n_parameters = sum((n_in + 1) * n_out for n_out, n_in in network.shapes)
    units = max(1, sum(network.sizes[1:-1]))
    state = State(
        sizes=np.array(network.sizes),
        codes=(ACTIVATIONS.index(network.activation), OUTPUTS.index(network.output)),
        slope=x.dtype.type(network.slope),
        m=x.shape[1],
        x=x_blocks,
        y=y_blocks,
        hidden=aligned((x_blocks.shape[0], units * columns), x.dtype),
        z_out=np.empty_like(y_blocks),
        p=np.empty_like(y_blocks),
        flat=aligned((n_parameters,), x.dtype),
        gradients=aligned((n_parameters,), x.dtype),
        scratch=aligned((2 * max(network.sizes[1:]) * columns,), x.dtype),
    )
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: Parameters) -> State:
    pairs = zip(parameters.w, parameters.b, strict=True)
    np.concatenate([part.ravel() for pair in pairs for part in pair], out=state.flat)
    return state


def forward(state: State) -> State:
    return _propagate(state, forward=True, backward=False)


def backward(state: State) -> State:
    return _propagate(state, forward=False, backward=True)


def update(state: State, learning_rate: float) -> State:
    descend(state.flat, state.gradients, state.flat.dtype.type(learning_rate))
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return total_loss(state.codes[1], state.z_out, state.p, state.y, state.m)


def read_outputs(state: State) -> Array:
    return from_blocks(state.p, state.m)


def read_gradients(state: State) -> Gradients:
    return Gradients(*_layers(state.gradients, state.sizes))


def read_parameters(state: State) -> Parameters:
    return Parameters(*_layers(state.flat, state.sizes))


def _propagate(state: State, *, forward: bool, backward: bool) -> State:
    propagate(
        state.sizes, state.codes, state.slope, state.flat, state.x, state.y, state.hidden,
        state.z_out, state.p, state.gradients, state.scratch, state.m, (forward, backward),
    )  # fmt: skip
    return state


def _layers(flat: Array, sizes: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    pairs = [layer_of(flat, sizes, layer) for layer in range(sizes.size - 1)]
    return tuple(w.copy() for w, _ in pairs), tuple(b.copy() for _, b in pairs)
