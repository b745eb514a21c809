"""Recurrent networks, compiled as a whole; mathematics in `python_loops/recurrent.py`.

One call from Python runs a whole phase; see `sequence_steps.py` for what happens inside. `parallel`
gives each thread a chunk of the sequences, as in `dense.py`.

The products of a step go to BLAS, on 32 sequences side by side, and not to tiles of registers like
those of `convolution.py`: alone, with 32 hidden units, those reached 0.6 of its rate, for they need
their weights packed, and the inner dimension is larger than a kernel's. Blocks of 64 sequences of
float64 and 128 of float32 are the fastest with those half as large; twice as large they take 1.04
to 1.5 times as long (CPU time, in turns, m = 1 000 and 10 000). Loops over a whole step that write
one array each (`cells.py`) were not compared with others.
"""

from dataclasses import dataclass

import numpy as np

from propbench.impls.contract import Array, Recurrent
from propbench.impls.contract.recurrent import GATES

from .blocks import aligned, to_blocks
from .chunked import (
    State,
    load_parameters,
    loss,
    prepared,
    propagated,
    read_gradients,
    read_outputs,
    read_parameters,
    update,
)
from .registers import lanes_of
from .sequence_steps import Room, Sizes, Spare, Weights, propagate_sequences
from .tiles import COLUMNS, filled

MOST = {8: 64, 4: 128}
"""Sequences of a block, by bytes of a number."""


__all__ = [
    "load_parameters",
    "loss",
    "read_gradients",
    "read_outputs",
    "read_parameters",
    "update",
]


@dataclass
class SequenceChunk:
    """Some of the sequences, and all memory that their thread needs.

    below (n_blocks, steps + 1 times [x; 1; h] of n sequences); y, z_out and p (n_blocks, n_outputs,
    n). Forward alone makes a room for every block when it is first called.
    """

    examples: int
    last: int
    sizes: Sizes
    below: Array
    y: Array
    z_out: Array
    p: Array
    rooms: Room
    spare: Spare
    weights: Weights
    gradients: Array


SequenceState = State[Recurrent, SequenceChunk]


def prepare(
    network: Recurrent,
    parameters: dict[str, Array],
    x: Array,
    y: Array,
    configuration: str,
) -> SequenceState:
    return prepared(network, parameters, x, y, configuration, _chunk)


def forward(state: SequenceState) -> SequenceState:
    for chunk in state.chunks:
        n_blocks = chunk.y.shape[0]
        if chunk.rooms.z.shape[0] < n_blocks:
            chunk.rooms = _rooms(chunk.sizes, n_blocks, state.flat.dtype)
    return _propagate(state, forward=True, backward=False)


def backward(state: SequenceState) -> SequenceState:
    return _propagate(state, forward=False, backward=True)


def train_step(state: SequenceState, learning_rate: float) -> SequenceState:
    return update(_propagate(state, forward=True, backward=True), learning_rate)


def _sizes(network: Recurrent, m: int, dtype: np.dtype[np.floating]) -> Sizes:
    """So many columns that each row is a whole number of registers, and few more than m."""
    lanes = lanes_of(dtype)
    n_blocks = -(-m // MOST[dtype.itemsize])
    n = -(-m // (n_blocks * lanes)) * lanes
    below = -(-(network.n_inputs + 1 + network.n_hidden) // COLUMNS) * COLUMNS
    return Sizes(
        network.steps, network.n_inputs, network.n_hidden, network.n_outputs,
        GATES[network.cell], below, n,
    )  # fmt: skip


def _chunk(network: Recurrent, x: Array, y: Array) -> SequenceChunk:
    s, dtype = _sizes(network, x.shape[1], x.dtype), x.dtype
    labels = to_blocks(y, s.n)
    rows, k = s.gates * s.n_hidden, s.n_inputs + 1 + s.n_hidden
    units = s.n_hidden * s.n
    n_parameters = sum(n_out * n_in for n_out, n_in in network.shapes.values())
    return SequenceChunk(
        examples=x.shape[1],
        last=s.n,
        sizes=s,
        below=_below(s, to_blocks(x, s.n)),
        y=labels,
        z_out=aligned(labels.shape, dtype),
        p=aligned(labels.shape, dtype),
        rooms=_rooms(s, 1, dtype),
        spare=Spare(
            dz=aligned((s.steps * filled(rows) * s.n,), dtype),
            dh=aligned((s.n_hidden * s.n,), dtype),
            dc=aligned((units if s.gates > 1 else 0,), dtype),
            dz_out=aligned(labels.shape[1:], dtype),
        ),
        weights=Weights(
            matrix=aligned((rows, k), dtype),
            recurrent=aligned((rows, s.n_hidden), dtype),
            dw=aligned((s.below, filled(rows)), dtype),
        ),
        gradients=aligned((n_parameters,), dtype),
    )


def _rooms(s: Sizes, n_blocks: int, dtype: np.dtype[np.floating]) -> Room:
    units = s.n_hidden * s.n if s.gates > 1 else 0
    return Room(
        z=aligned((n_blocks, s.steps * s.gates * units), dtype),
        c=aligned((n_blocks, (s.steps + 1) * units), dtype),
        tanh_c=aligned((n_blocks, s.steps * units), dtype),
    )


def _below(s: Sizes, blocks: Array) -> Array:
    """[x; 1; h] of every step, with h of zeros; x (n_blocks, steps n_inputs, n)."""
    n_blocks = blocks.shape[0]
    below = aligned((n_blocks, s.steps + 1, s.below, s.n), blocks.dtype)
    below[:, : s.steps, : s.n_inputs] = blocks.reshape(n_blocks, s.steps, s.n_inputs, s.n)
    below[:, :, s.n_inputs] = 1
    return below.reshape(n_blocks, -1)


def _propagate(state: SequenceState, *, forward: bool, backward: bool) -> SequenceState:
    def run(chunk: SequenceChunk) -> None:
        propagate_sequences(
            chunk.sizes, state.flat, chunk.weights, chunk.below, chunk.y, chunk.rooms, chunk.spare,
            chunk.z_out, chunk.p, chunk.gradients, state.m, chunk.examples, (forward, backward),
        )  # fmt: skip

    return propagated(state, run, gradients=backward)
