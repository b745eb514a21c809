"""Recurrent networks block by block, in place; mathematics in `python_loops/recurrent.py`.

Like `dense.py`: a training step takes one block of sequences forward and backward before the next,
in one shared room, so that nothing leaves the cache; forward and backward alone keep a room for
each block, made when they are first called. How it lies in memory, and what that spares, is said in
`sequences.py`, and what the cells do in `cells.py`.

Together that takes 0.3 to 0.4 of the time of `numpy_vectorized` at m = 1, 0.5 to 0.8 at 100, and
0.6 to 0.9 at 1 000, where tanh and the products are most of it. Blocks half as large and twice as
large were as fast (CPU time, in turns).
"""

from dataclasses import dataclass

import numpy as np

from propbench.impls.contract import Array, Recurrent

from .cells import add_over_steps, lstm_cell, lstm_gradient, tanh_gradient
from .outputs import output_gradient, outputs, summed_loss
from .sequences import Block, Room, Weights, blocks_of, room

BLOCK = 1024
"""Bytes of a number of all sequences of a block: 128 sequences in float64, 256 in float32."""


@dataclass
class State:
    """`part` holds the gradients of one block, and then those times the learning rate; `scaled` is
    wb as the cell reads it."""

    network: Recurrent
    share: float
    blocks: list[Block]
    parameters: Weights
    gradients: Weights
    part: Weights
    scaled: Array


def prepare(network: Recurrent, parameters: dict[str, Array], x: Array, y: Array) -> State:
    present, gradients, part = (Weights(network, x.dtype) for _ in range(3))
    blocks = blocks_of(network, x, y, BLOCK // x.dtype.itemsize)
    scaled = np.empty_like(present.wb)
    state = State(network, 1 / x.shape[1], blocks, present, gradients, part, scaled)
    return load_parameters(state, parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.parameters.write(parameters)
    return state


def forward(state: State) -> State:
    _scale(state)
    for block in state.blocks:
        block.kept = block.kept or room(state.network, block.y.shape[1], block.y.dtype)
        _forward_block(state, block, block.kept)
    return state


def backward(state: State) -> State:
    for index, block in enumerate(state.blocks):
        assert block.kept is not None
        _backward_block(state, block, block.kept, index)
    return state


def update(state: State, learning_rate: float) -> State:
    np.multiply(state.gradients.flat, learning_rate, out=state.part.flat)
    np.subtract(state.parameters.flat, state.part.flat, out=state.parameters.flat)
    return state


def train_step(state: State, learning_rate: float) -> State:
    _scale(state)
    for index, block in enumerate(state.blocks):
        _forward_block(state, block, block.shared)
        _backward_block(state, block, block.shared, index)
    return update(state, learning_rate)


def loss(state: State) -> float:
    output = state.network.output
    total = sum(summed_loss(output, block.z, block.p, block.y) for block in state.blocks)
    return total * state.share


def read_outputs(state: State) -> Array:
    return np.concatenate([block.p for block in state.blocks], axis=1)


def read_gradients(state: State) -> dict[str, Array]:
    return state.gradients.read("d")


def read_parameters(state: State) -> dict[str, Array]:
    return state.parameters.read()


def _scale(state: State) -> None:
    """Half of what leads to a sigmoid, which is then a tanh (see `cells.py`)."""
    np.copyto(state.scaled, state.parameters.wb)
    if state.network.cell == "lstm":
        sigmoids = state.scaled[: 3 * state.network.n_hidden]
        np.multiply(sigmoids, 0.5, out=sigmoids)


def _forward_block(state: State, block: Block, work: Room) -> None:
    first = state.network.n_inputs + 1
    for t, below in enumerate(block.below[:-1]):
        h = block.below[t + 1, first:]
        if state.network.cell == "lstm":
            np.matmul(state.scaled, below, out=work.gates[t])
            lstm_cell(work, t, h)
        else:
            np.matmul(state.scaled, below, out=h)
            np.tanh(h, out=h)
    np.matmul(state.parameters.w1, block.below[-1, first:], out=block.z)
    np.add(block.z, state.parameters.b1, out=block.z)
    outputs(state.network.output, block.z, block.p)


def _backward_block(state: State, block: Block, work: Room, index: int) -> None:
    """Gradients of one block, added to those of the blocks before."""
    network, into, dz_out = state.network, state.part if index else state.gradients, block.dz
    output_gradient(network.output, block.p, block.y, dz_out)
    np.multiply(dz_out, state.share, out=dz_out)
    np.matmul(dz_out, block.below[-1, network.n_inputs + 1 :].T, out=into.w1)
    np.add.reduce(dz_out, axis=1, keepdims=True, out=into.b1)
    np.matmul(state.parameters.w1.T, dz_out, out=work.dh)
    _through_steps(state, block.below, work, into.wb)
    if index:
        np.add(state.gradients.flat, into.flat, out=state.gradients.flat)


def _through_steps(state: State, below: Array, work: Room, dwb: Array) -> None:
    """The gradient of wb, from dh of the last step."""
    network, recurrent = state.network, state.parameters.recurrent.T
    work.dc.fill(0)
    for t in range(network.steps - 1, -1, -1):
        if network.cell == "lstm":
            lstm_gradient(work, t)
        else:
            tanh_gradient(work, t, below[t + 1, network.n_inputs + 1 :])
        if t > 0:
            np.matmul(recurrent, work.dz[t], out=work.dh)
    add_over_steps(work.dz, below[:-1], work.of_steps, dwb)
